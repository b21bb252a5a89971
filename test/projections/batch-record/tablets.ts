// A batch as it happens: events written down one by one, with a correction, a repeat, a late entry
// and a refusal.
import { ada, eventIdAt, type Happened, importer } from "../history.ts";

export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const percent = (value: string) => ({ value, unitOfMeasure: "%" });
const starch = { materialDefinitionId: "material-starch", name: "Maize starch" };
const tablets = { materialDefinitionId: "material-tablets", name: "Tablets 20 mg" };
export const eva = {
  kind: "person",
  id: "person-eva",
  username: "eva",
  printedName: "Eva Kos",
  role: "supervisor",
} as const;

const ofBatch = (type: string, data: object, more: Partial<Happened> = {}): Happened => ({
  stream: "batch-171",
  type,
  data,
  ...more,
});
const ofLot = (type: string, data: object, more: Partial<Happened> = {}): Happened => ({
  stream: "materialLot-lot-1",
  type,
  data,
  ...more,
});
const ofMixer = (type: string, data: object): Happened => ({
  stream: "equipment-mixer-1",
  type,
  data,
});

const path = { operation: "Granulation", phase: "Mix" };
const limits = { low: kg("95"), high: kg("105"), rounding: "none" };
const reason = { code: "typo", text: "Digits were transposed" };

export const registered = ofMixer("EquipmentRegistered", {
  name: "Mixer 1",
  kind: "equipment",
  identifiers: [],
  calibrationNeeded: false,
});
export const cleaned = ofMixer("EquipmentCleaned", { procedure: "SOP-12" });

export const received = ofLot("MaterialLotReceived", {
  material: starch,
  identifiers: [{ scheme: "starch", issuer: "Example Ltd", value: "5" }],
  quantity: kg("500"),
  containers: [],
  expiresOn: "2028-03-31",
  qualityStatus: "quarantine",
  supplier: { partyId: "party-1", name: "Roquette" },
  receiptNumber: "R-77",
});
export const statusChanged = (from: string, to: string): Happened =>
  ofLot("QualityStatusChanged", { from, to });
export const heldContainer = ofLot("HoldPlaced", {
  holdId: "hold-2",
  code: "torn",
  owner: "qa",
  containerId: "drum-9",
});
export const heldLot = ofLot("HoldPlaced", { holdId: "hold-1", code: "label", owner: "qa" });

export const issued = (
  dataOrigin: "live" | "import" = "live",
  by: Happened["by"] = ada,
): Happened =>
  ofBatch(
    "BatchIssued",
    {
      batchNumber: "171",
      material: tablets,
      strength: "20 mg",
      plannedQuantity: { value: "960000", unitOfMeasure: "{tablet}" },
      equipmentIds: [],
      dataOrigin,
    },
    { by: by ?? ada },
  );
export const started = ofBatch("BatchStarted", {});
export const phaseStarted = ofBatch("PhaseStarted", {
  phaseId: "mix",
  path,
  run: 1,
  instruction: "Mix at 12 rpm.",
  equipmentId: "mixer-1",
  flags: [],
});
export const phaseAborted = ofBatch("PhaseAborted", { phaseId: "mix", path, run: 1 });
type Turn = "Paused" | "Held" | "Restarted" | "Stopped" | "Aborted";
export const phaseTurned = (how: Turn): Happened =>
  ofBatch(`Phase${how}`, { phaseId: "mix", path, run: 1 });
export const phaseRepeated = ofBatch("PhaseStarted", {
  phaseId: "mix",
  path,
  run: 2,
  equipmentId: "mixer-1",
  flags: [],
});
export const phaseCompleted = ofBatch(
  "PhaseCompleted",
  { phaseId: "mix", path, run: 2, result: "uniform" },
  { occurredAt: "2026-11-20T06:00:00.000Z", reason: { code: "late", text: "Terminal was down" } },
);

export const consumed = (value?: string): Happened =>
  ofBatch("MaterialConsumed", {
    materialLotId: "lot-1",
    material: starch,
    ...(value !== undefined && { quantity: kg(value) }),
    kind: "charge",
    basis: value === undefined ? "unknown" : "weighed",
    path,
    flags: [],
  });
export const consumptionCorrected = (of: number, from: string, to: string): Happened =>
  ofBatch(
    "MaterialConsumptionCorrected",
    { correctsEventId: eventIdAt(of), materialLotId: "lot-1", quantity: kg(to) },
    { before: { quantity: kg(from) }, reason, by: eva },
  );
