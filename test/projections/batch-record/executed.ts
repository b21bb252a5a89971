// A batch that is made by an exact copy of a master: adjusted, weighed with a second person, timed,
// labelled, departed from under a deviation that quality has assessed.
import { compensate } from "../../../src/domain/batch/dispensing/compensation.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { recipe } from "../../domain/batch/control-recipe/examples.ts";
import { eventIdAt, type Happened } from "../history.ts";
import { eva, issued, kg, received, registered, started } from "./tablets.ts";

const of = (stream: string, type: string, data: object, more: Partial<Happened> = {}) => ({
  stream,
  type,
  data,
  ...more,
});
const ofBatch = (type: string, data: object, more: Partial<Happened> = {}): Happened =>
  of("batch-171", type, data, more);

const path = { procedure: "Granules", unitProcedure: "Granulation", phase: "weigh" };
const mixing = { ...path, phase: "mix" };
const granules = { materialDefinitionId: "granules", name: "Granules" };
const starch = { materialDefinitionId: "starch", name: "Maize starch" };
const labels = { materialDefinitionId: "label", name: "Drum label" };
const each = (value: string) => ({ value, unitOfMeasure: "1" });
const percent = (value: string) => ({ value, unitOfMeasure: "%" });
const seconds = (value: string) => ({ value, unitOfMeasure: "s" });
const taken = { selectionId: "selection-1", materialLotId: "lot-1", material: starch, path };

const compensation = compensate({
  formula: "potency",
  version: 1,
  inputs: [
    { name: "nominal", value: kg("10") },
    { name: "assay", value: percent("98.4"), source: "Certificate R-77" },
    { name: "water", value: percent("1.2") },
  ],
  decimals: 3,
});

/** Position of the entry that was copied from a form. */
export const copiedAt = 30;

