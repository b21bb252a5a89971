// Whoever wants more than was granted to them: by themselves, by two roles, by a shared account.
// Each attempt is refused, and kept with who made it.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../../src/domain/access-control/access-control.ts";
import { everywhere } from "../../../../src/domain/kernel/access/standing.ts";
import {
  accepted,
  establishPeople,
  loggedIn,
  ok,
  type People,
  passwordOf,
  type Somebody,
} from "../../people-for-test.ts";
import { playBatch } from "../../plant-for-test.ts";
import { type ServiceForTest, startService } from "../../service-for-test.ts";
import {
  grant,
  recordedOf,
  refused,
  steppedClock,
  verify,
  withReason,
} from "../attack-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService({ clock });
  await playBatch(service, "made");
  people = await establishPeople(service);
  await people.person("alma", { role: "supervisor" });
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

const later = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
const approval = { toRevision: 4 };

async function attempts(code: string) {
  const all = await recordedOf(service, "AttemptRefused");
  return all.filter(({ event }) => event.data.code === code);
}

describe("nobody", () => {
  test("grants or revokes roles of their own [P11-10g] [A11d-11.10-11]", async () => {
    const at = `/v1/people/${people.admin.id}`;
    for (const role of ["security", "qaRelease", "operator"]) {
      const reply = await people.admin.give(`${at}/grant-role`, grant(role));
      expect(reply).toMatchObject(refused("SOD_CONFLICT"));
    }
    const part = { scope: { ...everywhere, sites: ["site-1"] } };
    const limited = await people.admin.give(
      `/v1/people/${people.security.id}/grant-role`,
      grant("administrator", part),
    );
    expect(limited).toMatchObject({ status: 422, body: { code: "ADMINISTRATION_LIMITED" } });
    const narrower = grant("administrator", { until: later(60) });
    const replaced = await people.admin.give(`${at}/grant-role`, narrower);
    expect(replaced).toMatchObject(refused("SOD_CONFLICT"));
    const revoked = await people.admin.give(
      `${at}/revoke-role`,
      { role: "administrator" },
      withReason,
    );
    expect(revoked).toMatchObject(refused("SOD_CONFLICT"));
    const kept = await attempts("SOD_CONFLICT");
    expect(kept.length).toBeGreaterThanOrEqual(5);
    for (const { metadata, event } of kept) {
      expect(metadata.actor).toMatchObject({ kind: "person", id: people.admin.id });
      expect(event.data.command).toMatch(/Role$/);
    }
  });

  test("is enrolled under a name or an id given before [P11-100a] [P11-300a]", async () => {
    const gone = await people.person("gone");
    ok(await people.admin.give(`/v1/people/${gone.id}/record-leaving`, {}));
    const enrol = (id: string, username: string) =>
      people.admin.give(`/v1/people/${id}/enrol-person`, {
        ...{ username, printedName: "Somebody Else", initials: "SE", account: "personal" },
      });
    const reused = { body: { code: "IDENTITY_REUSED" } };
    expect(await enrol("another-one", "gone")).toMatchObject(reused);
    expect(await enrol(gone.id, "fresh-name")).toMatchObject(reused);
  });
});

test("who administers does not produce, and the other way round [A11d-11.10-11]", async () => {
  const both: readonly (readonly [string, string])[] = [
    ["operator", "administrator"],
    ["qaRelease", "security"],
    ["security", "supervisor"],
  ];
  for (const [n, [held, wanted]] of both.entries()) {
    const one = await people.person(`both-${n}`, { role: held });
    const at = `/v1/people/${one.id}/grant-role`;
    expect(await people.admin.give(at, grant(wanted))).toMatchObject(refused("SOD_CONFLICT"));
    const inspecting = grant("inspector", { until: later(60) });
    expect(await people.admin.give(at, inspecting)).toMatchObject(refused("SOD_CONFLICT"));
  }
});

test("a shared account only reads [A11d-11.1]", async () => {
  const station = await people.person("press", { account: "shared" });
  const at = `/v1/people/${station.id}`;
  for (const role of ["operator", "qaRelease", "administrator", "recallLead"]) {
    const reply = await people.admin.give(`${at}/grant-role`, grant(role));
    expect(reply).toMatchObject(refused("SHARED_ACCOUNT_READ_ONLY"));
  }
  // A role that reads, and is made to write afterwards.
  const reader = { title: "Reader", duty: "production", rights: ["readRecords"], trainings: [] };
  ok(await people.admin.give("/v1/roles/screen/define-role", reader));
  ok(await people.admin.give(`${at}/grant-role`, grant("screen")));
  const writer = { ...reader, rights: ["readRecords", "executeBatch"] };
  ok(await people.admin.give("/v1/roles/screen/revise-role", writer, withReason));
  const shared = await loggedIn(service.address, "press");
  expect((await shared.get("/v1/batches")).status).toBe(200);
  const wrote = await shared.give("/v1/batches/made/add-comment", { text: "Nobody's." });
  expect(wrote).toMatchObject({ status: 403 });
});

