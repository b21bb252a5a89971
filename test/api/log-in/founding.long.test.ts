// The first two people, where something comes between: a crash after any step, an administrator who
// would like to be both.
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { instanceSession } from "../../../src/access/parts.ts";
import { openFounding } from "../../../src/access/person/founding.ts";
import { accessControlNow } from "../../../src/access/standing.ts";
import { nameFounder } from "../../../src/domain/access-control/commands.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { enrolPerson, verifyFounder } from "../../../src/domain/person/identity/commands.ts";
import { giveRole } from "../../../src/processes/give-role.ts";
import { recordedOf, steppedClock, withReason } from "../attack/attack-for-test.ts";
import {
  accepted,
  establishPeople,
  founders,
  loggedIn,
  ok,
  passwordOf,
} from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

let service: ServiceForTest;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const sol = { username: "sol", printedName: "Sol Sever", initials: "SS" };
const linkOf = (as: string, of = service.instance.access.founding) =>
  of.offers.find((offer) => offer.as === as)?.token;
const redeem = (link: string | undefined, who: object, password: string) =>
  service.post("/v1/founder", { link, ...who, password });

async function administrator() {
  const { administrator: ada } = founders;
  ok(await redeem(linkOf("administrator"), ada, passwordOf(ada.username)));
  return accepted(await loggedIn(service.address, ada.username));
}

/** What `establish` has done when the process is killed after so many steps. */
async function killedAfter(steps: number): Promise<string> {
  const { handler, access } = service.instance;
  const session = instanceSession(access.parts.place);
  const personId = randomUUID();
  const call = (id: string, data: object) => ({ commandId: randomUUID(), id, data });
  const enrolled = { ...sol, account: "personal" };
  const all = [
    () => handler.execute(nameFounder, call("instance", { personId, as: "security" }), session),
    () => handler.execute(enrolPerson, call(personId, enrolled), session),
    () =>
      handler.execute(giveRole, call(personId, { role: "security", scope: everywhere }), session),
    () => handler.execute(verifyFounder, call(personId, {}), session),
  ];
  for (const step of all.slice(0, steps)) {
    expect(await step()).toMatchObject({ outcome: "accepted" });
  }
  return personId;
}

test.each([0, 1, 2, 3, 4])("after a crash behind step %i another start goes on", async (steps) => {
  await administrator();
  const personId = await killedAfter(steps);
  const next = await openFounding(service.instance.access.parts);
  const other = { username: "other", printedName: "Other Name", initials: "ON" };
  const typed = { ...other, password: "sombre lantern 8203" };
  const made = await next.redeem(linkOf("security", next) ?? "", typed);
  expect(made).toMatchObject({ as: "security" });
  // Once enrolled the names stay those that were typed first.
  const username = steps < 2 ? "other" : "sol";
  if (steps > 0) expect(made).toMatchObject({ personId });
  const { body } = await service.post("/v1/session", { username, password: typed.password });
  expect(body.sessionId).toBeDefined();
});

test("the administrator gives no way into the account of the other [P11-200a3]", async () => {
  const ada = await administrator();
  const personId = await killedAfter(4);
  const invited = await ada.post(`/v1/people/${personId}/invite`, { commandId: randomUUID() });
  expect(invited).toMatchObject({ status: 409, body: { code: "STATUS_BLOCKS_USE" } });
});

test("where insiders have disabled each other the console makes another [P11-10g]", async () => {
  const { admin, security } = await establishPeople(service);
  for (const id of [admin.id, security.id]) {
    ok(await security.give(`/v1/people/${id}/disable-person`, {}, withReason));
  }
  const { parts } = service.instance.access;
  const next = await openFounding(parts);
  expect(next.offers).toEqual([]);
  const reason = { code: "ALL_DISABLED", text: "Nobody administers any more." };
  const password = passwordOf("eva");
  const named = { username: "eva", printedName: "Eva Moor", initials: "EM", password };
  const taken = { ...named, username: founders.security.username };
  expect(await next.again("administrator", taken, reason)).toMatchObject({
    refused: "IDENTITY_REUSED",
  });
  expect((await accessControlNow(parts.handler)).founders.get("administrator")).toBe(admin.id);
  expect(await next.again("administrator", named, reason)).toMatchObject({ as: "administrator" });
  const eva = await accepted(await loggedIn(service.address, "eva"));
  expect((await eva.get("/v1/people")).status).toBe(200);
  const [last] = (await recordedOf(service, "FounderNamed")).slice(-1);
  expect(last).toMatchObject({ event: { data: { again: true } }, metadata: { reason } });
});

test("an id that the administrator prepared is none of a founder's [P11-200a3]", async () => {
  const ada = await administrator();
  const security = { username: "puppet", printedName: "A Puppet", initials: "AP" };
  const at = `/v1/people/${randomUUID()}`;
  ok(await ada.give(`${at}/enrol-person`, { ...security, account: "personal" }));
  const taken = await redeem(linkOf("security"), security, passwordOf("puppet"));
  expect(taken).toMatchObject({ status: 409, body: { code: "IDENTITY_REUSED" } });
  ok(await redeem(linkOf("security"), sol, passwordOf("sol")));
  const { founders: named } = await accessControlNow(service.instance.handler);
  expect(`/v1/people/${named.get("security")}`).not.toBe(at);
});

test("a founder's link is good for a day, and a restart prints another [P11-10d]", async () => {
  const clock = steppedClock();
  await using aged = await startService({ clock });
  const { parts, founding } = aged.instance.access;
  const { administrator: ada } = founders;
  const use = (link: string | undefined) =>
    aged.post("/v1/founder", { link, ...ada, password: passwordOf(ada.username) });
  clock.step({ minutes: 24 * 60 });
  const late = await use(linkOf("administrator", founding));
  expect(late).toMatchObject({ body: { code: "CREDENTIAL_NOT_VALID" } });
  const restarted = await openFounding(parts);
  const link = linkOf("administrator", restarted) ?? "";
  expect(await restarted.offered(link)).toBe("administrator");
  clock.step({ minutes: 24 * 60 - 1 });
  expect(await restarted.offered(link)).toBe("administrator");
  clock.step({ minutes: 1 });
  expect(await restarted.offered(link)).toBeUndefined();
});
