// Whoever works for one client does nothing to what is another's, by whatever command names it; and
// is told the same of what is another's and of what is not there.
import { beforeEach, describe, expect, test } from "vitest";
import { scopeIn } from "../../../src/api/access/opening.ts";
import { issueBatch, startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import type { Right } from "../../../src/domain/kernel/access/right.ts";
import { permission } from "../../../src/domain/kernel/access/standing.ts";
import { isRefusal } from "../../../src/domain/kernel/refusal.ts";
import { openLogisticUnit } from "../../../src/domain/logistic-unit/commands.ts";
import { receiveMaterialLot } from "../../../src/domain/material-lot/origin/commands.ts";
import { moveMaterial } from "../../../src/domain/material-lot/upkeep/commands.ts";
import { placeOrder, releaseOrder } from "../../../src/domain/order/commands.ts";
import { approveParty, registerParty, renameParty } from "../../../src/domain/party/commands.ts";
import {
  closePurchaseOrder,
  placePurchaseOrder,
} from "../../../src/domain/purchase-order/commands.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import {
  breakSeal,
  loadUnit,
  sealUnit,
  unloadUnit,
} from "../../../src/processes/hold/load-unit.ts";
import { issueLabels } from "../../../src/processes/label/issue-labels.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { issueForOrder } from "../../../src/processes/order/rework.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { allowed, kg, type Plant, plantOn, release, session } from "../plant-for-test.ts";

let plant: Plant;
beforeEach(async () => {
  plant = plantOn(memoryLog());
  for (const one of ["a", "b"]) {
    const clientPartyId = `client-${one}`;
    await plant.run(receiveMaterialLot, `lot-${one}`, {
      material: materialOf(one),
      identifiers: [],
      quantity: kg("25"),
      containers: [],
      qualityStatus: "quarantine",
      ownerPartyId: clientPartyId,
    });
    const data = {
      dispositionId: `d-${one}`,
      materialLotId: `lot-${one}`,
      decision: "release" as const,
    };
    await decideDisposition(plant.handler, { commandId: crypto.randomUUID(), data }, release);
    await plant.run(issueBatch, `batch-${one}`, { ...issued(one), clientPartyId });
    await plant.run(startBatch, `batch-${one}`, {});
  }
});

const materialOf = (one: string) => ({ materialDefinitionId: `m-${one}`, name: `Material ${one}` });
const issued = (of: string) => ({
  batchNumber: of,
  material: materialOf(of),
  equipmentIds: [],
  dataOrigin: "live" as const,
});
const reason = { code: "other", text: "An attack, played by a test." };
const call = (id: string, data: object) => ({
  commandId: crypto.randomUUID(),
  id,
  data,
  claims: { reason },
});
const ofA = (...rights: Right[]) => allowed(rights, { clients: ["client-a"] });
const refused = { outcome: "refused", code: "NOT_AUTHORIZED" };
const accepted = { outcome: "accepted" };

test("labels of another's lot are not issued to the line", async () => {
  const by = ofA("executeBatch");
  const issue = (materialLotId: string) =>
    issueLabels(plant.handler, call("batch-a", { materialLotId, quantity: kg("5") }), by);
  expect(await issue("lot-b")).toMatchObject(refused);
  expect(await issue("lot-a")).toMatchObject(accepted);
  expect(await plant.types("batch-batch-a")).toContain("LabelIssued");
});

describe("a deviation", () => {
  const raise = (about: object, by = ofA("raiseDeviation")) => {
    const said = { title: "Too warm", description: "27 degrees.", equipmentIds: [] };
    const detectedAt = "2026-11-20T07:30:00+01:00";
    const deviationId = crypto.randomUUID();
    const data = { deviationId, ...said, detectedAt, materialLotIds: [], ...about };
    return raiseDeviation(plant.handler, { commandId: crypto.randomUUID(), data }, by);
  };
  test("is raised about what is their own, of whatever material", async () => {
    expect(await raise({ batchId: "batch-a", materialLotIds: ["lot-a"] })).toMatchObject(accepted);
    const both = allowed(["raiseDeviation"], { materials: ["m-a", "m-b"] });
    expect(await raise({ materialLotIds: ["lot-a", "lot-b"] }, both)).toMatchObject(accepted);
  });
  test.each([
    { batchId: "batch-b" },
    { batchId: "none" },
    { materialLotIds: ["lot-a", "lot-b"] },
    { materialLotIds: ["none"] },
  ])("about %j is refused alike, and written nowhere", async (about) => {
    const { message, ...answer } = (await raise(about)) as { message: string };
    expect(answer).toMatchObject(refused);
    expect(message).toBe(((await raise({ batchId: "none" })) as { message: string }).message);
    for (const stream of ["batch-batch-b", "materialLot-lot-b", "materialLot-lot-a"]) {
      expect((await plant.types(stream)).join()).not.toContain("DeviationLinked");
    }
  });
});

