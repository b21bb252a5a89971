// Picking samples, dating, opening; a sample with a stream of its own, and goods that go back.
import { describe, expect, test } from "vitest";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { receiveMaterialLot } from "../../../src/domain/material-lot/origin/commands.ts";
import {
  dateShelfLife,
  openContainer,
  planSamples,
} from "../../../src/domain/material-lot/quality/commands.ts";
import { containersOf } from "../../../src/domain/material-lot/stock.ts";
import { drawMaterial } from "../../../src/domain/material-lot/use/commands.ts";
import { returnToSupplier, takeSample } from "../../../src/domain/material-lot/use/sample.ts";
import { given, stateOf, uuid } from "../../given.ts";
import { charge, destroyed, kg, reason, receipt, received, released } from "./examples.ts";

const picks = [
  {
    planId: "each",
    rule: "everyContainer",
    composite: false,
    containerIds: ["drum-1", "drum-2"],
    tests: [],
    skipped: false,
  },
];
const wanted = {
  purpose: "release" as const,
  specificationVersion: 1,
  drawnBy: "way",
  picks,
};
const planned = (planNumber: number, purpose = "release") => ({
  type: "SamplingPlanned",
  data: { ...wanted, purpose, planNumber, seed: `${uuid(0x1000)} ${planNumber}` },
});

describe("picking samples", () => {
  test("happens, with a seed of the receipt's event", () =>
    given(received).when(planSamples, wanted).then(planned(1)));
  test("for a retest it happens again, with a reason", () => {
    const retest = { ...wanted, purpose: "retest" as const };
    given(received, planned(1)).when(planSamples, retest, { reason }).then(planned(2, "retest"));
    given(received, planned(1)).when(planSamples, retest).thenRefused("REASON_REQUIRED");
  });
  test.each([
    ["STATUS_BLOCKS_USE", [received, planned(1)]],
    ["LOT_EMPTY", [received, destroyed]],
    ["NOT_FOUND", []],
  ] as const)("is refused with %s", (code, past) => {
    given(...past)
      .when(planSamples, wanted)
      .thenRefused(code);
  });
});

const sampleOf = (more: object = {}) => ({
  sampleNumber: "QC-1",
  sampleId: "s-1",
  planNumber: 1,
  planId: "each",
  parts: [
    { containerId: "drum-1", quantity: kg("0.5") },
    { containerId: "drum-2", quantity: kg("0.25") },
  ],
  ...more,
});
const sampled = (flags: string[] = [], quantity = kg("0.75"), of: object = sampleOf()) => {
  const { sampleNumber, ...sample } = of as ReturnType<typeof sampleOf>;
  return { type: "MaterialSampled", data: { sampleNumber, quantity, sample, flags } };
};

describe("taking a sample", () => {
  test("happens, and comes out of each container", () => {
    given(received, planned(1)).when(takeSample, sampleOf()).then(sampled());
    const lot = stateOf(materialLot, [received, planned(1), sampled()]);
    const stock = lot.status === "kept" ? stockNow(lot.onHand) : undefined;
    expect(stock?.total).toEqual(kg("99.25"));
    expect(stock && [...containersOf(stock)]).toEqual([
      ["drum-1", kg("59.5")],
      ["drum-2", kg("39.75")],
    ]);
  });
  test("is ignored when repeated", () =>
    given(received, planned(1), sampled()).when(takeSample, sampleOf()).thenNothing());
  test("more than there was, or from nowhere, is recorded and flagged", () => {
    const parts = [
      { containerId: "drum-2", quantity: kg("41") },
      { containerId: "drum-9", quantity: kg("1") },
    ];
    const of = sampleOf({ parts });
    given(received, planned(1))
      .when(takeSample, of)
      .then(sampled(["QUANTITY_NOT_AVAILABLE", "CONTAINER_UNKNOWN"], kg("42"), of));
  });
  const negative = [{ containerId: "drum-1", quantity: kg("-1") }];
  test.each([
    ["NOT_FOUND", [], sampleOf()],
    ["SAMPLING_NOT_PLANNED", [received], sampleOf()],
    ["SAMPLING_NOT_PLANNED", [received, planned(1)], sampleOf({ planId: "none" })],
    ["SAMPLING_NOT_PLANNED", [received, planned(1)], sampleOf({ planNumber: 2 })],
    ["QUANTITY_NOT_POSITIVE", [received, planned(1)], sampleOf({ parts: negative })],
  ] as const)("is refused with %s", (code, past, data) => {
    given(...past)
      .when(takeSample, data)
      .thenRefused(code);
  });
});

