// Over HTTP: who is logged in and types what can hardly be meant is asked, and says that it is.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { path } from "../../domain/batch/control-recipe/examples.ts";
import { establishPeople, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { runBatch } from "./running-batch.ts";

let service: ServiceForTest;
let olga: Somebody;
const batchId = randomUUID();
const at = `/v1/batches/${batchId}`;
beforeAll(async () => {
  service = await startService();
  await runBatch(service, batchId);
  olga = await (await establishPeople(service)).person("olga", { role: "operator" });
});
afterAll(() => service[Symbol.asyncDispose]());

test("what somebody types is theirs, whatever they say that it is from", async () => {
  const value = { value: "1100", unitOfMeasure: "/min" };
  const far = { parameter: "Mixer speed", path: path("mix"), occasion: "claimed", value };
  for (const source of ["device", "import"]) {
    const refused = await olga.give(`${at}/record-parameter`, { ...far, source });
    expect(refused).toMatchObject({ status: 422, body: { code: "IMPLAUSIBLE_VALUE" } });
  }
  const claimed = { ...far, source: "device", confirmed: true };
  expect(await olga.give(`${at}/record-parameter`, claimed)).toMatchObject({ status: 200 });
  const knowing = { ...claimed, claimedSource: "device" };
  expect(await olga.give(`${at}/record-parameter`, knowing)).toMatchObject({ status: 400 });
  const { body } = await olga.get(`/v1/audit-trail?batch=${batchId}`);
  const said = (body.entries as { readonly sentence: string }[]).map(({ sentence }) => sentence);
  expect(said.some((one) => one.includes("by hand as from a device"))).toBe(true);
});

test("what can hardly be meant is taken once it is confirmed, and the trail says so", async () => {
  const value = { value: "1100", unitOfMeasure: "/min" };
  const far = { parameter: "Mixer speed", path: path("mix"), value, source: "manual" };
  const refused = await olga.give(`${at}/record-parameter`, far);
  expect(refused).toMatchObject({ status: 422, body: { code: "IMPLAUSIBLE_VALUE" } });
  const entered = await olga.give(`${at}/record-parameter`, { ...far, confirmed: true });
  expect(entered).toMatchObject({ status: 200 });
  const { body } = await olga.get(`/v1/audit-trail?batch=${batchId}`);
  const said = (body.entries as { readonly sentence: string }[]).map(({ sentence }) => sentence);
  expect(said.filter((one) => one.includes("confirmed as meant"))).toHaveLength(2);
  expect(said.filter((one) => one.includes("(IMPLAUSIBLE_VALUE)"))).toHaveLength(3);
});
