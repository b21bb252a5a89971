// From the first administrator to people who may, who may not, and who may no more, by commands.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieIn, passwordOf } from "../../api/people-for-test.ts";
import { clientOf } from "../../api/service-for-test.ts";
import { openProgram, type Program, type Serving } from "../program-for-test.ts";
import {
  accepted,
  at,
  establishPeople,
  inAMonth,
  logIn,
  type Somebody,
  terminalOf,
} from "./people-for-test.ts";

let program: Program;
let serving: Serving;
let ada: Somebody;
let vesna: Somebody;
let sam: Somebody;
let mira: Somebody;
/** Reads everything there is, by a key. */
let reader: Somebody;

beforeAll(async () => {
  program = await openProgram();
  serving = await program.serve();
});
afterAll(() => program[Symbol.asyncDispose]());

const reason = ["--reason", "TEST:It is tried out"];
const enrol = (username: string) => {
  const name = `${username.toUpperCase()} Example`;
  return ["user", "enrol", username, "--printed-name", name, "--initials", username.slice(0, 2)];
};

test("before people exist nobody is asked; then everybody is [P11-10d]", async () => {
  const before = terminalOf(program, "nobody");
  expect(await before.give(["who"])).toMatchObject({ peopleExist: false });
  expect(await before.refused(["log-in", "--username", "ada"])).toMatchObject({
    said: "NOBODY_ENROLLED",
  });
  ({ administrator: ada, security: vesna } = await establishPeople(program));
  expect(await ada.give(["who"])).toMatchObject({
    actor: { kind: "person", username: "ada" },
    authentication: { method: "password" },
  });
  const refused = { code: 1, said: "LOG_IN_REQUIRED" };
  expect(await before.refused(["user", "list"])).toEqual(refused);
  expect(await before.refused(["trace", "starch:5"])).toEqual(refused);
  expect(await before.refused(["import", "tablets", "."])).toEqual(refused);
  expect(await before.give(["status"])).toMatchObject({ authentication: "required" });
  const { status } = await clientOf(serving.address).get("/v1/batches");
  expect(status).toBe(401);
});

test("people are enrolled and invited, and set passwords that nobody else knows", async () => {
  await ada.give(enrol("sam"));
  await ada.give(["role", "grant", "sam", "security"]);
  const { id } = await ada.give(enrol("mira"));
  expect(await ada.refused(enrol("mira"))).toEqual({ code: 1, said: "IDENTITY_REUSED" });
  const first = await ada.give(["user", "invite", "sam"]);
  const input = `${first.link}\n${passwordOf("sam")}\n`;
  await terminalOf(program, "sam").give(["user", "accept", "--password-stdin"], input);
  const { link } = await ada.give(["user", "invite", "mira"]);
  const password = passwordOf("mira");
  const reply = await clientOf(serving.address).post("/v1/invitation", { link, password });
  expect(reply.status).toBe(204);
  [sam, mira] = [await logIn(program, "sam"), await logIn(program, "mira")];
  expect(await ada.give(["user", "show", "mira"])).toMatchObject({ id, verified: false });
});

test("an identity is verified by another than who enrolled [P11-100b]", async () => {
  const verify = ["user", "verify", "mira", "--how", "knownInPerson", "--evidence", "HR-1"];
  expect(await ada.refused(verify)).toEqual({ code: 1, said: "SECOND_PERSON_REQUIRED" });
  expect(await sam.refused(verify)).toEqual({ code: 1, said: "SIGNATURE_POLICY_NOT_ACCEPTED" });
  await accepted(sam);
  expect(await sam.give(["account", "statement"])).toMatchObject({ version: "1", accepted: true });
  expect(await sam.refused(verify)).toEqual({ code: 1, said: "IDENTITY_NOT_VERIFIED" });
  await vesna.give(["user", "verify", "sam", "--how", "knownInPerson", "--evidence", "HR-2"]);
  expect(await sam.give(verify)).toMatchObject({ events: ["IdentityVerified"] });
  expect(await mira.refused(verify)).toEqual({ code: 1, said: "NOT_AUTHORIZED" });
});