describe("returning to the supplier", () => {
  const supplier = { partyId: "p-1", name: "Stärke AG" };
  const back = { supplier, returnNumber: "RTS-1", containerIds: ["drum-2"] };
  const returned = (more: object) => ({
    type: "MaterialReturnedToSupplier",
    data: { ...back, flags: [], ...more },
  });
  test("whole containers go with what is in them, whatever the state of the lot", () => {
    given(received)
      .when(returnToSupplier, back)
      .then(returned({ quantity: kg("40") }));
    const lot = stateOf(materialLot, [received, returned({ quantity: kg("40") })]);
    const stock = lot.status === "kept" ? stockNow(lot.onHand) : undefined;
    expect(stock?.total).toEqual(kg("60"));
    expect(stock && [...containersOf(stock)]).toEqual([["drum-1", kg("60")]]);
  });
  test("a part goes, and more than there was is flagged", () => {
    const part = { ...back, containerIds: [], quantity: kg("10") };
    given(received)
      .when(returnToSupplier, part)
      .then(returned({ ...part }));
    const more = { ...part, quantity: kg("101") };
    given(received)
      .when(returnToSupplier, more)
      .then(returned({ ...more, flags: ["QUANTITY_NOT_AVAILABLE"] }));
  });
  test("a hold is flagged; it went to whoever had sent it", () => {
    const held = { type: "HoldPlaced", data: { holdId: "h-1", code: "metal", owner: "qa" } };
    given(received, held)
      .when(returnToSupplier, back)
      .then(returned({ quantity: kg("40"), flags: ["LOT_ON_HOLD"] }));
  });
  const from = (partyId: string) => {
    const data = { ...received.data, supplier: { partyId, name: partyId } };
    return { ...received, data };
  };
  const made = {
    type: "MaterialLotProduced",
    data: {
      ...{ material: received.data.material, identifiers: received.data.identifiers },
      ...{ containers: received.data.containers, madeOn: [] },
      ...{ batchId: "batch-1", outputEventId: uuid(1) },
    },
  };
  test("what the supplier sent goes to it", () => {
    given(from("p-1"))
      .when(returnToSupplier, back)
      .then(returned({ quantity: kg("40") }));
  });
  test.each([
    ["NOT_THE_SUPPLIER", [from("p-2")], back],
    ["NOT_THE_SUPPLIER", [made], back],
    ["NOT_FOUND", [], back],
    ["CONTAINER_UNKNOWN", [received], { ...back, containerIds: ["drum-9"] }],
    ["QUANTITY_NOT_POSITIVE", [received], { ...back, containerIds: [], quantity: kg("0") }],
  ] as const)("is refused with %s", (code, past, data) => {
    given(...past)
      .when(returnToSupplier, { ...data, containerIds: [...data.containerIds] })
      .thenRefused(code);
  });
});

describe("dates", () => {
  const rule = { months: 6, countedFrom: "retest" as const, convention: "sameDay" as const };
  const calculation = { of: "retest" as const, rule, from: "2026-11-20", computed: "2027-05-20" };
  const dates = {
    because: "retest" as const,
    specificationVersion: 1,
    planNumber: 2,
    retestOn: "2027-05-20",
    expiresOn: "2027-06-30",
    calculations: [calculation],
  };
  const dated = {
    type: "ShelfLifeDated",
    data: dates,
    before: { expiresOn: "2027-06-30", retestOn: null },
  };
  test("are set with a reason, and say what they were", () => {
    given(received).when(dateShelfLife, dates, { reason }).then(dated);
    given(received).when(dateShelfLife, dates).thenRefused("REASON_REQUIRED");
    given().when(dateShelfLife, dates, { reason }).thenRefused("NOT_FOUND");
  });
  const draw = { batchId: "b", quantity: kg("1"), containerId: "drum-1", charge };
  test("count by the calendar of the site", () => {
    const at = (date: string) => ({ date });
    given(received, released, dated)
      .when(drawMaterial, draw, at("2027-05-21"))
      .thenRefused("RETEST_DUE");
    given(received, released, dated)
      .when(drawMaterial, draw, at("2027-07-01"))
      .thenRefused("MATERIAL_EXPIRED");
  });
  const opened = (containerId: string, usableUntil: string) => ({
    type: "ContainerOpened",
    data: { containerId, on: "2026-11-20", usableUntil },
  });
  test("of an opened container count for it alone, once", () => {
    const data = { containerId: "drum-1", usableUntil: "2026-12-20" };
    given(received).when(openContainer, data).then(opened("drum-1", "2026-12-20"));
    given(received, opened("drum-1", "2026-12-20")).when(openContainer, data).thenNothing();
    given(received).when(openContainer, { containerId: "drum-9" }).thenRefused("CONTAINER_UNKNOWN");
    given().when(openContainer, data).thenRefused("NOT_FOUND");
    given(received, released, opened("drum-1", "2026-12-20"))
      .when(drawMaterial, draw, { date: "2026-12-21" })
      .thenRefused("MATERIAL_EXPIRED");
    const other = { ...draw, containerId: "drum-2" };
    given(received, released, opened("drum-1", "2026-12-20"))
      .when(drawMaterial, other, { date: "2026-12-21" })
      .then({
        type: "MaterialDrawn",
        data: { ...other, purpose: "charge", observed: false, flags: [] },
      });
  });
});

test("net is gross less tare where nobody stated it; a repetition is one all the same", () => {
  const weighed = { containerId: "drum-1", gross: kg("62.5"), tare: kg("2.5") };
  const data = { ...receipt, containers: [weighed] };
  const stored = {
    type: "MaterialLotReceived",
    data: { ...data, containers: [{ ...weighed, quantity: kg("60") }] },
  };
  given().when(receiveMaterialLot, data).then(stored);
  const arrival = { on: "2026-11-20", flags: ["OVER_DELIVERED"] };
  given({ ...stored, data: { ...stored.data, arrival } })
    .when(receiveMaterialLot, data)
    .thenNothing();
});
