// What the service and its thread that projects say to each other.
import type { DatabaseAddress } from "../../../database/connection.ts";
import type { EventStoreAddress } from "../../../eventstore/event-log.ts";
import type { WaitOptions } from "../../../projections/projections.ts";
import type { RebuildReport } from "../../../projections/rebuild/rebuild.ts";
import type { FaultPlace, ProjectionFaultCode } from "../../../projections/runner/fault.ts";
import type { Said } from "../../../projections/runner/logger.ts";
import type { ProjectionStatus } from "../../../projections/runner/status.ts";

export interface ProjectorData {
  readonly eventStore: EventStoreAddress;
  readonly database: DatabaseAddress;
  /** What events of ours are authenticated with. */
  readonly macKey: Uint8Array;
}

export type Question =
  | { readonly kind: "waitFor"; readonly index: number; readonly options: WaitOptions }
  | { readonly kind: "rebuildAll"; readonly verify: boolean };

export type ToProjector =
  | { readonly kind: "ask"; readonly id: number; readonly question: Question }
  | { readonly kind: "pause"; readonly isPaused: boolean }
  | { readonly kind: "stop" };

export interface SaidFault {
  readonly message: string;
  /** Undefined: of no ProjectionFault. */
  readonly code: ProjectionFaultCode | undefined;
  readonly place: FaultPlace | undefined;
}

export type FromProjector =
  | { readonly kind: "status"; readonly status: readonly ProjectionStatus[] }
  | { readonly kind: "rebuilt"; readonly id: number }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly answer: boolean | readonly RebuildReport[];
    }
  | { readonly kind: "failed"; readonly id: number; readonly fault: SaidFault }
  | Said;
