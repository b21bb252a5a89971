// Splitting a lot: the parent says into what, and each child opens a stream of its own.
import { z } from "zod";
import { add, type Quantity, refuseNotPositive } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { Lot } from "../lot.ts";
import { command } from "../material-lot.ts";
import { MaterialLotSplit, type Part } from "./events.ts";
import { absences } from "./use.ts";

/** What goes with whole containers is as much as is known to be in them. */
export const splitMaterialLot = command(
  "SplitMaterialLot",
  z.strictObject({ into: MaterialLotSplit.data.shape.into }),
  ({ into }, lot) => {
    if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
    const refused = into.map((part) => refusePart(lot, part)).find((one) => one);
    if (refused) return refused;
    const parts = into.map((part) => withContents(lot, part));
    const together = sum(parts.map(({ quantity }) => quantity));
    const [first] = absences(lot, together ? { quantity: together } : {});
    if (first) return refuse(first, `${lot.material.name} cannot be split so.`, { into });
    return [{ type: "MaterialLotSplit", data: { into: parts } }];
  },
);

function refusePart({ onHand }: Lot, { quantity, containerIds }: Part): Refusal | undefined {
  if (containerIds.some((id) => !onHand.containers.has(id))) {
    return refuse("CONTAINER_UNKNOWN", "The lot has no such container.", { containerIds });
  }
  return quantity && refuseNotPositive(quantity);
}

function withContents({ onHand }: Lot, part: Part): Part {
  if (part.quantity || part.containerIds.length === 0) return part;
  const quantity = sum(part.containerIds.map((id) => onHand.containers.get(id)));
  return quantity ? { ...part, quantity } : part;
}

/** Unknown as soon as one of them is. */
function sum(quantities: readonly (Quantity | undefined)[]): Quantity | undefined {
  const [first, ...others] = quantities;
  return others.reduce((total, one) => {
    const both = total && one && add(total, one);
    return both && !("refused" in both) ? both : undefined;
  }, first);
}
