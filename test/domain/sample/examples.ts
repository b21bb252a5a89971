// A sample of starch, with a test that has a limit and one that has none.
import { uuid } from "../../given.ts";
import { identity, loss } from "../specification/examples.ts";

const { planId: _, ...identityTest } = identity;
const { planId: __, ...lossTest } = loss;

export const take = {
  sampleNumber: "QC-1",
  materialLotId: "lot-1",
  material: { materialDefinitionId: "starch", name: "Maize starch" },
  sampledEventId: uuid(1),
  specificationVersion: 1,
  planNumber: 1,
  planId: "pooled",
  containerIds: ["drum-1", "drum-2"],
  quantity: { value: "50", unitOfMeasure: "g" },
  tests: [identityTest, lossTest],
};
export const taken = { type: "SampleTaken", data: take };
export const sent = { to: "QC", handedTo: "Courier", sealNumber: "S-1" };
export const wasSent = { type: "SampleSent", data: sent };
export const arrived = { handedOverBy: "Courier", sealNumber: "S-1", sealIntact: true };
export const wasReceived = { type: "SampleReceived", data: { ...arrived, flags: [] } };
export const destroyed = { type: "SampleDestroyed", data: { method: "waste" } };

export const percent = (value: string) => ({
  kind: "limits" as const,
  value: { value, unitOfMeasure: "%" },
});
export const result = (value: string, conforms: boolean, attempt = 1, flags: string[] = []) => ({
  type: "TestResultRecorded",
  data: {
    materialLotId: "lot-1",
    testId: "loss",
    name: "Loss on drying",
    method: "Ph. Eur. 2.2.32",
    finding: percent(value),
    conforms,
    attempt,
    flags,
  },
});
export const opened = (value: string, attempt = 1, oosId = uuid(0x2000)) => ({
  type: "OutOfSpecificationOpened",
  data: {
    oosId,
    testId: "loss",
    name: "Loss on drying",
    attempt,
    materialLotId: "lot-1",
    finding: percent(value),
  },
});
export const assessed = (conclusion: string, more = {}) => ({
  type: "OutOfSpecificationAssessed",
  data: {
    materialLotId: "lot-1",
    oosId: uuid(0x2000),
    conclusion,
    rationale: "The dryer was off.",
    ...more,
  },
});
