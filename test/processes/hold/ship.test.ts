// What is on hold does not leave; what has left is recorded.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { dispatch, prepare, recordDispatch, shipUnit } from "../../../src/processes/hold/ship.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { plantOn, session } from "../plant-for-test.ts";
import {
  type HeldPlant,
  heldPlantOn,
  hold,
  id,
  logWith,
  ofLot,
  shipmentOf,
} from "./held-plant-for-test.ts";

let running: LogForTest;
let plant: HeldPlant;
beforeAll(async () => {
  running = await startLog();
  plant = heldPlantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

describe("shipping", () => {
  async function prepared() {
    const [loose, packed] = [await plant.releasedLot(), await plant.releasedLot()];
    const unit = await plant.unitWith(packed);
    const shipment = id();
    await plant.give(prepare, shipment, shipmentOf(shipment, [loose], [unit]));
    return { loose, packed, unit, shipment };
  }
  test.each(["loose", "packed"] as const)("what is %s and held does not leave", async (where) => {
    const goods = await prepared();
    await plant.run(placeHold, goods[where], { ...hold, holdId: id() });
    expect(await plant.give(dispatch, goods.shipment, {})).toMatchObject({ code: "LOT_ON_HOLD" });
    expect(await plant.types(`shipment-${goods.shipment}`)).toEqual([
      "ShipmentPrepared",
      "AttemptRefused",
    ]);
    const left = { shipmentId: goods.shipment };
    const shipped = await plant.give(shipUnit, goods.unit, left);
    expect(shipped.outcome).toBe(where === "packed" ? "refused" : "accepted");
  });

  test("what is not released leaves only by an agreement on its papers", async () => {
    const lot = await plant.receivedLot();
    const notReleased = { code: "MATERIAL_NOT_RELEASED" };
    const [bare, agreed] = [id(), id()];
    const unit = await plant.unitWith(lot);
    await plant.give(prepare, bare, shipmentOf(bare, [lot], [unit]));
    expect(await plant.give(dispatch, bare, {})).toMatchObject(notReleased);
    const alone = await plant.give(shipUnit, unit, { shipmentId: bare });
    expect(alone).toMatchObject(notReleased);
    const papers = { ...shipmentOf(agreed, [lot], [unit]), quarantineAgreement: "QA-2026-07" };
    await plant.give(prepare, agreed, papers);
    expect(await plant.give(dispatch, agreed, {})).toMatchObject({ outcome: "accepted" });
    const within = await plant.give(shipUnit, unit, { shipmentId: agreed });
    expect(within).toMatchObject({ outcome: "accepted" });
    // It is about what has not been judged yet; what was judged to be bad stays here.
    const bad = await plant.receivedLot();
    const reject = { dispositionId: id(), materialLotId: bad, decision: "reject" as const };
    const judged = {
      commandId: id(),
      data: reject,
      claims: { reason: { code: "R", text: "Bad." } },
    };
    await decideDisposition(plant.handler, judged, session);
    const third = id();
    const badPapers = { ...shipmentOf(third, [bad], []), quarantineAgreement: "QA-2026-07" };
    await plant.give(prepare, third, badPapers);
    expect(await plant.give(dispatch, third, {})).toMatchObject({ code: "MATERIAL_REJECTED" });
    expect(await plant.give(recordDispatch, bare, {})).toMatchObject({ outcome: "accepted" });
    const last = (await plant.events(`shipment-${bare}`)).at(-1);
    expect(last?.data).toMatchObject({ flags: ["MATERIAL_NOT_RELEASED"] });
  });

  test("what has left is recorded, and flagged", async () => {
    const goods = await prepared();
    await plant.heldIf(ofLot(goods.packed));
    expect(await plant.give(recordDispatch, goods.shipment, {})).toMatchObject({
      outcome: "accepted",
    });
    const last = (await plant.events(`shipment-${goods.shipment}`)).at(-1);
    expect(last).toMatchObject({ type: "ShipmentDispatched", data: { flags: ["LOT_ON_HOLD"] } });
    const free = await prepared();
    await plant.give(dispatch, free.shipment, {});
    expect((await plant.events(`shipment-${free.shipment}`)).at(-1)?.data).not.toHaveProperty(
      "flags",
    );
  });

  test("what left is whole by itself: lots that are only packed are lines too", async () => {
    const { loose, packed, shipment } = await prepared();
    await plant.give(dispatch, shipment, {});
    const left = (await plant.events(`shipment-${shipment}`)).at(-1);
    expect(left?.data).toMatchObject({
      lines: [loose, packed].map((materialLotId) => ({ materialLotId })),
    });
  });

  test("a held lot that comes into a unit at the last moment stays here", async () => {
    const goods = await prepared();
    const late = await plant.releasedLot();
    const log = logWith(running.log, "ShipmentDispatched", async () => {
      await plant.load(goods.unit, late);
      await plant.run(placeHold, late, { ...hold, holdId: id() });
      // What is recorded of it makes the other lose the race, and look again.
      expect(await plant.give(dispatch, goods.shipment, {})).toMatchObject({ code: "LOT_ON_HOLD" });
    });
    const answer = await plant.give(dispatch, goods.shipment, {}, plantOn(log).handler);
    expect(answer).toMatchObject({ outcome: "refused", code: "LOT_ON_HOLD" });
  });

  test("a unit leaves with no shipment that does not list it", async () => {
    const { unit, shipment } = await prepared();
    const other = await prepared();
    const answer = await plant.give(shipUnit, unit, { shipmentId: other.shipment });
    expect(answer).toMatchObject({ code: "UNIT_NOT_IN_SHIPMENT" });
    const none = await plant.give(shipUnit, unit, { shipmentId: id() });
    expect(none).toMatchObject({ code: "NOT_FOUND" });
    const left = await plant.give(shipUnit, unit, { shipmentId: shipment });
    expect(left).toMatchObject({ outcome: "accepted" });
  });

  test("what is past its date is neither packed nor shipped; what left is flagged", async () => {
    const { packed, unit, shipment } = await prepared();
    const before = plant.clock.at;
    plant.clock.at = Date.parse("2027-07-01T08:00:00.000Z");
    const expired = { code: "MATERIAL_EXPIRED" };
    expect(await plant.load(unit, packed)).toMatchObject(expired);
    expect(await plant.give(dispatch, shipment, {})).toMatchObject(expired);
    expect(await plant.give(shipUnit, unit, { shipmentId: shipment })).toMatchObject(expired);
    const again = id();
    const papers = shipmentOf(again, [packed]);
    expect(await plant.give(prepare, again, papers)).toMatchObject(expired);
    await plant.give(recordDispatch, shipment, {});
    const last = (await plant.events(`shipment-${shipment}`)).at(-1);
    expect(last?.data).toMatchObject({ flags: ["MATERIAL_EXPIRED"] });
    plant.clock.at = before;
  });
});
