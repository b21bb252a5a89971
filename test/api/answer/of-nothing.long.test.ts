// Answers without a row leave in every form too, and say of themselves that they are whole.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntilVisible } from "../../../src/cli/instance/visible.ts";
import { openRecallCase } from "../../../src/domain/recall/opening/commands.ts";
import { heldPlantWith } from "../../processes/hold/held-plant-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

let service: ServiceForTest;
let alone: string;
let other: string;
let unresolved: string;
beforeAll(async () => {
  service = await startService({ environment: { LEGAL_ENTITY: "Works" } });
  const { log, handler } = service.instance;
  const plant = heldPlantWith(log, handler);
  alone = await plant.releasedLot();
  other = await plant.releasedLot();
  unresolved = randomUUID();
  await plant.run(openRecallCase, unresolved, {
    number: "R-1",
    type: "recall",
    mock: false,
    seeds: ["starch:none"],
    reason: "Metal found in a sack.",
    knownAt: "2026-11-20T08:00:00Z",
    profiles: [],
  });
  const last = (await Array.fromAsync(log.readAll())).at(-1);
  await waitUntilVisible(service.instance, last?.id);
}, 60_000);
afterAll(() => service[Symbol.asyncDispose]());

const questions = () => [
  `/v1/traces?from=lot:${alone}&direction=forward`,
  `/v1/traces?from=lot:${alone}&direction=forward&classes=exposure`,
  `/v1/whereabouts?from=lot:${alone}&serials=1`,
  `/v1/traces/between?from=lot:${alone}&to=lot:${other}`,
  `/v1/traces/common?of=lot:${alone}&of=lot:${other}`,
  `/v1/traces/circumstances?of=lot:${alone}&of=lot:${other}`,
  `/v1/traces/shares?from=lot:${alone}`,
];

async function leaves(question: string, format: string): Promise<string> {
  const { status, body } = await service.get(`${question}&format=${format}`);
  expect([question, format, status]).toEqual([question, format, 200]);
  return typeof body === "string" ? body : JSON.stringify(body);
}

test("what reached nothing leaves in each form", async () => {
  for (const question of questions()) {
    for (const format of ["json", "ndjson", "csv", "html", "pdf", "proof"]) {
      const body = await leaves(question, format);
      if (format === "html") expect(body).not.toMatch(/NaN|undefined/);
      if (format === "ndjson") expect(body.trimEnd().split("\n").at(-1)).toMatch(/"line":"answer"/);
    }
  }
});

test("a recall that was not traced yet does not say what it looked through", async () => {
  const question = `/v1/recalls/${unresolved}?`;
  for (const format of ["json", "ndjson", "csv", "html", "pdf"]) await leaves(question, format);
  const html = await leaves(question, "html");
  expect(html).toContain("nothing has been looked through");
  expect(html).not.toContain("0 to -1");
  expect(html).not.toContain("Other events name it");
  const { status, body } = await service.get(`${question}&format=proof`);
  expect([status, body.code]).toEqual([404, "NOT_IN_LOG"]);
});
