// The record of a batch made by the small master, that holds everything.
import { bela, type Past, person, uuid } from "../../../given.ts";
import { coverageAfter } from "../examples.ts";
import * as x from "./examples.ts";

export const weighed = uuid(0x21);
export const packed = uuid(0x22);
export const done = (phaseId: string, id?: string, ...within: Past[]): Past[] => [
  { type: "PhaseStarted", data: { phaseId, path: x.path(phaseId), run: 1, flags: [] } },
  ...within,
  {
    type: "PhaseCompleted",
    data: { phaseId, path: x.path(phaseId), run: 1 },
    ...(id !== undefined && { id }),
  },
];
export const cleared = (when: string): Past => ({
  type: "LineCleared",
  data: { area: "Booth 1", when, result: "clear" },
});
export const check = (data: object, by = bela): Past => ({
  type: "CheckPerformed",
  data: { result: "pass", ...data },
  by,
});
export const value = (
  parameter: string,
  phase: string,
  amount: string,
  unitOfMeasure: string,
): Past => ({
  type: "ParameterRecorded",
  data: {
    parameter,
    path: x.path(phase),
    value: { value: amount, unitOfMeasure },
    source: "manual",
  },
});
export const charge = (quantity?: object): Past => ({
  type: "MaterialConsumed",
  id: weighed,
  data: {
    materialLotId: "lot-1",
    material: x.starch,
    kind: "charge",
    basis: "weighed",
    flags: [],
    ...(quantity && { quantity }),
  },
});

export const before = cleared("before");
export const weighing = charge(x.kg("10"));
export const witness = check({ check: "Weighing", checksEventId: weighed });
export const after = cleared("after");
export const speed = value("Mixer speed", "mix", "10", "/min");
export const look = check({ check: "Fine enough", path: x.path("mix") });
export const loss = value("Loss on drying", "dry", "1.5", "%");
export const spread = done("spread");
export const output: Past = {
  type: "OutputProduced",
  data: {
    materialLotId: "out-1",
    material: { materialDefinitionId: "granules", name: "Granules" },
    identifiers: [],
    quantity: x.kg("9.7"),
    containers: [],
    holds: [],
    flags: [],
  },
};
export const packing = check({ check: "Packing", checksEventId: packed });
export const computed: Past = {
  type: "YieldComputed",
  data: {
    stage: "Granules",
    theoretical: x.kg("9.8"),
    actual: x.kg("9.7"),
    percent: { value: "99.0", unitOfMeasure: "%" },
    formula: "100 * actual / theoretical",
    inputs: [],
    basis: "computed",
    implausible: false,
  },
};
export const whole: readonly Past[] = [
  ...x.begun,
  before,
  ...done("weigh"),
  weighing,
  witness,
  after,
  ...done("mix", undefined, speed, look),
  ...spread,
  ...done("dry", undefined, loss),
  ...done("pack", packed),
  packing,
  output,
  computed,
];
export const closed: readonly Past[] = [...whole, { type: "BatchCompleted", data: {} }];

export const carl = person("carl", "supervisor");
export const clara = person("clara", "qaReviewer");
/** Production by Carl and quality by Clara have judged the record as it is: a third approves. */
export function judgedByTwo(...past: readonly Past[]): readonly Past[] {
  const data = { toRevision: past.length - 1, coverage: coverageAfter(...past) };
  return [
    ...past,
    { type: "ProductionApproved", data, by: carl },
    { type: "RecordReviewed", data: { ...data, conclusion: "Nothing open." }, by: clara },
  ];
}

/** A limit of time that no event of the whole record says anything of. */
export const mixedSoon = {
  key: "soon",
  name: "Mixed within a day",
  kind: "hold",
  from: { phase: "weigh", at: "end" },
  to: { phase: "mix", at: "start" },
  high: { value: "1", unitOfMeasure: "d" },
};
/** As an observation: to charge it was refused. */
export const again: Past = {
  type: "MaterialConsumed",
  data: {
    materialLotId: "soft-1",
    material: x.starch,
    quantity: x.kg("0.1"),
    kind: "rework",
    basis: "weighed",
    flags: ["REPROCESSING_NOT_APPROVED"],
  },
};
