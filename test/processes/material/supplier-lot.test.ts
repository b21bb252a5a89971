// What was received has a number of the supplier's before it goes into a batch whose rules ask for
// it; what is in the batch already is recorded, and flagged.
import { expect, test } from "vitest";
import { clearLine, startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { receiveMaterialLot } from "../../../src/domain/material-lot/origin/commands.ts";
import { relabelMaterialLot } from "../../../src/domain/material-lot/upkeep/commands.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { selectContainer } from "../../../src/processes/dispensing/select-container.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { kg, starch } from "../../domain/batch/control-recipe/examples.ts";
import { must, ofEurope, requested } from "../disposition/made-for-test.ts";
import { as, id, openWorks, type Works } from "../execution/works-for-test.ts";

const own = { scheme: "internalLot", issuer: "plant", value: "R-1" };
const theirs = { scheme: "supplierLot", issuer: "Mill", value: "M-77" };
const on = { equipmentId: "mixer-1" };

/** It is weighed, from a lot that has but our own number. */
async function weighing(more: object): Promise<readonly [Works, string]> {
  const works = await openWorks(more);
  const { give, batchId, decide } = works;
  const lot = id();
  const received = { material: starch, identifiers: [own], quantity: kg("100"), containers: [] };
  const standing = { qualityStatus: "quarantine", expiresOn: "2027-06-30" } as const;
  must(await give(receiveMaterialLot, lot, { ...received, ...standing }, "carla"));
  must(await decide(lot));
  must(await give(startBatch, batchId, {}, "anna"));
  const clear = { area: "Booth 1", when: "before", result: "clear" } as const;
  must(await give(clearLine, batchId, clear, "anna"));
  must(await give(startPhase, batchId, { phaseId: "weigh", ...on }, "anna"));
  return [works, lot];
}
const chargeOf = ({ batchId }: Works, materialLotId: string) =>
  requested({
    materialLotId,
    batchId,
    quantity: kg("10"),
    charge: { kind: "charge", basis: "weighed" } as const,
  });
const required = { outcome: "refused", code: "SUPPLIER_LOT_REQUIRED" };

test("to charge it, and to take it for weighing, is refused until it is relabelled", async () => {
  const [works, lot] = await weighing(ofEurope);
  const charge = () => chargeMaterial(works.handler, chargeOf(works, lot), as("anna"));
  expect(await charge()).toMatchObject(required);
  const taken = {
    commandId: id(),
    id: works.batchId,
    data: { selectionId: id(), materialLotId: lot },
  };
  expect(await selectContainer(works.handler, taken, as("anna"))).toMatchObject(required);
  const identifiers = [own, theirs];
  must(await works.give(relabelMaterialLot, lot, { identifiers }, "carla"));
  expect(await charge()).toMatchObject({ outcome: "accepted" });
});

/** A part of it, that bears a number of ours and another that looks like one of theirs. */
async function partOf({ handler }: Works, from: string): Promise<string> {
  const part = id();
  const identifiers = [{ scheme: "lgtin", issuer: "plant", value: "09521234543213.P-1" }];
  const into = [{ materialLotId: part, identifiers, quantity: kg("50"), containerIds: [] }];
  must(await splitLot(handler, requested({ materialLotId: from, into }), as("carla")));
  return part;
}
async function mergedFrom({ handler, decide }: Works, ...lots: string[]): Promise<string> {
  const materialLotId = id();
  const from = lots.map((one) => ({ materialLotId: one, quantity: kg("20"), heel: false }));
  const data = { materialLotId, quantity: kg("40"), from, identifiers: [], containers: [] };
  must(await mergeLots(handler, requested(data), as("carla")));
  must(await decide(materialLotId));
  return materialLotId;
}

test.each([
  ["a part that was split off", partOf],
  [
    "what it was merged into",
    (works: Works, lot: string) => mergedFrom(works, works.lots.good, lot),
  ],
  [
    "a part of that",
    async (works: Works, lot: string) =>
      mergedFrom(works, works.lots.good, await partOf(works, await partOf(works, lot))),
  ],
])("%s is refused until what was received is relabelled", async (_, made) => {
  const [works, lot] = await weighing(ofEurope);
  const from = await made(works, lot);
  const taken = { commandId: id(), id: works.batchId };
  const select = { ...taken, data: { selectionId: id(), materialLotId: from } };
  expect(await selectContainer(works.handler, select, as("anna"))).toMatchObject(required);
  const charge = () => chargeMaterial(works.handler, chargeOf(works, from), as("anna"));
  expect(await charge()).toMatchObject(required);
  must(await works.give(relabelMaterialLot, lot, { identifiers: [own, theirs] }, "carla"));
  expect(await charge()).toMatchObject({ outcome: "accepted" });
});

test("a part of what has a number needs none of its own", async () => {
  const [works] = await weighing(ofEurope);
  const part = await partOf(works, works.lots.good);
  must(await chargeMaterial(works.handler, chargeOf(works, part), as("anna")));
});

test("a part that is in the batch already is recorded, and flagged", async () => {
  const [works, lot] = await weighing(ofEurope);
  const charge = chargeOf(works, await partOf(works, lot));
  must(await recordCharge(works.handler, charge, as("anna")));
  const last = (await Array.fromAsync(works.log.readStream(`batch-${works.batchId}`))).at(-1);
  expect(last?.data).toMatchObject({ flags: ["SUPPLIER_LOT_REQUIRED"] });
});

test("what is in the batch already is recorded, and flagged", async () => {
  const [works, lot] = await weighing(ofEurope);
  must(await recordCharge(works.handler, chargeOf(works, lot), as("anna")));
  const last = (await Array.fromAsync(works.log.readStream(`batch-${works.batchId}`))).at(-1);
  expect(last).toMatchObject({
    type: "MaterialConsumed",
    data: { flags: expect.arrayContaining(["SUPPLIER_LOT_REQUIRED"]) },
  });
});

test("where no profile asks for it, it is charged", async () => {
  const [works, lot] = await weighing({ ...ofEurope, profiles: [] });
  must(await chargeMaterial(works.handler, chargeOf(works, lot), as("anna")));
});