test("rights of any day are told, duties kept apart [A11-12.3] [A11d-11.10-11]", async () => {
  const before = new Date().toISOString();
  await ada.give(["role", "grant", "mira", "operator", "--site", "site-1"]);
  const then = new Date().toISOString();
  expect(await ada.refused(["role", "grant", "mira", "administrator"])).toEqual({
    code: 1,
    said: "SOD_CONFLICT",
  });
  const revoke = ["role", "revoke", "mira", "operator"];
  expect(await ada.refused(revoke)).toEqual({ code: 1, said: "REASON_REQUIRED" });
  const wrong = await ada.run([...revoke, "--reason", "because"]);
  expect(wrong).toMatchObject({ code: 2, out: "" });
  await ada.give([...revoke, ...reason]);
  const rightsAt = (on: string) => ada.give(["user", "rights", "mira", "--on", on]);
  expect(await rightsAt(before)).toMatchObject({ roles: [] });
  expect(await rightsAt(then)).toMatchObject({
    roles: [{ role: "operator", scope: { sites: ["site-1"] } }],
    rights: expect.arrayContaining(["executeBatch"]),
  });
  expect(await ada.give(["user", "rights", "mira"])).toMatchObject({ rights: [] });
});

test("a Qualified Person is entered, and it is shown for what [A11-15]", async () => {
  const number = ["--register-number", "QP-0471", "--authority", "JAZMP"];
  const qualify = (user: string, ...more: string[]) => [
    "user",
    "qualify",
    user,
    ...number,
    ...more,
  ];
  const here = ["--site", "site-1", "--from", "2026-01-01"];
  expect(await ada.refused(qualify("mira", "--site", "nowhere"))).toMatchObject({
    said: "NOT_FOUND",
  });
  await ada.give(qualify("mira", ...here));
  const { out } = await ada.run(["user", "show", "mira"]);
  expect(out).toContain("QP-0471 of JAZMP, sites site-1, from 2026-01-01");
  expect(await ada.refused(qualify("sam"))).toEqual({ code: 1, said: "IDENTIFIER_TAKEN" });
  expect(await ada.refused(qualify("mira"))).toEqual({ code: 1, said: "REASON_REQUIRED" });
  expect(await ada.give(qualify("mira", ...reason))).toMatchObject({
    events: ["QualifiedPersonEntryChanged"],
  });
  await ada.give(["user", "end-qualification", "mira", ...number, ...reason]);
  expect(await ada.give(["user", "show", "mira"])).toMatchObject({ qualified: [] });
  expect(await ada.refused(qualify("sam"))).toEqual({ code: 1, said: "IDENTIFIER_TAKEN" });
  await ada.give(["user", "withdraw-qualification", "mira", ...number, ...reason]);
  expect(await ada.give(qualify("sam"))).toMatchObject({ events: ["QualifiedPersonEntered"] });
});

test("a service asks by a key, which is shown once", async () => {
  const register = ["key", "register", "watch", "--name", "Watch", "--purpose", "Looks on"];
  await ada.give([...register, "--owner", "ada"]);
  const until = ["--until", inAMonth];
  const issue = (label: string, role: string) =>
    ada.give(["key", "issue", "watch", "--label", label, "--role", role, ...until]);
  const { key, keyId } = await issue("reading", "inspector");
  reader = at(program, { API_KEY: key });
  expect(await reader.give(["who"])).toMatchObject({ actor: { kind: "service", id: "watch" } });
  expect(await reader.refused(enrol("eve"))).toEqual({ code: 1, said: "NOT_AUTHORIZED" });
  const { key: other, keyId: otherId } = await issue("short", "service");
  const { services } = await ada.give(["key", "list"]);
  const keys = services[0].keys.map((one: { keyId: string }) => one.keyId);
  expect(new Set(keys)).toEqual(new Set([keyId, otherId]));
  expect(JSON.stringify(services)).not.toContain(other);
  await ada.give(["key", "revoke", "watch", otherId, ...reason]);
  const gone = at(program, { API_KEY: other });
  expect(await gone.refused(["who"])).toEqual({ code: 1, said: "LOG_IN_REQUIRED" });
});

