// What can be wrong with a log, each with the first place that it concerns.
import type { StoredBytes } from "../../eventstore/stored-event.ts";

export type LogFindingCode =
  | "EVENT_CHANGED"
  | "EVENT_REMOVED"
  | "EVENT_INSERTED"
  | "EVENTS_REORDERED"
  | "EVENTS_HIDDEN"
  | "TAIL_CUT"
  | "EVENT_FOREIGN"
  | "STORE_EVENT_IN_STREAM"
  | "CHECKPOINT_FORGED"
  | "CHECKPOINT_CONTRADICTED"
  | "HAND_OVER_FORGED"
  | "TREE_DRIFTED"
  | "STORE_CLOCK_OFF"
  | "RETENTION_SET"
  | "RECEIPT_DAMAGED"
  | "TIMESTAMP_INVALID"
  | "COSIGNATURE_INVALID"
  | "ANCHOR_LOST"
  | "ANCHOR_CONTRADICTS"
  | "ANCHOR_TIME_IMPLAUSIBLE"
  | "ATTACHMENT_MISSING"
  | "ATTACHMENT_ALTERED"
  | "CERTIFICATE_ALTERED";

/** What is wrong with those who keep heads, or with bytes beside the log, says nothing of it. */
export const ofKeepers: ReadonlySet<LogFindingCode> = new Set([
  "CHECKPOINT_FORGED",
  "HAND_OVER_FORGED",
  "RECEIPT_DAMAGED",
  "TIMESTAMP_INVALID",
  "COSIGNATURE_INVALID",
  "ANCHOR_LOST",
  "ANCHOR_CONTRADICTS",
  "ANCHOR_TIME_IMPLAUSIBLE",
  "ATTACHMENT_MISSING",
  "ATTACHMENT_ALTERED",
  "CERTIFICATE_ALTERED",
]);

/** They stand in a log for ever, and say nothing of what was signed. */
export const ofTheRecord: ReadonlySet<LogFindingCode> = new Set([
  "EVENT_FOREIGN",
  "STORE_EVENT_IN_STREAM",
  "STORE_CLOCK_OFF",
  "RETENTION_SET",
]);

export interface LogFinding {
  readonly code: LogFindingCode;
  /** Log index of the first event that it concerns. */
  readonly position: number;
  readonly stream?: string;
  readonly revision?: number;
  readonly detail: string;
}

export const placeOf = ({ stream, revision }: StoredBytes) => ({ stream, revision });

/** Of one kind; more would be said, and read, to no end. */
const findingsMax = 100;

/** So many of them; the last one says how many more there are. */
export function first(findings: readonly LogFinding[], max = findingsMax): readonly LogFinding[] {
  const told = findings.slice(0, max);
  const last = told.at(-1);
  const more = findings.length - told.length;
  if (!last || more === 0) return told;
  return [...told.slice(0, -1), { ...last, detail: `${last.detail} And ${more} more like it.` }];
}
