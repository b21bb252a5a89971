// Weighing and dispensing: which container was taken and why, and what was weighed out of it
// (21 CFR 211.101(b) and (c); EU GMP Part I, 5.34).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { BusinessTime } from "../../kernel/instant.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Charge } from "../../kernel/shape/charge.ts";
import { asConfirmed, confirmed, Limits } from "../../kernel/shape/limits.ts";
import { OverrideIds } from "../../kernel/shape/override-ids.ts";
import { PhasePath } from "../../kernel/shape/phase.ts";
import { Id, MaterialReference, Name } from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";
import { Compensation } from "./compensation.ts";

const Stock = z.strictObject({ materialLotId: Id, containerId: Id.exactOptional() });

const taken = {
  selectionId: Id,
  materialLotId: Id,
  material: MaterialReference.describe("What the lot is of, by its name at the time."),
  containerId: Id.exactOptional(),
  kind: Charge.shape.kind.exactOptional().describe("As what it is charged; absent: charge."),
  path: PhasePath.exactOptional(),
  overrideIds: OverrideIds,
};
const takenLabels = {
  selectionId: "Selection",
  materialLotId: "Material lot",
  material: "Material",
  containerId: "Container",
  kind: "Kind of charge",
  path: "Step",
  overrideIds: "Overrides used",
};
type Taken = z.output<z.ZodObject<typeof taken>>;

/** Checked, and found right: identity, status, dates, holds. */
export const ContainerSelected = eventType("ContainerSelected", {
  data: z.strictObject({
    ...taken,
    scanned: z.string().min(1).max(400).exactOptional().describe("As the scanner sent it."),
    suggested: Stock.exactOptional().describe("First to expire, of what was in stock."),
    followsSuggestion: z.boolean().exactOptional().describe("Absent: nothing was suggested."),
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    ...takenLabels,
    scanned: "Scanned",
    suggested: "Suggested",
    followsSuggestion: "As suggested",
  },
  subjects: (data) => [
    ...subjectsOf(data),
    ...(data.suggested ? [{ materialLot: data.suggested.materialLotId }] : []),
  ],
  sentence: ({ material, materialLotId, containerId, suggested, followsSuggestion }, show) => {
    const from = containerId ? `, ${show.container(containerId)}` : "";
    const taken = `${material.name}, lot ${show.materialLot(materialLotId)}${from} taken`;
    if (!suggested) return taken;
    if (followsSuggestion) return `${taken} as suggested`;
    const other = suggested.containerId ? `, ${show.container(suggested.containerId)}` : "";
    return `${taken} instead of lot ${show.materialLot(suggested.materialLotId)}${other}`;
  },
  entry: "Material",
});

const WeighingStated = z.strictObject({
  equipmentId: Id.describe("The scale."),
  tare: Quantity,
  gross: Quantity,
  net: Quantity.describe("Gross less tare, exactly."),
  readAt: BusinessTime.exactOptional().describe("When the scale was read, by its own clock."),
});
export type WeighingStated = z.output<typeof WeighingStated>;
const Weighing = WeighingStated.extend({
  claimedReadAt: WeighingStated.shape.readAt.describe(
    "When whoever typed the weight said it was read.",
  ),
});
export type Weighing = z.output<typeof Weighing>;

export const DispensingFlag = z.enum([
  "QUANTITY_OUT_OF_TOLERANCE",
  "NOT_COMPENSATED",
  "DEVICE_NOT_QUALIFIED",
  "BATCH_NOT_STARTED",
  "BATCH_CLOSED",
  "STATUS_BLOCKS_USE",
]);
export type DispensingFlag = z.output<typeof DispensingFlag>;

/** As it was weighed, right or not. The charge into the batch follows it. */
export const MaterialDispensed = eventType("MaterialDispensed", {
  data: z.strictObject({
    ...taken,
    dispensedContainerId: Id.describe("What it was weighed into, as its label says."),
    nominal: Quantity.describe("By the formula of the recipe."),
    compensation: Compensation.exactOptional(),
    limits: Limits.exactOptional(),
    weighing: Weighing,
    label: z.string().min(1).max(400).exactOptional().describe("GS1 elements in brackets."),
    confirmed,
    flags: z.array(DispensingFlag).describe("What was not as asked; recorded all the same."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...takenLabels,
    dispensedContainerId: "Dispensed into",
    nominal: "Nominal amount",
    compensation: "Compensation",
    limits: "Limits",
    weighing: "Weighing",
    label: "Label",
    confirmed: "Confirmed as meant",
    flags: "Against the rules",
  },
  subjects: (data) => [
    ...subjectsOf(data),
    { container: data.dispensedContainerId },
    { equipment: data.weighing.equipmentId },
  ],
  sentence: ({ material, materialLotId, nominal, compensation, weighing, ...data }, show) => {
    const of = `${material.name}, lot ${show.materialLot(materialLotId)}`;
    const asked = show.quantity(compensation?.required ?? nominal);
    const on = show.equipment(weighing.equipmentId);
    const broken = data.flags.length > 0 ? ` (${data.flags.join(", ")})` : "";
    const end = `${asked} asked${broken}${asConfirmed(data.confirmed)}`;
    return `${show.quantity(weighing.net)} of ${of} dispensed on ${on}, ${end}`;
  },
  entry: "Material",
});

export const dispensingEvents = [ContainerSelected, MaterialDispensed] as const;

/** What a caller states of a weighing. */
export const Dispense = z.strictObject({
  selectionId: Id,
  dispensedContainerId: Id,
  nominal: Quantity,
  compensation: Compensation.pick({
    formula: true,
    version: true,
    inputs: true,
    decimals: true,
  }).exactOptional(),
  tolerance: z
    .strictObject({ below: Quantity, above: Quantity })
    .exactOptional()
    .describe("By how much the net weight may differ from what is asked."),
  weighing: WeighingStated,
  label: MaterialDispensed.data.shape.label,
  confirmed,
});

/** What a caller states of a choice; of what material the lot is its own stream says. */
export const Select = z.strictObject({
  ...ContainerSelected.data.omit({ material: true, followsSuggestion: true }).shape,
  forMaterialDefinitionId: Name.exactOptional().describe("The material that the step asks for."),
});

function subjectsOf({ materialLotId, material, containerId }: Taken): readonly Subject[] {
  return [
    { materialLot: materialLotId },
    { materialDefinition: material.materialDefinitionId },
    ...(containerId ? [{ container: containerId }] : []),
  ];
}
