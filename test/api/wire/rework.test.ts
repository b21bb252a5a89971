// Over HTTP, each by who may: a lot that was put aside is ordered to be reworked, put in again by a
// master, reviewed, released, and traced.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receiveMaterialLot } from "../../../src/domain/material-lot/origin/commands.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import {
  effective,
  type Master,
  milling,
  reworkRecipe,
  tablets,
} from "../../processes/order/rework-master-for-test.ts";
import { kg, release, session } from "../../processes/plant-for-test.ts";
import { establishPeople, type People, type Somebody } from "../people-for-test.ts";
import { type Reply, type ServiceForTest, startService } from "../service-for-test.ts";

const reason = { code: "rework", text: "Too soft, sound otherwise." };
const because = { claims: { reason } };
let service: ServiceForTest;
let people: People;
let master: Master;
const aside = randomUUID();
beforeAll(async () => {
  service = await startService();
  const { handler, settings } = service.instance;
  master = await effective({ handler }, reworkRecipe(tablets), settings.site);
  const identifiers = [{ scheme: "internalLot", issuer: "plant", value: "T-1" }];
  const received = { material: tablets, identifiers, quantity: kg("24"), containers: [] };
  const call = {
    commandId: randomUUID(),
    id: aside,
    data: { ...received, qualityStatus: "quarantine" as const },
  };
  await handler.execute(receiveMaterialLot, call, { ...session, site: settings.site });
  const data = { dispositionId: randomUUID(), materialLotId: aside, decision: "rework" as const };
  const request = { commandId: randomUUID(), data, claims: { reason } };
  const decided = await decideDisposition(handler, request, { ...release, site: settings.site });
  expect(decided).toMatchObject({ outcome: "accepted" });
  people = await establishPeople(service);
});
afterAll(() => service[Symbol.asyncDispose]());

const done = { status: 200 };
const refused = (code: string) => ({ status: expect.any(Number), body: { code } });

test("from its approval to the release of what came of it", async () => {
  const planner = await people.person("paula", { role: "planner" });
  const olga = await people.person("olga", { role: "operator" });
  const quality = await people.person("quentin", { role: "qaRelease" });
  const order = `/v1/orders/${randomUUID()}`;
  const orderId = order.slice("/v1/orders/".length);
  const rework = { kind: "rework", materialLotIds: [aside], method: "Milled and pressed again." };
  const placed = { orderNumber: "RW-1", material: tablets, quantity: kg("24"), priority: "high" };
  expect(await planner.give(`${order}/place-order`, { ...placed, rework })).toMatchObject(done);
  const early = await planner.give(`${order}/release-order`, {});
  expect(early).toMatchObject(refused("REPROCESSING_NOT_APPROVED"));
  expect(await planner.give(`${order}/approve-rework`, rework, because)).toMatchObject(
    refused("NOT_AUTHORIZED"),
  );
  expect(await quality.give(`${order}/approve-rework`, rework, because)).toMatchObject(done);
  expect(await planner.give(`${order}/release-order`, {})).toMatchObject(done);

  const plain = { batchNumber: "RW-B0", material: tablets, equipmentIds: [], dataOrigin: "live" };
  const unmade = `/v1/batches/${randomUUID()}/issue-batch`;
  expect(await planner.give(unmade, { ...plain, orderId })).toMatchObject(
    refused("ISSUANCE_MISMATCH"),
  );
  const batchId = randomUUID();
  const batch = `/v1/batches/${batchId}`;
  const issued = { batchNumber: "RW-B1", plannedQuantity: kg("24"), orderId, ...master };
  const byMaster = { ...issued, adjustments: [], equipmentIds: [] };
  expect(await planner.give(`${batch}/issue-batch-by-master`, byMaster)).toMatchObject(done);
  const recovered = await made(olga, batch, batchId);
  await judged(quality, batch);
  expect(await released(quality, recovered, batchId)).toMatchObject(done);

  const forward = await olga.get(`/v1/traces?from=lot:${aside}&direction=forward`);
  expect(forward.body).toMatchObject({
    batches: [{ batchId }],
    lots: [{ lot: "internalLot:T-2" }],
  });
  const backward = await olga.get(`/v1/traces?from=lot:${recovered}&direction=backward`);
  expect(backward.body).toMatchObject({ lots: [{ lot: "internalLot:T-1" }] });
  const record = await olga.get(`${batch}/record`);
  expect(JSON.stringify(record.body.data.materials)).toContain('"rework"');
});

async function made(olga: Somebody, batch: string, batchId: string): Promise<string> {
  const recovered = randomUUID();
  const charge = { kind: "rework", basis: "weighed" };
  const identifiers = [{ scheme: "internalLot", issuer: "plant", value: "T-2" }];
  const output = { materialLotId: recovered, material: tablets, quantity: kg("23") };
  const milled = { stage: "Milled", theoretical: kg("1"), actual: kg("1"), inputs: [] };
  for (const [path, data] of [
    [`${batch}/start-batch`, {}],
    [`${batch}/start-phase`, { phaseId: milling }],
    [`/v1/lots/${aside}/charge-material`, { batchId, quantity: kg("24"), charge }],
    [`${batch}/produce-output`, { ...output, identifiers, containers: [] }],
    [`${batch}/compute-yield`, milled],
    [`${batch}/complete-phase`, { phaseId: milling }],
    [`${batch}/complete-batch`, {}],
  ] as const) {
    expect([path, await olga.give(path, data)]).toMatchObject([path, done]);
  }
  return recovered;
}

/** By production, by a reviewer, and by who approves. */
async function judged(quality: Somebody, batch: string): Promise<void> {
  const supervisor = await people.person("sofia", { role: "supervisor" });
  const reviewer = await people.person("rita", { role: "qaReviewer" });
  for (const [who, what, more] of [
    [supervisor, "approve-production", {}],
    [reviewer, "review-record", { conclusion: "As it should be." }],
    [quality, "approve-batch-record", {}],
  ] as const) {
    const { toRevision } = await seen(quality, batch.slice("/v1/batches/".length));
    expect([what, await who.give(`${batch}/${what}`, { toRevision, ...more })]).toMatchObject([
      what,
      done,
    ]);
  }
}

/** Of the batch, as its decider is shown it. */
async function seen({ get }: Somebody, batchId: string) {
  const { body: trail } = await get(`/v1/audit-trail?batch=${batchId}`);
  const { asOf, digest, entries } = trail;
  const own = (entries as Entry[]).filter(({ stream }) => stream === `batch-${batchId}`);
  const { body: record } = await get(`/v1/batches/${batchId}/record?asOf=${asOf}`);
  const toRevision = own.at(-1)?.revision;
  return {
    asOf,
    toRevision,
    shown: { batchId, toRevision, record: record.data.digest, trail: digest },
  };
}
interface Entry {
  readonly stream: string;
  readonly revision: number;
}

async function released(quality: Somebody, lot: string, batchId: string): Promise<Reply> {
  const { asOf, shown: batch } = await seen(quality, batchId);
  const at = `asOf=${asOf}`;
  const { body: trace } = await quality.get(`/v1/traces?from=lot:${lot}&direction=backward&${at}`);
  const { body: trail } = await quality.get(
    `/v1/audit-trail?aboutKind=materialLot&aboutId=${lot}&${at}`,
  );
  const shown = { asOf, trace: trace.digest, trail: trail.digest, batches: [batch] };
  const decided = { materialLotId: lot, decision: "release", shown };
  return quality.give(`/v1/dispositions/${randomUUID()}/decide-disposition`, decided);
}
