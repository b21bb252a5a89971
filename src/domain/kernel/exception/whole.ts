// What rules ask of a record as a whole: each worked out over its facts when a rule first asks.
import { entryOf, type Fact, type PhasePoint } from "./fact.ts";

export interface Whole {
  /** Undefined: the batch has no copy of a master. */
  readonly asked: { readonly secondPerson: ReadonlySet<string> } | undefined;
  /** Persons who confirmed it with success, by event id. */
  readonly confirmedBy: ReadonlyMap<string, readonly string[]>;
  /** Deviations that were closed, alarms that were acknowledged. */
  readonly closed: ReadonlySet<string>;
  /** Ends of a time that was too long or too short. */
  readonly overTime: ReadonlySet<string>;
  /** How many readings of the same thing just before it say the same. */
  readonly equalBefore: ReadonlyMap<string, number>;
  /** By how much the server's clock stood behind that of an entry before it. */
  readonly wentBack_ms: ReadonlyMap<string, number>;
}

/** `factsOf`: in the order of the log; called once, when a rule asks for more than one entry. */
export function wholeOf(factsOf: () => readonly Fact[]): Whole {
  const facts = once(factsOf);
  const asked = once(() => askedIn(facts()));
  const confirmedBy = once(() => confirmationsIn(facts()));
  const closed = once(() => new Set(facts().flatMap(({ closes }) => closes ?? [])));
  const overTime = once(() => overTimeIn(facts()));
  const equalBefore = once(() => equalReadingsIn(facts()));
  const wentBack_ms = once(() => clockStepsIn(facts()));
  return {
    get asked() {
      return asked();
    },
    get confirmedBy() {
      return confirmedBy();
    },
    get closed() {
      return closed();
    },
    get overTime() {
      return overTime();
    },
    get equalBefore() {
      return equalBefore();
    },
    get wentBack_ms() {
      return wentBack_ms();
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}

function askedIn(facts: readonly Fact[]): Whole["asked"] {
  const asks = facts.flatMap(({ asks: asked }) => asked ?? []);
  if (asks.length === 0) return undefined;
  return { secondPerson: new Set(asks.flatMap(({ secondPerson }) => secondPerson)) };
}

function confirmationsIn(facts: readonly Fact[]): Whole["confirmedBy"] {
  const confirmedBy = new Map<string, string[]>();
  for (const { confirms, failed, by } of facts) {
    if (confirms === undefined || failed === true || by.kind !== "person") continue;
    confirmedBy.set(confirms, [...(confirmedBy.get(confirms) ?? []), by.id]);
  }
  return confirmedBy;
}

const point = ({ phase, at }: PhasePoint): string => JSON.stringify([phase, at]);

function overTimeIn(facts: readonly Fact[]): ReadonlySet<string> {
  const limits = Map.groupBy(
    facts.flatMap(({ asks }) => asks?.timeLimits ?? []),
    ({ to }) => point(to),
  );
  const lastAt = new Map<string, number>();
  const over = new Set<string>();
  for (const { phase, eventId, occurredAt, recordedAt } of facts) {
    if (!phase) continue;
    const at = Date.parse(occurredAt ?? recordedAt);
    for (const { from, least_s = 0, most_s = Number.POSITIVE_INFINITY } of limits.get(
      point(phase),
    ) ?? []) {
      const since = lastAt.get(point(from));
      const taken_s = since === undefined ? undefined : (at - since) / 1_000;
      if (taken_s !== undefined && (taken_s < least_s || taken_s > most_s)) over.add(eventId);
    }
    lastAt.set(point(phase), at);
  }
  return over;
}

/** Of one name at one step; a correction is no reading. */
function equalReadingsIn(facts: readonly Fact[]): ReadonlyMap<string, number> {
  const last = new Map<string, { readonly value: string; readonly before: number }>();
  const found = new Map<string, number>();
  for (const { eventId, measures, name = "", step, value, corrects } of facts) {
    if (measures === undefined || value === undefined || corrects !== undefined) continue;
    const of = entryOf(step, name);
    const former = last.get(of);
    const before = former?.value === value ? former.before + 1 : 0;
    last.set(of, { value, before });
    found.set(eventId, before);
  }
  return found;
}

function clockStepsIn(facts: readonly Fact[]): ReadonlyMap<string, number> {
  let furthest = Number.NEGATIVE_INFINITY;
  const found = new Map<string, number>();
  for (const { eventId, recordedAt } of facts) {
    const at = Date.parse(recordedAt);
    if (at < furthest) found.set(eventId, furthest - at);
    furthest = Math.max(furthest, at);
  }
  return found;
}
