// Down time and back-tests over HTTP: a form is issued and printed, what is on it is entered, and
// nobody compares their own entry; a recipe is tried over a batch that is made.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { path, recipe } from "../domain/batch/control-recipe/examples.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";
import { runBatch } from "./wire/running-batch.ts";

let service: ServiceForTest;
const batchId = randomUUID();
const at = `/v1/batches/${batchId}`;
beforeAll(async () => {
  service = await startService();
  await runBatch(service, batchId);
});
afterAll(() => service[Symbol.asyncDispose]());

const speed = {
  parameter: "Mixer speed",
  path: path("mix"),
  value: { value: "11", unitOfMeasure: "/min" },
  source: "manual",
};

test("the original of a form is handed out once, sealed; else shown for reading", async () => {
  const none = await service.get(`${at}/blank-form`);
  expect(none).toMatchObject({ status: 404, body: { code: "FORM_UNKNOWN" } });
  const commandId = randomUUID();
  const issue = (id: string, claims = {}) =>
    fetch(new URL(`${at}/issue-blank-form`, service.address), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ commandId: id, data: { copy: 1 }, claims }),
    });
  for (let n = 0; n < 2; n += 1) {
    const original = await issue(commandId);
    expect(original.headers.get("content-type")).toBe("application/pdf");
    const bytes = Buffer.from(await original.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  }
  const second = await issue(randomUUID(), { reason: { code: "lost", text: "Coffee." } });
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ code: "ALREADY_EXISTS" });
  const data = await service.get(`${at}/blank-form?form=B-1-F1`);
  expect(data).toMatchObject({ status: 200, body: { kind: "blank-form" } });
  expect(JSON.stringify(data.body)).toContain("For reading only");
  const pdf = await fetch(new URL(`${at}/blank-form?format=pdf`, service.address));
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
});

test("what was written on it is entered late, and not compared by who entered it", async () => {
  const reason = { code: "downTime", text: "The node was down." };
  const claims = { reason, fromPaper: { form: "B-1-F1", page: 2 } };
  const elsewhere = { ...claims, fromPaper: { form: "B-9-F1", page: 2 } };
  const refused = await service.give(`${at}/record-parameter`, speed, { claims: elsewhere });
  expect(refused).toMatchObject({ status: 409, body: { code: "FORM_NOT_OUT" } });
  const act = await service.give(`${at}/start-phase`, { phaseId: "weigh" }, { claims });
  expect(act).toMatchObject({ status: 422, body: { code: "STEP_MUST_BE_RECORDED_LIVE" } });
  const entered = await service.give(`${at}/record-parameter`, speed, { claims });
  expect(entered).toMatchObject({ status: 200 });
  const entryEventId = entered.body.events[0].id;
  const own = await service.give(`${at}/check-transcription`, { entryEventId, result: "same" });
  expect(own).toMatchObject({ status: 403, body: { code: "SECOND_PERSON_REQUIRED" } });
  const trail = await service.get(`/v1/audit-trail?batch=${batchId}`);
  const entry = trail.body.entries.find((one: { eventId: string }) => one.eventId === entryEventId);
  expect(entry.when).toMatchObject({ late: true, fromPaper: { form: "B-1-F1", page: 2 } });
});

test("a phase is held, goes on and is stopped by routes of its own", async () => {
  const claims = { reason: { code: "jacket", text: "The jacket is too hot." } };
  const turn = (how: string) => service.give(`${at}/${how}`, { phaseId: "weigh" }, { claims });
  expect(await turn("pause-phase")).toMatchObject({ status: 409, body: { cause: "notRunning" } });
  for (const how of ["start", "pause", "resume", "hold", "restart", "pause", "hold", "stop"]) {
    expect(await turn(`${how}-phase`), how).toMatchObject({ status: 200 });
  }
  for (const how of ["resume-phase", "record-phase-resumed", "record-phase-restarted"]) {
    expect(await turn(how), how).toMatchObject({ status: 409, body: { cause: "stopped" } });
  }
  const { body } = await service.get(`/v1/audit-trail?batch=${batchId}`);
  const said: readonly string[] = body.entries.map((one: { sentence: string }) => one.sentence);
  for (const how of ["paused", "resumed", "held", "restarted", "stopped"]) {
    expect(
      said.some((one) => one.endsWith(`weigh ${how}`)),
      how,
    ).toBe(true);
  }
});

test("limits are tried over it; of what is unknown the answer says so", async () => {
  const procedure = structuredClone(recipe.procedure);
  for (const phase of procedure.unitProcedures[0]?.operations[0]?.phases ?? []) {
    for (const one of phase.parameters ?? []) if (one.key === "speed") one.high = "10";
  }
  const drafted = { recipe: { ...recipe, procedure } };
  expect(await service.give("/v1/master-recipes/m-1/draft-recipe", drafted)).toMatchObject({
    status: 200,
  });
  const tried = await service.get(`/v1/master-recipes/m-1/back-test?batches=${batchId},nobody`);
  expect(tried).toMatchObject({
    status: 200,
    body: { recipe: { version: 1 }, rules: null, unknown: ["nobody"] },
  });
  const { rules } = tried.body.batches[0];
  expect(
    rules.find((one: { ruleKey: string }) => one.ruleKey === "parameter-limits"),
  ).toMatchObject({ wouldFlag: [{ section: 10 }], flaggedThen: [] });
  for (const [query, status] of [
    ["batches=", 400],
    [`batches=${batchId}&rules=7`, 404],
    [`batches=${batchId}&version=9`, 404],
    [`batches=${Array.from({ length: 101 }, (_, n) => n)}`, 400],
  ] as const) {
    const answer = await service.get(`/v1/master-recipes/m-1/back-test?${query}`);
    expect(answer.status, query).toBe(status);
  }
});
