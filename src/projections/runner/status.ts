// How the read models stand, for health, metrics and whoever waits.
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { FaultPlace, ProjectionFault } from "./fault.ts";
import type { LaneState } from "./lane.ts";
import type { Standing } from "./term.ts";

export interface ProjectionStatus {
  readonly name: string;
  /**
   * live: everything of the log is in. renewing: made by another version, and served until its
   * successor has caught up. standby: another process projects.
   */
  readonly state: LaneState | "renewing" | "standby";
  /** Tree size; undefined where this process does not know it. */
  readonly asOf: number | undefined;
  readonly rebuilding?: { readonly state: LaneState; readonly asOf: number };
  readonly fault?: {
    readonly code: string;
    readonly message: string;
    readonly place: FaultPlace | undefined;
  };
}

export function statusOf<Event extends AnyEvent>({
  projection: { name },
  foundAt,
  live,
  next,
}: Standing<Event>): ProjectionStatus {
  const fault = live?.fault ?? next?.fault;
  const made = fault ? ("stopped" as const) : ("renewing" as const);
  return {
    name,
    state: live?.state ?? made,
    asOf: (live?.index ?? foundAt) + 1,
    ...(next && { rebuilding: { state: next.state, asOf: next.index + 1 } }),
    ...(fault && { fault: said(fault) }),
  };
}

const said = ({ code, message, place }: ProjectionFault) => ({ code, message, place });
