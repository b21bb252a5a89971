// A load episode: what goes in comes out, and nothing moves under a whole seal.
import { describe, expect, test } from "vitest";
import {
  breakSeal,
  loadLogisticUnit,
  openLogisticUnit,
  sealLogisticUnit,
  shipLogisticUnit,
  unloadLogisticUnit,
} from "../../../src/domain/logistic-unit/commands.ts";
import { logisticUnit } from "../../../src/domain/logistic-unit/logistic-unit.ts";
import { given, stateOf } from "../../given.ts";

const opening = {
  identifiers: [{ scheme: "sscc", issuer: "gs1", value: "106141412345678908" }],
  kind: "pallet" as const,
  locationId: "location-1",
};
const movement = (movementId: string, value: string, unitOfMeasure = "kg") => ({
  movementId,
  materialLotId: "lot-1",
  quantity: { value, unitOfMeasure },
});
const opened = { type: "LogisticUnitOpened", data: opening };
const loaded = { type: "LogisticUnitLoaded", data: movement("in-1", "5") };
const unloaded = { type: "LogisticUnitUnloaded", data: movement("out-1", "2") };
const sealed = { type: "LogisticUnitSealed", data: { sealNumber: "seal-7" } };
const broken = { type: "LogisticUnitSealBroken", data: { sealNumber: "seal-7" } };
const shipped = {
  type: "LogisticUnitShipped",
  data: {
    shipmentId: "shipment-1",
    lines: [{ materialLotId: "lot-1", quantity: { value: "5", unitOfMeasure: "kg" } }],
  },
};
const reason = { code: "recount", text: "The count on the list is in doubt." };

describe("opening a load", () => {
  test("happens", () => given().when(openLogisticUnit, opening).then(opened));
  test("is repeated", () => given(opened, loaded).when(openLogisticUnit, opening).thenNothing());
  test("is refused over another load and with a mistyped number", () => {
    given(opened)
      .when(openLogisticUnit, { ...opening, kind: "tote" })
      .thenRefused("ALREADY_EXISTS");
    const identifiers = [{ scheme: "sscc", issuer: "gs1", value: "106141412345678907" }];
    given()
      .when(openLogisticUnit, { ...opening, identifiers })
      .thenRefused("IDENTIFIER_MALFORMED");
  });
});

describe("loading", () => {
  const into = movement("in-1", "5");
  test("happens", () => given(opened).when(loadLogisticUnit, into).then(loaded));
  test("keeps pieces beside their weight", () => {
    const data = { ...into, count: { value: "4", unitOfMeasure: "{loaf}" } };
    const both = { type: "LogisticUnitLoaded", data };
    given(opened).when(loadLogisticUnit, data).then(both);
    given(opened, both).when(loadLogisticUnit, data).thenNothing();
    given(opened, both).when(loadLogisticUnit, into).thenRefused("ALREADY_EXISTS");
  });
  test("is repeated by the movement, also when the unit is sealed or gone since", () => {
    given(opened, loaded).when(loadLogisticUnit, into).thenNothing();
    given(opened, loaded, sealed, shipped).when(loadLogisticUnit, into).thenNothing();
  });
  test("is refused sealed, gone, of nothing, of another unit, and under a used movement", () => {
    const more = movement("in-2", "1");
    given().when(loadLogisticUnit, more).thenRefused("NOT_FOUND");
    given(opened, sealed).when(loadLogisticUnit, more).thenRefused("UNIT_SEALED");
    given(opened, shipped).when(loadLogisticUnit, more).thenRefused("STATUS_BLOCKS_USE");
    given(opened)
      .when(loadLogisticUnit, movement("in-2", "0"))
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given(opened)
      .when(loadLogisticUnit, { ...more, count: { value: "0", unitOfMeasure: "{loaf}" } })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given(opened, loaded)
      .when(loadLogisticUnit, movement("in-2", "1", "L"))
      .thenRefused("UNIT_NOT_CONVERTIBLE");
    given(opened, loaded)
      .when(loadLogisticUnit, movement("in-1", "6"))
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("unloading", () => {
  const out = movement("out-1", "2");
  test("happens, in any unit of measure that converts", () => {
    given(opened, loaded).when(unloadLogisticUnit, out).then(unloaded);
    const grams = movement("out-2", "3000", "g");
    given(opened, loaded, unloaded)
      .when(unloadLogisticUnit, grams)
      .then({ type: "LogisticUnitUnloaded", data: grams });
    const empty = stateOf(logisticUnit, [
      opened,
      loaded,
      unloaded,
      { type: "LogisticUnitUnloaded", data: grams },
    ]);
    expect(empty).toMatchObject({
      contents: new Map([["lot-1", { value: "0", unitOfMeasure: "kg" }]]),
    });
  });
  test("is repeated", () =>
    given(opened, loaded, unloaded).when(unloadLogisticUnit, out).thenNothing());
  test("is refused of more than is there, of what is not there, and sealed", () => {
    given().when(unloadLogisticUnit, out).thenRefused("NOT_FOUND");
    given(opened).when(unloadLogisticUnit, out).thenRefused("QUANTITY_NOT_RECONCILED");
    given(opened, loaded, unloaded)
      .when(unloadLogisticUnit, movement("out-2", "3.001"))
      .thenRefused("QUANTITY_NOT_RECONCILED");
    given(opened, loaded, sealed).when(unloadLogisticUnit, out).thenRefused("UNIT_SEALED");
    given(opened, loaded)
      .when(unloadLogisticUnit, movement("in-1", "5"))
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("sealing", () => {
  const seal = { sealNumber: "seal-7" };
  test("happens, also after a seal was broken", () => {
    given(opened, loaded).when(sealLogisticUnit, seal).then(sealed);
    given(opened, sealed, broken)
      .when(sealLogisticUnit, { sealNumber: "seal-8" })
      .then({ type: "LogisticUnitSealed", data: { sealNumber: "seal-8" } });
  });
  test("is repeated", () => given(opened, sealed).when(sealLogisticUnit, seal).thenNothing());
  test("is refused under another seal, unknown and gone", () => {
    given().when(sealLogisticUnit, seal).thenRefused("NOT_FOUND");
    given(opened, sealed)
      .when(sealLogisticUnit, { sealNumber: "seal-8" })
      .thenRefused("UNIT_SEALED");
    given(opened, shipped).when(sealLogisticUnit, seal).thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("breaking a seal", () => {
  test("happens", () => given(opened, sealed).when(breakSeal, {}, { reason }).then(broken));
  test("is repeated", () =>
    given(opened, sealed, broken).when(breakSeal, {}, { reason }).thenNothing());
  test("is refused without a reason, unknown and gone", () => {
    given().when(breakSeal, {}, { reason }).thenRefused("NOT_FOUND");
    given(opened, sealed).when(breakSeal, {}).thenRefused("REASON_REQUIRED");
    given(opened, sealed, shipped).when(breakSeal, {}, { reason }).thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("shipping a unit", () => {
  const away = { shipmentId: "shipment-1" };
  test("happens, sealed or open", () => {
    given(opened, loaded, sealed).when(shipLogisticUnit, away).then(shipped);
    given(opened, loaded).when(shipLogisticUnit, away).then(shipped);
  });
  test("is repeated", () => given(opened, shipped).when(shipLogisticUnit, away).thenNothing());
  test("is refused unknown, and with a second shipment", () => {
    given().when(shipLogisticUnit, away).thenRefused("NOT_FOUND");
    given(opened, shipped)
      .when(shipLogisticUnit, { shipmentId: "shipment-2" })
      .thenRefused("STATUS_BLOCKS_USE");
  });
});
