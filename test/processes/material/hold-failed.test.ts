// A result out of specification that comes after the release binds the lot and what was split off.
import { expect, test } from "vitest";
import { classifyDeviation, closeDeviation } from "../../../src/domain/deviation/commands.ts";
import { sample } from "../../../src/domain/sample/sample.ts";
import { assessOutOfSpecification } from "../../../src/domain/sample/testing/commands.ts";
import { recordLotJudged } from "../../../src/domain/specification/commands.ts";
import type { Handler } from "../../../src/eventstore/handler/handle.ts";
import { recordCharge } from "../../../src/processes/charge-material.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { planSampling } from "../../../src/processes/material/plan-sampling.ts";
import { recordResult } from "../../../src/processes/material/record-result.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { person } from "../../given.ts";
import { kg, session } from "../plant-for-test.ts";
import { analyst, id, materialPlantOn, quality, reason } from "./material-plant-for-test.ts";
import { memoryLog } from "./memory-log-for-test.ts";

const plant = materialPlantOn(memoryLog());
const holdsOn = async (lot: string) =>
  [...(await plant.lotOf(lot)).holds.values()].map(({ code }) => code);

test("what was released before is held; what is in quarantine stays there", async () => {
  const { lot } = await plant.goods();
  await plant.tested(lot);
  await plant.decide(lot);
  const part = id();
  const into = [{ materialLotId: part, quantity: kg("10"), containerIds: [], identifiers: [] }];
  const split = { commandId: id(), data: { materialLotId: lot, into } };
  expect(await splitLot(plant.handler, split, session)).toMatchObject({ outcome: "accepted" });
  const taken = await plant.sampled(lot, "pooled", ["drum-1", "drum-2"]);
  await plant.dry(taken, "15");
  expect(await holdsOn(lot)).toEqual(["OUT_OF_SPECIFICATION"]);
  expect(await holdsOn(part)).toEqual(["OUT_OF_SPECIFICATION"]);
  const { lot: waiting } = await plant.goods();
  await plant.give(planSampling, waiting, { purpose: "release" }, analyst);
  await plant.dry(await plant.sampled(waiting, "pooled", ["drum-1", "drum-2"]), "15");
  expect(await holdsOn(waiting)).toEqual([]);
});

test("what is split off or merged from a lot has its deviations", async () => {
  const { lot, of, from } = await plant.goods();
  const deviationId = id();
  const raised = {
    deviationId,
    title: "A drum was wet",
    description: "Found at the dock.",
    detectedAt: "2026-11-20T08:00:00.000Z",
    materialLotIds: [lot],
    equipmentIds: [],
  };
  await raiseDeviation(plant.handler, { commandId: id(), data: raised }, session);
  const [part, other, whole] = [id(), await plant.received(of, from), id()];
  const into = [{ materialLotId: part, identifiers: [], containerIds: ["drum-1"] }];
  const split = { commandId: id(), data: { materialLotId: lot, into } };
  expect(await splitLot(plant.handler, split, session)).toMatchObject({ outcome: "accepted" });
  expect([...(await plant.lotOf(part)).deviationIds]).toEqual([deviationId]);
  const merge = {
    materialLotId: whole,
    from: [part, other].map((materialLotId) => ({ materialLotId, heel: false })),
    identifiers: [],
    containers: [],
  };
  const merged = await mergeLots(plant.handler, { commandId: id(), data: merge }, session);
  expect(merged).toMatchObject({ outcome: "accepted" });
  expect([...(await plant.lotOf(whole)).deviationIds]).toEqual([deviationId]);
});

test("a deviation about the lot keeps it from being released until it is closed", async () => {
  const { lot } = await plant.goods();
  await plant.tested(lot);
  const deviationId = id();
  const data = {
    deviationId,
    title: "Glass found",
    description: "A splinter in drum 2.",
    detectedAt: "2026-11-20T08:00:00.000Z",
    materialLotIds: [lot],
    equipmentIds: [],
  };
  await raiseDeviation(plant.handler, { commandId: id(), data }, session);
  expect(await plant.decide(lot)).toMatchObject({ code: "IMPACT_NOT_ASSESSED" });
  await plant.does(classifyDeviation, deviationId, { classification: "major" } as never, {
    ...quality,
    actor: person("clara", "qaReviewer"),
  });
  await plant.does(closeDeviation, deviationId, { conclusion: "From outside." } as never, quality);
  expect(await plant.decide(lot)).toMatchObject({ outcome: "accepted" });
});

test("what was charged against the rules is said by the batch too", async () => {
  const { lot } = await plant.goods();
  const batchId = await plant.runningBatch();
  const how = { kind: "charge", basis: "weighed" } as const;
  const wanted = { materialLotId: lot, batchId, quantity: kg("1"), containerId: "drum-1" };
  const charged = { commandId: id(), data: { ...wanted, charge: how } };
  await recordCharge(plant.handler, charged, session);
  const consumed = (await plant.events(`batch-${batchId}`)).at(-1);
  expect(consumed?.data).toMatchObject({ flags: ["MATERIAL_NOT_RELEASED"] });
});

test("told again after it was assessed it holds nothing", async () => {
  const { lot } = await plant.goods();
  await plant.tested(lot);
  const taken = await plant.sampled(lot, "pooled", ["drum-1", "drum-2"]);
  const finding = { kind: "limits", value: { value: "15", unitOfMeasure: "%" } } as const;
  const call = { commandId: id(), id: taken, data: { testId: "loss", finding } };
  await recordResult(plant.handler, call, analyst);
  const { state } = await plant.handler.load(sample, taken);
  const [oos] = state.status === "unknown" ? [] : state.outOfSpecification;
  const data = { oosId: oos?.oosId, conclusion: "laboratoryError", rationale: reason.text };
  await plant.does(assessOutOfSpecification, taken, data as never, quality);
  await plant.dry(taken, "12");
  expect(await plant.decide(lot)).toMatchObject({ outcome: "accepted" });
  await recordResult(plant.handler, call, analyst);
  expect(await holdsOn(lot)).toEqual([]);
});

test("a result that comes between the decision and the status holds it too", async () => {
  const log = memoryLog();
  const inner = materialPlantOn(log);
  const { lot } = await inner.goods();
  await inner.tested(lot);
  let came = false;
  const racing: Handler = {
    ...inner.handler,
    async execute(command, call, by) {
      if (command.name === recordLotJudged.name && !came) {
        came = true;
        await inner.dry(await inner.sampled(lot, "pooled", ["drum-1", "drum-2"]), "15");
      }
      return inner.handler.execute(command, call, by);
    },
  };
  const outer = materialPlantOn(log, racing);
  expect(await outer.decide(lot)).toMatchObject({ outcome: "accepted" });
  const { qualityStatus, holds } = await inner.lotOf(lot);
  expect(came).toBe(true);
  expect(qualityStatus).toBe("released");
  expect([...holds.values()]).toMatchObject([{ code: "OUT_OF_SPECIFICATION", owner: "qa" }]);
});