test("what was opened, and what was tried, is in the trail [P11-10g] [A11-12.1]", async () => {
  await ada.give(["role", "grant", "mira", "operator"]);
  await mira.give(["audit", "--person", "mira", "--trail", "record"]);
  expect(await mira.refused(["audit", "--format", "csv"])).toMatchObject({
    said: "NOT_AUTHORIZED",
  });
  expect(await mira.refused(["rebuild", "--verify"])).toMatchObject({ said: "NOT_AUTHORIZED" });
  await reader.run(["audit", "--out", join(program.folder, "all.csv"), "--format", "csv"]);
  const { entries } = await reader.give(["audit", "--trail", "all"]);
  const told = entries.filter(isOfTrail).map(summary);
  expect(told).toEqual(
    expect.arrayContaining([
      ["RecordsOpened", "mira", "Opened: getAuditTrail"],
      ["RecordsOpened", "ada", "Opened: getRights"],
      ["RecordsExported", "watch", "Taken out: getAuditTrail"],
    ]),
  );
  const tried = entries.filter(({ type }: Entry) => type === "AttemptRefused");
  expect(JSON.stringify(tried)).toContain("batchproof rebuild");
});

test("who has which rights is reviewed by a person [P11-300b] [A11d-11.10-11]", async () => {
  const { digest, people } = await ada.give(["access", "review"]);
  expect(people.map(({ username }: { username: string }) => username)).toEqual([
    "ada",
    "mira",
    "sam",
    "vesna",
  ]);
  const sign = ["access", "review", "--sign", "Nothing to change"];
  expect(await ada.refused([...sign, "--digest", "0".repeat(64)])).toMatchObject({
    said: "RECORD_CHANGED_SINCE_VIEW",
  });
  expect(await ada.give([...sign, "--digest", digest])).toMatchObject({ signed: true, digest });
  const { entries } = await reader.give(["audit", "--trail", "all"]);
  const reviewed = entries.filter(({ type }: Entry) => type === "AccessReviewed");
  expect(reviewed.map(summary)).toEqual([
    ["AccessReviewed", "ada", "Rights of access reviewed: Nothing to change"],
  ]);
});

test("roles and rules are the site's own", async () => {
  const define = ["role", "define", "sampler", "--title", "Sampler", "--duty", "quality"];
  expect(await ada.refused(define)).toMatchObject({ said: "DEFINITION_MALFORMED" });
  await ada.give([...define, "--right", "readRecords", "--right", "recordResults"]);
  await ada.give(["role", "revise", "sampler", "--training", "SOP-1/2", ...reason]);
  expect(await ada.give(["role", "show", "sampler"])).toMatchObject({
    rights: ["readRecords", "recordResults"],
    trainings: ["SOP-1/2"],
  });
  await ada.give(["access", "policy", "set", "idleLock_min=10", "passwordAge_days=90", ...reason]);
  expect(await ada.give(["access", "policy", "show"])).toMatchObject({
    policy: { idleLock_min: 10, passwordAge_days: 90, lock_min: 1 },
  });
});

test("a session and an account end at once, in every process [P11-10d]", async () => {
  const { sessions } = await sam.give(["session", "list"]);
  const open = sessions.find(({ username }: { username: string }) => username === "mira");
  await sam.give(["session", "end", open.sessionId, ...reason]);
  expect(await mira.refused(["who"])).toEqual({ code: 1, said: "LOG_IN_REQUIRED" });
  mira = await logIn(program, "mira");
  expect(await sam.refused(["user", "disable", "mira"])).toMatchObject({ said: "REASON_REQUIRED" });
  await sam.give(["user", "disable", "mira", ...reason]);
  expect(await mira.refused(["who"])).toEqual({ code: 1, said: "ACCOUNT_DISABLED" });
});

