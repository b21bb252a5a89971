// What is decided of a lot waits for what went into it, and stands whatever the clock does.
import { describe, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { rejectBatchRecord } from "../../../src/domain/batch/review/commands.ts";
import { receiveMaterialLot } from "../../../src/domain/material-lot/origin/commands.ts";
import { placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import { chargeMaterial } from "../../../src/processes/charge-material.ts";
import { dispatch, prepare } from "../../../src/processes/hold/ship.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { kg, starch } from "../../domain/batch/control-recipe/examples.ts";
import { as, id, openWorks, reason } from "../execution/works-for-test.ts";
import { shipmentOf } from "../hold/held-plant-for-test.ts";
import { approve, dispose, make, must, requested, review, statusOf } from "./made-for-test.ts";

const refusedWith = (code: string) => ({ outcome: "refused", code });
const accepted = { outcome: "accepted" };

describe("what went into a batch", () => {
  test("used at risk: it happens once the lot is released, and is refused before", async () => {
    const works = await openWorks();
    const { quarantined } = works.lots;
    must(await dispose(works, quarantined, "useAtRisk", { dispositionId: "d-1" }));
    const lot = await make(works, quarantined);
    await review(works);
    const waits = refusedWith("MATERIAL_NOT_RELEASED");
    expect(await approve(works)).toMatchObject(waits);
    expect(await dispose(works, lot, "release")).toMatchObject(refusedWith("QA_REVIEW_PENDING"));
    // Nobody sees to it by an override of the product's decision.
    must(await dispose(works, lot, "useAtRisk", { dispositionId: "d-2" }));
    must(await dispose(works, quarantined, "release", { dispositionId: "d-1" }));
    must(await approve(works));
    expect(await dispose(works, lot, "release", { dispositionId: "d-2" })).toMatchObject(accepted);
  });

  test.each([
    ["reject", "MATERIAL_REJECTED"],
    ["suspend", "MATERIAL_SUSPENDED"],
    ["revoke", "MATERIAL_NOT_RELEASED"],
  ] as const)("is refused where quality takes it back after approval: %s", async (taken, code) => {
    const works = await openWorks();
    const { quarantined } = works.lots;
    must(await dispose(works, quarantined, "release", { dispositionId: "d-1" }));
    const lot = await make(works, quarantined);
    await review(works);
    must(await approve(works));
    if (taken === "reject")
      must(await dispose(works, quarantined, "suspend", { dispositionId: "d-1" }));
    must(await dispose(works, quarantined, taken, { dispositionId: "d-1" }));
    expect(await dispose(works, lot, "release")).toMatchObject(refusedWith(code));
  });

  test("is refused where a hold stands on it", async () => {
    const works = await openWorks();
    const lot = await make(works, works.lots.good);
    await review(works);
    const hold = { holdId: id(), code: "foreignBody", owner: "laboratory" };
    must(await works.give(placeHold, works.lots.good, hold, "quality"));
    expect(await approve(works)).toMatchObject(refusedWith("LOT_ON_HOLD"));
    expect(await dispose(works, lot, "useAtRisk")).toMatchObject(refusedWith("LOT_ON_HOLD"));
  });
});

describe("use at risk", () => {
  test("is refused of a record that was decided not to be approved", async () => {
    const works = await openWorks();
    const lot = await make(works, works.lots.good);
    const { revision: toRevision } = await works.handler.load(batch, works.batchId);
    must(await works.give(rejectBatchRecord, works.batchId, { toRevision }, "quality"));
    const risked = await dispose(works, lot, "useAtRisk");
    expect(risked).toMatchObject(refusedWith("QA_REVIEW_PENDING"));
  });

  test("lets nothing leave", async () => {
    const works = await openWorks();
    const { quarantined } = works.lots;
    must(await dispose(works, quarantined, "useAtRisk"));
    const shipment = id();
    const call = (data: object) => ({ commandId: id(), id: shipment, data, claims: { reason } });
    const papers = { ...shipmentOf(shipment, [quarantined]), quarantineAgreement: "QA-7" };
    must(await prepare(works.handler, call(papers), as("carla")));
    const gone = await dispatch(works.handler, call({}), as("carla"));
    expect(gone).toMatchObject(refusedWith("MATERIAL_NOT_RELEASED"));
  });
});

describe("when the clock goes back", () => {
  test("a suspension is one", async () => {
    const works = await openWorks();
    const { quarantined } = works.lots;
    must(await dispose(works, quarantined, "release", { dispositionId: "d-1" }));
    works.clock.at -= 3_600_000;
    must(await dispose(works, quarantined, "suspend", { dispositionId: "d-1" }));
    expect(await statusOf(works, quarantined)).toBe("suspended");
  });

  test("under another disposition too, and it is released anew after it", async () => {
    const works = await openWorks();
    const { good } = works.lots;
    works.clock.at -= 3_600_000;
    must(await dispose(works, good, "suspend"));
    must(await dispose(works, good, "reject"));
    expect(await statusOf(works, good)).toBe("rejected");
  });

  test("a lot that has expired stays so", async () => {
    const works = await openWorks();
    const { good } = works.lots;
    const charge = { kind: "charge", basis: "weighed" } as const;
    const data = { materialLotId: good, batchId: works.batchId, quantity: kg("10"), charge };
    const charged = () => chargeMaterial(works.handler, requested(data), as("anna"));
    works.clock.at = Date.parse("2027-07-02T08:00:00.000Z");
    must(await works.give(startBatch, works.batchId, {}, "anna"));
    must(await works.give(startPhase, works.batchId, { phaseId: "weigh" }, "anna"));
    expect(await charged()).toMatchObject(refusedWith("MATERIAL_EXPIRED"));
    works.clock.at = Date.parse("2027-06-29T08:00:00.000Z");
    expect(await charged()).toMatchObject(refusedWith("MATERIAL_EXPIRED"));
  });
});

describe("a lot as a whole", () => {
  test("is refused past its date, and at risk too", async () => {
    const works = await openWorks();
    works.clock.at = Date.parse("2027-07-01T08:00:00.000Z");
    for (const decision of ["release", "useAtRisk"] as const) {
      const late = await dispose(works, works.lots.quarantined, decision);
      expect(late).toMatchObject(refusedWith("MATERIAL_EXPIRED"));
    }
  });

  test.each([
    ["1", "{pack}", "UNIT_NOT_CONVERTIBLE"],
    ["99000", "g", "SUBLOT_REQUIRED"],
    ["101", "kg", "QUANTITY_NOT_AVAILABLE"],
  ])("is refused for %s %s of it", async (value, unitOfMeasure, code) => {
    const works = await openWorks();
    const quantity = { value, unitOfMeasure };
    const part = await dispose(works, works.lots.quarantined, "release", { quantity });
    expect(part).toMatchObject(refusedWith(code));
    expect(await statusOf(works, works.lots.quarantined)).toBe("quarantine");
  });

  test("happens for all of it, in whichever unit", async () => {
    const works = await openWorks();
    const quantity = { value: "100000", unitOfMeasure: "g" };
    const whole = await dispose(works, works.lots.quarantined, "release", { quantity });
    expect(whole).toMatchObject(accepted);
  });

  test("is not received without a status, but by an import", async () => {
    const works = await openWorks();
    const received = { material: starch, identifiers: [], quantity: kg("1"), containers: [] };
    const data = { ...received, qualityStatus: "unstated" as const };
    const answer = await works.give(receiveMaterialLot, id(), data, "carla");
    expect(answer).toMatchObject(refusedWith("DISPOSITION_REQUIRED"));
  });

  test("is not more than what was merged into it", async () => {
    const works = await openWorks();
    const { good, quarantined } = works.lots;
    const from = [good, quarantined].map((materialLotId) => ({
      materialLotId,
      heel: false,
      quantity: kg("5"),
    }));
    const merged = (quantity: string) => {
      const data = { materialLotId: id(), from, identifiers: [], containers: [] };
      return mergeLots(works.handler, requested({ ...data, quantity: kg(quantity) }), as("carla"));
    };
    expect(await merged("1000")).toMatchObject(refusedWith("QUANTITY_NOT_RECONCILED"));
    expect(await merged("9.9")).toMatchObject(accepted);
  });
});
