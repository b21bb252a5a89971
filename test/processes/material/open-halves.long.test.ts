// What a crash left of a receipt, a sample and a result is finished, on a real log.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placePurchaseOrder } from "../../../src/domain/purchase-order/commands.ts";
import { sample } from "../../../src/domain/sample/sample.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { finishOpenCommands } from "../../../src/processes/finish-open-commands.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { takeSample } from "../../../src/processes/material/take-sample.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { kg } from "../plant-for-test.ts";
import { analyst, id, type MaterialPlant, materialPlantOn } from "./material-plant-for-test.ts";

let running: LogForTest;
let plant: MaterialPlant;
beforeAll(async () => {
  running = await startLog();
  plant = materialPlantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

describe("what a crash left between the two halves", () => {
  /** The log fails from the second append on. */
  const crashing = (log: EventLog): EventLog => {
    let appended = 0;
    return {
      ...log,
      readStream: (...args) => log.readStream(...args),
      async append(...args) {
        if (args[0].startsWith("identifier-")) return log.append(...args);
        appended += 1;
        if (appended > 1) throw new Error("The power is out.");
        return log.append(...args);
      },
    };
  };
  const broken = () => materialPlantOn(crashing(running.log));
  async function finished() {
    plant.wait();
    expect(await finishOpenCommands(plant)).toBe(1);
    expect(await finishOpenCommands(plant)).toBe(0);
  }
  test("a receipt is noted on its order", async () => {
    const { of: material, from: supplier } = await plant.goods();
    const order = id();
    const lines = [{ lineNumber: 1, material, quantity: kg("1") }];
    await plant.does(placePurchaseOrder, order, { orderNumber: order, supplier, lines });
    const orderLine = { purchaseOrderId: order, lineNumber: 1 };
    const data = plant.delivery(material, supplier, { orderLine });
    await expect(broken().give(receiveLot, id(), data)).rejects.toThrow();
    await finished();
    expect(await plant.types(`purchaseOrder-${order}`)).toContain("PurchaseOrderLineReceived");
  });
  test("a sample that was taken has its stream", async () => {
    const { lot } = await plant.goods();
    const sampleId = id();
    const data = { materialLotId: lot, sampleId, sampleNumber: "QC-9", parts: [] };
    const request = { commandId: id(), data };
    await expect(takeSample(broken().handler, request, analyst)).rejects.toThrow();
    await finished();
    expect(await plant.types(`sample-${sampleId}`)).toEqual(["SampleTaken"]);
  });
  test("a result out of specification has its deviation", async () => {
    const { lot } = await plant.goods();
    const pooled = await plant.tested(lot);
    await expect(broken().dry(pooled, "20")).rejects.toThrow();
    await finished();
    const { state } = await plant.handler.load(sample, pooled);
    const [oos] = state.status === "unknown" ? [] : state.outOfSpecification;
    expect(await plant.types(`deviation-${oos?.oosId}`)).toEqual(["DeviationRaised"]);
  });
  test("what was decided last stands, and nothing stays to be done over again", async () => {
    const { lot } = await plant.goods();
    await plant.tested(lot);
    // It is released already the second time: nothing changes.
    for (const decision of ["release", "release", "suspend"] as const) {
      expect(await plant.decide(lot, decision)).toMatchObject({ outcome: "accepted" });
      plant.wait();
    }
    expect(await finishOpenCommands(plant)).toBe(0);
    expect((await plant.lotOf(lot)).qualityStatus).toBe("suspended");
  });
});
