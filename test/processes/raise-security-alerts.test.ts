// What the log tells that somebody of security must look at, though no single event says it.
import { expect, test } from "vitest";
import type { ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Recorded } from "../../src/domain/kernel/metadata.ts";
import { recall } from "../../src/domain/recall/recall.ts";
import type { Handler } from "../../src/eventstore/handler/handle.ts";
import { createAlertWatch } from "../../src/processes/raise-security-alerts.ts";
import * as x from "../domain/recall/examples.ts";
import { anna, metadataOf, stateOf, uuid } from "../given.ts";
import { session } from "./plant-for-test.ts";

const minute = (n: number) => new Date(Date.parse("2026-11-20T08:00:00Z") + n * 60_000);

/** The kinds of alert that such events lead to, each at its minute. */
async function alertsFor(
  events: readonly (readonly [type: string, data: object, at: number])[],
  insidersSince?: string,
) {
  const raised: unknown[] = [];
  const handler = {
    execute: async (_: unknown, { data }: { data: unknown }) => raised.push(data),
  } as unknown as Handler;
  const watch = createAlertWatch(handler, session, insidersSince);
  for (const [n, [type, data, at]] of events.entries()) {
    await watch.see({
      id: uuid(n),
      stream: "person-eva",
      revision: n,
      event: { type, data },
      metadata: metadataOf({ actor: anna, recordedAt: minute(at).toISOString() }),
    } as unknown as Recorded<ProductionEvent>);
  }
  return raised;
}

test("a recall that reaches more is told once for one answer, and not after its end", async () => {
  const raised: { commandId: string; data: unknown }[] = [];
  const past = [x.opened, x.reached];
  const of = { state: stateOf(recall, past) };
  const handler = {
    load: async () => of,
    execute: async (_: unknown, call: { commandId: string; data: unknown }) => raised.push(call),
  } as unknown as Handler;
  const watch = createAlertWatch(handler, session);
  const widened = (n: number, asOf: number) =>
    ({
      id: uuid(n),
      stream: "recall-r-1",
      revision: n,
      event: { type: "RecallScopeWidened", data: { ...x.reached.data, asOf } },
      metadata: metadataOf(),
    }) as unknown as Recorded<ProductionEvent>;
  await watch.see(widened(1, 40));
  await watch.see(widened(2, 40));
  await watch.see(widened(3, 41));
  const [one, other, later] = raised.map(({ commandId }) => commandId);
  expect(raised[0]?.data).toMatchObject({ kind: "recallWidened", eventId: uuid(1) });
  expect(JSON.stringify(raised)).toContain("R-2026-1 reaches more than it did: 2 lots, 1 batches");
  expect(other).toBe(one);
  expect(later).not.toBe(one);
  of.state = stateOf(recall, [...past, { type: "RecallTerminated", data: { conclusion: "x" } }]);
  await watch.see(widened(4, 42));
  expect(raised).toHaveLength(3);
});

test.each([
  ["AccessPolicySet", {}, "rulesChanged"],
  ["RoleRevised", { title: "Operator" }, "rulesChanged"],
  ["PersonRoleGranted", { role: "administrator", duty: "administration" }, "administrationGranted"],
  ["ApiKeyIssued", { role: "operator" }, "keyIssued"],
  ["CredentialEnded", { kind: "passkey" }, "credentialEnded"],
  ["RoleDefined", { title: "Operator" }, "rulesChanged"],
  ["RoleRetired", {}, "rulesChanged"],
  ["StatementPublished", {}, "rulesChanged"],
  ["PersonRoleRevoked", { role: "security", duty: "administration" }, "administrationRevoked"],
  ["PersonDisabled", {}, "accountDisabled"],
  ["PersonLeft", {}, "accountDisabled"],
])("%s by somebody is told, but not of long ago [P11-300d]", async (type, data, kind) => {
  const told = { kind, eventId: uuid(0), by: anna.id };
  expect(await alertsFor([[type, data, 0]])).toMatchObject([told]);
  expect(await alertsFor([[type, data, 0]], minute(1).toISOString())).toEqual([]);
});

test.each(["PersonRoleGranted", "PersonRoleRevoked"])(
  "%s of a role of production is told to nobody",
  async (type) => {
    const granted = { role: "operator", duty: "production" };
    expect(await alertsFor([[type, granted, 0]])).toEqual([]);
  },
);

test("whom the console made is told, the first two are not [P11-300d]", async () => {
  const named = { personId: "eva", as: "administrator" };
  expect(await alertsFor([["FounderNamed", named, 0]])).toEqual([]);
  const alerts = await alertsFor([["FounderNamed", { ...named, again: true }, 0]]);
  expect(alerts).toMatchObject([{ kind: "foundedAgain", personId: "eva" }]);
});

const each = (minutes: readonly number[], type: string, data: object) =>
  minutes.map((at) => [type, data, at] as const);

test.each(["passkeyRefused", "signOnRefused"])(
  "five times %s within ten minutes is told, for nothing is locked by it [P11-300d]",
  async (why) => {
    const refused = { why, network: "outside" };
    expect(await alertsFor(each([0, 1, 2, 3], "LogInFailed", refused))).toEqual([]);
    expect(await alertsFor(each([0, 1, 2, 3, 11], "LogInFailed", refused))).toEqual([]);
    expect(await alertsFor(each([0, 1, 2, 3, 4, 5], "LogInFailed", refused))).toMatchObject([
      { kind: "proofRefused", personId: "eva", eventId: uuid(4) },
    ]);
  },
);

test("a wrong password is told by the lock, not again by this", async () => {
  const wrong = { why: "credentialWrong", network: "outside" };
  expect(await alertsFor(each([0, 1, 2, 3, 4], "LogInFailed", wrong))).toEqual([]);
});

test("five denials within ten minutes are told, of who was denied [P11-300d]", async () => {
  const denied = { code: "NOT_AUTHORIZED" };
  expect(await alertsFor(each([0, 1, 2, 3, 4], "AttemptRefused", denied))).toMatchObject([
    { kind: "accessDenied", personId: anna.id },
  ]);
});
