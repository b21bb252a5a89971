// Charging a batch, refused by the lot, by the batch, and by the batch after the lot was drawn.

import { afterAll, beforeAll, expect, test } from "vitest";
import {
  authoriseOverride,
  linkBatchDeviation,
} from "../../src/domain/batch/deviation/commands.ts";
import {
  completeBatch,
  liftBatchHold,
  placeBatchHold,
} from "../../src/domain/batch/lifecycle/commands.ts";
import { materialLot } from "../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../src/domain/material-lot/on-hand.ts";
import { countMaterial } from "../../src/domain/material-lot/upkeep/commands.ts";
import { EventLogFault } from "../../src/eventstore/event-log-fault.ts";
import type { Handler } from "../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../src/eventstore/port.ts";
import { chargeMaterial, recordCharge } from "../../src/processes/charge-material.ts";
import { finishOpenCommands } from "../../src/processes/finish-open-commands.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { person } from "../given.ts";
import { kg, type Plant, plantOn, session } from "./plant-for-test.ts";
import { charge } from "./requests-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const requested = (data: ReturnType<typeof charge>) => ({ commandId: crypto.randomUUID(), data });
const onHand = async (id: string) => {
  const { state } = await plant.handler.load(materialLot, id);
  return state.status === "unknown" ? undefined : stockNow(state.onHand).total;
};
const stored = (stream: string) => Array.fromAsync(running.log.readStream(stream));

/** Lets something happen just before the batch's half is appended. */
function logWith(beforeSecondHalf: () => Promise<void>): EventLog {
  const { log } = running;
  let due = true;
  return {
    ...log,
    readStream: (...args) => log.readStream(...args),
    async append(stream, events, expected) {
      if (due && stream.startsWith("batch-") && events[0]?.type === "MaterialConsumed") {
        due = false;
        await beforeSecondHalf();
      }
      return log.append(stream, events, expected);
    },
  };
}

/** As a client does it: one that lost five times against others asks again, by the same id. */
async function persistently(handler: Handler, data: ReturnType<typeof charge>) {
  const request = requested(data);
  for (;;) {
    try {
      return await chargeMaterial(handler, request, session);
    } catch (error) {
      if (!(error instanceof EventLogFault && error.code === "WRONG_EXPECTED_REVISION"))
        throw error;
    }
  }
}

test("draws from the lot, then the batch consumes, each naming what it rests on", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  const request = requested(charge(lot, batch));
  const answer = await chargeMaterial(plant.handler, request, session);
  expect(answer).toMatchObject({ outcome: "accepted", stream: `batch-${batch}` });
  const drawn = (await stored(`materialLot-${lot}`)).at(-1);
  expect(drawn).toMatchObject({
    type: "MaterialDrawn",
    data: { batchId: batch, flags: [] },
    metadata: {
      basedOn: [
        { stream: `batch-${batch}`, revision: 1 },
        { stream: "holdRegister-site-1", revision: -1 },
      ],
    },
  });
  expect((await stored(`batch-${batch}`)).at(-1)).toMatchObject({
    type: "MaterialConsumed",
    data: {
      drawnEventId: drawn?.id,
      materialLotId: lot,
      material: { name: "Maize starch" },
      quantity: kg("25"),
    },
    metadata: { $causationId: drawn?.id, $correlationId: request.commandId },
  });
  expect(await onHand(lot)).toEqual(kg("75"));
});

test("ES-8 repeated it is the same charge; another alike is another charge", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  const request = requested(charge(lot, batch));
  const first = await chargeMaterial(plant.handler, request, session);
  expect(await chargeMaterial(plant.handler, request, session)).toEqual({
    ...first,
    repeated: true,
  });
  await chargeMaterial(plant.handler, requested(charge(lot, batch)), session);
  expect(await onHand(lot)).toEqual(kg("50"));
});

