// Taking a sample that has a stream of its own, and sending goods back to whoever sent them.
import { z } from "zod";
import { refuseNotPositive, sumOf } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { DrawFlag } from "../../kernel/shape/charge.ts";
import type { Lot } from "../lot.ts";
import { command } from "../material-lot.ts";
import { stockAt } from "../on-hand.ts";
import { containersOf } from "../stock.ts";
import { MaterialReturnedToSupplier, MaterialSampled } from "./events.ts";
import { absences, refuseLeaving } from "./use.ts";

const { sampleNumber, destination, sample } = MaterialSampled.data.shape;

const Take = z.strictObject({
  sampleNumber,
  destination,
  ...sample.unwrap().shape,
  quantity: MaterialSampled.data.shape.quantity.describe("Of a lot that has no containers."),
});

/** An observation: it has been taken. First half; the sample's own stream follows. */
export const takeSample = command(
  "TakeSample",
  "recordResults",
  Take,
  ({ sampleNumber: number, destination: to, quantity, ...of }, lot, { occurredAt }) => {
    if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
    if (lot.samples.has(of.sampleId)) return [];
    const plan = lot.plans.find(({ planNumber }) => planNumber === of.planNumber);
    if (of.planNumber !== undefined && !plan?.picks.some(({ planId }) => planId === of.planId)) {
      return refuse("SAMPLING_NOT_PLANNED", "The lot has no such sampling plan.");
    }
    const amounts = of.parts.length > 0 ? of.parts.map((part) => part.quantity) : [quantity];
    const refused = amounts.map((one) => one && refuseNotPositive(one)).find((one) => one);
    if (refused) return refused;
    const wanted = of.parts.length > 0 ? of.parts : [quantity ? { quantity } : {}];
    const flags = [...new Set(wanted.flatMap((one) => absences(lot, one, occurredAt)))];
    const total = sumOf(amounts);
    const data = {
      sampleNumber: number,
      ...(to !== undefined && { destination: to }),
      ...(total && { quantity: total }),
      sample: of,
      flags,
    };
    return [{ type: "MaterialSampled", data }];
  },
);

/**
 * An observation: the carrier has it. Holds and status forbid use, not sending it back to whoever
 * supplied it: a hold is flagged, and to anybody else goods go as a shipment.
 */
export const returnToSupplier = command(
  "ReturnToSupplier",
  "shipGoods",
  MaterialReturnedToSupplier.data.omit({ flags: true }),
  (data, lot, { occurredAt }) => {
    if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
    const then = containersOf(stockAt(lot.onHand, occurredAt));
    const gone = refuseLeaving(lot, data.containerIds, occurredAt);
    if (gone) return gone;
    const from = lot.receipt?.supplier?.partyId;
    const isMadeHere = lot.batchId !== undefined;
    if (isMadeHere || (from !== undefined && from !== data.supplier.partyId)) {
      const supplier = isMadeHere ? "nobody" : from;
      const message = `The lot was supplied by ${supplier}, not by ${data.supplier.name}.`;
      return refuse("NOT_THE_SUPPLIER", message, { supplier: data.supplier.partyId });
    }
    const inside = data.containerIds.map((id) => then.get(id));
    const quantity = data.quantity ?? sumOf(inside);
    const refused: Refusal | undefined = quantity && refuseNotPositive(quantity);
    if (refused) return refused;
    const wanted = quantity ? { quantity } : {};
    const flags = [...onHold(lot), ...absences(lot, wanted, occurredAt)];
    const returned = { ...data, ...(quantity && { quantity }), flags };
    return [{ type: "MaterialReturnedToSupplier", data: returned }];
  },
);

const onHold = ({ holds }: Lot): DrawFlag[] => (holds.size > 0 ? ["LOT_ON_HOLD"] : []);
