// Drawing, returning, sampling, scrapping, destroying, splitting: acts are refused, observations
// are flagged.
import { describe, expect, test } from "vitest";
import { materialLotIdentity } from "../../../src/domain/kernel/identifier.ts";
import {
  correctMaterialDrawn,
  destroyMaterialLot,
  drawMaterial,
  recordDrawnForMerge,
  recordMaterialDrawn,
  returnSurplus,
  returnUnconsumed,
  sampleMaterial,
  scrapDestroyed,
  scrapMaterial,
} from "../../../src/domain/material-lot/use/commands.ts";
import { splitMaterialLot } from "../../../src/domain/material-lot/use/split.ts";
import { given, reserving, uuid } from "../../given.ts";
import {
  charge,
  destroyed,
  drawId,
  drawn,
  held,
  heldDrum,
  kg,
  reason,
  received,
  receivedUnknown,
  released,
  status,
} from "./examples.ts";

const wanted = { batchId: "batch-1", quantity: kg("25"), containerId: "drum-1", charge };
const { id: _, ...drawnAgain } = drawn;

describe("drawing for a batch", () => {
  test("happens from what is released", () => {
    given(received, released).when(drawMaterial, wanted).then(drawnAgain);
  });
  test("ES-8 a second one alike, by another command, is another draw", () => {
    given(received, released, drawn).when(drawMaterial, wanted).then(drawnAgain);
  });
  test.each([
    ["MATERIAL_NOT_RELEASED", [received]],
    ["MATERIAL_NOT_RELEASED", [receivedUnknown]],
    ["MATERIAL_SUSPENDED", [received, status("suspended")]],
    ["MATERIAL_REJECTED", [received, status("rejected")]],
    ["LOT_ON_HOLD", [received, released, held]],
    ["LOT_ON_HOLD", [received, released, heldDrum]],
    ["LOT_EMPTY", [received, released, destroyed]],
    ["QUANTITY_NOT_AVAILABLE", [received, released, drawn, drawn]],
    ["NOT_FOUND", []],
  ] as const)("is refused with %s", (code, past) => {
    given(...past)
      .when(drawMaterial, wanted)
      .thenRefused(code);
  });
  test("is refused after the expiry date by the time it happened, not before", () => {
    const past = [received, released];
    given(...past)
      .when(drawMaterial, wanted, { occurredAt: "2027-06-30T23:59:59.000Z" })
      .then(drawnAgain);
    given(...past)
      .when(drawMaterial, wanted, { occurredAt: "2027-07-01T00:00:00.000Z" })
      .thenRefused("MATERIAL_EXPIRED");
    const { expiresOn: retestOn, ...data } = received.data;
    given({ ...received, data: { ...data, retestOn } }, released)
      .when(drawMaterial, wanted, { occurredAt: "2027-07-01T00:00:00.000Z" })
      .thenRefused("RETEST_DUE");
  });
  test("is refused from a container that is not there or on hold, not from the other", () => {
    const fromDrum2 = { ...wanted, containerId: "drum-2" };
    given(received, released, heldDrum)
      .when(drawMaterial, fromDrum2)
      .then({ ...drawnAgain, data: { ...drawn.data, containerId: "drum-2" } });
    given(received, released)
      .when(drawMaterial, { ...wanted, containerId: "drum-9" })
      .thenRefused("CONTAINER_UNKNOWN");
  });
  test("is refused in a unit that does not convert, and for nothing", () => {
    given(received, released)
      .when(drawMaterial, { ...wanted, quantity: { value: "1", unitOfMeasure: "L" } })
      .thenRefused("UNIT_NOT_CONVERTIBLE");
    given(received, released)
      .when(drawMaterial, { ...wanted, quantity: kg("0") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
});

describe("recording what was drawn already", () => {
  const flagged = (flags: readonly string[]) => ({
    ...drawnAgain,
    data: { ...drawn.data, observed: true, flags },
  });
  test("happens whatever the lot is, with every rule that it broke", () => {
    given(received, released).when(recordMaterialDrawn, wanted).then(flagged([]));
    given(received, status("rejected"), held, drawn, drawn)
      .when(recordMaterialDrawn, wanted, { occurredAt: "2028-01-01T00:00:00.000Z" })
      .then(
        flagged(["MATERIAL_REJECTED", "LOT_ON_HOLD", "MATERIAL_EXPIRED", "QUANTITY_NOT_AVAILABLE"]),
      );
  });
  test("by another command is another draw", () => {
    given(received, released, drawn).when(recordMaterialDrawn, wanted).then(flagged([]));
  });
  test("does not count a status that no source ever stated", () => {
    const { containerId: _, ...loose } = wanted;
    const { containerId: __, ...data } = drawn.data;
    given(receivedUnknown)
      .when(recordMaterialDrawn, loose)
      .then({ ...drawnAgain, data: { ...data, observed: true } });
    given(received)
      .when(recordMaterialDrawn, wanted)
      .then(flagged(["MATERIAL_NOT_RELEASED"]));
  });
  test("is refused only where there is no lot, or no such amount", () => {
    given().when(recordMaterialDrawn, wanted).thenRefused("NOT_FOUND");
    given(received)
      .when(recordMaterialDrawn, { ...wanted, quantity: kg("-1") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
});

describe("recording what was drawn for a merge", () => {
  const merge = { quantity: kg("5"), intoMaterialLotId: "lot-9", mergedEventId: uuid(9) };
  const event = (flags: readonly string[]) => ({
    type: "MaterialDrawn",
    data: { ...merge, purpose: "merge", observed: true, flags },
  });
  test("happens", () => {
    given(received).when(recordDrawnForMerge, merge).then(event([]));
  });
  test("also when by now there is less than that", () => {
    given(received, destroyed)
      .when(recordDrawnForMerge, merge)
      .then(event(["LOT_EMPTY"]));
  });
  test("is refused where there is no lot", () => {
    given().when(recordDrawnForMerge, merge).thenRefused("NOT_FOUND");
  });
});

const returned = (data: object) => ({
  type: "MaterialReturned",
  data: { drawnEventId: drawId, batchId: "batch-1", ...data },
});

describe("returning what was left over", () => {
  const surplus = { drawnEventId: drawId, quantity: kg("2") };
  const event = returned({ quantity: kg("2"), reason: "surplus", exceedsDraw: false });
  test("happens", () => {
    given(received, drawn).when(returnSurplus, surplus).then(event);
  });
  test("by another command is another return, flagged when more comes back than was drawn", () => {
    given(received, drawn, event)
      .when(returnSurplus, { ...surplus, quantity: kg("24") })
      .then(returned({ quantity: kg("24"), reason: "surplus", exceedsDraw: true }));
  });
  test("is refused for a draw that never was", () => {
    given(received).when(returnSurplus, surplus).thenRefused("NOT_FOUND");
  });
});

describe("returning what the batch did not take", () => {
  const refusal = { code: "BATCH_CLOSED", message: "The batch is completed." };
  const all = { drawnEventId: drawId, refusal };
  const event = returned({
    refusal,
    quantity: kg("25"),
    reason: "notConsumed",
    exceedsDraw: false,
  });
  test("happens, with all of it", () => {
    given(received, drawn).when(returnUnconsumed, all).then(event);
  });
  test("is repeated", () => {
    given(received, drawn, event).when(returnUnconsumed, all).thenNothing();
  });
  test("is refused for a draw that never was", () => {
    given(received).when(returnUnconsumed, all).thenRefused("NOT_FOUND");
  });
});

describe("correcting a draw", () => {
  const correction = { correctsEventId: drawId, quantity: kg("26") };
  const event = {
    type: "MaterialDrawCorrected",
    data: { ...correction, batchId: "batch-1" },
    before: { quantity: kg("25") },
  };
  test("P11-10e happens, and says what it was before", () => {
    given(received, drawn).when(correctMaterialDrawn, correction, { reason }).then(event);
  });
  test("is repeated, in whatever unit", () => {
    const grams = { value: "26000", unitOfMeasure: "g" };
    given(received, drawn, event)
      .when(correctMaterialDrawn, { ...correction, quantity: grams })
      .thenNothing();
  });
  test("is refused without a reason, and for a draw that never was", () => {
    given(received, drawn).when(correctMaterialDrawn, correction).thenRefused("REASON_REQUIRED");
    given(received).when(correctMaterialDrawn, correction, { reason }).thenRefused("NOT_FOUND");
  });
});

describe("sampling and scrapping", () => {
  const sample = { quantity: kg("0.1"), containerId: "drum-1", sampleNumber: "S-1" };
  const scrap = { quantity: kg("200"), cause: "spilt" };
  test("happen in quarantine and on hold", () => {
    given(received, held)
      .when(sampleMaterial, sample)
      .then({ type: "MaterialSampled", data: { ...sample, flags: [] } });
    given(received, held)
      .when(scrapMaterial, { ...scrap, quantity: kg("1") })
      .then({ type: "MaterialScrapped", data: { ...scrap, quantity: kg("1"), flags: [] } });
  });
  test("are recorded beyond what there is, and flagged", () => {
    given(received)
      .when(scrapMaterial, scrap)
      .then({ type: "MaterialScrapped", data: { ...scrap, flags: ["QUANTITY_NOT_AVAILABLE"] } });
    given(received, destroyed)
      .when(sampleMaterial, { ...sample, containerId: "drum-9" })
      .then({
        type: "MaterialSampled",
        data: { ...sample, containerId: "drum-9", flags: ["LOT_EMPTY", "CONTAINER_UNKNOWN"] },
      });
  });
  test("labels that were destroyed on the line are scrapped of their lot", () => {
    given(received, held)
      .when(scrapDestroyed, { ...scrap, quantity: kg("1") })
      .then({ type: "MaterialScrapped", data: { ...scrap, quantity: kg("1"), flags: [] } });
    given().when(scrapDestroyed, scrap).thenRefused("NOT_FOUND");
  });
  test("are refused only where there is no lot, or no such amount", () => {
    given().when(sampleMaterial, sample).thenRefused("NOT_FOUND");
    given().when(scrapMaterial, scrap).thenRefused("NOT_FOUND");
    given(received)
      .when(scrapMaterial, { ...scrap, quantity: kg("0") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
});

describe("destroying a lot", () => {
  const way = { method: "incinerated" };
  test("happens, with what was left by the books", () => {
    given(received).when(destroyMaterialLot, way, { reason }).then(destroyed);
  });
  test("is repeated", () => {
    given(received, destroyed).when(destroyMaterialLot, way, { reason }).thenNothing();
  });
  test("is refused without a reason", () => {
    given(received).when(destroyMaterialLot, way).thenRefused("REASON_REQUIRED");
    given().when(destroyMaterialLot, way, { reason }).thenRefused("NOT_FOUND");
  });
});

describe("splitting a lot", () => {
  const loose = { materialLotId: "lot-2", identifiers: [], quantity: kg("10") };
  const drum = { materialLotId: "lot-3", identifiers: [] };
  const into = [
    { ...loose, containerIds: [] },
    { ...drum, containerIds: ["drum-2"] },
  ];
  test("happens; a part in whole containers is as much as is known to be in them", () => {
    const containers = [{ containerId: "drum-2", quantity: kg("40") }];
    given(received)
      .when(splitMaterialLot, { into })
      .then({
        type: "MaterialLotSplit",
        data: {
          into: [
            { ...loose, containers: [] },
            { ...drum, containers, quantity: kg("40") },
          ],
        },
      });
  });
  test("by another command is another split, of what is left", () => {
    given(received, drawn)
      .when(splitMaterialLot, { into: [{ ...loose, quantity: kg("80"), containerIds: [] }] })
      .thenRefused("QUANTITY_NOT_AVAILABLE");
  });
  test("is refused for a container that is not there", () => {
    given(received)
      .when(splitMaterialLot, { into: [{ ...drum, containerIds: ["drum-9"] }] })
      .thenRefused("CONTAINER_UNKNOWN");
    given().when(splitMaterialLot, { into }).thenRefused("NOT_FOUND");
  });
  test("takes our own numbers for the parts before anything happens", () => {
    const own = { scheme: "internalLot", issuer: "plant", value: "L-2" };
    const parts = [{ ...loose, identifiers: [own], containerIds: [] }];
    const taken = reserving(splitMaterialLot, { into: parts });
    const id = materialLotIdentity("lot-2");
    expect(taken).toEqual([{ ...own, holder: { materialLot: "lot-2" } }, id]);
  });
});
