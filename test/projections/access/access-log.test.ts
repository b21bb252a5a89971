// Who came and went, whom the review of access looks at, and what security was told.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { digestOf } from "../../../src/integrity/canonical-json.ts";
import { access } from "../../../src/projections/access/access.ts";
import {
  type AccessLogQuery,
  accessLog,
} from "../../../src/projections/access/query/access-log.ts";
import { openAlerts } from "../../../src/projections/access/query/open-alerts.ts";
import { peopleList } from "../../../src/projections/access/query/people-list.ts";
import type { AskedAt } from "../../../src/projections/access/state/moment.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { withDatabase } from "../../database-hook.ts";
import { eventIdAt, type Happened, project, recordedAt, stored } from "../history.ts";
import { control, of, role } from "./staff.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

async function happened(...history: readonly Happened[]): Promise<void> {
  const events = stored(eventTypes, history);
  for (const projection of [auditTrail, access]) {
    await project(database, projection, eventTypes, events);
  }
}
const log = async (query: AccessLogQuery = {}) => (await accessLog(database.kysely, query)).lines;
const people = async (asked: AskedAt = {}) => (await peopleList(database.kysely, asked)).people;

const eva = of("eva");
const bor = of("bor");

test("a session is one line: who, in which roles, how, until when, why [A11d-11.9]", async () => {
  await happened(
    eva.enrolled("Eva Kos"),
    eva.granted("reader"),
    eva.granted("release", { until: recordedAt(2) }),
    eva.granted("planner"),
    eva.revoked("planner"),
    eva.loggedIn("s1", { otherSessionIds: ["s0"] }),
    eva.renamed("Eva Zec", "Eva Kos"),
    eva.loggedOut("s1", "idle"),
    eva.loggedOut("s1"),
  );
  const [line, ...others] = await log();
  expect(others).toEqual([]);
  expect(line).toEqual({
    kind: "session",
    position: 5,
    at: recordedAt(5),
    person: { id: "eva", username: "eva", name: "Eva Kos" },
    roles: ["reader"],
    sessionId: "s1",
    method: "password",
    assurance: "password+totp",
    network: "inside",
    workstation: "WS 3",
    otherSessions: 1,
    endedAt: recordedAt(7),
    cause: "idle",
    why: null,
    count: null,
    lockedUntil: null,
  });
  expect((await log({ asOf: 7 }))[0]).toMatchObject({ endedAt: null, cause: null });
});

test("failures, locks and names that nobody has are lines of their own [A11d-11.9]", async () => {
  const until = "2026-11-20T10:00:00.000Z";
  await happened(
    eva.enrolled("Eva Kos"),
    eva.failed,
    eva.locked(until),
    eva.cloned,
    control.unknownNames,
    eva.unlocked,
  );
  expect(await log()).toMatchObject([
    { kind: "failed", why: "credentialWrong", network: "outside", count: 1, roles: [] },
    { kind: "locked", count: 5, lockedUntil: until, person: { name: "Eva Kos" } },
    { kind: "cloneSuspected", sessionId: null },
    { kind: "unknownNames", count: 4, person: null },
    { kind: "unlocked", why: "Caps lock" },
  ]);
});

test("the log is asked by person and time, and page by page [A11d-11.9]", async () => {
  await happened(
    ...[eva.enrolled(), bor.enrolled(), eva.loggedIn("s1"), bor.loggedIn("s2"), eva.failed],
    ...[eva.left, eva.loggedIn("s3"), of("ghost").loggedIn("s4")],
  );
  const positions = async (query: AccessLogQuery) =>
    (await log(query)).map(({ position }) => position);
  expect(await positions({})).toEqual([2, 3, 4, 6, 7]);
  expect(await positions({ person: "eva" })).toEqual([2, 4, 6]);
  expect(await positions({ from: recordedAt(3), until: recordedAt(6) })).toEqual([3, 4]);
  expect(await positions({ on: recordedAt(3) })).toEqual([2, 3]);
  const first = await accessLog(database.kysely, { limit: 2 });
  expect(first).toMatchObject({ asOf: 8, next: { after: 3 } });
  expect(await positions({ after: 3, limit: 2 })).toEqual([4, 6]);
  expect((await log({ after: 6 }))[0]?.person).toEqual({ id: "ghost", username: null, name: null });
});

