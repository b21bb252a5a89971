// What goes in and what comes out.
import { describe, expect, test } from "vitest";
import {
  consumeMaterial,
  correctConsumption,
  produceOutput,
  recordConsumption,
  recordOutput,
  voidConsumption,
} from "../../../src/domain/batch/material/commands.ts";
import { materialLotIdentity } from "../../../src/domain/kernel/identifier.ts";
import { given, now, reserving, uuid } from "../../given.ts";
import {
  approved,
  closed,
  entryId,
  held,
  hold,
  issued,
  issuedPlain,
  kg,
  lactose,
  reason,
  reviewed,
  running,
  runningPlain,
  starch,
  tablets,
} from "./examples.ts";

const drawnEventId = uuid(0xd1);
const charge = {
  materialLotId: "lot-1",
  material: starch,
  quantity: kg("25"),
  drawnEventId,
  kind: "charge",
  basis: "weighed",
} as const;
const consumed = (flags: readonly string[] = [], data: object = charge) => ({
  type: "MaterialConsumed",
  data: { ...data, flags },
});
const recorded = { ...consumed(), id: entryId };

describe("consuming", () => {
  test("happens", () => {
    given(...running)
      .when(consumeMaterial, charge)
      .then(consumed());
  });
  test("is repeated for the same draw", () => {
    given(...running, recorded)
      .when(consumeMaterial, charge)
      .thenNothing();
  });
  test.each([
    ["BATCH_NOT_STARTED", [issued]],
    ["BATCH_CLOSED", closed],
    ["STATUS_BLOCKS_USE", [...running, held]],
    ["NOT_FOUND", []],
  ] as const)("is refused with %s", (code, past) => {
    given(...past)
      .when(consumeMaterial, charge)
      .thenRefused(code);
  });
  test("of what the formula does not name is refused, rework and heels are not", () => {
    const other = { ...charge, material: lactose };
    given(...running)
      .when(consumeMaterial, other)
      .thenRefused("WRONG_MATERIAL");
    for (const kind of ["rework", "heel"] as const) {
      given(...running)
        .when(consumeMaterial, { ...other, kind })
        .then(consumed([], { ...other, kind }));
    }
    given(...runningPlain)
      .when(consumeMaterial, other)
      .then(consumed([], other));
  });
});

