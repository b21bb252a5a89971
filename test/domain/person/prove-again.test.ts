// Proving again within a session: it takes as much as logging in would take now.
import { describe, test } from "vitest";
import type { DataOf } from "../../../src/domain/kernel/decider.ts";
import { proveAgain } from "../../../src/domain/person/log-in/commands.ts";
import { given, type Past } from "../../given.ts";
import {
  after_min,
  disabled,
  ended,
  enrolled,
  instance,
  isSet,
  left,
  locked,
  loggedIn,
  policy,
} from "./examples.ts";

type Proof = DataOf<typeof proveAgain>["proof"];
const password = { method: "password", credentialId: "p-1" } as const;
const withCode = (step: number) => ({ ...password, code: { credentialId: "t-1", step } });
const passkey = (signCount: number) =>
  ({ method: "passkey", credentialId: "k-1", signCount }) as const;
const oidc = (secondFactor: boolean) =>
  ({ method: "oidc", credentialId: "o-1", assurance: "pwd", secondFactor }) as const;

const known: readonly Past[] = [
  enrolled,
  isSet("password", "p-1"),
  isSet("passkey", "k-1"),
  isSet("oidc", "o-1"),
];
const withTotp = [...known, isSet("totp", "t-1")];
const proving = (past: readonly Past[], proof: Proof, more: object = {}) =>
  given(...past).when(proveAgain, { proof, network: "inside", policy, ...more }, instance);
const codeAccepted = (codeStep: number) => ({ type: "CodeAccepted", data: { codeStep } });
const passkeyAccepted = (signCount: number) => ({
  type: "PasskeyAccepted",
  data: { credentialId: "k-1", signCount },
});

describe("proving again", () => {
  test("happens by password, by password and code, by passkey, and by single sign-on", () => {
    proving(known, password).thenNothing();
    proving(withTotp, withCode(7)).then(codeAccepted(7));
    proving(known, passkey(3)).then(passkeyAccepted(3));
    proving(withTotp, oidc(false)).thenNothing();
  });

  test("takes two factors where logging in would [A11d-11.6]", () => {
    proving(withTotp, password).thenRefused("MFA_REQUIRED");
    const outside = { network: "outside" };
    const always = { policy: { ...policy, secondFactor: "always" } };
    for (const more of [outside, always]) {
      proving(known, password, more).thenRefused("MFA_REQUIRED");
      proving(known, oidc(false), more).thenRefused("MFA_REQUIRED");
      proving(withTotp, withCode(7), more).then(codeAccepted(7));
      proving(known, passkey(3), more).then(passkeyAccepted(3));
      proving(known, oidc(true), more).thenNothing();
    }
  });

  test("is refused where the account cannot be used [P11-10d]", () => {
    proving([...known, locked(after_min(1))], password).thenRefused("ACCOUNT_LOCKED");
    proving([...known, disabled], password).thenRefused("ACCOUNT_DISABLED");
    proving([...known, left], password).thenRefused("ACCOUNT_DISABLED");
    proving([], password).thenRefused("ACCOUNT_DISABLED");
  });

  test("is refused by what has ended [P11-300c]", () => {
    proving([...known, ended("password", "p-1", "lost")], password).thenRefused(
      "CREDENTIAL_NOT_VALID",
    );
  });

  test("a code counts once, at a log-in or within a session [P11-300d]", () => {
    const used = [...withTotp, loggedIn({ codeStep: 7 }), codeAccepted(8)];
    for (const step of [7, 8]) proving(used, withCode(step)).thenRefused("CODE_REUSED");
    proving(used, withCode(9)).then(codeAccepted(9));
  });

  test("a passkey that counted no further may have been copied: it ends [P11-300d]", () => {
    const data = { credentialId: "k-1", signCount: 5, lastSignCount: 5 };
    proving([...known, passkeyAccepted(5)], passkey(5)).then(
      { type: "CredentialCloneSuspected", data },
      ended("passkey", "k-1", "cloned"),
    );
    proving([...known, passkeyAccepted(5)], passkey(6)).then(passkeyAccepted(6));
    proving([...known, passkeyAccepted(0)], passkey(0)).then(passkeyAccepted(0));
  });
});
