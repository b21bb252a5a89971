// What somebody answers for ends with them: the key of a machine with its owner, the look of an
// inspector with the account, the grant or the day; within a second, in every process.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everywhere } from "../../../../src/domain/kernel/access/standing.ts";
import { establishPeople, ok, type People, type Somebody } from "../../people-for-test.ts";
import { playBatch } from "../../plant-for-test.ts";
import {
  clientOf,
  type Identity,
  type ServiceForTest,
  startService,
} from "../../service-for-test.ts";
import { given, recordedOf, startBeside, steppedClock, withReason } from "../attack-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let beside: Awaited<ReturnType<typeof startBeside>>;
let people: People;
let security: Somebody;
beforeAll(async () => {
  service = await startService({ clock });
  await playBatch(service, "made");
  people = await establishPeople(service);
  security = await people.person("sera", { role: "security" });
  beside = await startBeside(service);
}, 120_000);
afterAll(async () => {
  await beside[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const later = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
const aSecond = () => sleep(1_000);

/** In both processes: what is answered to a read of the list, and of a thing in it. */
const answers = (who: Identity): Promise<readonly string[]> =>
  Promise.all(
    [service, beside].flatMap(({ address }) =>
      ["/v1/batches", "/v1/lots/made-lot"].map(async (path) => {
        const { status, body } = await clientOf(address, who).get(path);
        return status === 200 ? "answered" : `${status} ${body.code}`;
      }),
    ),
  );
const all = (answer: string) => Array(4).fill(answer);

const ends = {
  disabled: async ({ id }: Somebody) =>
    ok(await security.give(`/v1/people/${id}/disable-person`, {}, withReason)),
  left: async ({ id }: Somebody) =>
    ok(await people.admin.give(`/v1/people/${id}/record-leaving`, {})),
} as const;

describe.each(Object.entries(ends))("whoever is %s", (how, ended) => {
  test("takes along the keys that they answer for [P11-10d] [P11-300c] [A11-12.1]", async () => {
    const owner = await people.person(`owner-${how}`, { role: "operator" });
    const other = await people.person(`other-${how}`, { role: "operator" });
    const keyOf = async (name: string, role: string, ownerPersonId: string) => {
      const at = `/v1/services/${name}`;
      const about = { name, purpose: "A press", ownerPersonId };
      ok(await people.admin.give(`${at}/register-service`, about));
      const wanted = { label: "k", role, scope: everywhere, expiresAt: later(60) };
      const { keyId, key } = ok(await people.admin.post(`${at}/issue-api-key`, given(wanted))).body;
      ok(await security.give(`${at}/approve-api-key`, { keyId }));
      return { key };
    };
    const own = [
      await keyOf(`press-${how}`, "operator", owner.id),
      await keyOf(`reader-${how}`, "service", owner.id),
    ];
    const others = await keyOf(`mixer-${how}`, "operator", other.id);
    await aSecond();
    for (const key of [...own, others]) expect(await answers(key)).toEqual(all("answered"));
    await ended(owner);
    await aSecond();
    for (const key of own) expect(await answers(key)).toEqual(all("403 ACCOUNT_DISABLED"));
    const comments = (await recordedOf(service, "CommentAdded")).length;
    for (const { address } of [service, beside]) {
      const machine = clientOf(address, own[0]);
      const entry = await machine.give("/v1/batches/made/add-comment", { text: "Still here." });
      expect(entry).toMatchObject({ status: 403, body: { code: "ACCOUNT_DISABLED" } });
    }
    expect(await recordedOf(service, "CommentAdded")).toHaveLength(comments);
    expect(await answers(others)).toEqual(all("answered"));
  });

  test("is logged in no more [P11-10d] [A11-12.1]", async () => {
    const one = await people.person(`person-${how}`, { role: "operator" });
    expect(await answers(one)).toEqual(all("answered"));
    await ended(one);
    await aSecond();
    const first = await answers(one);
    for (const answer of first)
      expect(answer).toMatch(/^(401 LOG_IN_REQUIRED|403 ACCOUNT_DISABLED)$/);
    await aSecond();
    expect(await answers(one)).toEqual(all("401 LOG_IN_REQUIRED"));
  });

  test("inspects no more [P11-10d]", async () => {
    const until = later(60);
    const one = await people.person(`inspector-${how}`, { role: "inspector", until });
    expect(await answers(one)).toEqual(all("answered"));
    await ended(one);
    await aSecond();
    for (const answer of await answers(one)) expect(answer).toMatch(/^40[13] /);
    await aSecond();
    expect(await answers(one)).toEqual(all("401 LOG_IN_REQUIRED"));
  });
});

describe("an inspector", () => {
  const nothing = all("403 NOT_AUTHORIZED");

  test("sees nothing once the role was revoked [P11-10d] [P11-10g]", async () => {
    const one = await people.person("revoked", { role: "inspector", until: later(60) });
    expect(await answers(one)).toEqual(all("answered"));
    const at = `/v1/people/${one.id}/revoke-role`;
    ok(await people.admin.give(at, { role: "inspector" }, withReason));
    await aSecond();
    expect(await answers(one)).toEqual(nothing);
  });

  test("sees nothing once the day has come, which is kept [P11-10d] [P11-10g]", async () => {
    const one = await people.person("boxed", { role: "inspector", until: later(10) });
    expect(await answers(one)).toEqual(all("answered"));
    clock.step({ minutes: 10 });
    expect(await answers(one)).toEqual(nothing);
    const attempts = (await recordedOf(service, "AttemptRefused")).filter(
      ({ metadata }) => metadata.actor.id === one.id,
    );
    expect(attempts.map(({ event }) => event.data.code)).toEqual(Array(4).fill("NOT_AUTHORIZED"));
  });
});
