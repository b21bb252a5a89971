// A container of a lot: how much is in it, and how many where goods are sold by weight but counted
// by the piece (catch weight). Neither is worked out of the other: each piece has its own weight.
import { z } from "zod";
import type { Show } from "../event-type.ts";
import { Quantity, sumOf } from "../quantity.ts";
import { Id } from "./reference.ts";

export const Count = Quantity.describe(
  "Pieces, where the quantity is their weight (catch weight).",
);

export const Container = z.strictObject({
  containerId: Id,
  quantity: Quantity.exactOptional(),
  count: Count.exactOptional(),
});
export type Container = z.output<typeof Container>;

export interface Amount {
  readonly quantity?: Quantity;
  readonly containers: readonly Pick<Container, "containerId" | "quantity">[];
}

/** How much it is was said: of all of it, or of each of its containers. */
export const isStated = ({ quantity, containers }: Amount): boolean =>
  quantity !== undefined ||
  (containers.length > 0 && containers.every((one) => one.quantity !== undefined));

/** "24 pieces, ", before the weight; nothing where they were not counted. */
export const counted = (of: readonly { readonly count?: Quantity }[], show: Show): string => {
  const total = of.some(({ count }) => count) ? sumOf(of.map(({ count }) => count)) : undefined;
  return total ? `${show.quantity(total)}, ` : "";
};
