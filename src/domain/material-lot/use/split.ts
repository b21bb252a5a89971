// Splitting a lot: the parent says into what, and each child opens a stream of its own.
import { z } from "zod";
import { materialLotIdentity } from "../../kernel/identifier.ts";
import { refuseTwice } from "../../kernel/precondition.ts";
import { type Quantity, refuseNotPositive, sumOf } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { Id } from "../../kernel/shape/reference.ts";
import type { Lot } from "../lot.ts";
import { command } from "../material-lot.ts";
import { stockAt } from "../on-hand.ts";
import type { Stock } from "../stock.ts";
import { Part } from "./events.ts";
import { absencesSince, refuseLeaving } from "./use.ts";

const Wanted = z.strictObject({
  ...Part.omit({ containers: true }).shape,
  containerIds: z.array(Id).describe("Whole containers that go with it."),
});
type Wanted = z.output<typeof Wanted>;

/** What goes in whole containers is as much as is known to be in them. */
export const splitMaterialLot = command(
  "SplitMaterialLot",
  "handleMaterial",
  z.strictObject({ into: z.array(Wanted).min(1) }),
  ({ into }, lot, { occurredAt }) => {
    if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
    const then = stockAt(lot.onHand, occurredAt);
    const refused =
      refuseTwice(
        into.map(({ materialLotId }) => materialLotId),
        "Lot",
      ) ??
      refuseTwice(
        into.flatMap(({ containerIds }) => containerIds),
        "Container",
      ) ??
      into.map((part) => refusePart(lot, then, part, occurredAt)).find((one) => one);
    if (refused) return refused;
    const parts = into.map((part) => withContents(then, part));
    const together = sumOf(parts.map(({ quantity }) => quantity));
    const [first] = absencesSince(lot, together ? { quantity: together } : {}, occurredAt);
    if (first) return refuse(first, `${lot.material.name} cannot be split so.`, { into });
    return [{ type: "MaterialLotSplit", data: { into: parts } }];
  },
  {
    reserves: {
      // A part may keep a supplier's number; our own stand for one lot each.
      identifiers: ({ into }) =>
        into.flatMap(({ identifiers, materialLotId }) => [
          ...identifiers
            .filter(({ scheme }) => scheme === "internalLot")
            .map((one) => ({ ...one, holder: { materialLot: materialLotId } })),
          materialLotIdentity(materialLotId),
        ]),
      code: "IDENTIFIER_TAKEN",
    },
  },
);

function refusePart(
  lot: Lot,
  then: Stock,
  { quantity, containerIds }: Wanted,
  occurredAt: string,
): Refusal | undefined {
  const refused = refuseLeaving(lot, containerIds, occurredAt);
  if (refused) return refused;
  const empty = containerIds.find((id) => isEmpty(then.inside.get(id)));
  if (empty !== undefined) {
    return refuse("LOT_EMPTY", `Nothing is left in container ${empty}.`, { containerId: empty });
  }
  return quantity && refuseNotPositive(quantity);
}

const isEmpty = (quantity: Quantity | undefined): boolean =>
  quantity !== undefined && refuseNotPositive(quantity) !== undefined;

function withContents({ inside }: Stock, { containerIds, ...part }: Wanted): Part {
  const containers = containerIds.map((containerId) => {
    const quantity: Quantity | undefined = inside.get(containerId);
    return quantity ? { containerId, quantity } : { containerId };
  });
  if (part.quantity || containers.length === 0) return { ...part, containers };
  const quantity = sumOf(containers.map((one) => one.quantity));
  return quantity ? { ...part, quantity, containers } : { ...part, containers };
}
