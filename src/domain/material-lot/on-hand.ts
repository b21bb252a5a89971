// How much of a lot there should be. What is not known stays unknown (undefined): it is never taken
// for zero. A count is what there was at its time: what happened before it, however late it is
// entered or corrected, changes nothing of that, and what happened after it adds to it.
import { toUtc } from "../kernel/instant.ts";
import { compare, negate, type Quantity, sumOf } from "../kernel/quantity.ts";

export interface OnHand {
  readonly total: Quantity | undefined;
  readonly containers: Containers;
  /** How often it was counted, or adjusted. */
  readonly counts: number;
  /** The last count in time of each container; undefined: of all of it. */
  readonly counted: ReadonlyMap<string | undefined, When>;
  readonly last: Change | undefined;
}
type Containers = ReadonlyMap<string, Quantity | undefined>;

/** Of what happened: when, and behind how many counts of the log. */
export interface When {
  /** Business time, in UTC. */
  readonly at: string;
  readonly counts: number;
}

/** More or less by an amount that may not be known; with those before it. */
interface Change {
  readonly when: When;
  readonly delta: Quantity | undefined;
  readonly containerId: string | undefined;
  readonly before: Change | undefined;
}

/** A receipt in containers of which each is known is known as a whole. */
export function opening(
  quantity: Quantity | undefined,
  containers: readonly { containerId: string; quantity?: Quantity }[],
): OnHand {
  const each = new Map(containers.map((one) => [one.containerId, one.quantity]));
  const total = quantity ?? sumOf([...each.values()]);
  return { total, containers: each, counts: 0, counted: new Map(), last: undefined };
}

/** `occurredAt`: of what happens next in the log. */
export const whenNext = ({ counts }: OnHand, occurredAt: string): When => ({
  at: toUtc(occurredAt),
  counts,
});

/** More (or, negative, less) by an amount that may not be known. */
export function changedBy(
  onHand: OnHand,
  delta: Quantity | undefined,
  containerId: string | undefined,
  when: When,
): OnHand {
  const target = containerId ?? onlyOne(onHand.containers);
  if (isCounted(onHand, target, when)) return onHand;
  const last = { when, delta, containerId: target, before: onHand.last };
  return { ...added(onHand, delta, target), last };
}

export const takenFrom = (
  onHand: OnHand,
  quantity: Quantity | undefined,
  containerId: string | undefined,
  when: When,
): OnHand => changedBy(onHand, quantity && negate(quantity), containerId, when);

/** What was found is what there was. */
export function stated(
  onHand: OnHand,
  found: Quantity,
  containerId: string | undefined,
  occurredAt: string,
): OnHand {
  const counts = onHand.counts + 1;
  const when = { at: toUtc(occurredAt), counts };
  const target = containerId ?? onlyOne(onHand.containers);
  // Counted since, and only told first.
  if (isCounted(onHand, target, when)) return { ...onHand, counts };
  const isWhole = containerId === undefined;
  const since = later(onHand, when).filter((one) => isWhole || one.containerId === target);
  const then = since.reduce(
    (all, { delta, containerId: of }) => added(all, delta && negate(delta), of),
    onHand,
  );
  const now = since.reduce(
    (all, { delta, containerId: of }) => added(all, delta, of),
    asFound(then, found, containerId),
  );
  const counted = new Map(onHand.counted).set(containerId, when).set(target, when);
  // What a count of all of it covers no count to come can need.
  const last = isWhole
    ? since.reduce<Change | undefined>((before, one) => ({ ...one, before }), undefined)
    : onHand.last;
  return { ...now, counts, counted, last };
}

function asFound(onHand: OnHand, found: Quantity, containerId: string | undefined): OnHand {
  const { total, containers } = onHand;
  const target = containerId ?? onlyOne(containers);
  if (containerId === undefined) {
    const asBooked = total !== undefined && compare(total, found) === 0;
    const rest = (key: string, booked: Quantity | undefined) => {
      if (key === target) return found;
      return asBooked ? booked : undefined;
    };
    return { ...onHand, total: found, containers: mapped(containers, rest) };
  }
  const each = new Map(containers).set(containerId, found);
  const booked = containers.get(containerId);
  const difference = sumOf([found, booked && negate(booked)]);
  const all = total ? sumOf([total, difference]) : sumOf([...each.values()]);
  return { ...onHand, total: all, containers: each };
}

/** Whole containers go, as they are. */
export function without(onHand: OnHand, containerIds: readonly string[]): OnHand {
  const left = new Map(onHand.containers);
  for (const id of containerIds) left.delete(id);
  return { ...onHand, containers: left };
}

/** A count that covers it found what it had left. */
const isCounted = ({ counted }: OnHand, target: string | undefined, when: When): boolean =>
  [counted.get(undefined), counted.get(target)].some((count) => count && isBefore(when, count));

const isBefore = (one: When, other: When): boolean =>
  one.at === other.at ? one.counts < other.counts : one.at < other.at;

/** What is in the books already, and happened after this. */
function later({ last }: OnHand, when: When): readonly Change[] {
  const found: Change[] = [];
  for (let one = last; one; one = one.before) if (isBefore(when, one.when)) found.push(one);
  return found;
}

function added(onHand: OnHand, delta: Quantity | undefined, target: string | undefined): OnHand {
  const rest = (key: string, booked: Quantity | undefined) => {
    if (key === target) return sumOf([booked, delta]);
    // Some container has less now, and nobody said which.
    return target === undefined ? undefined : booked;
  };
  return {
    ...onHand,
    total: sumOf([onHand.total, delta]),
    containers: mapped(onHand.containers, rest),
  };
}

const onlyOne = (containers: Containers): string | undefined =>
  containers.size === 1 ? [...containers.keys()][0] : undefined;

const mapped = (
  containers: Containers,
  to: (key: string, booked: Quantity | undefined) => Quantity | undefined,
): Containers => new Map([...containers].map(([key, booked]) => [key, to(key, booked)]));