test("everybody with status, roles, credentials by kind, for the review [P11-300b]", async () => {
  const scope = { sites: ["Site 1"], materials: "all", clients: "all" } as const;
  await happened(
    eva.enrolled("Eva Kos"),
    bor.enrolled("Bor Zec", "shared"),
    role("reader").defined(["readRecords"]),
    eva.granted("reader", { scope: { ...scope, sites: ["Site 1"] } }),
    eva.granted("gone", { duty: "administration", until: recordedAt(5) }),
    eva.credential("c1", "password"),
    eva.credential("c2", "passkey"),
    eva.credential("c3", "passkey"),
    eva.credentialEnded("c3", "passkey"),
    eva.verified,
    eva.loggedIn("s1"),
    eva.failed,
    eva.failed,
    eva.locked(),
    bor.disabled,
    eva.renamed("Eva Zec", "Eva Kos"),
  );
  const [other, one] = await people();
  expect(other).toMatchObject({
    username: "bor",
    account: "shared",
    status: "disabled",
    statusSince: recordedAt(14),
    statusReason: "Badge lost",
    roles: [],
    lastLogInAt: null,
  });
  expect(one).toMatchObject({
    printedName: "Eva Zec",
    status: "enabled",
    locked: { since: recordedAt(13), until: null },
    duties: ["administration", "quality"],
    roles: [
      { role: "gone", title: null, inForce: false },
      { role: "reader", title: "Title of reader", scope, grantedBy: "Iva Admin", inForce: true },
    ],
    identityVerifiedAt: recordedAt(9),
    statementAccepted: false,
    lastLogInAt: recordedAt(10),
    dormantSince: null,
    failedLogIns: 2,
    credentials: { passkey: 1, password: 1 },
  });
  expect((await people({ asOf: 9 }))[1]).toMatchObject({ printedName: "Eva Kos", locked: null });
});

test("a passkey lifts no lock of a password; a refused one is no guess [P11-300d]", async () => {
  const passkey = { method: "passkey", assurance: "passkey" };
  await happened(
    ...[eva.enrolled(), eva.failed, eva.locked(), eva.refused, eva.loggedIn("s1", passkey)],
    eva.loggedIn("s2"),
  );
  const since = recordedAt(2);
  const still = { failedLogIns: 1, locked: { since, until: null }, lastLogInAt: recordedAt(4) };
  expect(await people({ asOf: 5 })).toMatchObject([still]);
  expect(await people()).toMatchObject([{ failedLogIns: 0, locked: null }]);
});

test("an account not used for long is dormant, by the rules of then [P11-300b]", async () => {
  const policy = {
    ...{ idleLock_min: 15, sessionEnd_min: 60, failuresToLock: 5, lock_min: 1 },
    ...{ failuresToLockOut: 10, secondFactor: "outside", deviceBoundOnly: false },
    ...{ concurrentSessions: "warn", training: "refuse", passwordLengthMin: 12 },
    ...{ passwordClassesMin: 1, passwordAge_days: null, dormant_days: 180 },
    ...{ keyLife_days: 365, oversight_days: 90 },
  };
  await happened(
    eva.enrolled(),
    eva.loggedIn("s1"),
    control.policy("refuse", 10, policy),
    control.policy("refuse", null, policy),
  );
  const dormant = async (asked: AskedAt) => (await people(asked))[0]?.dormantSince;
  const later = "2026-12-05T00:00:00.000Z";
  expect(await dormant({ asOf: 2, on: later })).toBeNull();
  expect(await dormant({ asOf: 3, on: later })).toBe("2026-11-30T08:01:00.000Z");
  expect(await dormant({ on: later })).toBeNull();
});

test("a review names what it looked at: the digest of a size stays [A11d-11.10-11]", async () => {
  const history = [eva.enrolled("Eva Kos"), eva.granted("reader"), bor.enrolled()];
  await happened(...history);
  const before = await peopleList(database.kysely);
  expect(before.digest).toBe(digestOf(before.people));
  await happened(...history, bor.granted("reader"), eva.loggedIn("s1"), eva.left);
  expect(await peopleList(database.kysely, { asOf: before.asOf })).toEqual(before);
  expect((await peopleList(database.kysely)).digest).not.toBe(before.digest);
});

test("an alert is open until somebody acknowledged it, as of then", async () => {
  await happened(
    eva.enrolled("Eva Kos"),
    control.alerted("eva", 0),
    control.alerted(undefined, 0),
    control.alerted("ghost", 0),
    control.sent(1, "failed"),
    control.sent(1, "sent"),
    control.acknowledged(2),
  );
  const alerts = async (asked: AskedAt = {}) => (await openAlerts(database.kysely, asked)).alerts;
  expect(await alerts()).toEqual([
    {
      alertEventId: eventIdAt(1),
      position: 1,
      at: recordedAt(1),
      kind: "accountLocked",
      text: "An account was locked",
      person: { id: "eva", name: "Eva Kos" },
      eventId: eventIdAt(0),
      sent: "sent",
    },
    expect.objectContaining({ position: 3, person: { id: "ghost", name: null }, sent: null }),
  ]);
  expect((await alerts({ asOf: 5 })).map(({ position, sent }) => [position, sent])).toEqual([
    [1, "failed"],
    [2, null],
    [3, null],
  ]);
});
