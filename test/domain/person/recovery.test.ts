// Recovery takes two people: one asks for it and has a link, another approves it and has a code,
// and the person is given both (21 CFR 11.200(a)(3)).
import { describe, expect, test } from "vitest";
import type { DataOf } from "../../../src/domain/kernel/decider.ts";
import {
  approveRecovery,
  completeRecovery,
  requestRecovery,
} from "../../../src/domain/person/credential/commands.ts";
import { recordLogInFailed } from "../../../src/domain/person/log-in/commands.ts";
import { person } from "../../../src/domain/person/person.ts";
import { given, stateOf } from "../../given.ts";
import {
  after_min,
  bela,
  byBela,
  byClara,
  byEva,
  clara,
  credential,
  ended,
  enrolled,
  failedTimes,
  instance,
  isSet,
  left,
  locked,
  nobody,
  policy,
  sealed,
  service,
} from "./examples.ts";

const recoveryId = "r-1";
const request = { recoveryId, link: sealed("credentials", 7), expiresAt: after_min(60) };
const requested = { type: "RecoveryRequested", data: request };
const byBelaRequested = { ...requested, by: bela };
const approval = { recoveryId, code: sealed("credentials", 8) };
const approved = { type: "RecoveryApproved", data: approval };
const open = [enrolled, byBelaRequested, { ...approved, by: clara }];
const completed = { type: "RecoveryCompleted", data: { recoveryId } };
const late = { at: after_min(60) };

describe("asking for a recovery", () => {
  test("happens, and replaces one that is open", () => {
    given(enrolled).when(requestRecovery, request, byBela).then(requested);
    const again = { ...request, recoveryId: "r-2" };
    given(...open)
      .when(requestRecovery, again, byBela)
      .then({ ...requested, data: again });
  });
  test("is repeated", () => {
    given(...open)
      .when(requestRecovery, request, byBela)
      .thenNothing();
  });
  test("is refused to oneself, to a machine and to nobody", () => {
    given(enrolled).when(requestRecovery, request, byEva).thenRefused("SOD_CONFLICT");
    given(enrolled)
      .when(requestRecovery, request, { ...byBela, actor: service })
      .thenRefused("UNAUTHENTICATED");
    given(enrolled)
      .when(requestRecovery, request, { ...byBela, ...nobody })
      .thenRefused("UNAUTHENTICATED");
  });
  test("is refused without a reason, of one who left, and of nobody", () => {
    given(enrolled).when(requestRecovery, request, { actor: bela }).thenRefused("REASON_REQUIRED");
    given(enrolled, left).when(requestRecovery, request, byBela).thenRefused("PERSON_LEFT");
    given().when(requestRecovery, request, byBela).thenRefused("NOT_FOUND");
  });
});

describe("approving a recovery [P11-200a3]", () => {
  const asked = [enrolled, byBelaRequested];
  const when = (overrides: object) => given(...asked).when(approveRecovery, approval, overrides);
  test("happens, by a second person", () => when(byClara).then(approved));
  test("is repeated", () => {
    given(...open)
      .when(approveRecovery, approval, byClara)
      .thenNothing();
  });
  test("is refused to who asked for it, and to the person", () => {
    when(byBela).thenRefused("SECOND_PERSON_REQUIRED");
    when(byEva).thenRefused("SOD_CONFLICT");
  });
  test("is refused to a machine and to nobody", () => {
    when({ actor: service }).thenRefused("UNAUTHENTICATED");
    when({ actor: clara, ...nobody }).thenRefused("UNAUTHENTICATED");
  });
  test("is refused when it has expired", () => {
    when({ ...byClara, at: after_min(60 - 1 / 60_000) }).then(approved);
    when({ ...byClara, ...late }).thenRefused("CREDENTIAL_NOT_VALID");
  });
  test("is refused of a recovery that is not open, of one who left, and of nobody", () => {
    given(enrolled).when(approveRecovery, approval, byClara).thenRefused("NOT_FOUND");
    const other = { ...byBelaRequested, data: { ...request, recoveryId: "r-2" } };
    given(...asked, other)
      .when(approveRecovery, approval, byClara)
      .thenRefused("NOT_FOUND");
    given(...asked, left)
      .when(approveRecovery, approval, byClara)
      .thenRefused("PERSON_LEFT");
    given().when(approveRecovery, approval, byClara).thenRefused("NOT_FOUND");
  });
  test("of one recovery opens no other", () => {
    const other = { ...byBelaRequested, data: { ...request, recoveryId: "r-2" } };
    const state = stateOf(person, [enrolled, other, { ...approved, by: clara }]);
    expect(state).toMatchObject({ recovery: { id: "r-2", code: undefined } });
  });
});

