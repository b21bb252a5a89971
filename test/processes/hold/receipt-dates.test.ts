// Dates that are typed at the dock and can hardly be meant: asked once, and the attempt is kept.
import { expect, test } from "vitest";
import { defineMaterial } from "../../../src/domain/material-definition/commands.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { id, materialPlantOn } from "../material/material-plant-for-test.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { kg, session } from "../plant-for-test.ts";

const plant = materialPlantOn(memoryLog());
const material = { materialDefinitionId: id(), name: "Maize starch" };
const delivery = {
  material,
  identifiers: [],
  quantity: kg("100"),
  containers: [],
  qualityStatus: "quarantine",
  manufacturedOn: "2026-08-05",
};
const receive = (lot: string, more: object, by = session) =>
  plant.give(receiveLot, lot, { ...delivery, ...more }, by);
const refused = { outcome: "refused", code: "IMPLAUSIBLE_VALUE" };
const ok = { outcome: "accepted" };

test.each([
  ["expired", { expiresOn: "2026-11-19" }],
  ["expired before it was made", { expiresOn: "2025-08-31", manufacturedOn: "2025-09-01" }],
  ["made tomorrow", { manufacturedOn: "2026-11-21" }],
  ["to be tested again in 100 years", { retestOn: "2126-11-20" }],
])("what is %s is received once that is confirmed, and says so", async (_, dates) => {
  const lot = id();
  expect(await receive(lot, dates)).toMatchObject(refused);
  expect(await receive(lot, { ...dates, confirmed: true })).toMatchObject(ok);
  const [received] = await plant.events(`materialLot-${lot}`);
  expect(received).toMatchObject({
    type: "MaterialLotReceived",
    data: { ...dates, confirmed: true },
  });
  // Once more, by somebody who does not know that it was asked.
  const again = await receive(lot, { ...dates, confirmed: true });
  expect(again).toMatchObject({ ...ok, events: [] });
});

test("what was to be confirmed by nobody says nothing of it", async () => {
  const lot = id();
  expect(await receive(lot, { expiresOn: "2028-08-31", confirmed: true })).toMatchObject(ok);
  const [received] = await plant.events(`materialLot-${lot}`);
  expect(received?.data).not.toHaveProperty("confirmed");
});

test("a shelf life that is defined says how far ahead a date may be", async () => {
  await plant.does(defineMaterial, material.materialDefinitionId, {
    name: material.name,
    identifiers: [],
    shelfLife: { months: 24, countedFrom: "manufacture" },
    traceability: [{ level: "lot", mandatory: true }],
    kind: "rawMaterial",
    baseUnitOfMeasure: "kg",
  });
  expect(await receive(id(), { expiresOn: "2030-11-30" })).toMatchObject(ok);
  expect(await receive(id(), { expiresOn: "2030-12-01" })).toMatchObject(refused);
});

test("a system with a key of its own is not asked", async () => {
  const service = { ...session, actor: { kind: "service", id: "erp", name: "ERP" } } as const;
  expect(await receive(id(), { expiresOn: "2026-11-19" }, service)).toMatchObject(ok);
});
