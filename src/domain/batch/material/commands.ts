// Consuming and producing. What is in the batch already is recorded whatever the rules say, and
// flagged.
import { z } from "zod";
import type { Context, Decision } from "../../kernel/decider.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import { materialLotIdentity } from "../../kernel/identifier.ts";
import { latest } from "../../kernel/instant.ts";
import { refuseTwice, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { compare, type Quantity, refuseNotPositive } from "../../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { DrawFlag } from "../../kernel/shape/charge.ts";
import { command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import { chargeMeant, isOvercharge } from "../control-recipe/amount.ts";
import { isOtherOutput, isOutOfStep } from "../control-recipe/charging.ts";
import { outputMeant } from "../control-recipe/yield.ts";
import { overriddenIn } from "../deviation/override.ts";
import { serialFlags, serialsIn } from "../serial/serial.ts";
import { isKnown, refuseAct, refuseEntry, standingFlags, unknownBatch } from "../standing.ts";
import {
  MaterialConsumed,
  MaterialConsumptionCorrected,
  MaterialConsumptionVoided,
  OutputProduced,
} from "./events.ts";

type Consumed = EventOf<typeof MaterialConsumed>["data"];
const Consume = MaterialConsumed.data
  .omit({ flags: true })
  .extend({ drawnAgainst: z.array(DrawFlag).exactOptional() });

/**
 * Second half of charging. What may be refused once the lot is drawn is recorded: the first answer
 * stands for ever.
 */
export const consumeMaterial = command(
  "ConsumeMaterial",
  "system",
  Consume,
  ({ drawnAgainst = [], ...data }, batch, { actor }) => {
    if (!isKnown(batch)) return unknownBatch;
    if (isConsumed(batch, data)) return [];
    const refused = refuseCharge(batch, data) ?? refuseAmount(data.quantity);
    if (refused) return refused;
    // Of two charges that name one override the second is refused here.
    const off = overriddenIn(batch, data.overrideIds, data, actor);
    if (isRefusal(off)) return off;
    const flags = [...tolerance(batch, data), ...drawnAgainst];
    return [{ type: "MaterialConsumed", data: { ...data, flags } }];
  },
);

export const recordConsumption = command(
  "RecordConsumption",
  "system",
  Consume,
  ({ drawnAgainst = [], overrideIds, ...data }, batch, { actor, occurredAt }) => {
    if (!isKnown(batch)) return unknownBatch;
    if (isConsumed(batch, data)) return [];
    // What is not open for this lot was not what let it in, and is not used up by it.
    const off = overriddenIn(batch, overrideIds, data, actor);
    const named = overrideIds === undefined || isRefusal(off) ? {} : { overrideIds };
    const wrong = isWrongMaterial(batch, data) ? (["WRONG_MATERIAL"] as const) : [];
    const early = isOutOfStep(batch, data, occurredAt) ? (["STEP_OUT_OF_ORDER"] as const) : [];
    const own = [...standingFlags(batch), ...wrong, ...early, ...tolerance(batch, data)];
    const flags = [...new Set([...own, ...drawnAgainst])];
    const refused = refuseEntry(batch) ?? refuseAmount(data.quantity);
    return refused ?? [{ type: "MaterialConsumed", data: { ...data, ...named, flags } }];
  },
);

/** More than the copy asks for is recorded all the same (21 CFR 211.101(d)). */
const tolerance = (batch: Batch, data: Omit<z.output<typeof Consume>, "drawnAgainst">) =>
  isOvercharge(batch, data) ? (["QUANTITY_OUT_OF_TOLERANCE"] as const) : [];

/**
 * Whether this may be charged at all: asked before the lot is drawn, and again when it is consumed.
 */
export function refuseCharge(
  batch: Batch,
  data: Pick<Consumed, "material" | "kind" | "path">,
): Refusal | undefined {
  const refused = refuseMaterial(batch, data);
  if (refused || !isOutOfStep(batch, data)) return refused;
  const { name } = data.material;
  return refuse("STEP_OUT_OF_ORDER", `No step runs that charges ${name}.`, { cause: "notRunning" });
}

/** Whether it may come to the batch at all, in whatever step. */
export function refuseMaterial(
  batch: Batch,
  data: Pick<Consumed, "material" | "kind">,
): Refusal | undefined {
  const refused = refuseAct(batch);
  if (refused || !isWrongMaterial(batch, data)) return refused;
  return refuse("WRONG_MATERIAL", `The recipe does not ask for ${data.material.name}.`);
}

export const correctConsumption = command(
  "CorrectConsumption",
  "executeBatch",
  MaterialConsumptionCorrected.data.omit({ materialLotId: true, drawnEventId: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.material.consumptions.get(data.correctsEventId);
    if (!former || former.voided) return noSuch;
    if (former.quantity && compare(former.quantity, data.quantity) === 0) return [];
    const refused =
      refuseEntry(batch) ?? refuseAmount(data.quantity) ?? refuseWithoutReason(context);
    if (refused) return refused;
    const { confirmed: _, ...found } = data;
    const { material, kind } = former.data;
    const confirmed = chargeMeant(batch, { ...data, material, kind }, context);
    if (isRefusal(confirmed)) return confirmed;
    const before = { quantity: former.quantity ?? null };
    const corrected = { ...found, ...meant(former.data), ...confirmed };
    return [{ type: "MaterialConsumptionCorrected", data: corrected, before }];
  },
);

export const voidConsumption = command(
  "VoidConsumption",
  "executeBatch",
  z.strictObject({ correctsEventId: MaterialConsumptionVoided.data.shape.correctsEventId }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.material.consumptions.get(data.correctsEventId);
    if (!former) return noSuch;
    if (former.voided) return [];
    const voided = { ...data, ...meant(former.data) };
    const refused = refuseEntry(batch) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "MaterialConsumptionVoided", data: voided }];
  },
);

const Produce = OutputProduced.data.omit({
  flags: true,
  holds: true,
  madeOn: true,
  ownerPartyId: true,
});

/**
 * Taken for the lot that follows, so that nothing can stand in its way any more; its id by the
 * batch, so that no other yields a lot under it.
 */
const reserves = {
  identifiers: ({ identifiers, materialLotId }: z.output<typeof Produce>) => [
    ...identifiers.map((one) => ({ ...one, holder: { materialLot: materialLotId } })),
    materialLotIdentity(materialLotId),
  ],
  code: "IDENTIFIER_TAKEN",
} as const;

/** The lot itself follows. It inherits the holds that stand on the batch now. */
export const produceOutput = command(
  "ProduceOutput",
  "executeBatch",
  Produce,
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.material.outputs.get(data.materialLotId);
    if (former) return refuseOther(former.data, data) ?? [];
    const refused = refuseAct(batch);
    // What a held batch yields is held too; that it was yielded is not to be prevented.
    if (refused && refused.refused !== "STATUS_BLOCKS_USE") return refused;
    if (isOtherOutput(batch, data.material)) {
      const { name } = data.material;
      return refuse("WRONG_MATERIAL", `${name} is no output of the recipe.`);
    }
    return yielded(batch, data, outputFlags(batch, data), context);
  },
  { reserves },
);

