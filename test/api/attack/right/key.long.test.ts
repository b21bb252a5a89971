// The key of a machine does what somebody else approved, in one role, and nothing that people
// answer for. Each attempt at more is refused.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everywhere } from "../../../../src/domain/kernel/access/standing.ts";
import { establishPeople, loggedIn, ok, type People } from "../../people-for-test.ts";
import { playBatch } from "../../plant-for-test.ts";
import {
  type Client,
  clientOf,
  type ServiceForTest,
  startService,
} from "../../service-for-test.ts";
import {
  given,
  grant,
  recordedOf,
  refused,
  startBeside,
  steppedClock,
  withReason,
} from "../attack-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let beside: Awaited<ReturnType<typeof startBeside>>;
let people: People;
beforeAll(async () => {
  service = await startService({ clock });
  await playBatch(service, "made");
  people = await establishPeople(service);
  await people.person("alma", { role: "supervisor" });
  beside = await startBeside(service);
});
afterAll(async () => {
  await beside[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const later = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
const approval = { toRevision: 4 };

describe("the key of a service", () => {
  const key = async (name: string, role: string, more: object = {}) => {
    const at = `/v1/services/${name}`;
    const about = { name, purpose: "An attack", ownerPersonId: people.admin.id };
    ok(await people.admin.give(`${at}/register-service`, about));
    const wanted = { label: "k", role, scope: everywhere, expiresAt: later(60), ...more };
    return people.admin.post(`${at}/issue-api-key`, given(wanted));
  };

  test("only reads until somebody else has approved it [P11-10d] [P11-10g]", async () => {
    const { keyId, key: text } = ok(await key("press", "operator")).body;
    const machine = clientOf(service.address, { key: text });
    const enter = () => machine.give("/v1/batches/made/add-comment", { text: "By a machine." });
    expect((await machine.get("/v1/batches")).status).toBe(200);
    expect(await enter()).toMatchObject(refused("IDENTITY_NOT_VERIFIED"));
    const at = "/v1/services/press/approve-api-key";
    expect(await people.admin.give(at, { keyId })).toMatchObject(refused("NOT_AUTHORIZED"));
    const both = await people.person("ivo", { role: "administrator" });
    ok(await people.admin.give(`/v1/people/${both.id}/grant-role`, grant("security")));
    await sleep(1_000);
    const wanted = { label: "k", role: "operator", scope: everywhere, expiresAt: later(60) };
    const own = ok(await both.post("/v1/services/press/issue-api-key", given(wanted))).body;
    const alone = await both.give(at, { keyId: own.keyId });
    expect(alone).toMatchObject(refused("SECOND_PERSON_REQUIRED"));
    ok(await people.security.give(at, { keyId }));
    await sleep(1_000);
    expect((await enter()).status).toBe(200);
  });

  test("names nobody for whom it acts, but whom it was issued for [P11-10g]", async () => {
    const alma = await loggedIn(service.address, "alma");
    const { id } = people.admin;
    const claiming = (who: Client, onBehalfOf: string) => {
      const claims = { claims: { onBehalfOf } };
      return who.give("/v1/batches/made/add-comment", { text: "For them." }, claims);
    };
    const issued = [
      ok(await key("plain", "operator")).body,
      ok(await key("terminal", "operator", { actsFor: [alma.id] })).body,
    ];
    for (const [n, name] of ["plain", "terminal"].entries()) {
      const { keyId } = issued[n];
      ok(await people.security.give(`/v1/services/${name}/approve-api-key`, { keyId }));
    }
    await sleep(1_000);
    const [plain, terminal] = issued.map((one) => clientOf(service.address, { key: one.key }));
    if (!plain || !terminal) throw new Error("No key was issued.");
    expect(await claiming(plain, alma.id)).toMatchObject(refused("NOT_AUTHORIZED"));
    expect(await claiming(terminal, id)).toMatchObject(refused("NOT_AUTHORIZED"));
    ok(await claiming(terminal, alma.id));
    const [comment] = (await recordedOf(service, "CommentAdded")).slice(-1);
    expect(comment?.metadata).toMatchObject({ actor: { id: "terminal" }, onBehalfOf: alma.id });
  });

  test("is given no right that people answer for, nor one over accounts [P11-10g]", async () => {
    for (const role of ["qaRelease", "qaReviewer", "administrator", "security"]) {
      expect(await key(`of-${role}`, role)).toMatchObject(refused("SOD_CONFLICT"));
    }
  });

  test("has none by a role that was revised afterwards [P11-10g] [A11d-11.10-11]", async () => {
    const role = { title: "Machine", duty: "service", rights: ["readRecords"], trainings: [] };
    ok(await people.admin.give("/v1/roles/machine/define-role", role));
    const { body } = ok(await key("later", "machine"));
    const wider = { ...role, rights: ["readRecords", "reviewRecord", "approveRecord"] };
    ok(await people.admin.give("/v1/roles/machine/revise-role", wider, withReason));
    const machine = clientOf(service.address, { key: body.key });
    const approving = await machine.give("/v1/batches/made/approve-batch-record", approval);
    expect(approving).toMatchObject(refused("NOT_AUTHORIZED"));
  });

  test("counts no more once revoked or expired, in every process [P11-10d]", async () => {
    const [one, two] = [await key("one", "service"), await key("two", "service")].map(ok);
    const asks = (text: string) =>
      Promise.all(
        [service, beside].map(async ({ address }) => {
          return (await clientOf(address, { key: text }).get("/v1/batches")).status;
        }),
      );
    expect(await asks(one?.body.key)).toEqual([200, 200]);
    expect(await asks(two?.body.key)).toEqual([200, 200]);
    const at = "/v1/services/one/revoke-api-key";
    ok(await people.admin.give(at, { keyId: one?.body.keyId }, withReason));
    await sleep(1_000);
    expect(await asks(one?.body.key)).toEqual([401, 401]);
    clock.step({ minutes: 61 });
    await sleep(1_000);
    expect(await asks(two?.body.key)).toEqual([401, 401]);
  });
});
