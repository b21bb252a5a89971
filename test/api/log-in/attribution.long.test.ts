// Joining, recovering and locking are done by the person, and the log says so, and how it was
// proven that it was they. What happens by itself is the instance's.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { because, given, recorded, steppedClock } from "../attack/attack-for-test.ts";
import {
  establishPeople,
  loggedIn,
  ok,
  type People,
  passwordOf,
  type Somebody,
} from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
let eva: Somebody;
beforeAll(async () => {
  service = await startService({ clock });
  people = await establishPeople(service);
  await people.person("sera", { role: "security" });
  await people.person("otto");
  eva = await people.person("eva", { role: "operator" });
});
afterAll(() => service[Symbol.asyncDispose]());

/** Who did it, and by what it was proven, of each event of a stream since some revision. */
async function doneBy(stream: string, types: readonly string[], from = 0) {
  const events = (await recorded(service)).filter(
    (one) => one.stream === stream && one.revision >= from && types.includes(one.event.type),
  );
  return events.map(({ event, metadata: { actor, authentication } }) => ({
    type: event.type,
    actor: actor.id,
    kind: actor.kind,
    ...authentication,
  }));
}
const revisionOf = async (stream: string) =>
  (await recorded(service)).filter((one) => one.stream === stream).length;

test("an invitation is accepted by the person, proven by its link [A11-12.4]", async () => {
  const byLink = { actor: eva.id, kind: "person", method: "invitation", assurance: "link" };
  const [invitation, ...accepted] = await doneBy(`person-${eva.id}`, [
    "CredentialSet",
    "CredentialEnded",
  ]);
  expect(invitation).toMatchObject({ actor: people.admin.id, method: "password" });
  expect(accepted).toEqual([
    { type: "CredentialEnded", ...byLink },
    { type: "CredentialSet", ...byLink },
  ]);
});

test("a session is locked by the person, or by the instance when idle [A11-12.4]", async () => {
  const { sessionId } = (await eva.get("/v1/session")).body.authentication;
  ok(await eva.post("/v1/session/lock", {}));
  const locked = () => doneBy(`session-${sessionId}`, ["SessionLocked"]);
  expect(await locked()).toMatchObject([{ actor: eva.id, kind: "person", method: "password" }]);
  ok(await eva.post("/v1/session/unlock", { password: passwordOf("eva") }));
  clock.step({ minutes: 16 });
  await eva.get("/v1/session");
  expect((await locked()).slice(1)).toMatchObject([{ kind: "service", method: "instance" }]);
});

test("a recovery is completed by the person, proven by link and code [A11-12.4]", async () => {
  const [admin, security] = [
    await loggedIn(service.address, "ada"),
    await loggedIn(service.address, "sera"),
  ];
  const session = await loggedIn(service.address, "eva");
  const { sessionId } = (await session.get("/v1/session")).body.authentication;
  const at = `/v1/people/${eva.id}`;
  const { link } = ok(await admin.post(`${at}/request-recovery`, given({ reason: because }))).body;
  const { code } = ok(await security.post(`${at}/approve-recovery`, given())).body;
  const from = await revisionOf(`person-${eva.id}`);
  const password = passwordOf(randomUUID());
  ok(await service.post("/v1/recovery", { link, code, password }));
  const byBoth = { actor: eva.id, kind: "person", method: "recovery", assurance: "link+code" };
  const types = ["CredentialEnded", "CredentialSet", "RecoveryCompleted"];
  expect(await doneBy(`person-${eva.id}`, types, from)).toEqual(
    types.map((type) => ({ type, ...byBoth })),
  );
  expect(await doneBy(`session-${sessionId}`, ["SessionEnded"])).toMatchObject([byBoth]);
});

test("a session ended with a lost credential is ended by who said so [A11-12.4]", async () => {
  const otto = await loggedIn(service.address, "otto");
  const { authentication, credentials } = (await otto.get("/v1/session")).body;
  const security = await loggedIn(service.address, "sera");
  const lost = { credentialId: credentials[0].credentialId, why: "lost", reason: because };
  ok(await security.post(`/v1/people/${otto.id}/end-credential`, given(lost)));
  expect(await doneBy(`session-${authentication.sessionId}`, ["SessionEnded"])).toMatchObject([
    { actor: security.id, kind: "person", method: "password" },
  ]);
});
