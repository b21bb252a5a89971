// Outputs, splits, merges, dispositions and corrections: what each leaves on the streams that it
// touches.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeBatchHold } from "../../src/domain/batch/lifecycle/commands.ts";
import type { Quantity } from "../../src/domain/kernel/quantity.ts";
import { materialLot } from "../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../src/domain/material-lot/on-hand.ts";
import { placeHold } from "../../src/domain/material-lot/status/commands.ts";
import { chargeMaterial } from "../../src/processes/charge-material.ts";
import { correctCharge, voidCharge } from "../../src/processes/correct-charge.ts";
import { decideAsShown, decideDisposition } from "../../src/processes/decide-disposition.ts";
import { mergeLots } from "../../src/processes/merge-lots.ts";
import { produceOutput, recordOutput } from "../../src/processes/produce-output.ts";
import { splitLot } from "../../src/processes/split-lot.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { bela } from "../given.ts";
import { kg, type Plant, plantOn, session } from "./plant-for-test.ts";
import { charge } from "./requests-for-test.ts";
import { approve, end, mix, startedByMaster, tablets } from "./review/made-by-master-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const reason = { code: "typing", text: "The scale showed another value." };
const requested = <Data>(data: Data) => ({
  commandId: crypto.randomUUID(),
  data,
  claims: { reason },
});
async function lotState(id: string) {
  const { state } = await plant.handler.load(materialLot, id);
  if (state.status === "unknown") throw new Error(`${id} is unknown.`);
  return state;
}
const hold = { holdId: "h-1", code: "deviation", owner: "qa" };
const quality = { ...session, actor: bela };

async function outputOf(batchId: string, more: { readonly quantity?: Quantity } = {}) {
  const materialLotId = crypto.randomUUID();
  const identifiers = [{ scheme: "tablets-3", issuer: "plant", value: materialLotId }];
  const data = { batchId, materialLotId, material: tablets, identifiers, containers: [], ...more };
  return { materialLotId, answer: await produceOutput(plant.handler, requested(data), session) };
}

describe("output of a batch", () => {
  test("is a lot in quarantine that inherits the batch's holds", async () => {
    const batch = await plant.runningBatch();
    await plant.run(placeBatchHold, batch, hold);
    const { materialLotId } = await outputOf(batch);
    expect(await plant.types(`materialLot-${materialLotId}`)).toEqual([
      "MaterialLotProduced",
      "HoldPlaced",
    ]);
    const lot = await lotState(materialLotId);
    expect(lot.qualityStatus).toBe("quarantine");
    expect(stockNow(lot.onHand).total).toBeUndefined();
    expect([...lot.holds.keys()]).toEqual(["h-1"]);
  });
  test("is refused under a number that is taken, before the batch says anything", async () => {
    const batch = await plant.runningBatch();
    const { materialLotId } = await outputOf(batch);
    const identifiers = [{ scheme: "tablets-3", issuer: "plant", value: materialLotId }];
    const other = { batchId: batch, materialLotId: crypto.randomUUID(), material: tablets };
    const data = { ...other, identifiers, containers: [] };
    expect(await produceOutput(plant.handler, requested(data), session)).toMatchObject({
      code: "IDENTIFIER_TAKEN",
    });
    expect((await plant.types(`batch-${batch}`)).slice(2)).toEqual(["OutputProduced"]);
  });
  test.each([produceOutput, recordOutput])("is refused as a lot that is there (%#)", async (of) => {
    const [batch, materialLotId] = [await plant.runningBatch(), await plant.receivedLot()];
    const data = { batchId: batch, materialLotId, material: tablets, identifiers: [] };
    const request = requested({ ...data, containers: [] });
    for (const _ of ["asked", "repeated"]) {
      expect(await of(plant.handler, request, session)).toMatchObject({ code: "ALREADY_EXISTS" });
    }
    expect((await plant.types(`batch-${batch}`)).slice(2)).toEqual([]);
  });
  test("is of one batch, also where two yield the same lot at once", async () => {
    const materialLotId = crypto.randomUUID();
    const batches = await Promise.all([plant.runningBatch(), plant.runningBatch()]);
    const data = { materialLotId, material: tablets, identifiers: [], containers: [] };
    const answers = await Promise.all(
      batches.map((batchId) =>
        produceOutput(plant.handler, requested({ batchId, ...data }), session),
      ),
    );
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(["accepted", "refused"]);
    const told = await Promise.all(batches.map((batchId) => plant.types(`batch-${batchId}`)));
    expect(told.flat().filter((type) => type === "OutputProduced")).toHaveLength(1);
  });
});

