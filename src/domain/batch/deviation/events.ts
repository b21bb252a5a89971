// Deviations that are about the batch, and what of the master was departed from under one.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { deviationLink } from "../../kernel/shape/deviation-link.ts";
import { PhasePath, pathText } from "../../kernel/shape/phase.ts";
import { Id, Text } from "../../kernel/shape/reference.ts";

export const BatchDeviationLinked = eventType("BatchDeviationLinked", deviationLink("batch"));

/** What the record lacks, and will lack for good, by the gate's own words for it. */
export const DepartureAuthorised = eventType("DepartureAuthorised", {
  data: z.strictObject({
    deviationId: Id,
    section: z.int().min(1).max(35).describe("Of the batch record."),
    item: Text.describe("As the gate names it."),
  }),
  action: "approve",
  criticality: "critical",
  labels: { deviationId: "Deviation", section: "Section", item: "Departure" },
  subjects: ({ deviationId }) => [{ deviation: deviationId }],
  sentence: ({ deviationId, item }, show) =>
    `Departure from the master authorised under ${show.deviation(deviationId)}: ${item}`,
  entry: "Modification",
});

/** Beforehand, for one act: what its rule would refuse. The act names it, and uses it up. */
export const OverrideAuthorised = eventType("OverrideAuthorised", {
  data: z.strictObject({
    overrideId: Id,
    code: z.string().min(1).max(60).describe("The refusal that is overridden; each for itself."),
    materialLotId: Id.exactOptional().describe("Of the lot that is to be charged."),
    phaseId: Id.exactOptional().describe("Of the step that is to be started."),
    equipmentId: Id.exactOptional().describe("Of the piece that the step is to be started on."),
    path: PhasePath.exactOptional().describe("Of that step, as issued."),
    deviationId: Id,
  }),
  action: "approve",
  criticality: "critical",
  labels: {
    overrideId: "Override",
    code: "Overrides",
    materialLotId: "Material lot",
    phaseId: "Phase id",
    equipmentId: "Equipment",
    path: "Step",
    deviationId: "Deviation",
  },
  subjects: ({ materialLotId, equipmentId, deviationId }) => [
    { deviation: deviationId },
    ...(equipmentId ? [{ equipment: equipmentId }] : []),
    ...(materialLotId ? [{ materialLot: materialLotId }] : []),
  ],
  sentence: ({ code, materialLotId, equipmentId, path, deviationId }, show) => {
    const on = equipmentId ? ` on ${show.equipment(equipmentId)}` : "";
    const step = `starting ${path ? pathText(path) : "a step"}${on}`;
    const act = materialLotId ? `charging ${show.materialLot(materialLotId)}` : step;
    return `${code} overridden once for ${act}, under ${show.deviation(deviationId)}`;
  },
  entry: "Modification",
});

export const deviationLinkEvents = [
  BatchDeviationLinked,
  DepartureAuthorised,
  OverrideAuthorised,
] as const;
