// A fact of a batch record as exception rules see it: one entry of the log, whatever its type, in
// the few words that rules ask about.
import { toUtc, zoneStated } from "../instant.ts";
import type { Metadata } from "../metadata.ts";

/** What comparing a value with its limits came to, or why nothing could be compared. */
export type Comparison =
  | "within"
  | "outside"
  | "NO_LIMITS"
  | "UNIT_NOT_CONVERTIBLE"
  | "NO_NUMBER"
  | "QUANTITY_UNKNOWN";

/** What the copy of the master asks of the entries that follow it. */
export type Asked = {
  /** Entries (`entryOf`) that a second person confirms. */
  readonly secondPerson: string[];
  readonly timeLimits: {
    readonly name: string;
    readonly from: PhasePoint;
    readonly to: PhasePoint;
    /** Seconds; left out: no such limit, or not a time. */
    readonly least_s?: number;
    readonly most_s?: number;
  }[];
};
export type PhasePoint = {
  readonly phase: string;
  readonly at: "start" | "end";
};

/** Plain JSON, as a read model keeps it. */
export type Fact = {
  readonly eventId: string;
  /** Of the event. */
  readonly type: string;
  /** Of the batch record in which it stands. */
  readonly section: number;
  /** Server's clock, UTC. */
  readonly recordedAt: string;
  /** As claimed, UTC; left out: the source states no zone. */
  readonly occurredAt?: string;
  readonly by: { readonly kind: string; readonly id: string };
  /** Copied from paper afterwards: late, however soon. */
  readonly fromPaper?: true;
  /** Parameter, test, check, stage or material. */
  readonly name?: string;
  readonly step?: string;
  readonly measures?: "parameter" | "result" | "yield" | "amount";
  readonly comparison?: Comparison;
  /** Value and unit as they were entered. */
  readonly value?: string;
  /** The earlier entry that this one corrects or voids. */
  readonly corrects?: string;
  /** The first value, of which this is another reading. */
  readonly repeats?: string;
  /** The entry that somebody confirms by it. */
  readonly confirms?: string;
  /** A check that failed, a line that was not clear. */
  readonly failed?: boolean;
  /** Rules that it broke; recorded all the same. */
  readonly flags?: string[];
  readonly equipmentId?: string;
  readonly phase?: PhasePoint;
  readonly leftOut?: true;
  readonly asks?: Asked;
  readonly opens?: string;
  readonly closes?: string;
  readonly matter?: "deviation" | "alarm" | "hold" | "comment" | "override" | "refusal";
};

/** Of any event: which, when, whose. */
export const stampOf = (
  eventId: string,
  type: string,
  { recordedAt, occurredAt, fromPaper, actor: { kind, id } }: Metadata,
): Omit<Fact, "section"> => ({
  eventId,
  type,
  recordedAt,
  ...(zoneStated(occurredAt) && { occurredAt: toUtc(occurredAt) }),
  by: { kind, id },
  ...(fromPaper && { fromPaper: true }),
});

/** How the copy of the master and an entry name the same thing. */
export const entryOf = (step: string | undefined, name: string): string =>
  JSON.stringify([step ?? null, name]);

/** Facts one after the other; another one is added without copying those before it. */
export interface Facts {
  readonly last: Fact;
  readonly before: Facts | undefined;
}

export const withFact = (before: Facts | undefined, last: Fact | undefined): Facts | undefined =>
  last ? { last, before } : before;

/** In the order of the log. */
export function factList(facts: Facts | undefined): readonly Fact[] {
  const list: Fact[] = [];
  for (let at = facts; at; at = at.before) list.push(at.last);
  return list.reverse();
}
