// What a decider was shown is compared: with what the reads answer for the position that is named,
// and with what they answer at the decision.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { apiParts } from "../../src/cli/instance/api-parts.ts";
import { waitUntilVisible } from "../../src/cli/instance/visible.ts";
import { recallParts } from "../../src/cli/recall/parts.ts";
import { completeBatch } from "../../src/domain/batch/lifecycle/commands.ts";
import type { Shown } from "../../src/domain/disposition/events.ts";
import { moveMaterial } from "../../src/domain/material-lot/upkeep/commands.ts";
import { openRecallCase } from "../../src/domain/recall/opening/commands.ts";
import { recordTraceExercise } from "../../src/domain/trace-exercise/commands.ts";
import type { Session } from "../../src/eventstore/handler/handle.ts";
import { decideAsShown, decideDisposition } from "../../src/processes/decide-disposition.ts";
import type { View } from "../../src/processes/disposition/view.ts";
import { refreshRecall } from "../../src/processes/recall/follow-recalls.ts";
import { writeAddendum } from "../../src/processes/review/write-addendum.ts";
import { anna, authenticated } from "../given.ts";
import { playBatch } from "./plant-for-test.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

let service: ServiceForTest;
let view: View;
beforeAll(async () => {
  service = await startService();
  view = apiParts(service.instance).answering.view;
});
afterAll(() => service[Symbol.asyncDispose]());

let name: string;
let shown: Shown;
beforeEach(async () => {
  name = randomUUID().slice(0, 8);
  await playBatch(service, name);
  shown = await read();
});

/** As a client puts it together from what it was answered, each for one position. */
async function read(): Promise<Shown> {
  const lot = `${name}-tablets`;
  // Second halves are recorded by now, and perhaps not yet to be seen.
  await view({ materialLotId: lot, batchIds: [name] });
  const { asOf } = (await service.get("/v1/audit-trail?limit=1")).body;
  const at = `asOf=${asOf}`;
  const get = async (path: string) => (await service.get(path)).body;
  const trace = await get(`/v1/traces?from=lot:${lot}&direction=backward&${at}`);
  const trail = await get(`/v1/audit-trail?aboutKind=materialLot&aboutId=${lot}&${at}`);
  const ofBatch = await get(`/v1/audit-trail?batch=${name}&${at}`);
  const record = await get(`/v1/batches/${name}/record?${at}`);
  const own = ofBatch.entries.filter(({ stream }: Entry) => stream === `batch-${name}`);
  const batch = {
    batchId: name,
    toRevision: own.at(-1).revision,
    record: record.data.digest,
    trail: ofBatch.digest,
  };
  return { asOf, trace: trace.digest, trail: trail.digest, batches: [batch] };
}
type Entry = { readonly stream: string; readonly revision: number };

function decide(
  more: { readonly shown?: Shown },
  {
    commandId = randomUUID() as string,
    seen = view,
    permits = "everything" as Session["permits"],
  } = {},
) {
  const { handler, settings } = service.instance;
  const { site, legalEntity, zone } = settings;
  const by = { actor: anna, authentication: authenticated, permits };
  const lot = { dispositionId: `${name}-d`, materialLotId: `${name}-tablets` };
  const data = { ...lot, decision: "useAtRisk" as const, ...more };
  return decideAsShown(seen)(handler, { commandId, data }, { ...by, site, legalEntity, zone });
}
async function refusedFor(given: Shown): Promise<readonly string[]> {
  const answer = await decide({ shown: given });
  expect(answer).toMatchObject({ outcome: "refused", code: "RECORD_CHANGED_SINCE_VIEW" });
  const [last] = await Array.fromAsync(
    service.instance.log.readStream(`refusals-${service.instance.settings.site}`, {
      direction: "backwards",
      limit: 1,
    }),
  );
  if (!last) throw new Error("It was not recorded.");
  return (last.data as { attempted: { differs: string[] } }).attempted.differs;
}

test("it happens on what was shown, which is frozen; ignored when repeated", async () => {
  const commandId = randomUUID();
  const answer = await decide({ shown }, { commandId });
  expect(answer).toMatchObject({ outcome: "accepted", repeated: false });
  const [event] = await Array.fromAsync(
    service.instance.log.readStream(`disposition-${name}-d`, { limit: 1 }),
  );
  expect(event?.data).toMatchObject({ shown, batchId: name });
  const seen: View = () => Promise.reject(new Error("Nothing is looked up for a repetition."));
  const again = await decide({ shown }, { commandId, seen });
  expect(again).toMatchObject({ outcome: "accepted", repeated: true });
});

