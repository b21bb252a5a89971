// What a release asks, and what it leaves: each code of it.

import { describe, expect, test } from "vitest";
import { raiseDeviation } from "../../../src/domain/deviation/commands.ts";
import { deviation } from "../../../src/domain/deviation/deviation.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { returnToSupplier } from "../../../src/domain/material-lot/use/sample.ts";
import { suspendSource } from "../../../src/domain/party/source/commands.ts";
import { sample } from "../../../src/domain/sample/sample.ts";
import { assessOutOfSpecification } from "../../../src/domain/sample/testing/commands.ts";
import { withdrawSpecification } from "../../../src/domain/specification/commands.ts";
import {
  type SpecificationState,
  specification,
} from "../../../src/domain/specification/specification.ts";
import { decideAsShown } from "../../../src/processes/decide-disposition.ts";
import { planSampling } from "../../../src/processes/material/plan-sampling.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { person } from "../../given.ts";
import { kg, session } from "../plant-for-test.ts";
import { analyst, id, materialPlantOn, quality } from "./material-plant-for-test.ts";
import { memoryLog } from "./memory-log-for-test.ts";

const tablets = { materialDefinitionId: "tablets", name: "Tablets" };
const plant = materialPlantOn(memoryLog());
const released = { outcome: "accepted" };
const refusedWith = (code: string) => ({ outcome: "refused", code });