test("ES-10 what lot or batch forbids is refused before anything is drawn, and kept", async () => {
  const batch = await plant.runningBatch();
  const quarantined = await plant.receivedLot();
  const refused = await chargeMaterial(
    plant.handler,
    requested(charge(quarantined, batch)),
    session,
  );
  expect(refused).toMatchObject({ outcome: "refused", code: "MATERIAL_NOT_RELEASED" });
  expect(await plant.types(`materialLot-${quarantined}`)).toEqual([
    "MaterialLotReceived",
    "AttemptRefused",
  ]);
  const attempt = (await stored(`materialLot-${quarantined}`)).at(-1);
  expect(attempt?.metadata.subjects).toContainEqual({ batch });

  const lot = await plant.releasedLot();
  await plant.run(placeBatchHold, batch, { holdId: "h-1", code: "deviation", owner: "qa" });
  const held = requested(charge(lot, batch));
  expect(await chargeMaterial(plant.handler, held, session)).toMatchObject({
    code: "STATUS_BLOCKS_USE",
  });
  expect(await plant.types(`materialLot-${lot}`)).not.toContain("MaterialDrawn");
  expect(await plant.types(`batch-${batch}`)).not.toContain("MaterialConsumed");
});

test("what the batch no longer takes is returned, and the answer stays what it was", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  const late = plantOn(logWith(() => plant.run(completeBatch, batch, {})));
  const request = requested(charge(lot, batch));
  const refused = await chargeMaterial(late.handler, request, session);
  expect(refused).toMatchObject({ outcome: "refused", code: "BATCH_CLOSED" });
  expect((await stored(`materialLot-${lot}`)).at(-1)).toMatchObject({
    type: "MaterialReturned",
    data: { reason: "notConsumed", quantity: kg("25"), refusal: { code: "BATCH_CLOSED" } },
  });
  expect(await onHand(lot)).toEqual(kg("100"));
  expect(await chargeMaterial(plant.handler, request, session)).toMatchObject({
    outcome: "refused",
    code: "BATCH_CLOSED",
    repeated: true,
  });
  plant.wait();
  expect(await finishOpenCommands(plant)).toBe(0);
});

test("a refusal stands though the batch would take it by now", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  const hold = { holdId: "h-1", code: "deviation", owner: "qa" };
  const late = plantOn(logWith(() => plant.run(placeBatchHold, batch, hold)));
  const request = requested(charge(lot, batch));
  const refused = await chargeMaterial(late.handler, request, session);
  expect(refused).toMatchObject({ code: "STATUS_BLOCKS_USE" });
  const call = { commandId: crypto.randomUUID(), id: batch, data: { holdId: "h-1" } };
  const reason = { code: "closed", text: "Deviation assessed, no impact." };
  await plant.handler.execute(liftBatchHold, { ...call, claims: { reason } }, session);
  const again = await chargeMaterial(plantOn(running.log).handler, request, session);
  expect(again).toMatchObject({ code: "STATUS_BLOCKS_USE", repeated: true });
  expect(await plant.types(`batch-${batch}`)).not.toContain("MaterialConsumed");
  expect(await onHand(lot)).toEqual(kg("100"));
});

test("what is in the batch already is recorded, over-drawn, too late and flagged", async () => {
  const [lot, batch] = [await plant.receivedLot(), await plant.runningBatch()];
  await plant.run(completeBatch, batch, {});
  const request = requested(charge(lot, batch, kg("130")));
  expect(await recordCharge(plant.handler, request, session)).toMatchObject({
    outcome: "accepted",
  });
  expect((await stored(`materialLot-${lot}`)).at(-1)?.data.flags).toEqual([
    "MATERIAL_NOT_RELEASED",
    "QUANTITY_NOT_AVAILABLE",
  ]);
  // What the lot says stands in the batch's record too, where a reviewer sees it.
  expect((await stored(`batch-${batch}`)).at(-1)?.data.flags).toEqual([
    "BATCH_CLOSED",
    "MATERIAL_NOT_RELEASED",
    "QUANTITY_NOT_AVAILABLE",
  ]);
  expect(await onHand(lot)).toEqual(kg("-30"));
});