test("what its decider was shown opens from the decision, and is what it froze", async () => {
  const decided = await decide({ shown });
  await service.give(`/v1/batches/${name}/add-comment`, { text: "Written later." });
  await view({ materialLotId: `${name}-tablets`, batchIds: [name] });
  const { status, body } = await service.get(`/v1/lots/${name}-tablets/decisions`);
  expect(status).toBe(200);
  expect(body.decisions).toMatchObject([
    { eventId: decided.events[0]?.id, shown: { asOf: shown.asOf, isSame: true } },
  ]);
  const parts: Opened[] = body.decisions[0].shown.parts;
  const whats = ["trace", "trail", "revision", "record", "trail"];
  expect(parts.map(({ what }) => what)).toEqual(whats);
  for (const { what, frozen, open } of parts) {
    const read = (await service.get(open)).body;
    const own = read.entries?.filter(({ stream }: Entry) => stream === `batch-${name}`);
    const is = what === "revision" ? String(own.at(-1).revision) : digestIn(read);
    expect([what, is]).toEqual([what, frozen]);
  }
});
type Opened = { readonly what: string; readonly frozen: string; readonly open: string };
const digestIn = ({ digest, data }: { digest?: string; data?: { digest: string } }) =>
  data?.digest ?? digest;

test("for who may not decide nothing is looked up", async () => {
  const standing = { identityVerified: true, statementAccepted: true, mustChangePassword: false };
  const permits = { grants: [], ...standing, training: "off" as const };
  const seen: View = () => Promise.reject(new Error("They may not decide."));
  const answer = await decide({ shown }, { seen, permits });
  expect(answer).toMatchObject({ outcome: "refused", code: "NOT_AUTHORIZED" });
});

test("a lot that a batch made is not freed on nothing", async () => {
  expect(await decide({})).toMatchObject({ outcome: "refused", code: "VIEW_NOT_STATED" });
});

test("refused with the name of what is not so", async () => {
  const forged = "f".repeat(64);
  const [batch] = shown.batches;
  if (!batch) throw new Error("The lot was made by a batch.");
  expect(await refusedFor({ ...shown, trace: forged })).toEqual(["trace"]);
  expect(await refusedFor({ ...shown, trail: forged })).toEqual(["trail"]);
  const record = { ...batch, record: forged };
  expect(await refusedFor({ ...shown, batches: [record] })).toEqual([`batch ${name} record`]);
  const trail = { ...batch, trail: forged, toRevision: batch.toRevision + 5 };
  expect(await refusedFor({ ...shown, batches: [trail] })).toEqual([
    `batch ${name} revision`,
    `batch ${name} trail`,
  ]);
  const other = { ...batch, batchId: "another" };
  expect(await refusedFor({ ...shown, batches: [batch, other] })).toEqual([
    "batch another revision",
    "batch another record",
    "batch another trail",
  ]);
  expect(await refusedFor({ ...shown, asOf: shown.asOf + 1_000_000 })).toEqual(["position"]);
  expect(await refusedFor({ ...shown, asOf: 1 })).toEqual(["position"]);
  expect(await decide({ shown })).toMatchObject({ outcome: "accepted" });
});

test("what was so and is no longer is not decided on, whichever stream it stands in", async () => {
  await service.give(`/v1/batches/${name}/add-comment`, { text: "Seen later." });
  expect(await refusedFor(shown)).toEqual([`batch ${name} revision`]);
  const again = await read();
  await service.give(`/v1/lots/${name}-tablets/move-material`, { toLocationId: "store" });
  const changed = [`batch ${name} record`, `batch ${name} trail`];
  expect(await refusedFor(again)).toEqual(["trail", ...changed]);
  expect(await decide({ shown: await read() })).toMatchObject({ outcome: "accepted" });
});

test("what is recorded while it is being looked at is not decided on", async () => {
  const seen: View = async (of, asOf) => {
    const found = await view(of, asOf);
    await service.give(`/v1/batches/${name}/add-comment`, { text: "Meanwhile." });
    return found;
  };
  const code = "RECORD_CHANGED_SINCE_VIEW";
  expect(await decide({ shown }, { seen })).toMatchObject({ outcome: "refused", code });
});