export const executed: readonly Happened[] = [
  registered,
  of("equipment-mixer-1", "EquipmentCalibrated", {
    result: "pass",
    certificate: "CAL-88",
    dueOn: "2027-06-30",
  }),
  received,
  issued(),
  ofBatch("MasterRecipeCopied", {
    masterRecipeId: "master-7",
    version: 3,
    digest: digestOf(recipe),
    recipe,
    adjustments: [{ phase: "mix", parameter: "speed", setPoint: "11" }],
  }),
  started,
  ofBatch("ContainerSelected", {
    ...taken,
    scanned: "(10)5",
    suggested: { materialLotId: "lot-1" },
    followsSuggestion: true,
  }),
  ofBatch("MaterialDispensed", {
    ...taken,
    dispensedContainerId: "keg-1",
    nominal: kg("10"),
    compensation,
    limits: { low: kg("10.2"), high: kg("10.4"), rounding: "none" },
    weighing: { equipmentId: "mixer-1", tare: kg("0.500"), gross: kg("10.786"), net: kg("10.286") },
    flags: [],
  }),
  ofBatch(
    "CheckPerformed",
    { check: "Weighing", result: "pass", path, checksEventId: eventIdAt(7) },
    { by: eva },
  ),
  ofBatch("PhaseStarted", { phaseId: "weigh", path, run: 1, flags: [] }),
  ofBatch("EntryWritten", { entry: "Room", path, text: "Booth 1, door closed" }),
  ofBatch("PhaseCompleted", {
    phaseId: "weigh",
    path,
    run: 1,
    timeLimits: [
      {
        name: "Time in the booth",
        kind: "process",
        elapsed: seconds("4000.000"),
        high: seconds("3600"),
        exceeded: true,
      },
    ],
    flags: ["TIME_LIMIT_EXCEEDED"],
  }),
  ofBatch("LabelIssued", {
    materialLotId: "roll-1",
    quantity: each("10"),
    material: labels,
    artworkVersion: "A-2",
  }),
  ofBatch("MaterialConsumed", {
    materialLotId: "roll-1",
    material: labels,
    quantity: each("7"),
    kind: "charge",
    basis: "counted",
    flags: [],
  }),
  ofBatch("LabelReturned", { materialLotId: "roll-1", quantity: each("1") }),
  ofBatch("LabelDestroyed", { materialLotId: "roll-1", quantity: each("1"), cause: "Torn" }),
  of("deviation-2", "DeviationRaised", {
    title: "A label is gone",
    description: "One label of the roll was not found",
    detectedAt: "2026-11-20T09:00:00.000Z",
    materialLotIds: [],
    equipmentIds: [],
  }),
  ofBatch("BatchDeviationLinked", { deviationId: "2" }),
  ofBatch("LabelReconciled", {
    materialLotId: "roll-1",
    issued: each("10"),
    applied: each("7"),
    returned: each("1"),
    destroyed: each("1"),
    difference: each("1"),
    deviationId: "2",
  }),
  of(
    "deviation-2",
    "DeviationImpactAssessed",
    { batchId: "171", impact: "No drum is without its label", conclusion: "acceptable" },
    { by: eva },
  ),
  ofBatch(
    "DepartureAuthorised",
    { deviationId: "2", section: 18, item: "reconciliation of the roll" },
    { by: eva },
  ),
  ofBatch(
    "OverrideAuthorised",
    {
      overrideId: "override-1",
      code: "MATERIAL_EXPIRED",
      materialLotId: "lot-starch",
      deviationId: "2",
    },
    { by: eva },
  ),
  ofBatch(
    "DocumentAttached",
    {
      attachmentId: "attachment-1",
      name: "scale-printout.pdf",
      mediaType: "application/pdf",
      size_bytes: 1_204,
      digest: "5".repeat(64),
      isTrueCopy: true,
    },
    { by: eva },
  ),
  ofBatch("OutputProduced", {
    materialLotId: "granules-1",
    material: granules,
    identifiers: [],
    quantity: kg("9.5"),
    containers: [
      { containerId: "bin-1", quantity: kg("4.7"), count: each("47") },
      { containerId: "bin-2", quantity: kg("4.8"), count: each("48") },
    ],
    holds: [],
    flags: [],
  }),
  ofBatch("MaterialConsumed", {
    materialLotId: "granules-1",
    material: granules,
    quantity: kg("9.1"),
    kind: "charge",
    basis: "weighed",
    overrideIds: ["override-1"],
    flags: [],
  }),
  of("materialLot-granules-1", "MaterialReturned", {
    drawnEventId: eventIdAt(1),
    quantity: kg("0.2"),
    reason: "surplus",
    batchId: "171",
    exceedsDraw: false,
  }),
  ofBatch("PhaseStarted", { phaseId: "mix", path: mixing, run: 1, flags: [] }),
  ofBatch(
    "PhaseAborted",
    { phaseId: "mix", path: mixing, run: 1 },
    { reason: { code: "POWER", text: "The power failed" } },
  ),
  ofBatch("PhaseStarted", { phaseId: "mix", path: mixing, run: 2, flags: [] }),
  ofBatch("BlankFormIssued", { form: "171-F1", copy: 1, digest: digestOf(recipe) }),
  ofBatch(
    "EntryWritten",
    { entry: "Room", path, text: "Booth 2, by hand" },
    { fromPaper: { form: "171-F1", page: 2 } },
  ),
  ofBatch(
    "TranscriptionChecked",
    { entryEventId: eventIdAt(copiedAt), form: "171-F1", page: 2, result: "same" },
    { by: eva },
  ),
  ofBatch("BlankFormReturned", { form: "171-F1", pages: 4 }),
  ofBatch("BlankFormIssued", { form: "171-F2", copy: 2, digest: digestOf(recipe) }),
  ofBatch("BlankFormVoided", { form: "171-F2" }),
  ofBatch("SerialsIssued", { reservationId: "r-1", serials: [{ from: "A001", to: "A010" }] }),
  ofBatch("SerialsAccounted", {
    as: "applied",
    serials: [{ from: "A001", to: "A011" }],
    flags: ["SERIAL_NOT_ISSUED"],
  }),
  ofBatch("SerialsReconciled", {
    issued: 10,
    applied: 11,
    returned: 0,
    destroyed: 0,
    missingCount: 0,
    missing: [],
    notIssuedCount: 1,
    notIssued: [{ from: "A011" }],
    twiceCount: 0,
    twice: [],
    deviationId: "2",
  }),
  ofBatch("PhasePaused", { phaseId: "mix", path: mixing, run: 2 }),
  ofBatch(
    "PhaseHeld",
    { phaseId: "mix", path: mixing, run: 2 },
    { reason: { code: "HEAT", text: "The jacket is too hot" } },
  ),
];