test("ES-7 many at once, through two services, never draw more than there is", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  const handlers = [plant.handler, plantOn(running.log).handler];
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, n) => persistently(handlers[n % 2]!, charge(lot, batch))),
  );
  expect(answers.filter(({ outcome }) => outcome === "accepted")).toHaveLength(4);
  expect(await onHand(lot)).toEqual(kg("0"));
});

test("a lot not released is charged once under an authorised override", async () => {
  const [lot, batch] = [await plant.receivedLot(), await plant.runningBatch()];
  await plant.run(linkBatchDeviation, batch, { deviationId: "d-1" });
  const overrideId = crypto.randomUUID();
  const asked = charge(lot, batch);
  const named = { ...asked, charge: { ...asked.charge, overrideIds: [overrideId] } };
  expect(await chargeMaterial(plant.handler, requested(asked), session)).toMatchObject({
    code: "MATERIAL_NOT_RELEASED",
  });
  expect(await chargeMaterial(plant.handler, requested(named), session)).toMatchObject({
    code: "OVERRIDE_NOT_OPEN",
  });
  const quality = { ...session, actor: person("quinn", "qaRelease") };
  const data = {
    overrideId,
    code: "MATERIAL_NOT_RELEASED",
    materialLotId: lot,
    deviationId: "d-1",
  };
  const reason = { code: "departure", text: "Needed now; its last result is due tonight." };
  const call = { commandId: crypto.randomUUID(), id: batch, data, claims: { reason } };
  expect(await plant.handler.execute(authoriseOverride, call, quality)).toMatchObject({
    outcome: "accepted",
  });
  const before = await onHand(lot);
  const answers = await Promise.all([1, 2].map(() => persistently(plant.handler, named)));
  expect(answers.filter(({ outcome }) => outcome === "accepted")).toHaveLength(1);
  expect(answers.filter(({ outcome }) => outcome === "refused")).toMatchObject([
    { code: "OVERRIDE_NOT_OPEN" },
  ]);
  const used = (await stored(`batch-${batch}`)).find(({ type }) => type === "MaterialConsumed");
  expect(used?.data).toMatchObject({
    overrideIds: [overrideId],
    flags: ["MATERIAL_NOT_RELEASED"],
  });
  const left = await onHand(lot);
  expect(Number(before?.value) - Number(left?.value)).toBe(Number(asked.quantity?.value));
});

test("what was there before a count is charged late, and no more than that", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  await plant.run(countMaterial, lot, { quantity: kg("12") });
  const asked = requested(charge(lot, batch));
  expect(await chargeMaterial(plant.handler, asked, session)).toMatchObject({
    code: "QUANTITY_NOT_AVAILABLE",
  });
  const [count] = (await stored(`materialLot-${lot}`)).slice(-1);
  const before = Date.parse(String(count?.metadata.occurredAt)) - 1;
  const claims = { occurredAt: new Date(before).toISOString() };
  const late = { ...requested(charge(lot, batch)), claims };
  expect(await chargeMaterial(plant.handler, late, session)).toMatchObject({ outcome: "accepted" });
  expect(await onHand(lot)).toEqual(kg("12"));
});

test("what was charged in down time is copied from a form of the batch, or not", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  const asked = {
    ...requested(charge(lot, batch)),
    claims: {
      fromPaper: { form: "nobody's", page: 1 },
      reason: { code: "downTime", text: "The node was down." },
    },
  };
  const answers = [
    await recordCharge(plant.handler, asked, session),
    await chargeMaterial(plant.handler, { ...asked, commandId: crypto.randomUUID() }, session),
  ];
  expect(answers).toMatchObject([
    { outcome: "refused", code: "FORM_NOT_OUT" },
    { outcome: "refused", code: "STEP_MUST_BE_RECORDED_LIVE" },
  ]);
  expect(await onHand(lot)).toEqual(kg("100"));
});
