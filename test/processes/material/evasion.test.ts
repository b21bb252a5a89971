// Ways around the gate of release, each tried: a part split off before its samples were picked, a
// merge, another lot's sample, a second disposition, a correction by the analyst.
import { expect, test } from "vitest";
import { sample } from "../../../src/domain/sample/sample.ts";
import {
  assessOutOfSpecification,
  type correctTestResult,
} from "../../../src/domain/sample/testing/commands.ts";
import { planSampling } from "../../../src/processes/material/plan-sampling.ts";
import { correctResult } from "../../../src/processes/material/record-result.ts";
import { takeSample } from "../../../src/processes/material/take-sample.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { kg, session } from "../plant-for-test.ts";
import { analyst, id, materialPlantOn, quality, reason } from "./material-plant-for-test.ts";
import { memoryLog } from "./memory-log-for-test.ts";

const plant = materialPlantOn(memoryLog());
const accepted = { outcome: "accepted" };
const refusedWith = (code: string) => ({ outcome: "refused", code });

async function split(lot: string, containerIds: readonly string[]): Promise<string> {
  const part = id();
  const into = [{ materialLotId: part, identifiers: [], containerIds: [...containerIds] }];
  const request = { commandId: id(), data: { materialLotId: lot, into } };
  expect(await splitLot(plant.handler, request, session)).toMatchObject(accepted);
  return part;
}

test("what was split off before its samples were picked has samples of its own", async () => {
  const { lot } = await plant.goods();
  const part = await split(lot, ["drum-2"]);
  await plant.give(planSampling, lot, { purpose: "release" }, analyst);
  await plant.identify(await plant.sampled(lot, "each", ["drum-1"]));
  await plant.dry(await plant.sampled(lot, "pooled", ["drum-1"]));
  expect(await plant.decide(lot)).toMatchObject(accepted);
  expect(await plant.decide(part)).toMatchObject(refusedWith("SAMPLING_NOT_PLANNED"));
});

test("a merge hides no container, neither failed nor untested", async () => {
  const { lot } = await plant.goods();
  await plant.give(planSampling, lot, { purpose: "release" }, analyst);
  await plant.identify(await plant.sampled(lot, "each", ["drum-1"]));
  await plant.dry(await plant.sampled(lot, "pooled", ["drum-1", "drum-2"]));
  const part = await split(lot, ["drum-1"]);
  const merged = id();
  const from = [lot, part].map((materialLotId) => ({ materialLotId, heel: false }));
  const containers = [{ containerId: "bin-1", quantity: kg("99") }];
  const data = { materialLotId: merged, from, identifiers: [], containers };
  const answer = await mergeLots(plant.handler, { commandId: id(), data }, session);
  expect(answer).toMatchObject(accepted);
  expect(await plant.decide(merged)).toMatchObject(refusedWith("RESULT_MISSING"));
});

test("the sample of another lot is none of this one", async () => {
  const [one, other] = [await plant.goods(), await plant.goods()];
  const pooled = await plant.tested(one.lot);
  const data = { materialLotId: other.lot, sampleId: pooled, sampleNumber: "QC", parts: [] };
  expect(await takeSample(plant.handler, { commandId: id(), data }, analyst)).toMatchObject(
    refusedWith("IDENTIFIER_TAKEN"),
  );
});

test("a rejected lot is not released by a decision under another id", async () => {
  const { lot } = await plant.goods();
  await plant.tested(lot);
  expect(await plant.decide(lot, "reject")).toMatchObject(accepted);
  expect(await plant.decide(lot)).toMatchObject(refusedWith("DISPOSITION_DECIDED"));
  expect(await plant.decide(lot, "rework")).toMatchObject(accepted);
});

test("a part is not released while it is in the whole", async () => {
  const { lot } = await plant.goods();
  await plant.tested(lot);
  const part = await plant.decide(lot, "release", { quantity: kg("10") });
  expect(part).toMatchObject(refusedWith("SUBLOT_REQUIRED"));
  expect(await plant.decide(lot)).toMatchObject(accepted);
});

test("who corrects a result that was confirmed does not decide that it is well", async () => {
  const { lot } = await plant.goods();
  const pooled = await plant.tested(lot);
  await plant.dry(pooled, "19");
  const [oos] = await investigations(pooled);
  const confirmed = { conclusion: "confirmed" as const, rationale: "It is wet." };
  const data = { oosId: oos?.oosId ?? "", ...confirmed };
  await plant.does(assessOutOfSpecification, pooled, data, quality);
  const correction = {
    testId: "loss",
    attempt: 2,
    finding: { kind: "limits" as const, value: { value: "11.8", unitOfMeasure: "%" } },
  } satisfies Parameters<typeof correctTestResult.decide>[0];
  await plant.give(correctResult, pooled, correction, analyst, { reason });
  expect(await investigations(pooled)).toHaveLength(2);
  expect(await plant.decide(lot)).toMatchObject(refusedWith("OOS_NOT_ASSESSED"));
});

async function investigations(sampleId: string) {
  const { state } = await plant.handler.load(sample, sampleId);
  return state.status === "unknown" ? [] : state.outOfSpecification;
}