describe("splitting", () => {
  test("gives each part the parent's status, expiry and holds, and takes its amount", async () => {
    const parent = await plant.releasedLot();
    await plant.run(placeHold, parent, { ...hold, containerId: `${parent}-2` });
    const [loose, drum] = [crypto.randomUUID(), crypto.randomUUID()];
    const into = [
      { materialLotId: loose, identifiers: [], quantity: kg("15"), containerIds: [] },
      { materialLotId: drum, identifiers: [], containerIds: [`${parent}-2`] },
    ];
    await splitLot(plant.handler, requested({ materialLotId: parent, into }), session);
    const some = await lotState(loose);
    const now = { qualityStatus: "released", expiresOn: "2027-06-30", holds: new Map() };
    expect(some).toMatchObject(now);
    expect(stockNow(some.onHand).total).toEqual(kg("15"));
    const whole = await lotState(drum);
    expect(stockNow(whole.onHand).total).toEqual(kg("40"));
    expect([...whole.holds.keys()]).toEqual(["h-1"]);
    const left = await lotState(parent);
    expect(stockNow(left.onHand).total).toEqual(kg("45"));
    expect(stockNow(left.onHand).containerIds).toEqual([`${parent}-1`]);
  });
  test("of more than there is is refused", async () => {
    const materialLotId = await plant.receivedLot();
    const part = { identifiers: [], quantity: kg("60"), containerIds: [] };
    const into = [1, 2].map(() => ({ ...part, materialLotId: crypto.randomUUID() }));
    const request = requested({ materialLotId, into });
    expect(await splitLot(plant.handler, request, session)).toMatchObject({
      code: "QUANTITY_NOT_AVAILABLE",
    });
  });
});

describe("merging", () => {
  test("on a heel: the new lot says what is in it, and each is drawn", async () => {
    const [heel, fresh] = [await plant.releasedLot(), await plant.receivedLot()];
    const materialLotId = crypto.randomUUID();
    const from = [
      { materialLotId: heel, quantity: kg("4"), heel: true },
      { materialLotId: fresh, quantity: kg("100"), heel: false },
    ];
    const data = { materialLotId, from, identifiers: [], containers: [] };
    await mergeLots(plant.handler, requested(data), session);
    const both = await lotState(materialLotId);
    const material = { name: "Maize starch" };
    expect(both).toMatchObject({ qualityStatus: "quarantine", material });
    expect(stockNow(both.onHand).total).toEqual(kg("104"));
    expect(stockNow((await lotState(heel)).onHand).total).toEqual(kg("96"));
    expect(stockNow((await lotState(fresh)).onHand).total).toEqual(kg("0"));
    const [merged] = await Array.fromAsync(running.log.readStream(`materialLot-${materialLotId}`));
    expect(merged?.metadata.basedOn).toEqual([
      { stream: "holdRegister-site-1", revision: -1 },
      { stream: `materialLot-${heel}`, revision: 1 },
      { stream: `materialLot-${fresh}`, revision: 0 },
    ]);
  });
  test("of a lot on hold or of another material is refused", async () => {
    const [held, free] = [await plant.releasedLot(), await plant.releasedLot()];
    await plant.run(placeHold, held, hold);
    const { materialLotId: other } = await outputOf(await plant.runningBatch());
    for (const [second, code] of [
      [held, "LOT_ON_HOLD"],
      [other, "WRONG_MATERIAL"],
    ] as const) {
      const from = [free, second].map((materialLotId) => ({ materialLotId, heel: false }));
      const data = { materialLotId: crypto.randomUUID(), from, identifiers: [], containers: [] };
      expect(await mergeLots(plant.handler, requested(data), session)).toMatchObject({ code });
    }
  });
});

