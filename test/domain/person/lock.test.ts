// Failing to log in: the lock grows with each failure, in the end somebody must unlock it.
import { describe, expect, test } from "vitest";
import {
  recordLogInFailed,
  unlockAccount,
  unlockAtConsole,
} from "../../../src/domain/person/log-in/commands.ts";
import { person } from "../../../src/domain/person/person.ts";
import { given, stateOf } from "../../given.ts";
import {
  after_min,
  bela,
  byBela,
  byEva,
  days_min,
  enrolled,
  failed,
  failedTimes,
  instance,
  left,
  locked,
  loggedIn,
  policy,
} from "./examples.ts";

const failure = { why: "credentialWrong", network: "inside", policy } as const;
const lock = (failures: number, until?: string) => ({
  type: "AccountLocked",
  data: { failures, ...(until !== undefined && { until }) },
});

describe("a failed log-in [P11-300d]", () => {
  const afterFailures = (n: number) =>
    given(enrolled, ...failedTimes(n)).when(recordLogInFailed, failure, instance);
  test.each([0, 1, 2, 3])("after %i others is recorded, and no lock", (n) => {
    afterFailures(n).then(failed);
  });
  test.each([
    [4, 1],
    [5, 2],
    [6, 4],
    [7, 8],
    [8, 16],
  ])("after %i others locks for %i minutes [A11d-11.7-8]", (n, minutes) => {
    afterFailures(n).then(failed, lock(n + 1, after_min(minutes)));
  });
  test.each([9, 12])("after %i others locks until somebody unlocks it", (n) => {
    afterFailures(n).then(failed, lock(n + 1));
  });
  test("follows the rules of access", () => {
    const strict = { ...policy, failuresToLock: 3, failuresToLockOut: 4, lock_min: 30 };
    const at = (n: number) =>
      given(enrolled, ...failedTimes(n)).when(recordLogInFailed, { ...failure, policy: strict });
    at(1).then(failed);
    at(2).then(failed, lock(3, after_min(30)));
    at(3).then(failed, lock(4));
  });
  test("is nothing while the account is locked, and counts on when that is over", () => {
    const past = [enrolled, ...failedTimes(5), locked(after_min(1))];
    given(...past)
      .when(recordLogInFailed, failure, instance)
      .thenNothing();
    given(...past)
      .when(recordLogInFailed, failure, { ...instance, at: after_min(1) })
      .then(failed, lock(6, after_min(3)));
    given(enrolled, locked()).when(recordLogInFailed, failure, instance).thenNothing();
  });
  test("starts anew after a success and after unlocking", () => {
    for (const end of [loggedIn(), { type: "AccountUnlocked", data: {} }]) {
      given(enrolled, ...failedTimes(9), end)
        .when(recordLogInFailed, failure, instance)
        .then(failed);
    }
  });
  test("of long ago is forgotten, in a fold as in a decision", () => {
    const late = { ...instance, at: after_min(31 * days_min) };
    given(enrolled, ...failedTimes(9))
      .when(recordLogInFailed, failure, late)
      .then(failed);
    const again = { ...failed, at: late.at };
    expect(stateOf(person, [enrolled, ...failedTimes(9), again])).toMatchObject({ failures: 1 });
  });
  test("by what cannot be guessed is recorded, and locks nothing", () => {
    for (const why of ["passkeyRefused", "signOnRefused", "recoveryWrong"] as const) {
      const event = { type: "LogInFailed", data: { why, network: "inside" } };
      const data = { ...failure, why };
      for (const past of [failedTimes(9), [locked()]]) {
        given(enrolled, ...past)
          .when(recordLogInFailed, data, instance)
          .then(event);
      }
      expect(stateOf(person, [enrolled, event])).toMatchObject({ failures: 0 });
    }
  });
  test("is not made good by a passkey or a provider: the password stays locked", () => {
    for (const method of ["passkey", "oidc"]) {
      const state = stateOf(person, [enrolled, ...failedTimes(10), locked(), loggedIn({ method })]);
      expect(state).toMatchObject({ failures: 10, locked: { until: undefined } });
    }
  });
  test("is refused of nobody", () => {
    given().when(recordLogInFailed, failure, instance).thenRefused("NOT_FOUND");
  });
});

describe("unlocking an account [A11d-11.7-8]", () => {
  const unlocked = { type: "AccountUnlocked", data: {} };
  const past = [enrolled, ...failedTimes(10), locked()];
  test("happens, also before it is locked", () => {
    given(...past)
      .when(unlockAccount, {}, byBela)
      .then(unlocked);
    given(enrolled, failed).when(unlockAccount, {}, byBela).then(unlocked);
    expect(stateOf(person, [...past, unlocked])).toMatchObject({ failures: 0, locked: undefined });
  });
  test("is repeated", () => {
    given(...past, unlocked)
      .when(unlockAccount, {}, byBela)
      .thenNothing();
    given(enrolled).when(unlockAccount, {}, byBela).thenNothing();
  });
  test("is refused to oneself and without a reason", () => {
    given(...past)
      .when(unlockAccount, {}, byEva)
      .thenRefused("SOD_CONFLICT");
    given(...past)
      .when(unlockAccount, {}, { actor: bela })
      .thenRefused("REASON_REQUIRED");
  });
  test("is refused of one who left, and of nobody", () => {
    given(...past, left)
      .when(unlockAccount, {}, byBela)
      .thenRefused("PERSON_LEFT");
    given().when(unlockAccount, {}, byBela).thenRefused("NOT_FOUND");
  });
});

describe("unlocking at the console, where nobody of security gets in [P11-300d]", () => {
  const unlocked = { type: "AccountUnlocked", data: { atTheConsole: true } };
  const past = [enrolled, ...failedTimes(10), locked()];
  const byConsole = { ...instance, reason: { code: "LOCKED_OUT", text: "Nobody else is there." } };
  test("happens, and makes the account no other", () => {
    given(...past)
      .when(unlockAtConsole, {}, byConsole)
      .then(unlocked);
    const open = { failures: 0, failedAt: undefined, locked: undefined };
    const before = stateOf(person, past);
    expect(stateOf(person, [...past, unlocked])).toEqual({ ...before, ...open });
  });
  test("is repeated, and does nothing to what is not locked", () => {
    given(...past, unlocked)
      .when(unlockAtConsole, {}, byConsole)
      .thenNothing();
    given(enrolled, failed).when(unlockAtConsole, {}, byConsole).thenNothing();
  });
  test("is refused without a reason, of one who left, and of nobody", () => {
    given(...past)
      .when(unlockAtConsole, {}, instance)
      .thenRefused("REASON_REQUIRED");
    given(...past, left)
      .when(unlockAtConsole, {}, byConsole)
      .thenRefused("PERSON_LEFT");
    given().when(unlockAtConsole, {}, byConsole).thenRefused("NOT_FOUND");
  });
  test("is nobody's to give who is known, and security cannot say it was the console", () => {
    expect(unlockAtConsole.right).toBe("system");
    given(...past)
      .when(unlockAccount, { atTheConsole: true } as never, byBela)
      .thenRefused("MALFORMED_COMMAND");
  });
});
