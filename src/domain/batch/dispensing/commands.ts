// Taking a container is an act, and may be refused; what a stable scale showed is recorded,
// whatever it is.
import { z } from "zod";
import type { Context } from "../../kernel/decider.ts";
import { asMeant } from "../../kernel/entry/meant.ts";
import { isReadOn } from "../../kernel/entry/source.ts";
import { sameContent } from "../../kernel/precondition.ts";
import { add, compare, negate, type Quantity, sign } from "../../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { isOutside, type Limits } from "../../kernel/shape/limits.ts";
import { MaterialReference } from "../../kernel/shape/reference.ts";
import { command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import { chargeMeant, portionOf, weighedBy } from "../control-recipe/amount.ts";
import { refuseCharge } from "../material/commands.ts";
import { isKnown, refuseEntry, standingFlags, unknownBatch } from "../standing.ts";
import { type Asked, compensate } from "./compensation.ts";
import {
  Dispense,
  type DispensingFlag,
  Select,
  type Weighing,
  type WeighingStated,
} from "./events.ts";

/** What the lot allows is asked before; here what the batch does. */
export const selectContainer = command(
  "SelectContainer",
  "executeBatch",
  z.strictObject({ ...Select.shape, material: MaterialReference }),
  ({ forMaterialDefinitionId, ...data }, batch, { reason }) => {
    if (!isKnown(batch)) return unknownBatch;
    const { suggested, materialLotId, containerId } = data;
    const follows = suggested && sameContent(suggested, stockOf(materialLotId, containerId));
    const selected = { ...data, ...(suggested && { followsSuggestion: follows === true }) };
    const former = batch.dispensing.selections.get(data.selectionId);
    if (former) return sameContent(former, selected) ? [] : taken;
    const refused = refuseCharge(batch, { kind: "charge", ...data });
    if (refused) return refused;
    const { materialDefinitionId: found, name } = data.material;
    if (forMaterialDefinitionId !== undefined && forMaterialDefinitionId !== found) {
      return refuse("WRONG_MATERIAL", `The step does not ask for ${name}.`, { materialLotId });
    }
    if (suggested && !follows && !reason) {
      return refuse("REASON_REQUIRED", "Why not what expires first?");
    }
    return [{ type: "ContainerSelected", data: selected }];
  },
);

const Weighed = z.strictObject({
  ...Dispense.shape,
  deviceFit: z.boolean().describe("Of the scale, at the second of the weighing."),
});

export const recordDispensed = command(
  "RecordDispensed",
  "executeBatch",
  Weighed,
  ({ deviceFit, tolerance, compensation: asked, confirmed, ...data }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const selection = batch.dispensing.selections.get(data.selectionId);
    if (!selection) return refuse("NOT_FOUND", "No container was taken under this id.");
    const compensation = asked && compensate(nominalIs(asked, data.nominal));
    if (compensation && "refused" in compensation) return compensation;
    const given = tolerance && limitsAround(compensation?.required ?? data.nominal, tolerance);
    if (given && "refused" in given) return given;
    const { material, kind = "charge" } = selection;
    const by = weighedBy(batch, portionOf({ material, kind }), data.nominal, compensation);
    // What the approved copy says holds, whatever the caller thinks.
    const limits = by?.limits ?? given;
    const refused = refuseEntry(batch) ?? refuseInconsistent(data.weighing);
    if (refused) return refused;
    const outside = isOutside(data.weighing.net, limits) === true || by?.isMore === true;
    const flags: DispensingFlag[] = [
      ...(outside ? (["QUANTITY_OUT_OF_TOLERANCE"] as const) : []),
      ...(by?.isPotent && !compensation ? (["NOT_COMPENSATED"] as const) : []),
      ...(deviceFit ? [] : (["DEVICE_NOT_QUALIFIED"] as const)),
      ...standingFlags(batch),
    ];
    const { scanned: _, suggested: __, followsSuggestion: ___, ...from } = selection;
    const target = compensation?.required ?? data.nominal;
    const weighing = weighingOf(data.weighing, context);
    const of = { ...from, weighing, ...(confirmed && { confirmed }) };
    const meant = weightMeant(batch, of, limits ?? { target, rounding: "none" }, context);
    if (isRefusal(meant)) return meant;
    const dispensed = {
      ...from,
      ...data,
      weighing,
      ...meant,
      ...(compensation && { compensation }),
      ...(limits && { limits }),
      flags,
    };
    const formerId = batch.dispensing.containers.get(data.dispensedContainerId);
    const former = formerId === undefined ? undefined : batch.dispensing.dispensed.get(formerId);
    if (former) return sameContent(former, dispensed) ? [] : taken;
    return [{ type: "MaterialDispensed", data: dispensed }];
  },
);

/** Who types a time of the scale claims it: its clock was not asked. */
function weighingOf({ readAt, ...figures }: WeighingStated, context: Context): Weighing {
  if (readAt === undefined) return figures;
  const isRead = isReadOn(figures.equipmentId, context);
  return { ...figures, ...(isRead ? { readAt } : { claimedReadAt: readAt }) };
}

interface Weight {
  readonly material: MaterialReference;
  readonly kind?: "charge" | "rework" | "heel";
  readonly weighing: Weighing;
  readonly confirmed?: true;
}

/** Held against what this weighing was to be, and what the batch takes; a scale has read it. */
function weightMeant(
  batch: Batch,
  { material, kind = "charge", weighing: { net, readAt }, confirmed }: Weight,
  limits: Limits,
  context: Context,
): ReturnType<typeof asMeant> {
  if (readAt !== undefined) return {};
  const entered = { material, kind, quantity: net, ...(confirmed && { confirmed }) };
  const own = asMeant(net, { limits }, entered, context);
  return isRefusal(own) || own.confirmed ? own : chargeMeant(batch, entered, context);
}

const taken = refuse("ALREADY_EXISTS", "The batch knows this id already, for something else.");

/** Of one weighing there is one nominal amount: what is compensated is that. */
const nominalIs = (asked: Asked, value: Quantity): Asked => ({
  ...asked,
  inputs: asked.inputs.map((one) => (one.name === "nominal" ? { ...one, value } : one)),
});

const stockOf = (materialLotId: string, containerId: string | undefined) =>
  containerId === undefined ? { materialLotId } : { materialLotId, containerId };

/** From what is asked, less and more. */
function limitsAround(
  target: Quantity,
  { below, above }: { readonly below: Quantity; readonly above: Quantity },
): Limits | Refusal {
  const low = add(target, negate(below));
  const high = add(target, above);
  if ("refused" in low) return low;
  return "refused" in high ? high : { low, high, target, rounding: "none" };
}

/** Three figures of one weighing that contradict each other are no observation. */
function refuseInconsistent({ tare, gross, net }: Weighing): Refusal | undefined {
  const sum = add(net, tare);
  if ("refused" in sum) return sum;
  const order = compare(sum, gross);
  if (order === 0 && sign(net) > 0 && sign(tare) >= 0) return undefined;
  return typeof order === "object"
    ? order
    : refuse("WEIGHING_INCONSISTENT", `${gross.value} less ${tare.value} is not ${net.value}.`);
}