describe("disposition", () => {
  const decide = (materialLotId: string, decision: "release" | "useAtRisk" | "suspend", id = "") =>
    decideDisposition(
      plant.handler,
      requested({ dispositionId: id || crypto.randomUUID(), materialLotId, decision }),
      quality,
    );
  test("of a lot changes its status, and a later one changes it again", async () => {
    const lot = await plant.receivedLot();
    const id = crypto.randomUUID();
    await decide(lot, "release", id);
    expect((await lotState(lot)).qualityStatus).toBe("released");
    await decide(lot, "suspend", id);
    expect((await lotState(lot)).qualityStatus).toBe("suspended");
  });
  test("of a lot on hold waits until the hold is lifted", async () => {
    const lot = await plant.receivedLot();
    await plant.run(placeHold, lot, hold);
    expect(await decide(lot, "release")).toMatchObject({ code: "LOT_ON_HOLD" });
  });
  test("211-192 of what a batch made waits for the approval of its record", async () => {
    const batch = await startedByMaster(plant);
    await mix(plant, batch, await plant.releasedLot());
    const { materialLotId } = await outputOf(batch, { quantity: kg("20") });
    expect(await decide(materialLotId, "release")).toMatchObject({ code: "QA_REVIEW_PENDING" });
    expect(await decide(materialLotId, "useAtRisk")).toMatchObject({ outcome: "accepted" });
    await end(plant, batch);
    expect(await approve(plant, batch)).toMatchObject({ outcome: "accepted" });
    // ES-6: what the decider was shown is frozen, and is all that is recorded by then.
    const shownTo = (toRevision: number) => {
      const digest = "d".repeat(64);
      const batches = [{ batchId: batch, toRevision, record: digest, trail: digest }];
      const shown = { asOf: 9, trail: digest, trace: digest, batches };
      const asked = { dispositionId: crypto.randomUUID(), materialLotId, shown };
      const request = requested({ ...asked, decision: "release" as const });
      return decideAsShown(async () => shown)(plant.handler, request, quality);
    };
    const last = (await plant.types(`batch-${batch}`)).length - 1;
    expect(await shownTo(last - 1)).toMatchObject({ code: "RECORD_CHANGED_SINCE_VIEW" });
    expect(await shownTo(last)).toMatchObject({ outcome: "accepted" });
    expect(await plant.types(`batch-${batch}`)).toContain("BatchRecordApproved");
    expect((await lotState(materialLotId)).qualityStatus).toBe("released");
  });
  test("BR-1 of how much there is nobody said waits for section 27 of the record", async () => {
    const batch = await startedByMaster(plant);
    await mix(plant, batch, await plant.releasedLot());
    const { materialLotId } = await outputOf(batch);
    await end(plant, batch);
    expect(await approve(plant, batch)).toMatchObject({ outcome: "accepted" });
    expect(await decide(materialLotId, "release")).toMatchObject({
      code: "BATCH_RECORD_INCOMPLETE",
      message: "Section 27 of the record lacks: quantity made: Tablets 20 mg.",
    });
  });
});

test("211-192 a lot that comes from what a batch made asks the batch", async () => {
  const id = () => crypto.randomUUID();
  const batches = [await plant.runningBatch(), await plant.runningBatch()];
  const parts: string[] = [];
  for (const batch of batches) {
    const made = { batchId: batch, materialLotId: id(), material: tablets, containers: [] };
    const identifiers = [{ scheme: "tablets-9", issuer: "plant", value: made.materialLotId }];
    const output = { ...made, identifiers, quantity: kg("10") };
    await produceOutput(plant.handler, requested(output), session);
    const [one, other] = [id(), id()];
    const part = { identifiers: [], quantity: kg("5"), containerIds: [] };
    const split = (materialLotId: string, into: string) =>
      splitLot(
        plant.handler,
        requested({ materialLotId, into: [{ ...part, materialLotId: into }] }),
        session,
      );
    await split(made.materialLotId, one);
    await split(one, other);
    parts.push(other);
  }
  const merged = id();
  const from = parts.map((materialLotId) => ({ materialLotId, heel: false, quantity: kg("5") }));
  const merge = { materialLotId: merged, from, identifiers: [], containers: [] };
  await mergeLots(plant.handler, requested(merge), session);
  const decide = (materialLotId: string, decision: "release" | "reject") =>
    decideDisposition(
      plant.handler,
      requested({ dispositionId: id(), materialLotId, decision }),
      quality,
    );
  for (const lot of [...parts, merged]) {
    expect(await decide(lot, "release")).toMatchObject({ code: "QA_REVIEW_PENDING" });
  }
  const rejected = await decide(merged, "reject");
  expect(rejected).toMatchObject({ outcome: "accepted" });
  const stream = rejected.outcome === "accepted" ? rejected.stream : "";
  const [decided] = await Array.fromAsync(running.log.readStream(stream));
  expect(decided?.data).toMatchObject({ batchIds: [...batches].sort() });
});

describe("correcting a charge", () => {
  async function charged() {
    const [lot, batchId] = [await plant.releasedLot(), await plant.runningBatch()];
    const answer = await chargeMaterial(plant.handler, requested(charge(lot, batchId)), session);
    return { lot, batchId, correctsEventId: answer.events[0]?.id ?? "" };
  }
  test("ES-9 puts right the batch's record and the lot's books", async () => {
    const { lot, ...which } = await charged();
    await correctCharge(plant.handler, requested({ ...which, quantity: kg("27.5") }), session);
    const last = (await Array.fromAsync(running.log.readStream(`batch-${which.batchId}`))).at(-1);
    expect(last).toMatchObject({
      type: "MaterialConsumptionCorrected",
      data: { quantity: kg("27.5") },
      metadata: { before: { "/quantity": kg("25") }, reason },
    });
    expect(stockNow((await lotState(lot)).onHand).total).toEqual(kg("72.5"));
  });
  test("ES-12 what was never consumed is void, and back in the lot", async () => {
    const { lot, ...which } = await charged();
    const request = requested(which);
    const first = await voidCharge(plant.handler, request, session);
    expect(await voidCharge(plant.handler, request, session)).toEqual({ ...first, repeated: true });
    expect(stockNow((await lotState(lot)).onHand).total).toEqual(kg("100"));
  });
});
