// docs/material.md, as it stands: each of its commands sent in order, by somebody with the role.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { materialLot } from "../../src/domain/material-lot/material-lot.ts";
import { sample } from "../../src/domain/sample/sample.ts";
import { dateAt } from "../../src/eventstore/handler/date-at.ts";
import { establishPeople, type People, type Somebody } from "./people-for-test.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
});
afterAll(() => service[Symbol.asyncDispose]());

const page = await readFile(new URL("../../docs/material.md", import.meta.url), "utf8");
const blocks = [
  ...page.matchAll(/```http\n# (\w+)(?:, refused with (\w+))?\nPOST (\S+)\n([^`]+)```/g),
].map(([, role = "", code, path = "", body = ""]) => ({ role, code, path, body }));

async function oosId(): Promise<string> {
  const { state } = await service.instance.handler.load(sample, "qc-3");
  return state.status === "unknown" ? "" : (state.outOfSpecification[0]?.oosId ?? "");
}

test("every command of the page does what it says", { timeout: 120_000 }, async () => {
  expect(blocks.length).toBeGreaterThan(20);
  const known = new Map<string, Somebody>();
  const today = dateAt(service.instance.clock.now().toISOString(), "Europe/Ljubljana");
  const claims = { reason: { code: "page", text: "As the page has it." } };
  for (const { role, code, path, body } of blocks) {
    const by = known.get(role) ?? (await people.person(role.toLowerCase(), { role }));
    known.set(role, by);
    const filled = body.replaceAll("<today>", today).replaceAll("<oosId>", await oosId());
    const data: unknown = JSON.parse(filled);
    const answer = await by.post(path, { commandId: crypto.randomUUID(), data, claims });
    const expected = code === undefined ? { status: 200 } : { status: 409, body: { code } };
    expect({ path, ...answer }).toMatchObject({ path, ...expected });
  }
  const { state } = await service.instance.handler.load(materialLot, "silica-1");
  expect(state).toMatchObject({ qualityStatus: "released", expiresOn: "2031-07-31" });
  const [reader] = known.values();
  const get = async (path: string) => (await reader?.get(path))?.body;
  expect(await get("/v1/specifications?state=effective")).toMatchObject({
    specifications: [{ specificationId: "silica", version: 1, tests: 2 }],
  });
  expect(await get("/v1/specifications/silica")).toMatchObject({
    versions: [{ state: "effective", approved: { by: expect.any(String) } }],
    unknown: [],
  });
  const { samples } = await get("/v1/samples?lot=silica-1&state=received");
  expect(samples).toMatchObject([{ sampleId: "qc-3", results: 2, notAssessed: 0 }]);
  expect(await get("/v1/samples/qc-3")).toMatchObject({
    custody: [{ what: "taken" }, { what: "sent" }, { what: "received", sealNumber: "L-2202" }],
    results: [{ isInvalid: true }, { stands: { conforms: true } }],
    outOfSpecification: [{ assessed: { conclusion: "laboratoryError" } }],
  });
  expect(await get("/v1/samples/qc-9")).toMatchObject({ code: "SAMPLE_UNKNOWN" });
  expect(await get("/v1/specifications/none")).toMatchObject({ code: "SPECIFICATION_UNKNOWN" });
});