test("another's load is neither filled, emptied nor sealed", async () => {
  for (const one of ["a", "b"]) {
    const identifiers = [{ scheme: "pallet", issuer: "us", value: one }];
    await plant.run(openLogisticUnit, `unit-${one}`, { identifiers, kind: "pallet" });
    const moved = { movementId: "m-1", materialLotId: `lot-${one}`, quantity: kg("5") };
    const loading = call(`unit-${one}`, moved);
    expect(await loadUnit(plant.handler, loading, session)).toMatchObject(accepted);
  }
  const by = ofA("shipGoods");
  const out = (one: string) => ({
    movementId: "m-2",
    materialLotId: `lot-${one}`,
    quantity: kg("1"),
  });
  const steps = [
    [unloadUnit, out],
    [loadUnit, (one: string) => ({ ...out(one), movementId: "m-3", materialLotId: "lot-a" })],
    [sealUnit, () => ({ sealNumber: "S-1" })],
    [breakSeal, () => ({})],
  ] as const;
  for (const [give, of] of steps) {
    expect(await give(plant.handler, call("unit-b", of("b")), by)).toMatchObject(refused);
    expect(await give(plant.handler, call("none", of("b")), by)).toMatchObject(refused);
    expect(await give(plant.handler, call("unit-a", of("a")), by)).toMatchObject(accepted);
  }
});

test("another party is neither approved nor renamed", async () => {
  const party = { name: "A client", kind: "other" as const, identifiers: [] };
  for (const id of ["client-a", "client-b"]) await plant.run(registerParty, id, party);
  const by = ofA("authorMasterData", "approveMasterData");
  const steps = [
    [renameParty, { name: "Another" }],
    [approveParty, { role: "customer" }],
  ] as const;
  for (const [command, data] of steps) {
    const give = (id: string) => plant.handler.execute(command as never, call(id, data), by);
    expect(await give("client-b")).toMatchObject(refused);
    expect(await give("none")).toMatchObject(refused);
    expect(await give("client-a")).toMatchObject(accepted);
  }
});

test("purchase orders are of the materials of their lines, and of no client", async () => {
  const placed = (orderNumber: string, ...of: string[]) => ({
    orderNumber,
    supplier: { partyId: "mill", name: "Mill" },
    lines: of.map((one, n) => ({
      lineNumber: n + 1,
      material: materialOf(one),
      quantity: kg("5"),
    })),
  });
  const place = (id: string, data: object, by: typeof session) =>
    plant.handler.execute(placePurchaseOrder, call(id, data), by);
  const close = (id: string, by: typeof session) =>
    plant.handler.execute(closePurchaseOrder, call(id, { outcome: "cancelled" }), by);
  const materials = allowed(["planOrders"], { materials: ["m-a"] });
  expect(await place("p-1", placed("1", "a", "b"), materials)).toMatchObject(refused);
  expect(await place("p-1", placed("1", "a"), ofA("planOrders"))).toMatchObject(refused);
  expect(await place("p-1", placed("1", "a"), materials)).toMatchObject(accepted);
  await plant.run(placePurchaseOrder, "p-2", placed("2", "a", "b"));
  for (const id of ["p-2", "none"]) expect(await close(id, materials)).toMatchObject(refused);
  expect(await close("p-1", ofA("planOrders"))).toMatchObject(refused);
  expect(await close("p-1", materials)).toMatchObject(accepted);
});

describe("a batch", () => {
  beforeEach(async () => {
    for (const one of ["a", "b"]) {
      await plant.run(placeOrder, `order-${one}`, {
        orderNumber: one,
        material: materialOf(one),
        quantity: kg("5"),
        priority: "normal",
        customer: { partyId: `client-${one}`, name: `Client ${one}` },
      });
      await plant.run(releaseOrder, `order-${one}`, {});
    }
  });
  const issue = (orderId: string, by: typeof session) => {
    const batchNumber = crypto.randomUUID();
    const data = { ...issued("a"), batchNumber, orderId, clientPartyId: "client-a" };
    return plant.handler.execute(issueForOrder, call(batchNumber, data), by);
  };
  test("is issued for no order of another client, by nobody", async () => {
    expect(await issue("order-b", session)).toMatchObject({ code: "ORDER_OF_ANOTHER" });
    expect(await issue("order-a", session)).toMatchObject(accepted);
  });
  test("whether there is such an order is told to nobody of another client", async () => {
    const by = ofA("issueBatch");
    for (const id of ["order-b", "none"]) expect(await issue(id, by)).toMatchObject(refused);
    expect(await issue("order-a", by)).toMatchObject(accepted);
  });
});

