// How much there is of a lot, and in which of its containers, from one happening to the next: what
// the lot itself and the books of the read models go by. What is not known stays unknown
// (undefined): it is never taken for zero, nor for known.
import { type Keyed, keyed } from "../kernel/keyed.ts";
import { compare, negate, type Quantity, sign, sumOf } from "../kernel/quantity.ts";

export interface Stock {
  readonly total: Quantity | undefined;
  /** Of the containers that are there. */
  readonly containerIds: readonly string[];
  /** What is in each of them. */
  readonly inside: Keyed<Quantity | undefined>;
  /** Of those of which it is known what is in them; kept, so that counting many is no long sum. */
  readonly known: Known;
  readonly isDestroyed: boolean;
}

interface Known {
  readonly count: number;
  /** Undefined: of none, or they do not add up. */
  readonly sum: Quantity | undefined;
}

export type Happening =
  /** More or, negative, less. */
  | {
      readonly kind: "changed";
      readonly delta: Quantity | undefined;
      readonly containerId: string | undefined;
    }
  /** What was counted is what there was. No container: all of it was. */
  | {
      readonly kind: "found";
      readonly quantity: Quantity;
      readonly containerId: string | undefined;
    }
  /** Whole containers went as they were; the quantity is what they were said to hold together. */
  | {
      readonly kind: "left";
      readonly quantity: Quantity | undefined;
      readonly containerIds: readonly string[];
    }
  /** All that there was; the quantity is what was said of it. */
  | { readonly kind: "destroyed"; readonly quantity: Quantity | undefined };

/** What is received in containers of which each is known is known as a whole. */
export function stockOf(
  total: Quantity | undefined,
  containers: readonly { readonly containerId: string; readonly quantity?: Quantity }[],
): Stock {
  const inside = containers.reduce(
    (all, { containerId, quantity }) => filled(all, containerId, quantity),
    nothingKnown,
  );
  const containerIds = [...new Set(containers.map(({ containerId }) => containerId))];
  return settled({ total, containerIds, ...inside, isDestroyed: false });
}

export function after(stock: Stock, what: Happening): Stock {
  switch (what.kind) {
    case "changed":
      return settled(changed(stock, what.delta, what.containerId));
    case "found":
      return settled(
        what.containerId === undefined
          ? foundInAll(stock, what.quantity)
          : foundIn(stock, what.containerId, what.quantity),
      );
    case "left":
      return settled(left(stock, what.containerIds, what.quantity));
    case "destroyed": {
      const total = minus(stock.total, goneWith(stock, what));
      return { total, containerIds: [], ...nothingKnown, isDestroyed: true };
    }
    default:
      return what satisfies never;
  }
}

/** Out of the lot: whole containers, or where none are named so much of nobody says which. */
export const taking = (
  quantity: Quantity | undefined,
  containerIds: readonly string[],
): Happening =>
  containerIds.length > 0
    ? { kind: "left", quantity, containerIds }
    : { kind: "changed", delta: less(quantity), containerId: undefined };

interface Taken {
  readonly quantity: Quantity | undefined;
  readonly containerIds: readonly string[];
}

/** What is split off: whole containers, and what is more than they are said to hold beside them. */
export function partsOf({
  quantity,
  containers,
}: {
  readonly quantity?: Quantity;
  readonly containers: readonly { readonly containerId: string; readonly quantity?: Quantity }[];
}): readonly Taken[] {
  const containerIds = containers.map(({ containerId }) => containerId);
  const packed = sumOf(containers.map((one) => one.quantity));
  const more = minus(quantity, packed);
  const isMore = more !== undefined && sign(more) > 0;
  if (!isMore) return [{ quantity: quantity ?? packed, containerIds }];
  return [
    { quantity: packed, containerIds },
    { quantity: more, containerIds: [] },
  ];
}

/** What went, by what was said or else by the books; of what was destroyed by the books first. */
export function goneWith(
  stock: Stock,
  what: Extract<Happening, { kind: "left" | "destroyed" }>,
): Quantity | undefined {
  if (what.kind === "left") return what.quantity ?? heldIn(stock, what.containerIds);
  return stock.total && sign(stock.total) >= 0 ? stock.total : what.quantity;
}

