// How much of a lot there should be. What is not known stays unknown (undefined): it is never taken
// for zero.
import { compare, negate, type Quantity, sumOf } from "../kernel/quantity.ts";

export interface OnHand {
  readonly total: Quantity | undefined;
  readonly containers: Containers;
}
type Containers = ReadonlyMap<string, Quantity | undefined>;

/** A receipt in containers of which each is known is known as a whole. */
export function opening(
  quantity: Quantity | undefined,
  containers: readonly { containerId: string; quantity?: Quantity }[],
): OnHand {
  const each = new Map(containers.map((one) => [one.containerId, one.quantity]));
  return { total: quantity ?? sumOf([...each.values()]), containers: each };
}

/** More (or, negative, less) by an amount that may not be known. */
export function changedBy(
  { total, containers }: OnHand,
  delta: Quantity | undefined,
  containerId: string | undefined,
): OnHand {
  const target = containerId ?? onlyOne(containers);
  const rest = (key: string, booked: Quantity | undefined) => {
    if (key === target) return sumOf([booked, delta]);
    // Some container has less now, and nobody said which.
    return target === undefined ? undefined : booked;
  };
  return { total: sumOf([total, delta]), containers: mapped(containers, rest) };
}

export const takenFrom = (
  onHand: OnHand,
  quantity: Quantity | undefined,
  containerId: string | undefined,
): OnHand => changedBy(onHand, quantity && negate(quantity), containerId);

/** What was found is what there is. */
export function stated(
  { total, containers }: OnHand,
  found: Quantity,
  containerId: string | undefined,
): OnHand {
  const target = containerId ?? onlyOne(containers);
  if (containerId === undefined) {
    const asBooked = total !== undefined && compare(total, found) === 0;
    const rest = (key: string, booked: Quantity | undefined) => {
      if (key === target) return found;
      return asBooked ? booked : undefined;
    };
    return { total: found, containers: mapped(containers, rest) };
  }
  const each = new Map(containers).set(containerId, found);
  const booked = containers.get(containerId);
  const difference = sumOf([found, booked && negate(booked)]);
  const all = total ? sumOf([total, difference]) : sumOf([...each.values()]);
  return { total: all, containers: each };
}

/** Whole containers go, as they are. */
export function without(onHand: OnHand, containerIds: readonly string[]): OnHand {
  const left = new Map(onHand.containers);
  for (const id of containerIds) left.delete(id);
  return { ...onHand, containers: left };
}

const onlyOne = (containers: Containers): string | undefined =>
  containers.size === 1 ? [...containers.keys()][0] : undefined;

const mapped = (
  containers: Containers,
  to: (key: string, booked: Quantity | undefined) => Quantity | undefined,
): Containers => new Map([...containers].map(([key, booked]) => [key, to(key, booked)]));
