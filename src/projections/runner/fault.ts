// What stops a read model, or the runner's answer to somebody who asks for what it cannot do.
import { isUnavailable } from "../../database/availability.ts";

export type ProjectionFaultCode =
  /** A handler threw; `cause` is what it threw. */
  | "HANDLER_FAILED"
  /** An event that this projection follows cannot be read, such as one of a newer build. */
  | "EVENT_UNREADABLE"
  /** PostgreSQL refused the rows that a handler asked for. */
  | "ROWS_REFUSED"
  /** A handler named a table, a column or a row that is not there. */
  | "ROW_UNKNOWN"
  /** schema.sql does not run, or holds what a rebuild could not repeat. */
  | "SCHEMA_UNFIT"
  /** The log ends before what is recorded here, and no restore says so. */
  | "TAIL_CUT"
  /** Another process moved this projection on; it is taken up again from where it stands. */
  | "PROGRESS_MOVED"
  /** Only the process that holds the projector's lock can rebuild, and it no longer does. */
  | "NOT_THE_PROJECTOR"
  | "PROJECTION_UNKNOWN"
  /** It stopped at an event: what it would answer leaves out all that came after. */
  | "READ_MODEL_STOPPED";

/** The event at which it happened, where there is one. */
export interface FaultPlace {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
}

export class ProjectionFault extends Error {
  readonly code: ProjectionFaultCode;
  readonly place: FaultPlace | undefined;

  constructor(
    code: ProjectionFaultCode,
    message: string,
    more: { readonly place?: FaultPlace; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "ProjectionFault";
    this.code = code;
    this.place = more.place;
  }
}

/**
 * What passes by itself, so that trying the same again is right: no connection, a lock not given, a
 * full disk. Everything else is the doing of the events or of the handlers.
 */
export function isPassing(error: unknown): boolean {
  if (isUnavailable(error)) return true;
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return false;
  if (error.code === ("PROGRESS_MOVED" satisfies ProjectionFaultCode)) return true;
  if (error.code === "EVENT_STORE_UNAVAILABLE") return true;
  return /^(40|53|55|57)[0-9A-Z]{3}$/.test(error.code);
}
