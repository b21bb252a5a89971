// Moving, counting, adjusting and relabelling.
import { describe, test } from "vitest";
import {
  adjustQuantity,
  countMaterial,
  moveMaterial,
  relabelMaterialLot,
} from "../../../src/domain/material-lot/upkeep/commands.ts";
import { given } from "../../given.ts";
import { destroyed, kg, numbered, reason, received, receivedUnknown } from "./examples.ts";

describe("moving", () => {
  const moved = {
    type: "MaterialMoved",
    data: { fromLocationId: "store-1", toLocationId: "store-2" },
  };
  test("happens", () => {
    given(received).when(moveMaterial, { toLocationId: "store-2" }).then(moved);
    const drum = { toLocationId: "store-2", containerId: "drum-1" };
    given(received)
      .when(moveMaterial, drum)
      .then({ type: "MaterialMoved", data: { ...drum, fromLocationId: "store-1" } });
  });
  test("is repeated", () => {
    given(received, moved).when(moveMaterial, { toLocationId: "store-2" }).thenNothing();
  });
  test("is refused for what is not there", () => {
    given().when(moveMaterial, { toLocationId: "store-2" }).thenRefused("NOT_FOUND");
    given(received, destroyed)
      .when(moveMaterial, { toLocationId: "store-2" })
      .thenRefused("LOT_EMPTY");
    given(received)
      .when(moveMaterial, { toLocationId: "store-2", containerId: "drum-9" })
      .thenRefused("CONTAINER_UNKNOWN");
  });
});

describe("counting", () => {
  const counted = { type: "MaterialCounted", data: { quantity: kg("98"), booked: kg("100") } };
  test("happens, beside what the books said", () => {
    given(received)
      .when(countMaterial, { quantity: kg("98") })
      .then(counted);
    given(receivedUnknown)
      .when(countMaterial, { quantity: kg("0") })
      .then({ type: "MaterialCounted", data: { quantity: kg("0") } });
  });
  test.each(["1000", "10", "0.5"])("of %s where the books say 100 is asked about once", (value) => {
    given(received)
      .when(countMaterial, { quantity: kg(value) })
      .thenRefused("IMPLAUSIBLE_VALUE");
    const data = { quantity: kg(value), booked: kg("100"), confirmed: true };
    given(received)
      .when(countMaterial, { quantity: kg(value), confirmed: true })
      .then({ type: "MaterialCounted", data });
  });
  test.each(["0", "11", "999"])("of %s is not, whoever confirms it, nor an import", (value) => {
    const data = { quantity: kg(value), booked: kg("100") };
    given(received)
      .when(countMaterial, { quantity: kg(value), confirmed: true })
      .then({ type: "MaterialCounted", data });
    const actor = { kind: "import", id: "import-1", name: "Import" } as const;
    given(received)
      .when(countMaterial, { quantity: kg("1000") }, { actor })
      .then({ type: "MaterialCounted", data: { ...data, quantity: kg("1000") } });
  });
  test("where the books have nothing, or less, there is nothing to be far from", () => {
    const none = { type: "MaterialCounted", data: { quantity: kg("0"), booked: kg("100") } };
    given(received, none)
      .when(countMaterial, { quantity: kg("70") })
      .then({ type: "MaterialCounted", data: { quantity: kg("70"), booked: kg("0") } });
  });
  test("by another command is another count", () => {
    given(received, counted)
      .when(countMaterial, { quantity: kg("98") })
      .then({ type: "MaterialCounted", data: { quantity: kg("98"), booked: kg("98") } });
  });
  test("is refused for less than nothing and for what is not there", () => {
    given(received)
      .when(countMaterial, { quantity: kg("-1") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given(received)
      .when(countMaterial, { quantity: kg("1"), containerId: "drum-9" })
      .thenRefused("CONTAINER_UNKNOWN");
    given()
      .when(countMaterial, { quantity: kg("1") })
      .thenRefused("NOT_FOUND");
  });
});

describe("adjusting the quantity", () => {
  const adjusted = {
    type: "QuantityAdjusted",
    data: { quantity: kg("99") },
    before: { quantity: kg("100") },
  };
  test("P11-10e happens, with a reason and the old value", () => {
    given(received)
      .when(adjustQuantity, { quantity: kg("99") }, { reason })
      .then(adjusted);
    given(receivedUnknown)
      .when(adjustQuantity, { quantity: kg("99") }, { reason })
      .then({ ...adjusted, before: { quantity: null } });
  });
  test("is repeated", () => {
    given(received, adjusted)
      .when(adjustQuantity, { quantity: kg("99") })
      .thenNothing();
  });
  test("is refused without a reason", () => {
    given(received)
      .when(adjustQuantity, { quantity: kg("99") })
      .thenRefused("REASON_REQUIRED");
    given()
      .when(adjustQuantity, { quantity: kg("99") }, { reason })
      .thenRefused("NOT_FOUND");
  });
});

describe("relabelling", () => {
  const identifiers = [numbered("5"), { scheme: "erp", issuer: "plant", value: "100044" }];
  const relabelled = {
    type: "MaterialLotRelabelled",
    data: { identifiers },
    before: { identifiers: [numbered("5")] },
  };
  test("P11-10e happens, with a reason and the old list", () => {
    given(received).when(relabelMaterialLot, { identifiers }, { reason }).then(relabelled);
  });
  test("is repeated", () => {
    given(received, relabelled).when(relabelMaterialLot, { identifiers }).thenNothing();
  });
  test("is refused without a reason", () => {
    given(received).when(relabelMaterialLot, { identifiers }).thenRefused("REASON_REQUIRED");
    given().when(relabelMaterialLot, { identifiers }, { reason }).thenRefused("NOT_FOUND");
  });
});
