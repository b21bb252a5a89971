// The device plant in a log of its own: what was planted is in the record's events, and the
// genealogy follows the component that is in the pump.

import { afterAll, beforeAll, expect, test } from "vitest";
import { batch } from "../../src/domain/batch/batch.ts";
import type { ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Recorded } from "../../src/domain/kernel/metadata.ts";
import { digestOf } from "../../src/domain/kernel/recipe/digest.ts";
import { materialLot } from "../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../src/domain/material-lot/on-hand.ts";
import { localTime } from "../../src/projections/wording/local-time.ts";
import { people, shifts } from "../../src/sample-plant/people/people.ts";
import { exampleOf } from "../../src/sample-plant/recipe/example.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { eventsIn, ofType, type PlayedInto, playInto } from "./plant-for-test.ts";

let running: LogForTest;
let played: PlayedInto;
let events: readonly Recorded<ProductionEvent>[];
beforeAll(async () => {
  running = await startLog();
  played = await playInto(running.log, { plants: ["device"] });
  events = await eventsIn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const of = <Type extends ProductionEvent["type"]>(type: Type) => ofType(events, type);
const serials = () =>
  new Map(
    [...of("MaterialLotReceived"), ...of("MaterialLotProduced")].map(({ stream, event }) => [
      event.data.identifiers[0]?.value,
      stream.slice("materialLot-".length),
    ]),
  );

test("played again it adds nothing; another seed or more plants are refused", async () => {
  expect(await playInto(running.log, { plants: ["device"] })).toMatchObject({ events: 0 });
  for (const other of [{ seed: 2 }, { plants: ["tablets", "device"] as const }]) {
    const again = playInto(running.log, { plants: ["device"], ...other });
    await expect(again).rejects.toMatchObject({ code: "PLANT_PLAYED_OTHERWISE" });
  }
});

test("each batch is made by an exact copy of an example that was approved and is in effect", () => {
  const digests = ["pump-housing", "dosing-pump"].map((name) => exampleOf(name).digest);
  const effective = of("RecipeMadeEffective").map(({ event }) => event.data.digest);
  expect(effective).toEqual(digests);
  const copies = of("MasterRecipeCopied").map(({ event }) => event.data);
  expect(copies).toHaveLength(of("BatchIssued").length);
  expect(new Set(copies.map(({ digest }) => digest))).toEqual(new Set(digests));
  for (const { recipe, digest } of copies) expect(digestOf(recipe)).toBe(digest);
});

test("a flatness that fails: the first result stays, and a deviation follows", () => {
  const outside = of("ResultRecorded").filter(({ event }) => event.data.outOfSpecification);
  expect(outside.map(({ event }) => event.data.value)).toEqual([
    { value: "0.063", unitOfMeasure: "mm" },
    { value: "0.061", unitOfMeasure: "mm" },
  ]);
  expect(outside[1]?.event.data.repeatOfEventId).toBe(outside[0]?.id);
  const lot = outside[0]?.event.data.materialLotId;
  expect(lot).toBe(serials().get("HS-0003"));
  const raised = of("DeviationRaised");
  expect(raised.map(({ event }) => event.data.materialLotIds)).toEqual([[lot]]);
  expect(of("HoldPlaced").map(({ stream }) => stream)).toEqual([`materialLot-${lot}`]);
  expect(of("AttemptRefused").map(({ event }) => event.data.code)).toEqual(["LOT_ON_HOLD"]);
  const decided = of("DispositionDecided").filter(({ event }) => event.data.materialLotId === lot);
  expect(decided.map(({ event }) => event.data.decision)).toEqual(["reject"]);
  expect(of("MaterialConsumed").some(({ event }) => event.data.materialLotId === lot)).toBe(false);
});

test("every housing was measured in every characteristic", () => {
  const made = of("OutputProduced").filter(({ event }) =>
    event.data.material.name.match(/^Pump h/),
  );
  expect(made).toHaveLength(4);
  for (const { event } of made) {
    const { materialLotId } = event.data;
    const own = of("ResultRecorded").filter(
      (one) => one.event.data.materialLotId === materialLotId,
    );
    expect(new Set(own.map((one) => one.event.data.test)).size).toBe(4);
  }
});

test("a replaced component: the record keeps both, and one of them is in the pump", async () => {
  const [voided] = of("MaterialConsumptionVoided");
  expect(voided?.metadata.reason?.code).toBe("COMPONENT_REPLACED");
  const batchId = voided?.stream.slice("batch-".length) ?? "";
  const { state } = await played.handler.load(batch, batchId);
  if (state.status === "unknown") throw new Error("The batch is not known.");
  const consumed = [...state.material.consumptions.values()];
  const lots = (isVoided: boolean) =>
    new Set(
      consumed.filter((one) => one.voided === isVoided).map(({ data }) => data.materialLotId),
    );
  const id = (serial: string) => serials().get(serial);
  expect(lots(true)).toEqual(new Set([id("MT-771")]));
  expect(lots(false)).toEqual(new Set([id("HS-0001"), id("MT-774")]));
  const { state: removed } = await played.handler.load(materialLot, id("MT-771") ?? "");
  expect(removed).toMatchObject({ qualityStatus: "rejected" });
  expect(removed.status !== "unknown" && stockNow(removed.onHand).total).toMatchObject({
    value: "1",
  });
});

test("all records were approved, and each case has its line", async () => {
  for (const { batchId } of played.batches) {
    expect((await played.handler.load(batch, batchId)).state.status).toBe("approved");
  }
  expect(played.highlights.map(({ plant, name }) => [plant, name])).toEqual([
    ["device", "First article: a flatness that fails"],
    ["device", "A replaced component"],
    ["device", "Serial numbers: a pump, and the parts in it"],
  ]);
});

test("everybody works in their shift, on weekdays, and time never runs back", () => {
  const byName = new Map(Object.values(people).map((one) => [one.username as string, one.shift]));
  let last = "";
  for (const { metadata, event } of events) {
    expect(metadata.recordedAt >= last).toBe(true);
    last = metadata.recordedAt;
    if (metadata.actor.kind !== "person") continue;
    const [from, to] = shifts[byName.get(metadata.actor.username) ?? "day"];
    const [day, time = ""] = localTime(metadata.recordedAt, metadata.zone).split(" ");
    expect(time >= from && time <= `${to}:00`, `${event.type} at ${day} ${time}`).toBe(true);
    expect([0, 6]).not.toContain(new Date(`${day}T12:00:00Z`).getUTCDay());
  }
});
