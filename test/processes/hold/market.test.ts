// What is released for one market goes to no other (EU GMP, Annex 16): neither whole, nor as a part
// that was split off, nor in a unit.
import { afterAll, beforeAll, expect, test } from "vitest";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { registerParty } from "../../../src/domain/party/commands.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { dispatch, prepare, recordDispatch, shipUnit } from "../../../src/processes/hold/ship.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { kg, release } from "../plant-for-test.ts";
import { type HeldPlant, heldPlantOn, id, requested, shipmentOf } from "./held-plant-for-test.ts";

let running: LogForTest;
let plant: HeldPlant;
const [austrian, american, nowhere] = ["p-at", "p-us", "p-none"];
beforeAll(async () => {
  running = await startLog();
  plant = heldPlantOn(running.log);
  const party = { kind: "other" as const, identifiers: [] };
  await plant.run(registerParty, austrian, { ...party, name: "Alpen", country: "AT" });
  await plant.run(registerParty, american, { ...party, name: "Hudson", country: "US" });
  await plant.run(registerParty, nowhere, { ...party, name: "Somewhere" });
});
afterAll(() => running[Symbol.asyncDispose]());

const refused = { outcome: "refused", code: "MARKET_NOT_RELEASED" };
const accepted = { outcome: "accepted" };

async function releasedFor(market?: string, lot?: string, dispositionId: string = id()) {
  return freedFor(market, lot, { dispositionId, decision: "release" });
}
type Decision =
  | { dispositionId: string; decision: "release" }
  | { dispositionId: string; decision: "conditional"; conditions: string };
async function freedFor(market: string | undefined, lot: string | undefined, decision: Decision) {
  const materialLotId = lot ?? (await plant.receivedLot());
  const data = { ...decision, materialLotId };
  const decided = await decideDisposition(
    plant.handler,
    requested({ ...data, ...(market !== undefined && { market }) }),
    release,
  );
  expect(decided).toMatchObject(accepted);
  return materialLotId;
}
/** A disposition that may be decided on again. */
const onConditionFor = (market: string | undefined, dispositionId: string) =>
  freedFor(market, undefined, { dispositionId, decision: "conditional", conditions: "Cold" });
const send = async (lot: string, customerPartyId: string, market?: string) => {
  const shipment = id();
  const papers = shipmentOf(shipment, [lot]);
  const consignee = { ...papers.consignee, ...(market !== undefined && { market }) };
  return plant.give(prepare, shipment, { ...papers, customerPartyId, consignee });
};

test("it happens to its market, and is refused to another", async () => {
  const lot = await releasedFor("AT");
  expect(await send(lot, austrian)).toMatchObject(accepted);
  expect(await send(lot, american)).toMatchObject(refused);
});

test("where goods go counts before where the customer is; both may be unknown", async () => {
  const lot = await releasedFor("at");
  expect(await send(lot, american, "AT")).toMatchObject(accepted);
  expect(await send(lot, austrian, "US")).toMatchObject(refused);
  expect(await send(lot, nowhere)).toMatchObject(refused);
  expect(await send(lot, "p-unknown")).toMatchObject(refused);
});

test("what is released for any market goes to each", async () => {
  const lot = await releasedFor();
  expect(await send(lot, american)).toMatchObject(accepted);
  expect(await send(lot, nowhere)).toMatchObject(accepted);
});

test("another disposition, for another market, adds it", async () => {
  const lot = await releasedFor("AT");
  await releasedFor("US", lot);
  expect(await send(lot, american)).toMatchObject(accepted);
  expect(await send(lot, austrian)).toMatchObject(accepted);
});

test("a disposition says anew for which it frees, and nothing of what the others do", async () => {
  const first = id();
  const lot = await onConditionFor("DE", first);
  await releasedFor("US", lot);
  await releasedFor("AT", lot, first);
  expect(await send(lot, austrian)).toMatchObject(accepted);
  expect(await send(lot, american)).toMatchObject(accepted);
  expect(await send(lot, nowhere, "DE")).toMatchObject(refused);
});

test("what one disposition frees for any market another does not confine", async () => {
  const lot = await releasedFor();
  await releasedFor("AT", lot);
  expect(await send(lot, american)).toMatchObject(accepted);
});

test("a part that is split off goes where the whole may", async () => {
  const lot = await releasedFor("AT");
  const part = { materialLotId: id(), identifiers: [], quantity: kg("5"), containerIds: [] };
  const split = requested({ materialLotId: lot, into: [part] });
  expect(await splitLot(plant.handler, split, release)).toMatchObject(accepted);
  expect(await send(part.materialLotId, american)).toMatchObject(refused);
  expect(await send(part.materialLotId, austrian)).toMatchObject(accepted);
  // What it is freed for of its own comes besides.
  await releasedFor("US", part.materialLotId);
  expect(await send(part.materialLotId, american)).toMatchObject(accepted);
  expect(await send(part.materialLotId, austrian)).toMatchObject(accepted);
});

test("what is merged of two markets is decided on anew; of one it stays with it", async () => {
  const [at, us, other] = [
    await releasedFor("AT"),
    await releasedFor("US"),
    await releasedFor("AT"),
  ];
  const merged = async (...lots: readonly string[]) => {
    const materialLotId = id();
    const from = lots.map((one) => ({ materialLotId: one, quantity: kg("1"), heel: false }));
    const data = { materialLotId, from, identifiers: [], containers: [] };
    expect(await mergeLots(plant.handler, requested(data), release)).toMatchObject(accepted);
    return materialLotId;
  };
  const mixed = await plant.handler.load(materialLot, await merged(at, us));
  expect(mixed.state).toMatchObject({ qualityStatus: "quarantine" });
  const same = await merged(at, other);
  expect(await send(same, american)).toMatchObject(refused);
  expect(await send(same, austrian)).toMatchObject(accepted);
});

test("what is freed for another market after its papers does not leave", async () => {
  const disposition = id();
  const lot = await onConditionFor(undefined, disposition);
  const unit = await plant.unitWith(lot);
  const shipment = id();
  const papers = { ...shipmentOf(shipment, [lot], [unit]), customerPartyId: american };
  expect(await plant.give(prepare, shipment, papers)).toMatchObject(accepted);
  await releasedFor("AT", lot, disposition);
  expect(await plant.give(dispatch, shipment, {})).toMatchObject(refused);
  expect(await plant.give(shipUnit, unit, { shipmentId: shipment })).toMatchObject(refused);
  expect(await plant.give(recordDispatch, shipment, {})).toMatchObject(accepted);
  const last = (await plant.events(`shipment-${shipment}`)).at(-1);
  expect(last?.data).toMatchObject({ flags: ["MARKET_NOT_RELEASED"] });
});