export const recordOutput = command(
  "RecordOutput",
  "executeBatch",
  Produce,
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.material.outputs.get(data.materialLotId);
    if (former) return refuseOther(former.data, data) ?? [];
    const other = isOtherOutput(batch, data.material) ? (["WRONG_MATERIAL"] as const) : [];
    const flags = [...standingFlags(batch), ...other, ...outputFlags(batch, data)];
    return refuseEntry(batch) ?? yielded(batch, data, flags, context);
  },
  { reserves },
);

type OutputFlag = EventOf<typeof OutputProduced>["data"]["flags"][number];
function yielded(
  batch: Batch,
  data: Produced,
  flags: readonly OutputFlag[],
  context: Context,
): Decision<EventOf<typeof OutputProduced>> {
  const refused = refuseAmounts(data);
  if (refused) return refused;
  const meant = outputMeant(batch, data, context);
  if (isRefusal(meant)) return meant;
  const { confirmed: _, ...made } = data;
  const output = { ...made, ...following(batch, context), flags: [...flags], ...meant };
  return [{ type: "OutputProduced", data: output }];
}

const noSuch = refuse("NOT_FOUND", "The batch has no such consumption to correct.");

const isConsumed = ({ material }: Batch, { drawnEventId }: Pick<Consumed, "drawnEventId">) =>
  drawnEventId !== undefined && material.draws.has(drawnEventId);

/** Rework and heels come on top of what the formula names. */
function isWrongMaterial({ issued }: Batch, data: Pick<Consumed, "material" | "kind">): boolean {
  const formula = issued.recipe?.formula ?? [];
  if (formula.length === 0 || data.kind !== "charge") return false;
  const { materialDefinitionId } = data.material;
  return !formula.some(({ material }) => material.materialDefinitionId === materialDefinitionId);
}

const refuseAmount = (quantity: Quantity | undefined): Refusal | undefined =>
  quantity && refuseNotPositive(quantity);

/**
 * What an output has of its batch: its holds, the equipment, in use until it is recorded, and whose
 * it is.
 */
function following({ holds, equipment, issued }: Batch, { occurredAt, at }: Context) {
  const to = latest(occurredAt, at);
  const madeOn = [...equipment].map(([equipmentId, from]) => ({ equipmentId, from, to }));
  const { clientPartyId: ownerPartyId } = issued;
  return {
    holds: [...holds.values()],
    ...(ownerPartyId !== undefined && { ownerPartyId }),
    ...(madeOn.length > 0 && { madeOn }),
  };
}

type Produced = z.output<typeof Produce>;

/** A serial number is one of those that were issued, once any were. */
const outputFlags = ({ serials }: Batch, { identifiers }: Produced) =>
  serials.issued.length === 0 ? [] : serialFlags(serials, serialsIn(identifiers));

const refuseAmounts = ({ quantity, containers }: Produced): Refusal | undefined =>
  refuseTwice(
    containers.map(({ containerId }) => containerId),
    "Container",
  ) ??
  [quantity, ...containers.flatMap((one) => [one.quantity, one.count])]
    .map(refuseAmount)
    .find((refused) => refused);

function refuseOther(former: EventOf<typeof OutputProduced>["data"], data: Produced) {
  const { holds: _, flags: __, madeOn: ___, ownerPartyId: ____, ...stated } = former;
  return sameContent({ ...stated, confirmed: undefined }, { ...data, confirmed: undefined })
    ? undefined
    : refuse("ALREADY_EXISTS", "The batch has produced this lot already, otherwise.");
}

const meant = ({ materialLotId, drawnEventId }: Consumed) =>
  drawnEventId === undefined ? { materialLotId } : { materialLotId, drawnEventId };