test("an addendum lists the decisions, recalls and exercises that rest on the batch", async () => {
  const { instance } = service;
  const { site, legalEntity, zone } = instance.settings;
  const by = { actor: anna, authentication: authenticated, permits: "everything" as const };
  const session = { ...by, site, legalEntity, zone };
  const claims = { reason: { code: "found", text: "In the logger." } };
  const on = (id: string, data: object) => ({ commandId: randomUUID(), id, data, claims });
  const lot = `${name}-tablets`;
  const decided = await decide({ shown });
  const recallId = `${name}-recall`;
  const opened = { number: recallId, type: "recall", mock: false, seeds: [`lot:${name}-lot`] };
  const known = { reason: "Metal in it.", knownAt: "2026-11-20T08:00:00.000Z", profiles: [] };
  await instance.handler.execute(openRecallCase, on(recallId, { ...opened, ...known }), session);
  await refreshRecall(recallParts(instance), recallId);
  const counts = { lots: 1, batches: 1, shipments: 0 };
  const exercise = {
    materialLotId: `${name}-lot`,
    lot: `starch:${name}`,
    asOf: shown.asOf,
    took_ms: 5,
    forward: counts,
    backward: counts,
    unknown: 0,
    answerSha256: "a".repeat(64),
  };
  const exerciseId = `${name}-exercise`;
  const { handler } = instance;
  const performed = await handler.execute(recordTraceExercise, on(exerciseId, exercise), session);
  await handler.execute(completeBatch, on(name, {}), session);
  await waitUntilVisible(instance, performed.events[0]?.id);
  const said = { shouldBe: "24 degrees.", evidence: "Logger printout 7." };
  const { restingOn } = apiParts(instance).answering;
  const written = await writeAddendum(handler, on(name, said), session, restingOn);
  expect(written).toMatchObject({ outcome: "accepted" });
  const [last] = await Array.fromAsync(
    instance.log.readStream(`batch-${name}`, { direction: "backwards", limit: 1 }),
  );
  expect(last?.data).toEqual({
    ...said,
    makesStale: {
      judgements: [],
      materialLotIds: [lot],
      dispositions: decided.events.map(({ id }) => id),
      recallIds: [recallId],
      traceExerciseIds: [exerciseId],
    },
    proposesHold: expect.any(String),
  });
  const none = await writeAddendum(handler, on("none", said), session, restingOn);
  expect(none).toMatchObject({ outcome: "refused", code: "NOT_FOUND" });
  await view({ materialLotId: lot, batchIds: [name] });
  const { data } = (await service.get(`/v1/batches/${name}/record`)).body;
  expect(data.addenda).toMatchObject([
    {
      makesStale: { lots: [`tablets:${name}`], recalls: [recallId], entries: [expect.any(Number)] },
      proposesHold: expect.any(String),
    },
  ]);
});

test("what entered another stream within the lag is waited for", async () => {
  const { projections, handler, settings } = service.instance;
  const { restingOn } = apiParts(service.instance).answering;
  const lot = `${name}-tablets`;
  const goOn = projections.pause();
  const moved = { toLocationId: "store" };
  const { site, legalEntity, zone } = settings;
  const session = { actor: anna, authentication: authenticated, site, legalEntity, zone };
  const by = { ...session, permits: "everything" as const };
  const data = { materialLotId: lot, decision: "reject" as const, dispositionId: `${name}-r` };
  const claims = { reason: { code: "found", text: "In the logger." } };
  const rejected = await decideDisposition(handler, { commandId: randomUUID(), data, claims }, by);
  expect(rejected).toMatchObject({ outcome: "accepted" });
  await handler.execute(moveMaterial, { commandId: randomUUID(), id: lot, data: moved }, by);
  const asked = [restingOn(name), view({ materialLotId: lot, batchIds: [name] })] as const;
  setTimeout(goOn, 200);
  const [resting, now] = await Promise.all(asked);
  expect(resting.dispositions).toEqual(rejected.events.map(({ id }) => id));
  expect(now?.asOf).toBeGreaterThan(shown.asOf + 1);
});

test("for who may write no addendum nothing is looked up, known or not", async () => {
  const { handler, settings } = service.instance;
  const { site, legalEntity, zone } = settings;
  const standing = { identityVerified: true, statementAccepted: true, mustChangePassword: false };
  const permits = { grants: [], ...standing, training: "off" as const };
  const by = { actor: anna, authentication: authenticated, permits, site, legalEntity, zone };
  const data = { shouldBe: "24 degrees.", evidence: "Logger printout 7." };
  const restingOn = () => Promise.reject(new Error("They may not write it."));
  for (const id of [name, "none"]) {
    const call = { commandId: randomUUID(), id, data };
    expect(await writeAddendum(handler, call, by, restingOn)).toMatchObject({
      outcome: "refused",
      code: "NOT_AUTHORIZED",
    });
  }
});

test("what is answered in parts states no digest of the whole", async () => {
  const whole = (await service.get(`/v1/audit-trail?batch=${name}`)).body;
  expect(whole.digest).toMatch(/^[0-9a-f]{64}$/);
  const part = (await service.get(`/v1/audit-trail?batch=${name}&limit=2`)).body;
  expect(part).not.toHaveProperty("digest");
  const at = `limit=2&asOf=${whole.asOf}&digest=true`;
  const asked = (await service.get(`/v1/audit-trail?batch=${name}&${at}`)).body;
  expect(asked).toMatchObject({ digest: whole.digest, next: {}, entries: [{}, {}] });
  const after = whole.entries[0].position;
  const rest = await service.get(`/v1/audit-trail?batch=${name}&after=${after}`);
  expect(rest.body).not.toHaveProperty("digest");
});
