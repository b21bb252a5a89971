// What an answer lacks it names too: whoever has a right for a part of the plant gets no answer
// whose gaps name another part of it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { establishPeople, ok, type Somebody } from "../../people-for-test.ts";
import { type ServiceForTest, startService } from "../../service-for-test.ts";
import { material } from "../client/making-for-test.ts";

let service: ServiceForTest;
let anna: Somebody;
let boss: Somebody;
beforeAll(async () => {
  service = await startService();
  await numberedTwice();
  const people = await establishPeople(service);
  anna = await people.person("anna", { role: "supervisor", scope: { materials: ["raw-a"] } });
  boss = await people.person("boss", { role: "supervisor" });
});
afterAll(() => service[Symbol.asyncDispose]());

/** Lot `a-twice` has a number that `b-twice` had. */
async function numberedTwice(): Promise<void> {
  const identifiers = (value: string) => [{ scheme: "raw", issuer: "Mill", value }];
  const lot = (of: string) => ({
    material: material(`raw-${of}`),
    identifiers: identifiers("twice"),
    containers: [],
    qualityStatus: "quarantine",
  });
  const renamed = { identifiers: identifiers("b-secret") };
  const reason = { code: "typo", text: "It is written otherwise on the sack." };
  ok(await service.give("/v1/lots/b-twice/receive-material-lot", lot("b")));
  ok(await service.give("/v1/lots/b-twice/relabel-material-lot", renamed, { claims: { reason } }));
  ok(await service.give("/v1/lots/a-twice/receive-material-lot", lot("a")));
}

test("what another lot is called that had the number before is not told", async () => {
  const trace = "/v1/traces?from=raw:twice&direction=forward";
  for (const path of [
    trace,
    "/v1/whereabouts?from=raw:twice",
    "/v1/recalls/preview?suspect=raw:twice",
  ]) {
    const { status, body } = await anna.get(path);
    expect([path, status]).toEqual([path, 403]);
    expect(JSON.stringify(body)).not.toContain("b-secret");
  }
  expect(JSON.stringify((await boss.get(trace)).body)).toContain("b-secret");
  expect((await anna.get("/v1/traces?from=lot:a-twice&direction=forward")).status).toBe(200);
});
