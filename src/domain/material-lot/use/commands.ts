// Drawing is an act and may be refused; what was drawn, sampled or scrapped already is recorded
// with its flags.
import { z } from "zod";
import type { Context, Decision } from "../../kernel/decider.ts";
import { refuseWithoutReason } from "../../kernel/precondition.ts";
import { add, compare, type Quantity, refuseNotPositive } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { Charge, type DrawFlag } from "../../kernel/shape/charge.ts";
import type { Draw } from "../lot.ts";
import { command, type MaterialLotEvent, type MaterialLotState } from "../material-lot.ts";
import { stockAt } from "../on-hand.ts";
import {
  MaterialDrawCorrected,
  MaterialDrawn,
  MaterialLotDestroyed,
  MaterialReturned,
  MaterialSampled,
  MaterialScrapped,
} from "./events.ts";
import { absences, absencesSince, objections } from "./use.ts";

const drawn = MaterialDrawn.data.shape;
const DrawForBatch = z.strictObject({
  quantity: drawn.quantity,
  containerId: drawn.containerId,
  batchId: z.string().min(1),
  charge: Charge,
});

/** Before it is charged: refused where it may not be used. First half of charging a batch. */
export const drawMaterial = command(
  "DrawMaterial",
  "executeBatch",
  DrawForBatch,
  (data, lot, context) => drawnUnless(data, lot, context, new Set()),
);

/**
 * `off`: codes that are overridden; what of them stands against it is noted. `held`: by what stands
 * elsewhere. Whether it may be used is asked before how much of it there is.
 */
export function drawnUnless(
  data: z.output<typeof DrawForBatch>,
  lot: MaterialLotState,
  { judgedOn, occurredAt }: Pick<Context, "judgedOn" | "occurredAt">,
  off: ReadonlySet<string>,
  held?: Refusal,
): Decision<MaterialLotEvent> {
  if (lot.status === "unknown") return unknown;
  const refused = data.quantity && refuseNotPositive(data.quantity);
  if (refused) return refused;
  const against = objections(lot, data.containerId, judgedOn);
  const missing = absencesSince(lot, data, occurredAt);
  const refusing = (codes: readonly DrawFlag[]) => {
    const first = codes.find((code) => !off.has(code));
    return first && refuse(first, `${nameOf(lot)} may not be drawn.`);
  };
  const unfit = refusing(against) ?? held ?? refusing(missing);
  if (unfit) return unfit;
  const flags = [...against, ...missing];
  return [{ type: "MaterialDrawn", data: { ...data, purpose: "charge", observed: false, flags } }];
}

/**
 * It is in the batch already: recorded whatever the state of the lot, and flagged (design, section
 * 2).
 */
export const recordMaterialDrawn = command(
  "RecordMaterialDrawn",
  "executeBatch",
  DrawForBatch,
  (data, lot, { date, occurredAt }) => {
    if (lot.status === "unknown") return unknown;
    const refused = data.quantity && refuseNotPositive(data.quantity);
    if (refused) return refused;
    // Where no source ever stated a status, its absence is no finding.
    const unstated = (flag: DrawFlag) =>
      flag === "MATERIAL_NOT_RELEASED" && lot.qualityStatus === "unstated";
    const flags = [
      ...objections(lot, data.containerId, date).filter((flag) => !unstated(flag)),
      ...absences(lot, data, occurredAt),
    ];
    return [{ type: "MaterialDrawn", data: { ...data, purpose: "charge", observed: true, flags } }];
  },
);

/** The merge has happened; its lots follow. */
export const recordDrawnForMerge = command(
  "RecordDrawnForMerge",
  "system",
  z.strictObject({
    quantity: drawn.quantity,
    intoMaterialLotId: z.string().min(1),
    mergedEventId: z.uuid(),
  }),
  (data, lot, { occurredAt }) => {
    if (lot.status === "unknown") return unknown;
    const flags = [...absences(lot, data, occurredAt)];
    return [{ type: "MaterialDrawn", data: { ...data, purpose: "merge", observed: true, flags } }];
  },
);

/** Left over and found again, however much it is. */
export const returnSurplus = command(
  "ReturnSurplus",
  "executeBatch",
  MaterialReturned.data.pick({ drawnEventId: true, quantity: true, containerId: true }),
  (data, lot) => {
    if (lot.status === "unknown") return unknown;
    const draw = lot.draws.get(data.drawnEventId);
    if (!draw) return noSuchDraw;
    const refused = data.quantity && refuseNotPositive(data.quantity);
    const exceedsDraw = exceeds(draw, data.quantity);
    const back = { ...data, ...forBatch(draw), reason: "surplus", exceedsDraw } as const;
    return refused ?? [{ type: "MaterialReturned", data: back }];
  },
);