describe("whoever is not ready", () => {
  test("does not what asks for a training that is not current [P11-10g] [P11-10i]", async () => {
    const rights = ["readRecords", "executeBatch"];
    const role = { title: "Press", duty: "production", rights, trainings: ["SOP 7"] };
    ok(await people.admin.give("/v1/roles/presser/define-role", role));
    const one = await people.person("tora", { role: "presser" });
    const comment = () => one.give("/v1/batches/made/add-comment", { text: "Trained?" });
    expect(await comment()).toMatchObject(refused("TRAINING_NOT_CURRENT"));
    const at = `/v1/people/${one.id}/record-training`;
    const yesterday = later(-24 * 60).slice(0, 10);
    ok(await people.admin.give(at, { topic: "SOP 7", validUntil: yesterday }));
    expect(await comment()).toMatchObject(refused("TRAINING_NOT_CURRENT"));
    ok(await people.admin.give(at, { topic: "SOP 7" }));
    await sleep(1_000);
    expect((await comment()).status).toBe(200);
    const [kept] = await attempts("TRAINING_NOT_CURRENT");
    expect(kept?.metadata.actor).toMatchObject({ kind: "person", id: one.id, username: "tora" });
    expect(kept).toMatchObject({
      stream: "batch-made",
      event: { data: { command: "AddComment" } },
    });
  });

  test("approves nothing before somebody verified who they are [P11-10g] [P11-100b]", async () => {
    const one = await people.person("quin", { role: "qaRelease", standing: false });
    const decide = () => one.give("/v1/batches/made/approve-batch-record", approval);
    expect(await decide()).toMatchObject(refused("SIGNATURE_POLICY_NOT_ACCEPTED"));
    const other = await one.post("/v1/own/statement", { digest: "0".repeat(64) });
    expect(other.status).toBe(409);
    await accepted(one);
    expect(await decide()).toMatchObject(refused("IDENTITY_NOT_VERIFIED"));
    ok(await people.security.give(`/v1/people/${one.id}/verify-identity`, verify));
    await sleep(1_000);
    expect((await decide()).status).toBe(409);
  });

  test("enters nothing before they accepted what they answer for [P11-10j]", async () => {
    const one = await people.person("olga", { role: "operator", standing: false });
    expect((await one.get("/v1/batches")).status).toBe(200);
    const enter = () => one.give("/v1/batches/made/add-comment", { text: "First entry." });
    expect(await enter()).toMatchObject(refused("SIGNATURE_POLICY_NOT_ACCEPTED"));
    await accepted(one);
    expect(await enter()).toMatchObject(refused("IDENTITY_NOT_VERIFIED"));
    ok(await people.security.give(`/v1/people/${one.id}/verify-identity`, verify));
    await sleep(1_000);
    expect((await enter()).status).toBe(200);
  });
});

test("who holds two roles adds to neither by the other [P11-10g] [A11d-11.10-11]", async () => {
  const second = { title: "Second", duty: "administration", rights: ["readRecords"] };
  ok(await people.admin.give("/v1/roles/second/define-role", { ...second, trainings: [] }));
  const one = await people.person("dora", { role: "administrator" });
  ok(await people.admin.give(`/v1/people/${one.id}/grant-role`, grant("second")));
  await sleep(1_000);
  const wider = { ...second, rights: ["readRecords", "exportRecords"], trainings: [] };
  const revise = (who: Somebody) => who.give("/v1/roles/second/revise-role", wider, withReason);
  expect(await revise(one)).toMatchObject(refused("SOD_CONFLICT"));
  ok(await people.admin.give("/v1/roles/second/retire-role", {}, withReason));
  await sleep(1_000);
  expect(await revise(one)).toMatchObject(refused("SOD_CONFLICT"));
  ok(await revise(people.admin));
});

test("a role does not mix what is kept apart [P11-10g] [A11d-11.10-11]", async () => {
  const define = (id: string, more: object) =>
    people.admin.give(`/v1/roles/${id}/define-role`, { title: id, trainings: [], ...more });
  const mixed: readonly object[] = [
    { duty: "production", rights: ["executeBatch", "grantRoles"] },
    { duty: "quality", rights: ["approveRecord", "verifyIdentity"] },
    { duty: "administration", rights: ["grantRoles", "approveRecord"] },
    { duty: "service", rights: ["manageServices"] },
  ];
  for (const more of mixed)
    expect(await define("mixed", more)).toMatchObject(refused("SOD_CONFLICT"));
  const role = { duty: "production", rights: ["executeBatch"], trainings: [], title: "plain" };
  ok(await define("plain", role));
  const revise = (more: object) =>
    people.admin.give("/v1/roles/plain/revise-role", { ...role, ...more }, withReason);
  const administering = { duty: "administration", rights: ["grantRoles"] };
  expect(await revise(administering)).toMatchObject(refused("SOD_CONFLICT"));
  expect(await revise({ rights: ["executeBatch", "defineRoles"] })).toMatchObject(
    refused("SOD_CONFLICT"),
  );
});

// Last: from here on everybody's password is too old.
test("does nothing before the password is changed [P11-300b] [P11-200a3]", async () => {
  const admin = await loggedIn(service.address, "ada");
  const rules = (passwordAge_days: number | null) =>
    admin.give(
      "/v1/access-control/instance/set-access-policy",
      { ...defaultPolicy, passwordAge_days },
      withReason,
    );
  ok(await rules(1));
  clock.step({ minutes: 25 * 60 });
  const alma = await loggedIn(service.address, "alma");
  for (const path of ["/v1/batches", "/v1/batches/made/record"]) {
    expect(await alma.get(path)).toMatchObject(refused("PASSWORD_CHANGE_REQUIRED"));
  }
  const wrote = await alma.give("/v1/batches/made/add-comment", { text: "Too soon." });
  expect(wrote).toMatchObject(refused("PASSWORD_CHANGE_REQUIRED"));
  const former = passwordOf("alma");
  const again = await alma.post("/v1/own/password", { former, password: former });
  expect(again).toMatchObject({ status: 422, body: { code: "PASSWORD_UNFIT" } });
  const fresh = { former, password: "seven lamps in the harbour" };
  ok(await alma.post("/v1/own/password", fresh));
  expect((await alma.get("/v1/batches")).status).toBe(200);
});
