// How a lot comes to be: received, produced, split off, merged.

import { describe, expect, test } from "vitest";
import { materialLotIdentity } from "../../../src/domain/kernel/identifier.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import {
  mergeMaterialLots,
  produceMaterialLot,
  receiveMaterialLot,
  splitOffMaterialLot,
} from "../../../src/domain/material-lot/origin/commands.ts";
import { given, reserving, stateOf, uuid } from "../../given.ts";
import { hold, kg, numbered, receipt, received, receivedUnknown, starch } from "./examples.ts";

const internal = { scheme: "internalLot", issuer: "plant", value: "L-1" };

describe("receiving a lot", () => {
  test("happens, with or without a quantity", () => {
    given().when(receiveMaterialLot, receipt).then(received);
    const actor = { kind: "import" as const, id: "tablets", name: "Import of tablets" };
    given().when(receiveMaterialLot, receivedUnknown.data, { actor }).then(receivedUnknown);
  });
  test("is repeated", () => {
    given(received).when(receiveMaterialLot, receipt).thenNothing();
  });
  test("is refused under an id in use, and for an amount that cannot be", () => {
    given(received)
      .when(receiveMaterialLot, { ...receipt, quantity: kg("7") })
      .thenRefused("ALREADY_EXISTS");
    given().when(receiveMaterialLot, receivedUnknown.data).thenRefused("DISPOSITION_REQUIRED");
    given()
      .when(receiveMaterialLot, { ...receipt, quantity: kg("0") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    const containers = [{ containerId: "drum-1", quantity: { value: "1", unitOfMeasure: "lb" } }];
    given()
      .when(receiveMaterialLot, { ...receipt, containers })
      .thenRefused("UNIT_UNKNOWN");
  });
  test("two receipts of one supplier's lot are two lots; our own numbers are given once", () => {
    const identifiers = [numbered("5"), internal];
    const taken = reserving(receiveMaterialLot, { ...receipt, identifiers }, "s");
    expect(taken).toEqual([internal, materialLotIdentity(uuid(10))]);
  });
  test("without a quantity it is as much as its containers hold, when each is known", () => {
    const { quantity: _, ...without } = receipt;
    const known = stateOf(materialLot, [{ ...received, data: without }]);
    expect(known.status === "kept" && stockNow(known.onHand).total).toEqual(kg("100"));
    const unknown = stateOf(materialLot, [receivedUnknown]);
    expect(unknown.status === "kept" && stockNow(unknown.onHand).total).toBeUndefined();
  });
});

describe("opening the lot that a batch produced", () => {
  const output = {
    material: { materialDefinitionId: "tablets", name: "Tablets" },
    identifiers: [{ scheme: "tablets-3", issuer: "plant", value: "171" }],
    containers: [],
    batchId: "batch-171",
    outputEventId: uuid(1),
  };
  const produced = { type: "MaterialLotProduced", data: output };
  const inherited = { type: "HoldPlaced", data: { ...hold, inheritedFromBatchId: "batch-171" } };
  test("happens, in quarantine and with the holds of the batch", () => {
    given()
      .when(produceMaterialLot, { ...output, holds: [hold] })
      .then(produced, inherited);
    const state = stateOf(materialLot, [produced]);
    expect(state).toMatchObject({ qualityStatus: "quarantine", batchId: "batch-171" });
  });
  test("is repeated", () => {
    given(produced, inherited)
      .when(produceMaterialLot, { ...output, holds: [hold] })
      .thenNothing();
  });
  test("is refused under an id in use", () => {
    given(received)
      .when(produceMaterialLot, { ...output, holds: [] })
      .thenRefused("ALREADY_EXISTS");
  });
});

const linked = { type: "LotDeviationLinked", data: { deviationId: "d-1" } };

describe("opening the lot that was split off", () => {
  const part = {
    material: starch,
    identifiers: [],
    quantity: kg("10"),
    containers: [],
    fromMaterialLotId: "lot-1",
    splitEventId: uuid(2),
    qualityStatus: "released" as const,
  };
  const splitOff = { type: "MaterialLotSplitOff", data: part };
  test("happens, with the parent's status, holds and deviations", () => {
    const inherited = { ...hold, inheritedFromMaterialLotId: "lot-1" };
    given()
      .when(splitOffMaterialLot, { ...part, holds: [hold], deviationIds: ["d-1"] })
      .then(splitOff, { type: "HoldPlaced", data: inherited }, linked);
  });
  test("is repeated", () => {
    given(splitOff)
      .when(splitOffMaterialLot, { ...part, holds: [], deviationIds: [] })
      .thenNothing();
  });
  test("is refused under an id in use", () => {
    given(received)
      .when(splitOffMaterialLot, { ...part, holds: [], deviationIds: [] })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("opening the lot that others were merged into", () => {
  const content = {
    material: starch,
    identifiers: [],
    quantity: kg("104"),
    containers: [],
    from: [
      { materialLotId: "lot-1", quantity: kg("4"), heel: true },
      { materialLotId: "lot-2", quantity: kg("100"), heel: false },
    ],
    qualityStatus: "quarantine" as const,
  };
  const merged = { type: "MaterialLotsMerged", data: content };
  test("happens, with the holds and deviations of those it is made of", () => {
    const inherited = { ...hold, inheritedFromMaterialLotId: "lot-2" };
    given()
      .when(mergeMaterialLots, { ...content, holds: [inherited], deviationIds: ["d-1"] })
      .then(merged, { type: "HoldPlaced", data: inherited }, linked);
  });
  test("is repeated", () => {
    given(merged)
      .when(mergeMaterialLots, { ...content, holds: [], deviationIds: [] })
      .thenNothing();
  });
  test("is refused where a lot is named twice, or less than nothing is taken of it", () => {
    const [heel, poured] = content.from;
    const given2 = { ...content, holds: [], deviationIds: [] };
    given()
      .when(mergeMaterialLots, {
        ...given2,
        from: [heel, poured, heel].flatMap((one) => one ?? []),
      })
      .thenRefused("NAMED_TWICE");
    const less = { materialLotId: "lot-3", quantity: kg("-4"), heel: false };
    given()
      .when(mergeMaterialLots, { ...given2, from: [...content.from, less] })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
  test("is refused for one lot alone, which is no merge", () => {
    given()
      .when(mergeMaterialLots, {
        ...content,
        from: content.from.slice(1),
        holds: [],
        deviationIds: [],
      })
      .thenRefused("MALFORMED_COMMAND");
  });
});