test("a locked password is unlocked at a terminal, by security alone [A11d-11.7-8]", async () => {
  await sam.give(["user", "enable", "mira", ...reason]);
  const guess = (password: string) =>
    clientOf(serving.address).post("/v1/session", { username: "mira", password });
  for (let n = 0; n < 5; n += 1) await guess(`not the password ${n}`);
  expect((await guess(passwordOf("mira"))).body.code).toBe("ACCOUNT_LOCKED");
  const unlock = ["user", "unlock", "mira"];
  expect(await sam.refused(unlock)).toEqual({ code: 1, said: "REASON_REQUIRED" });
  expect(await ada.refused([...unlock, ...reason])).toMatchObject({ said: "NOT_AUTHORIZED" });
  expect(await sam.give([...unlock, ...reason])).toMatchObject({ events: ["AccountUnlocked"] });
  expect((await guess(passwordOf("mira"))).status).toBe(200);
});

test("where security is locked out the console opens the lock [P11-300d]", async () => {
  const post = (password: string) =>
    clientOf(serving.address).post("/v1/session", { username: "sam", password });
  // What was guessed before counts too: so many a minute may come from an address.
  const guess = async (password: string) => {
    for (;;) {
      const reply = await post(password);
      if (reply.status !== 429) return reply;
      await sleep(2_000);
    }
  };
  for (let n = 0; n < 5; n += 1) await guess(`not the password ${n}`);
  expect((await guess(passwordOf("sam"))).body.code).toBe("ACCOUNT_LOCKED");
  const console = terminalOf(program, "nobody");
  const unlock = ["user", "unlock-at-console", "sam"];
  expect(await console.refused(unlock)).toEqual({ code: 1, said: "REASON_REQUIRED" });
  const nobody = ["user", "unlock-at-console", "eve", ...reason];
  expect(await console.refused(nobody)).toEqual({ code: 1, said: "PERSON_UNKNOWN" });
  const { events, ...told } = await console.give([...unlock, ...reason]);
  expect(events).toEqual(["AccountUnlocked"]);
  expect(Object.keys(told).sort()).toEqual(["id", "warnings"]);
  expect(await console.give([...unlock, ...reason])).toMatchObject({ events: [] });
  expect(await console.refused(["who"])).toEqual({ code: 1, said: "LOG_IN_REQUIRED" });
  expect((await guess("not the password")).body.code).toBe("LOG_IN_FAILED");
  const reply = await guess(passwordOf("sam"));
  expect(reply.status).toBe(200);
  const security = clientOf(serving.address, { cookie: cookieIn(reply) });
  const kinds = async () => {
    const { body } = await security.get("/v1/security-alerts");
    return body.alerts.map(({ kind }: { kind: string }) => kind);
  };
  await expect.poll(kinds, { timeout: 20_000 }).toContain("unlockedAtConsole");
}, 300_000);

test("where nobody administers any more the console makes another [P11-300d]", async () => {
  const console = terminalOf(program, "nobody");
  const eva = ["--username", "eva", "--printed-name", "Eva Moor", "--initials", "EM"];
  const again = ["user", "first", "--again", ...eva, "--password-stdin"];
  expect(await console.refused(again)).toEqual({ code: 1, said: "REASON_REQUIRED" });
  const made = await console.give([...again, ...reason], `${passwordOf("eva")}\n`);
  expect(made).toMatchObject({ username: "eva", as: "administrator" });
}, 300_000);

test("an account is recovered by two people [P11-200a3]", async () => {
  const { link } = await ada.give(["user", "recover", "mira", ...reason]);
  expect(await ada.refused(["user", "approve-recovery", "mira"])).toMatchObject({
    said: "NOT_AUTHORIZED",
  });
  const { code } = await sam.give(["user", "approve-recovery", "mira"]);
  const input = `${link}\n${code}\n${passwordOf("mira again")}\n`;
  const again = await mira.give(["user", "accept", "--password-stdin"], input);
  expect(again.events).toContain("RecoveryCompleted");
});

interface Entry {
  readonly type: string;
  readonly sentence: string;
  readonly who: { readonly id: string; readonly username: string | null } | null;
}
const isOfTrail = ({ type }: Entry): boolean => type.startsWith("Records");
const summary = ({ type, who, sentence }: Entry) => [type, who?.username ?? who?.id, sentence];