/**
 * All of it, since the batch took nothing. Second half of a charge that the batch refused, or of
 * its voiding.
 */
export const returnUnconsumed = command(
  "ReturnUnconsumed",
  "system",
  MaterialReturned.data.pick({ drawnEventId: true, refusal: true }),
  (data, lot) => {
    if (lot.status === "unknown") return unknown;
    const draw = lot.draws.get(data.drawnEventId);
    if (!draw) return noSuchDraw;
    if (draw.notConsumed) return [];
    const all = draw.quantity ? { quantity: draw.quantity } : {};
    const exceedsDraw = exceeds(draw, draw.quantity);
    const whole = { ...data, ...all, ...forBatch(draw), exceedsDraw };
    return [{ type: "MaterialReturned", data: { ...whole, reason: "notConsumed" } }];
  },
);

export const correctMaterialDrawn = command(
  "CorrectMaterialDrawn",
  "system",
  MaterialDrawCorrected.data.omit({ batchId: true }),
  (data, lot, context) => {
    if (lot.status === "unknown") return unknown;
    const draw = lot.draws.get(data.correctsEventId);
    if (!draw) return noSuchDraw;
    if (draw.quantity && sameAmount(draw.quantity, data.quantity)) return [];
    const refused = refuseNotPositive(data.quantity) ?? refuseWithoutReason(context);
    if (refused) return refused;
    const before = { quantity: draw.quantity ?? null };
    return [{ type: "MaterialDrawCorrected", data: { ...data, ...forBatch(draw) }, before }];
  },
);

export const sampleMaterial = command(
  "SampleMaterial",
  "recordResults",
  MaterialSampled.data.omit({ flags: true, sample: true }),
  (data, lot, context) =>
    taken(lot, data, context, (flags) => ({ type: "MaterialSampled", data: { ...data, flags } })),
);

export const scrapMaterial = command(
  "ScrapMaterial",
  "handleMaterial",
  MaterialScrapped.data.omit({ flags: true }),
  (data, lot, context) =>
    taken(lot, data, context, (flags) => ({ type: "MaterialScrapped", data: { ...data, flags } })),
);

/** Second half of destroying labels on the line of a batch. */
export const scrapDestroyed = command(
  "ScrapDestroyed",
  "system",
  scrapMaterial.data,
  scrapMaterial.decide,
);

export const destroyMaterialLot = command(
  "DestroyMaterialLot",
  "handleMaterial",
  MaterialLotDestroyed.data.omit({ quantity: true }),
  (data, lot, context) => {
    if (lot.status === "unknown") return unknown;
    if (lot.status === "destroyed") return [];
    const { total } = stockAt(lot.onHand, context.occurredAt);
    const left = total ? { quantity: total } : {};
    // What others took after that time was not destroyed then.
    const [missing] = absencesSince(lot, left, context.occurredAt);
    if (missing === "QUANTITY_NOT_AVAILABLE") {
      return refuse(missing, "Something of it was taken after that time.", left);
    }
    const refused = refuseWithoutReason(context);
    return refused ?? [{ type: "MaterialLotDestroyed", data: { ...data, ...left } }];
  },
);

const unknown = refuse("NOT_FOUND", "There is no lot under this id.");
const noSuchDraw = refuse("NOT_FOUND", "The lot has no such draw.");

const forBatch = ({ batchId }: Draw): { batchId?: string } =>
  batchId === undefined ? {} : { batchId };

/** An observation: it was taken, so all that is left to say is what was wrong with it. */
function taken(
  lot: MaterialLotState,
  wanted: { quantity?: Quantity; containerId?: string },
  { occurredAt }: Pick<Context, "occurredAt">,
  event: (flags: DrawFlag[]) => MaterialLotEvent,
): Decision<MaterialLotEvent> {
  if (lot.status === "unknown") return unknown;
  const refused: Refusal | undefined = wanted.quantity && refuseNotPositive(wanted.quantity);
  return refused ?? [event([...absences(lot, wanted, occurredAt)])];
}

/**
 * Whether with this amount more has come back than was drawn; what is not known exceeds nothing.
 */
function exceeds({ quantity: drawnQuantity, returned }: Draw, quantity: Quantity | undefined) {
  const back = [...returned, quantity].reduce<Quantity | undefined>((total, one) => {
    const both = total && one && add(total, one);
    return both && !("refused" in both) ? both : (one ?? total);
  }, undefined);
  return back !== undefined && drawnQuantity !== undefined && compare(back, drawnQuantity) === 1;
}

const sameAmount = (left: Quantity, right: Quantity): boolean => compare(left, right) === 0;

const nameOf = ({ material }: { readonly material: { readonly name: string } }): string =>
  material.name;