describe("guessing at a recovery", () => {
  const wrong = { type: "LogInFailed", data: { why: "recoveryWrong", network: "outside" } };
  const times = (n: number) => Array.from({ length: n }, () => wrong);
  const guess = { ...wrong.data, policy } as DataOf<typeof recordLogInFailed>;
  test("is recorded, also of a locked account, and locks none", () => {
    for (const past of [failedTimes(9), [...failedTimes(5), locked()], times(12)]) {
      given(...open, ...past)
        .when(recordLogInFailed, guess, instance)
        .then(wrong);
    }
  });
  test("ends it at the fifth time", () => {
    const complete = { recoveryId, password: credential("password", "p-9") };
    const guessed = (n: number) =>
      given(...open, ...times(n)).when(completeRecovery, complete, instance);
    guessed(4).then({ type: "CredentialSet", data: complete.password }, completed);
    guessed(5).thenRefused("CREDENTIAL_NOT_VALID");
  });
});

describe("completing a recovery [P11-200a3]", () => {
  const complete = { recoveryId, password: credential("password", "p-9") };
  const newPassword = { type: "CredentialSet", data: complete.password };
  test("happens, and ends every former credential", () => {
    given(...open, isSet("password", "p-1"), isSet("totp", "t-1"), isSet("passkey", "k-1"))
      .when(completeRecovery, complete, instance)
      .then(
        ended("password", "p-1", "replaced"),
        ended("totp", "t-1", "replaced"),
        ended("passkey", "k-1", "replaced"),
        newPassword,
        completed,
      );
  });
  test("unlocks a locked account", () => {
    given(...open, ...failedTimes(5), locked())
      .when(completeRecovery, complete, instance)
      .then(newPassword, completed, { type: "AccountUnlocked", data: {} });
  });
  test("is refused a second time: the link is used up", () => {
    given(...open, isSet("password", "p-9"), completed)
      .when(completeRecovery, complete, instance)
      .thenRefused("CREDENTIAL_NOT_VALID");
  });
  test("is refused when it is not approved, is another, is replaced, or has expired", () => {
    const refused = "CREDENTIAL_NOT_VALID";
    given(enrolled).when(completeRecovery, complete, instance).thenRefused(refused);
    given(enrolled, byBelaRequested)
      .when(completeRecovery, complete, instance)
      .thenRefused(refused);
    given(...open, { ...byBelaRequested, data: { ...request, recoveryId: "r-2" } })
      .when(completeRecovery, complete, instance)
      .thenRefused(refused);
    given(...open)
      .when(completeRecovery, complete, { ...instance, ...late })
      .thenRefused(refused);
  });
  test("is refused to others, of one who left, of nobody, and with an id that ended", () => {
    given(...open)
      .when(completeRecovery, complete, byBela)
      .thenRefused("NOT_AUTHORIZED");
    given(...open, left)
      .when(completeRecovery, complete, instance)
      .thenRefused("PERSON_LEFT");
    given().when(completeRecovery, complete, instance).thenRefused("NOT_FOUND");
    given(...open, isSet("password", "p-9"), ended("password", "p-9", "lost"))
      .when(completeRecovery, complete, instance)
      .thenRefused("CREDENTIAL_NOT_VALID");
  });
});