describe("release", () => {
  test("follows results for each container and each test, with dates by the rule", async () => {
    const { lot } = await plant.goods();
    expect(await plant.decide(lot)).toMatchObject(refusedWith("SAMPLING_NOT_PLANNED"));
    await plant.tested(lot);
    expect(await plant.decide(lot)).toMatchObject(released);
    const state = await plant.lotOf(lot);
    // 36 months from manufacture, 12 from receipt, to the end of the month.
    expect(state).toMatchObject({
      qualityStatus: "released",
      expiresOn: "2029-08-31",
      retestOn: "2027-11-30",
    });
    expect(stockNow(state.onHand).total).toEqual(kg("99.8"));
    const dated = (await plant.events(`materialLot-${lot}`)).at(-1);
    expect(dated).toMatchObject({
      type: "ShelfLifeDated",
      data: {
        calculations: [
          { of: "expiry", from: "2026-08-05", computed: "2029-08-31" },
          { of: "retest", from: "2026-11-20", computed: "2027-11-30" },
        ],
      },
    });
  });

  test("is refused while a container has no identity, at risk it is not", async () => {
    const { lot } = await plant.goods();
    await plant.give(planSampling, lot, { purpose: "release" }, analyst);
    await plant.identify(await plant.sampled(lot, "each", ["drum-1"]));
    await plant.dry(await plant.sampled(lot, "pooled", ["drum-1", "drum-2"]));
    // What is pooled says nothing of one of them.
    await plant.identify(await plant.sampled(lot, "each", ["drum-1", "drum-2"]));
    expect(await plant.decide(lot)).toMatchObject(refusedWith("RESULT_MISSING"));
    expect(await plant.decide(lot, "conditional")).toMatchObject(refusedWith("RESULT_MISSING"));
    await plant.identify(await plant.sampled(lot, "each", ["drum-2"]));
    expect(await plant.decide(lot)).toMatchObject(released);
    const { lot: early } = await plant.goods();
    expect(await plant.decide(early, "useAtRisk")).toMatchObject(released);
  });

  test("waits for the assessment of what is out of specification, and its repeat", async () => {
    const { lot } = await plant.goods();
    const pooled = await plant.tested(lot);
    const more = await plant.dry(pooled, "16.8");
    const opened = more.events.find(({ type }) => type === "OutOfSpecificationOpened");
    expect(opened).toBeDefined();
    const oosId = (await plant.handler.load(sample, pooled)).state;
    const [oos] = oosId.status === "unknown" ? [] : oosId.outOfSpecification;
    const raised = await plant.handler.load(deviation, oos?.oosId ?? "");
    expect(raised.state).toMatchObject({ status: "open", raised: { materialLotIds: [lot] } });
    for (const decision of ["release", "conditional", "useAtRisk"] as const) {
      expect(await plant.decide(lot, decision)).toMatchObject(refusedWith("OOS_NOT_ASSESSED"));
    }
    const conclusion = { oosId: oos?.oosId ?? "", rationale: "The dryer was off." };
    const error = { ...conclusion, conclusion: "laboratoryError" as const };
    await plant.does(assessOutOfSpecification, pooled, error, quality);
    expect(await plant.decide(lot)).toMatchObject(released);
  });

  test("is never of what has failed; what failed in one drum alone goes without it", async () => {
    const { lot, from } = await plant.goods();
    await plant.give(planSampling, lot, { purpose: "release" }, analyst);
    await plant.identify(await plant.sampled(lot, "each", ["drum-1"]));
    await plant.dry(await plant.sampled(lot, "pooled", ["drum-1", "drum-2"]));
    const wrong = await plant.sampled(lot, "each", ["drum-2"]);
    await plant.identify(wrong, false);
    const { state } = await plant.handler.load(sample, wrong);
    const [oos] = state.status === "unknown" ? [] : state.outOfSpecification;
    const confirmed = {
      oosId: oos?.oosId ?? "",
      conclusion: "confirmed" as const,
      rationale: "The drum holds another starch.",
      onlyContainerIds: ["drum-2"],
    };
    await plant.does(assessOutOfSpecification, wrong, confirmed, quality);
    expect(await plant.decide(lot)).toMatchObject(refusedWith("SPECIFICATION_FAILED"));
    // The drum becomes a lot of its own, is rejected, and goes back.
    const bad = id();
    const part = { materialLotId: bad, identifiers: [], containerIds: ["drum-2"] };
    const data = { materialLotId: lot, into: [part] };
    await splitLot(plant.handler, { commandId: id(), data }, session);
    expect(await plant.decide(bad)).toMatchObject(refusedWith("SPECIFICATION_FAILED"));
    expect(await plant.decide(bad, "reject")).toMatchObject(released);
    const back = { supplier: from, returnNumber: "RTS-1", containerIds: ["drum-2"] };
    await plant.does(returnToSupplier, bad, back);
    expect(stockNow((await plant.lotOf(bad)).onHand).total).toEqual(kg("0"));
    expect(await plant.decide(lot)).toMatchObject(released);
  });

  test("of a part that was split off asks what was asked of the whole", async () => {
    const { lot } = await plant.goods();
    await plant.tested(lot);
    const parts = [id(), id()];
    const split = async (from: string, into: string) => {
      const part = { materialLotId: into, identifiers: [], quantity: kg("5"), containerIds: [] };
      const data = { materialLotId: from, into: [part] };
      await splitLot(plant.handler, { commandId: id(), data }, session);
    };
    await split(lot, parts[0] ?? "");
    await split(parts[0] ?? "", parts[1] ?? "");
    await plant.dry(await plant.sampled(lot, "pooled", ["drum-1", "drum-2"]), "19");
    expect(await plant.decide(parts[1] ?? "")).toMatchObject(refusedWith("OOS_NOT_ASSESSED"));
  });

  test("asks for a source that is approved on the day, unless it is overridden", async () => {
    const { lot, of, from } = await plant.goods();
    await plant.tested(lot);
    await plant.does(suspendSource, from.partyId, { role: "supplier", material: of }, quality);
    const refused = refusedWith("SUPPLIER_NOT_APPROVED");
    expect(await plant.decide(lot)).toMatchObject(refused);
    expect(await plant.decide(lot, "useAtRisk")).toMatchObject(refused);
    const override = { code: "SUPPLIER_NOT_APPROVED", deviationId: id() };
    expect(await plant.decide(lot, "release", { override })).toMatchObject(
      refusedWith("NOT_FOUND"),
    );
    await plant.does(raiseDeviation, override.deviationId, {
      title: "Supplier suspended",
      description: "The lot came before.",
      detectedAt: "2026-11-20T08:00:00.000Z",
      materialLotIds: [lot],
      equipmentIds: [],
    });
    expect(await plant.decide(lot, "release", { override }, session)).toMatchObject(
      refusedWith("NOT_AUTHORIZED"),
    );
    const other = { ...override, code: "RESULT_MISSING" };
    expect(await plant.decide(lot, "release", { override: other })).toMatchObject(refused);
    expect(await plant.decide(lot, "release", { override })).toMatchObject(released);
  });

  test("is refused to who received, tested or made it, also of a part [P11-10g]", async () => {
    const own = refusedWith("REVIEWER_NOT_INDEPENDENT");
    const { lot } = await plant.goods();
    await plant.tested(lot);
    const receiver = { ...session, actor: person("anna", "qaRelease") };
    const tester = { ...session, actor: person("bela", "qaRelease") };
    const part = id();
    const into = [{ materialLotId: part, identifiers: [], containerIds: ["drum-2"] }];
    const split = { commandId: id(), data: { materialLotId: lot, into } };
    expect(await splitLot(plant.handler, split, quality)).toMatchObject(released);
    for (const one of [lot, part]) {
      for (const by of [receiver, tester]) {
        expect(await plant.decide(one, "release", {}, by)).toMatchObject(own);
        expect(await plant.decide(one, "useAtRisk", {}, by)).toMatchObject(own);
      }
      expect(await plant.decide(one)).toMatchObject(released);
      expect(await plant.decide(one, "suspend", {}, receiver)).toMatchObject(released);
    }
    const batchId = await plant.runningBatch();
    const made = id();
    const output = { batchId, materialLotId: made, material: tablets, identifiers: [] };
    const produced = { commandId: id(), data: { ...output, containers: [] } };
    expect(await produceOutput(plant.handler, produced, session)).toMatchObject(released);
    expect(await plant.decide(made, "useAtRisk", {}, receiver)).toMatchObject(own);
    expect(await plant.decide(made, "useAtRisk")).toMatchObject(released);
  });

  test("of a part waits for a split, and of what was made for what was shown", async () => {
    const { lot } = await plant.goods();
    await plant.tested(lot);
    expect(await plant.decide(lot, "release", { quantity: kg("10") })).toMatchObject(
      refusedWith("SUBLOT_REQUIRED"),
    );
    const [batchId, made] = [await plant.runningBatch(), id()];
    const output = { batchId, materialLotId: made, material: tablets, identifiers: [] };
    await produceOutput(
      plant.handler,
      { commandId: id(), data: { ...output, containers: [] } },
      session,
    );
    const digest = "d".repeat(64);
    const decide = decideAsShown(async () => ({
      asOf: 1,
      trace: digest,
      trail: digest,
      batches: [],
    }));
    const data = { dispositionId: id(), materialLotId: made, decision: "useAtRisk" as const };
    expect(await decide(plant.handler, { commandId: id(), data }, quality)).toMatchObject(
      refusedWith("VIEW_NOT_STATED"),
    );
  });

  test("of a missing result is not overridden", async () => {
    const { lot } = await plant.goods();
    await plant.give(planSampling, lot, { purpose: "release" }, analyst);
    const override = { code: "RESULT_MISSING", deviationId: id() };
    const deviating = {
      title: "Tests skipped",
      description: "No time.",
      detectedAt: "2026-11-20T08:00:00.000Z",
      materialLotIds: [lot],
      equipmentIds: [],
    };
    await plant.does(raiseDeviation, override.deviationId, deviating);
    expect(await plant.decide(lot, "release", { override })).toMatchObject(
      refusedWith("RESULT_MISSING"),
    );
  });

  test("asks for a specification that is in effect", async () => {
    const { lot, of } = await plant.goods();
    await plant.tested(lot);
    const withdrawal = { version: 1 };
    await plant.does(withdrawSpecification, of.materialDefinitionId, withdrawal, quality);
    expect(await plant.decide(lot)).toMatchObject(refusedWith("SPEC_NOT_EFFECTIVE"));
    const late = await plant.received(of, undefined);
    const asked = await plant.give(planSampling, late, { purpose: "release" }, analyst);
    expect(asked).toMatchObject(refusedWith("SPEC_NOT_EFFECTIVE"));
  });

  test("counts in the supplier's run of lots, and a rejection begins it anew", async () => {
    const { lot, of, from } = await plant.goods();
    const run = async () => {
      const id = of.materialDefinitionId;
      const state: SpecificationState = (await plant.handler.load(specification, id)).state;
      return state.status === "unknown" ? undefined : state.runs.get(from.partyId);
    };
    await plant.tested(lot);
    await plant.decide(lot);
    expect(await run()).toBe(1);
    const [part, drum] = [id(), ["drum-1"]];
    const into = [{ materialLotId: part, identifiers: [], containerIds: drum }];
    const split = { commandId: id(), data: { materialLotId: lot, into } };
    await splitLot(plant.handler, split, session);
    await plant.decide(part, "suspend");
    await plant.decide(part, "reject");
    expect(await run()).toBe(0);
    await plant.decide(lot);
    expect(await run()).toBe(0);
  });

  test("samples are picked once, by a seed that the planner does not choose", async () => {
    const { lot } = await plant.goods();
    await plant.give(planSampling, lot, { purpose: "release" }, analyst);
    const again = await plant.give(planSampling, lot, { purpose: "release" }, analyst);
    expect(again).toMatchObject(refusedWith("STATUS_BLOCKS_USE"));
    const [received] = await plant.events(`materialLot-${lot}`);
    expect((await plant.lotOf(lot)).plans[0]).toMatchObject({ seed: `${received?.id} 1` });
  });
});