describe("a lot that came of what is a client's", () => {
  const output = (materialLotId: string, one: string) => ({
    ...{ batchId: `batch-${one}`, materialLotId, material: materialOf(one) },
    ...{ identifiers: [], containers: [], quantity: kg("5") },
  });
  const make = (id: string, one: string, by = ofA("executeBatch")) =>
    produceOutput(plant.handler, { commandId: crypto.randomUUID(), data: output(id, one) }, by);
  const move = (id: string, by = ofA("handleMaterial")) =>
    plant.handler.execute(moveMaterial, call(id, { toLocationId: "room" }), by);

  test("is theirs: made by their batch, split off and merged", async () => {
    expect(await make("out-a", "a")).toMatchObject(accepted);
    expect(await make("out-b", "b")).toMatchObject(refused);
    expect(await make("out-b", "b", session)).toMatchObject(accepted);
    const into = [
      { materialLotId: "part-a", identifiers: [], containerIds: [], quantity: kg("1") },
    ];
    const splitting = { commandId: crypto.randomUUID(), data: { materialLotId: "out-a", into } };
    expect(await splitLot(plant.handler, splitting, ofA("handleMaterial"))).toMatchObject(accepted);
    const merge = (id: string, ...of: string[]) => {
      const from = of.map((materialLotId) => ({ materialLotId, quantity: kg("1"), heel: false }));
      const data = { materialLotId: id, from, identifiers: [], containers: [] };
      return mergeLots(plant.handler, { commandId: crypto.randomUUID(), data }, session);
    };
    expect(await merge("both-a", "out-a", "part-a")).toMatchObject(accepted);
    for (const id of ["out-a", "part-a", "both-a"]) expect(await move(id)).toMatchObject(accepted);
    expect(await move("out-b")).toMatchObject(refused);
  });

  test("is nobody's where it came of two clients'", async () => {
    for (const one of ["a", "b"]) {
      const data = { ...output(`same-${one}`, one), material: materialOf("a") };
      const made = { commandId: crypto.randomUUID(), data };
      expect(await produceOutput(plant.handler, made, session)).toMatchObject(accepted);
    }
    const from = ["same-a", "same-b"].map((materialLotId) => ({
      ...{ materialLotId, quantity: kg("1"), heel: false },
    }));
    const data = { materialLotId: "mixed", from, identifiers: [], containers: [] };
    const merging = { commandId: crypto.randomUUID(), data };
    expect(await mergeLots(plant.handler, merging, session)).toMatchObject(accepted);
    expect(await move("mixed")).toMatchObject(refused);
    expect(await move("mixed", allowed(["handleMaterial"], {}))).toMatchObject(accepted);
  });
});

test("a lot whose owner nobody stated is refused to one client's, never shown", async () => {
  // As outputs were recorded before they took the contract giver of their batch.
  const { material, quantity } = { material: materialOf("a"), quantity: kg("25") };
  const received = { material, quantity, qualityStatus: "quarantine" as const };
  await plant.run(receiveMaterialLot, "old", { ...received, identifiers: [], containers: [] });
  const into = [{ materialLotId: "old-part", identifiers: [], containerIds: [] }];
  const data = { materialLotId: "old", into: into.map((one) => ({ ...one, quantity: kg("1") })) };
  const splitting = () => ({ commandId: crypto.randomUUID(), data });
  const handling = ofA("handleMaterial");
  expect(await splitLot(plant.handler, splitting(), handling)).toMatchObject(refused);
  expect(await splitLot(plant.handler, splitting(), session)).toMatchObject(accepted);
  const at = new Date().toISOString();
  for (const id of ["old", "old-part"]) {
    const move = (by: typeof session) =>
      plant.handler.execute(moveMaterial, call(id, { toLocationId: "room" }), by);
    expect(await move(handling)).toMatchObject(refused);
    expect(await move(allowed(["handleMaterial"], {}))).toMatchObject(accepted);
    const scope = await scopeIn(plant.handler, { kind: "materialLot", id });
    const { permits, site } = ofA("readRecords");
    const asked = { right: "readRecords", site, scope, at } as const;
    expect(isRefusal(permission(permits, asked))).toBe(true);
  }
});

test("a purchase order is read for all of its lines, as it is closed", async () => {
  const lines = ["a", "b"].map((one, n) => ({
    ...{ lineNumber: n + 1, material: materialOf(one), quantity: kg("5") },
  }));
  const placed = { orderNumber: "3", supplier: { partyId: "mill", name: "Mill" }, lines };
  await plant.run(placePurchaseOrder, "p-3", placed);
  const scope = await scopeIn(plant.handler, { kind: "purchaseOrder", id: "p-3" });
  const may = (materials: string[], of = scope) => {
    const { permits, site } = allowed(["readRecords"], { materials });
    const at = new Date().toISOString();
    return !isRefusal(permission(permits, { right: "readRecords", site, scope: of, at }));
  };
  expect([may(["m-a"]), may(["m-b"]), may(["m-a", "m-b"])]).toEqual([false, false, true]);
  const none = await scopeIn(plant.handler, { kind: "purchaseOrder", id: "none" });
  expect(may(["m-a", "m-b"], none)).toBe(false);
});