describe("recording what was consumed already", () => {
  const { quantity: _, drawnEventId: __, ...unknown } = { ...charge, basis: "unknown" as const };
  test("happens without quantity and without draw, where a source has none", () => {
    given(...runningPlain)
      .when(recordConsumption, unknown)
      .then(consumed([], unknown));
  });
  test("is repeated for the same draw", () => {
    given(...running, recorded)
      .when(recordConsumption, charge)
      .thenNothing();
  });
  test("happens whatever the batch is, with every rule that it broke", () => {
    given(issued)
      .when(recordConsumption, { ...charge, material: lactose })
      .then(consumed(["BATCH_NOT_STARTED", "WRONG_MATERIAL"], { ...charge, material: lactose }));
    given(...closed)
      .when(recordConsumption, charge)
      .then(consumed(["BATCH_CLOSED"]));
  });
  test("is refused when the record is decided on, and for an amount that cannot be", () => {
    given(...closed, reviewed, approved)
      .when(recordConsumption, charge)
      .thenRefused("BATCH_CLOSED");
    given(...running)
      .when(recordConsumption, { ...charge, quantity: kg("0") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given().when(recordConsumption, charge).thenRefused("NOT_FOUND");
  });
});

describe("correcting a consumption", () => {
  const correction = { correctsEventId: entryId, quantity: kg("26") };
  const corrected = {
    type: "MaterialConsumptionCorrected",
    data: { ...correction, materialLotId: "lot-1", drawnEventId },
    before: { quantity: kg("25") },
  };
  test("ES-9 happens, naming the event, the lot and the old value", () => {
    given(...running, recorded)
      .when(correctConsumption, correction, { reason })
      .then(corrected);
  });
  test("ES-9 a correction of a correction says what stood last", () => {
    given(...running, recorded, corrected)
      .when(correctConsumption, { ...correction, quantity: kg("27") }, { reason })
      .then({
        ...corrected,
        data: { ...corrected.data, quantity: kg("27") },
        before: { quantity: kg("26") },
      });
  });
  test("is repeated", () => {
    given(...running, recorded, corrected)
      .when(correctConsumption, correction, { reason })
      .thenNothing();
  });
  test("is refused without a reason, for what is not there, and after approval", () => {
    given(...running, recorded)
      .when(correctConsumption, correction)
      .thenRefused("REASON_REQUIRED");
    given(...running)
      .when(correctConsumption, correction, { reason })
      .thenRefused("NOT_FOUND");
    given(...running, recorded, ...closed.slice(2), reviewed, approved)
      .when(correctConsumption, correction, { reason })
      .thenRefused("BATCH_CLOSED");
  });
});

describe("voiding a consumption", () => {
  const which = { correctsEventId: entryId };
  const voided = {
    type: "MaterialConsumptionVoided",
    data: { ...which, materialLotId: "lot-1", drawnEventId },
  };
  test("ES-12 happens, naming the event and the lot", () => {
    given(...running, recorded)
      .when(voidConsumption, which, { reason })
      .then(voided);
  });
  test("is repeated; what is void is not corrected any more", () => {
    given(...running, recorded, voided)
      .when(voidConsumption, which, { reason })
      .thenNothing();
    given(...running, recorded, voided)
      .when(correctConsumption, { ...which, quantity: kg("1") }, { reason })
      .thenRefused("NOT_FOUND");
  });
  test("is refused without a reason and for what is not there", () => {
    given(...running, recorded)
      .when(voidConsumption, which)
      .thenRefused("REASON_REQUIRED");
    given(...running)
      .when(voidConsumption, which, { reason })
      .thenRefused("NOT_FOUND");
  });
});

const output = {
  materialLotId: "lot-171",
  material: tablets,
  identifiers: [{ scheme: "tablets-3", issuer: "plant", value: "171" }],
  containers: [],
};
const madeOn = [{ equipmentId: "press-1", from: now, to: now }];
const produced = (more: object = {}) => ({
  type: "OutputProduced",
  data: { ...output, madeOn, holds: [], flags: [], ...more },
});

describe("producing", () => {
  test("happens; a held batch yields what is held too", () => {
    given(...running)
      .when(produceOutput, output)
      .then(produced());
    given(...running, held)
      .when(produceOutput, output)
      .then(produced({ holds: [hold] }));
  });
  test("is repeated", () => {
    given(...running, produced())
      .when(produceOutput, output)
      .thenNothing();
  });
  test("is refused when the batch does not run, and under a lot's id in use", () => {
    given(issued).when(produceOutput, output).thenRefused("BATCH_NOT_STARTED");
    given(...closed)
      .when(produceOutput, output)
      .thenRefused("BATCH_CLOSED");
    given(...running, produced())
      .when(produceOutput, { ...output, quantity: kg("1") })
      .thenRefused("ALREADY_EXISTS");
    given().when(produceOutput, output).thenRefused("NOT_FOUND");
  });
  test("keeps pieces beside their weight, and refuses none of them", () => {
    const crate = (count: string) => ({
      containerId: "crate-1",
      quantity: kg("12.31"),
      count: { value: count, unitOfMeasure: "{loaf}" },
    });
    given(...running)
      .when(produceOutput, { ...output, containers: [crate("12")] })
      .then(produced({ containers: [crate("12")] }));
    given(...running)
      .when(produceOutput, { ...output, containers: [crate("0")] })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
  test("takes the lot's numbers for the lot", () => {
    const [taken, ...others] = reserving(produceOutput, output) ?? [];
    expect(taken).toMatchObject({ value: "171", holder: { materialLot: "lot-171" } });
    expect(others).toEqual([materialLotIdentity("lot-171")]);
  });
});

describe("recording what came out already", () => {
  test("happens whatever the batch is, flagged", () => {
    given(...runningPlain)
      .when(recordOutput, output)
      .then(produced());
    given(issuedPlain)
      .when(recordOutput, output)
      .then(produced({ flags: ["BATCH_NOT_STARTED"] }));
  });
  test("is repeated", () => {
    given(...closed, produced())
      .when(recordOutput, output)
      .thenNothing();
  });
  test("is refused when the record is decided on", () => {
    given(...closed, reviewed, approved)
      .when(recordOutput, output)
      .thenRefused("BATCH_CLOSED");
    given().when(recordOutput, output).thenRefused("NOT_FOUND");
  });
});