export const consumptionVoided = (of: number): Happened =>
  ofBatch(
    "MaterialConsumptionVoided",
    { correctsEventId: eventIdAt(of), materialLotId: "lot-1" },
    { reason },
  );

export const parameter = (value: string, outOfLimit: boolean, repeatOf?: number): Happened =>
  ofBatch("ParameterRecorded", {
    parameter: "Mass",
    path,
    value: kg(value),
    limits,
    outOfLimit,
    source: "manual",
    ...(repeatOf !== undefined && { repeatOfEventId: eventIdAt(repeatOf) }),
  });
export const parameterCorrected = (of: number, from: string, to: string): Happened =>
  ofBatch(
    "ParameterCorrected",
    { correctsEventId: eventIdAt(of), parameter: "Mass", value: kg(to), limits, outOfLimit: false },
    { before: { value: kg(from) }, reason },
  );

export const testsListed = (tests: readonly string[]): Happened =>
  ofBatch("TestsListed", { stage: "release", tests, basis: "specification" });
export const tested = (test: string, value: string, outOfSpecification = false): Happened =>
  ofBatch("ResultRecorded", {
    stage: "release",
    test,
    value: percent(value),
    outOfSpecification,
    source: "manual",
  });
export const produced = ofBatch("OutputProduced", {
  materialLotId: "lot-171",
  material: tablets,
  identifiers: [{ scheme: "tablets-3", issuer: "Example Ltd", value: "171" }],
  containers: [],
  holds: [],
  flags: [],
});
export const yielded = ofBatch("YieldComputed", {
  stage: "Batch",
  percent: percent("99.384"),
  formula: "made / planned",
  inputs: [],
  basis: "stated",
  implausible: false,
});
export const completed = ofBatch("BatchCompleted", {});
export const commented = ofBatch("CommentAdded", { text: "Room was warm" });
export const deviated: Happened = {
  stream: "deviation-1",
  type: "DeviationRaised",
  data: {
    title: "Warm room",
    description: "27 °C",
    detectedAt: "2026-11-20T09:00:00.000Z",
    batchId: "171",
    materialLotIds: [],
    equipmentIds: [],
  },
};
export const deviationClosed: Happened = {
  stream: "deviation-1",
  type: "DeviationClosed",
  data: { conclusion: "No effect" },
};
export const disposed: Happened = {
  stream: "disposition-1",
  type: "DispositionDecided",
  data: {
    materialLotId: "lot-171",
    decision: "release",
    market: "SI",
    qualifiedAs: { registerNumber: "QP-0471", authority: "JAZMP" },
    signature: { meaning: "certified", electronic: false },
  },
  by: eva,
};
export const refused = ofBatch("AttemptRefused", {
  command: "ChargeMaterial",
  code: "WRONG_MATERIAL",
  message: "Not the material of the step.",
  requirement: "The lot is of the material that the step asks for.",
  attempted: { materialLotId: "lot-1" },
});
export const anomaly: Happened = {
  stream: "import-tablets",
  type: "AnomalyFound",
  data: {
    file: "press.csv",
    line: 7,
    code: "STUCK_COUNTER",
    text: "Counter stuck",
    batchId: "171",
  },
  by: importer,
};
export const imported = (history: readonly Happened[]): readonly Happened[] =>
  history.map((happened) => ({ ...happened, by: importer }));
const found = (value: string) => ({ kind: "limits", value: { value, unitOfMeasure: "%" } });
const ofSample = (type: string, data: object, sample: string): Happened => ({
  stream: `sample-${sample}`,
  type,
  data,
});
export const assayed = (attempt: number, value: string, materialLotId = "lot-171"): Happened => {
  const test = { testId: "assay", name: "Assay", method: "M-1", attempt };
  const verdict = { finding: found(value), conforms: value !== "80", flags: [] };
  return ofSample("TestResultRecorded", { materialLotId, ...test, ...verdict }, materialLotId);
};
const oos = { materialLotId: "lot-171", oosId: "oos-1" };
/** Out of specification, by an error of the laboratory. */
export const invalid: readonly Happened[] = [
  assayed(1, "80"),
  ofSample(
    "OutOfSpecificationOpened",
    { ...oos, testId: "assay", name: "Assay", attempt: 1, finding: found("80") },
    "lot-171",
  ),
  ofSample(
    "OutOfSpecificationAssessed",
    { ...oos, conclusion: "laboratoryError", rationale: "The wrong vial." },
    "lot-171",
  ),
];