export const containersOf = ({
  containerIds,
  inside,
}: Stock): ReadonlyMap<string, Quantity | undefined> =>
  new Map(containerIds.map((id) => [id, inside.get(id)]));

/** Undefined as soon as what is in one of them is; and of none. */
const heldIn = ({ inside }: Stock, containerIds: readonly string[]): Quantity | undefined =>
  sumOf(containerIds.map((id) => inside.get(id)));

/** Undefined as soon as what is in one of them is; and of none. */
const allIn = (stock: Stock): Quantity | undefined =>
  stock.known.count < stock.containerIds.length ? undefined : heldIn(stock, stock.containerIds);

type Inside = Pick<Stock, "inside" | "known">;
const nothingKnown: Inside = { inside: keyed(), known: { count: 0, sum: undefined } };

/** With so much in it, instead of what there was. */
function filled<Of extends Inside>(of: Of, id: string, quantity: Quantity | undefined): Of {
  const { count, sum } = of.known;
  const former = of.inside.get(id);
  const changes = [quantity, former && negate(former)].filter((one) => one !== undefined);
  const known = {
    count: count + Number(quantity !== undefined) - Number(former !== undefined),
    sum: count === 0 ? quantity : sumOf([sum, ...changes]),
  };
  return { ...of, inside: of.inside.with(id, quantity), known };
}

function changed(
  stock: Stock,
  delta: Quantity | undefined,
  containerId: string | undefined,
): Stock {
  const total = sumOf([stock.total, delta]);
  // Some container has less now, and nobody can say which.
  if (containerId === undefined || !stock.containerIds.includes(containerId)) {
    return { ...stock, total, ...nothingKnown };
  }
  const held = sumOf([stock.inside.get(containerId), delta]);
  return filled({ ...stock, total }, containerId, held);
}

/** Where it is not as booked, nobody knows which container has less, or more. */
function foundInAll(stock: Stock, quantity: Quantity): Stock {
  const asBooked = stock.total !== undefined && compare(stock.total, quantity) === 0;
  return { ...stock, total: quantity, ...(!asBooked && nothingKnown) };
}

function foundIn(stock: Stock, containerId: string, quantity: Quantity): Stock {
  const booked = stock.inside.get(containerId);
  const isThere = stock.containerIds.includes(containerId);
  const containerIds = isThere ? stock.containerIds : [...stock.containerIds, containerId];
  const found = filled({ ...stock, containerIds }, containerId, quantity);
  const { total } = stock;
  if (booked && total) return { ...found, total: sumOf([total, quantity, negate(booked)]) };
  const all = allIn(found);
  if (all || !total || !isThere) return { ...found, total: all };
  // What is known of all is no less than what is known of some.
  const known = found.known.sum ?? sumOf(containerIds.flatMap((id) => found.inside.get(id) ?? []));
  const order = known && compare(known, total);
  return { ...found, total: order === 0 || order === -1 ? total : undefined };
}

/** By the books, and where these do not know by what was said of them; the others keep theirs. */
function left(stock: Stock, gone: readonly string[], quantity: Quantity | undefined): Stock {
  const total = minus(stock.total, heldIn(stock, gone) ?? quantity);
  const containerIds = stock.containerIds.filter((id) => !gone.includes(id));
  return gone.reduce((all, id) => filled(all, id, undefined), { ...stock, total, containerIds });
}

/** All of it is what is in each container, and in the only one is all of it. */
function settled(stock: Stock): Stock {
  const { containerIds, inside } = stock;
  const total = stock.total ?? allIn(stock);
  const [only] = containerIds;
  if (only === undefined || containerIds.length > 1 || inside.get(only)) return { ...stock, total };
  return filled({ ...stock, total }, only, total);
}

const less = (quantity: Quantity | undefined): Quantity | undefined => quantity && negate(quantity);

const minus = (whole: Quantity | undefined, part: Quantity | undefined): Quantity | undefined =>
  sumOf([whole, less(part)]);
