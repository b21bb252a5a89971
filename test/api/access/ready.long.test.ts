// What comes before anybody's first entry, and stays in the log: the statement as it stands now,
// the training that the role asks for, an identity of one's own that nobody else ever had.
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../src/domain/access-control/access-control.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { recordedOf, refused, withReason } from "../attack/attack-for-test.ts";
import { accepted, establishPeople, ok, type People, type Somebody } from "../people-for-test.ts";
import { playBatch } from "../plant-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { collectRoutes } from "./routes-for-test.ts";

const routes = collectRoutes();
let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService();
  await playBatch(service, "made");
  people = await establishPeople(service);
}, 120_000);
afterAll(() => service[Symbol.asyncDispose]());

const aSecond = () => sleep(1_000);
const enter = (who: Somebody) => who.give("/v1/batches/made/add-comment", { text: "An entry." });
const rules = (more: object) =>
  people.admin.give(
    "/v1/access-control/instance/set-access-policy",
    { ...defaultPolicy, ...more },
    withReason,
  );

test("a new statement is accepted by everybody anew, and each is kept [P11-10j]", async () => {
  const one = await people.person("olga", { role: "operator" });
  ok(await enter(one));
  const text = "What I enter under my name I answer for as for my handwritten signature.";
  const digest = createHash("sha256").update(text).digest("hex");
  const before = Date.now();
  const said = { version: "2", text };
  ok(await people.admin.give("/v1/access-control/instance/publish-statement", said, withReason));
  await aSecond();
  expect(await enter(one)).toMatchObject(refused("SIGNATURE_POLICY_NOT_ACCEPTED"));
  const { statement } = (await one.get("/v1/session")).body;
  expect(statement).toMatchObject({ version: "2", digest });
  await accepted(one);
  await aSecond();
  ok(await enter(one));
  const kept = (await recordedOf(service, "AccountabilityAccepted")).filter(
    ({ stream }) => stream === `person-${one.id}`,
  );
  expect(kept.map(({ event }) => event.data)).toEqual([
    { statementVersion: expect.any(String), digest: expect.not.stringMatching(digest) },
    { statementVersion: "2", digest },
  ]);
  const last = kept.at(-1)?.metadata;
  expect(last?.actor).toMatchObject({ kind: "person", id: one.id, username: "olga" });
  expect(last?.authentication).toMatchObject({ method: "password", assurance: "password" });
  expect(Date.parse(last?.recordedAt ?? "")).toBeGreaterThanOrEqual(before);
  for (const founder of [people.admin, people.security]) await accepted(founder);
});

describe("a training that the role asks for [P11-10i]", () => {
  let one: Somebody;
  beforeAll(async () => {
    const rights = ["readRecords", "executeBatch"];
    const role = { title: "Press", duty: "production", rights, trainings: ["SOP 7, edition 2"] };
    ok(await people.admin.give("/v1/roles/presser/define-role", role));
    one = await people.person("tora", { role: "presser" });
    const trained = { topic: "SOP 7, edition 1" };
    ok(await people.admin.give(`/v1/people/${one.id}/record-training`, trained));
    await aSecond();
  });

  test("is of that edition, or its entries are refused", async () => {
    expect(await enter(one)).toMatchObject(refused("TRAINING_NOT_CURRENT"));
    const [attempt] = (await recordedOf(service, "AttemptRefused")).slice(-1);
    expect(attempt?.event.data.attempted).toMatchObject({ trainingsMissing: ["SOP 7, edition 2"] });
  });

  test.each([
    ["warn", ["TRAINING_NOT_CURRENT"]],
    ["off", undefined],
  ])("is asked for as the rules say: %s", async (training, warnings) => {
    ok(await rules({ training }));
    await aSecond();
    expect(ok(await enter(one)).body.warnings).toEqual(warnings);
    ok(await rules({}));
    await aSecond();
    expect(await enter(one)).toMatchObject(refused("TRAINING_NOT_CURRENT"));
  });

  test("is told by somebody else, never by whom it is of", async () => {
    const trained = { topic: "SOP 7, edition 2" };
    const both = await people.person("adam", { role: "administrator" });
    const own = await both.give(`/v1/people/${both.id}/record-training`, trained);
    expect(own).toMatchObject({ status: 403 });
    ok(await people.admin.give(`/v1/people/${one.id}/record-training`, trained));
    await aSecond();
    expect(ok(await enter(one)).body.warnings).toBeUndefined();
  });
});

test("nobody is ever deleted, by any route or event [P11-100a] [P11-300a]", () => {
  const people = routes.filter(({ url }) => /^\/v1\/(people|services)\//.test(url));
  expect(people.length).toBeGreaterThan(15);
  const deleting = routes.filter(({ method }) => method === "DELETE").map(({ url }) => url);
  // Who logs out ends a session.
  expect(deleting).toEqual(["/v1/session"]);
  const events = [...eventTypes.keys()].filter((name) => /^(Person|Service)/.test(name));
  expect(events).toEqual(expect.arrayContaining(["PersonEnrolled", "PersonLeft"]));
  expect(events.filter((name) => /Deleted|Removed|Reassigned|UsernameChanged/.test(name))).toEqual(
    [],
  );
});

test("who has left keeps the name in what they did, and nobody takes it [P11-100a]", async () => {
  const gone = await people.person("greta", { role: "operator" });
  ok(await enter(gone));
  ok(await people.admin.give(`/v1/people/${gone.id}/record-leaving`, {}));
  const enrolment = { printedName: "Somebody Else", initials: "SE", account: "personal" };
  for (const username of ["greta", "gone-too"]) {
    const id = username === "greta" ? "another-id" : gone.id;
    const again = await people.admin.give(`/v1/people/${id}/enrol-person`, {
      username,
      ...enrolment,
    });
    expect(again).toMatchObject({ status: 409, body: { code: "IDENTITY_REUSED" } });
  }
  const [entry] = (await recordedOf(service, "CommentAdded")).slice(-1);
  expect(entry?.metadata.actor).toMatchObject({
    ...{ kind: "person", id: gone.id, username: "greta", printedName: "Greta Example" },
  });
});

test("what two other people know of an identity is kept with it [P11-100b]", async () => {
  const one = await people.person("ines", { role: "operator", standing: false });
  const verify = { how: "identityDocument", evidence: "Passport, seen by Vesna" };
  ok(await people.security.give(`/v1/people/${one.id}/verify-identity`, verify));
  const [kept] = (await recordedOf(service, "IdentityVerified")).slice(-1);
  expect(kept?.stream).toBe(`person-${one.id}`);
  expect(kept?.event.data).toEqual(verify);
  expect(kept?.metadata).toMatchObject({
    actor: { kind: "person", id: people.security.id, role: "security" },
    recordedAt: expect.any(String),
  });
});
