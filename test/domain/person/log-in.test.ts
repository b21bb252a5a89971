// Logging in: what a proof is worth against the account, the rules of access, replays and copies.
import { describe, test } from "vitest";
import type { DataOf } from "../../../src/domain/kernel/decider.ts";
import { logIn } from "../../../src/domain/person/log-in/commands.ts";
import { given, now, type Past } from "../../given.ts";
import {
  after_min,
  days_min,
  disabled,
  enabled,
  ended,
  enrolled,
  instance,
  isSet,
  left,
  locked,
  loggedIn,
  policy,
} from "./examples.ts";

type LogIn = DataOf<typeof logIn>;
const password = { method: "password", credentialId: "p-1" } as const;
const withCode = (step: number) => ({ ...password, code: { credentialId: "t-1", step } });
const passkey = (signCount: number) =>
  ({ method: "passkey", credentialId: "k-1", signCount }) as const;
const oidc = (secondFactor: boolean) =>
  ({ method: "oidc", credentialId: "o-1", assurance: "pwd", secondFactor }) as const;

const asked = (proof: LogIn["proof"], more: Partial<LogIn> = {}): LogIn => ({
  sessionId: "s-1",
  proof,
  network: "inside",
  otherSessionIds: [],
  policy,
  ...more,
});
const outcome = (method: string, assurance: string, ids: string[], more: object = {}) => ({
  type: "LoggedIn",
  data: {
    sessionId: "s-1",
    method,
    assurance,
    credentialIds: ids,
    network: "inside",
    otherSessionIds: [],
    ...more,
  },
});

const known: readonly Past[] = [
  enrolled,
  isSet("password", "p-1"),
  isSet("passkey", "k-1"),
  isSet("oidc", "o-1"),
];
const withTotp = [...known, isSet("totp", "t-1")];
const having = (...past: Past[]) => ({
  logIn: (data: LogIn, overrides: object = {}) =>
    given(...past).when(logIn, data, { ...instance, ...overrides }),
});
const outside = { network: "outside" } as const;
const always = { policy: { ...policy, secondFactor: "always" as const } };

describe("logging in happens", () => {
  test("by password, with who, how, from where and what else is open [A11d-11.9]", () => {
    const more = { workstation: "Terminal 4", otherSessionIds: ["s-0"] };
    having(...known)
      .logIn(asked(password, more))
      .then(outcome("password", "password", ["p-1"], more));
  });
  test("by password and code, by passkey, and by single sign-on", () => {
    having(...withTotp)
      .logIn(asked(withCode(7)))
      .then(outcome("password", "password+totp", ["p-1", "t-1"], { codeStep: 7 }));
    having(...known)
      .logIn(asked(passkey(3)))
      .then(outcome("passkey", "passkey+userVerification", ["k-1"], { signCount: 3 }));
    having(...known)
      .logIn(asked(oidc(false)))
      .then(outcome("oidc", "oidc:pwd", ["o-1"]));
  });
});

test("a badge, or anything else that another can pick up, is no proof [A11d-11.3]", () => {
  const badge = { method: "badge", credentialId: "b-1" } as never;
  having(...known)
    .logIn(asked(badge))
    .thenRefused("MALFORMED_COMMAND");
  const codeAlone = { method: "totp", credentialId: "t-1", step: 7 } as never;
  having(...withTotp)
    .logIn(asked(codeAlone))
    .thenRefused("MALFORMED_COMMAND");
});

describe("an account that cannot be used [P11-10d]", () => {
  const dormancy = 180 * days_min;
  test("is disabled, left, or nobody's", () => {
    having(...known, disabled)
      .logIn(asked(password))
      .thenRefused("ACCOUNT_DISABLED");
    having(...known, left)
      .logIn(asked(password))
      .thenRefused("ACCOUNT_DISABLED");
    having().logIn(asked(password)).thenRefused("ACCOUNT_DISABLED");
  });
  test("is dormant, unless the rules do not ask for it [P11-300b]", () => {
    const used = [...known, loggedIn()];
    const later = { at: after_min(dormancy + 1 / 60_000) };
    having(...used)
      .logIn(asked(password), later)
      .thenRefused("ACCOUNT_DISABLED");
    const happened = outcome("password", "password", ["p-1"]);
    having(...used)
      .logIn(asked(password), { at: after_min(dormancy) })
      .then(happened);
    const ageless = { policy: { ...policy, dormant_days: null } };
    having(...used)
      .logIn(asked(password, ageless), later)
      .then(happened);
    having(...known)
      .logIn(asked(password), later)
      .then(happened);
  });
  test("is used again once it was disabled and enabled", () => {
    const then = { at: after_min(dormancy + 60) };
    const again = { ...enabled, at: after_min(dormancy + 30) };
    const used = [...known, loggedIn(), disabled];
    const happened = outcome("password", "password", ["p-1"]);
    having(...used, again)
      .logIn(asked(password), then)
      .then(happened);
    const [early, late] = [after_min(60), after_min(60 + dormancy + 1)];
    having(...used, { ...enabled, at: early })
      .logIn(asked(password), { at: late })
      .thenRefused("ACCOUNT_DISABLED");
  });
  test("is locked: for a time, until that is over, or for good [A11d-11.7-8]", () => {
    const until = after_min(1);
    const happened = outcome("password", "password", ["p-1"]);
    having(...known, locked(until))
      .logIn(asked(password))
      .thenRefused("ACCOUNT_LOCKED");
    having(...known, locked(until))
      .logIn(asked(password), { at: until })
      .then(happened);
    having(...known, locked())
      .logIn(asked(password), { at: after_min(days_min) })
      .thenRefused("ACCOUNT_LOCKED");
  });
  test("is locked for what can be guessed only: a passkey and a provider pass [P11-300d]", () => {
    for (const until of [after_min(1), undefined]) {
      having(...known, locked(until))
        .logIn(asked(passkey(1)))
        .then(outcome("passkey", "passkey+userVerification", ["k-1"], { signCount: 1 }));
      having(...known, locked(until))
        .logIn(asked(oidc(false)))
        .then(outcome("oidc", "oidc:pwd", ["o-1"]));
    }
  });
  test("is open elsewhere, where the rules allow one session", () => {
    const one = { policy: { ...policy, concurrentSessions: "refuse" as const } };
    const other = { otherSessionIds: ["s-0"] };
    having(...known)
      .logIn(asked(password, { ...one, ...other }))
      .thenRefused("CONCURRENT_SESSION");
    having(...known)
      .logIn(asked(password, one))
      .then(outcome("password", "password", ["p-1"]));
  });
});

describe("a second factor [A11d-11.6]", () => {
  const isAsked = (past: readonly Past[], proof: LogIn["proof"], more: Partial<LogIn>) =>
    having(...past)
      .logIn(asked(proof, more))
      .thenRefused("MFA_REQUIRED");
  test("is asked for from outside the site's networks", () => {
    isAsked(known, password, outside);
    isAsked(known, oidc(false), outside);
  });
  test("is asked for from inside when the rules say always", () => {
    isAsked(known, password, always);
    isAsked(known, oidc(false), always);
  });
  test("is asked for of who has set a code generator, but not of a provider's word", () => {
    isAsked(withTotp, password, {});
    having(...withTotp)
      .logIn(asked(oidc(false)))
      .then(outcome("oidc", "oidc:pwd", ["o-1"]));
  });
  test("is a code, a passkey, or what the provider says", () => {
    const from = { ...outside, ...always };
    having(...withTotp)
      .logIn(asked(withCode(7), from))
      .then(outcome("password", "password+totp", ["p-1", "t-1"], { codeStep: 7, ...outside }));
    having(...known)
      .logIn(asked(passkey(1), from))
      .then(outcome("passkey", "passkey+userVerification", ["k-1"], { signCount: 1, ...outside }));
    having(...known)
      .logIn(asked(oidc(true), from))
      .then(outcome("oidc", "oidc:pwd", ["o-1"], outside));
  });
});

describe("a one-time code counts once", () => {
  const used = [...withTotp, loggedIn({ codeStep: 7 })];
  test.each([6, 7])("step %i after step 7 is refused", (step) => {
    having(...used)
      .logIn(asked(withCode(step)))
      .thenRefused("CODE_REUSED");
  });
  test("the next step is taken, and a log-in without a code forgets nothing", () => {
    having(...used)
      .logIn(asked(withCode(8)))
      .then(outcome("password", "password+totp", ["p-1", "t-1"], { codeStep: 8 }));
    having(...used, loggedIn({ method: "passkey", credentialIds: ["k-1"], signCount: 1 }))
      .logIn(asked(withCode(7)))
      .thenRefused("CODE_REUSED");
  });
});

describe("a credential that does not count [P11-300c]", () => {
  const isInvalid = (past: readonly Past[], proof: LogIn["proof"]) =>
    having(...past)
      .logIn(asked(proof))
      .thenRefused("CREDENTIAL_NOT_VALID");
  test("has ended, or was never there", () => {
    isInvalid([...known, ended("password", "p-1", "lost")], password);
    isInvalid([...known, ended("passkey", "k-1", "lost")], passkey(1));
    isInvalid([enrolled], oidc(true));
    isInvalid(known, withCode(7));
  });
  test("has expired", () => {
    const until = (expiresAt: string) => [enrolled, isSet("password", "p-1", { expiresAt })];
    isInvalid(until(now), password);
    having(...until(after_min(1)))
      .logIn(asked(password))
      .then(outcome("password", "password", ["p-1"]));
  });
  test("is of another kind than the proof", () => {
    isInvalid([enrolled, isSet("invitation", "p-1")], password);
    isInvalid([enrolled, isSet("oidc", "k-1")], passkey(1));
    isInvalid(known, { ...password, code: { credentialId: "p-1", step: 7 } });
  });
});

describe("a passkey", () => {
  const bound = { policy: { ...policy, deviceBoundOnly: true } };
  test("must be bound to its device where the rules ask for it", () => {
    having(...known)
      .logIn(asked(passkey(1), bound))
      .thenRefused("PASSKEY_NOT_DEVICE_BOUND");
    const more = { deviceBound: false };
    having(enrolled, isSet("passkey", "k-1", more))
      .logIn(asked(passkey(1), bound))
      .thenRefused("PASSKEY_NOT_DEVICE_BOUND");
    having(enrolled, isSet("passkey", "k-1", { deviceBound: true }))
      .logIn(asked(passkey(1), bound))
      .then(outcome("passkey", "passkey+userVerification", ["k-1"], { signCount: 1 }));
  });
  const counted = (signCount: number) =>
    loggedIn({ method: "passkey", credentialIds: ["k-1"], signCount });
  test.each([
    [5, 5],
    [5, 4],
    [5, 0],
  ])("that counted %i and then %i may have been copied: it ends [P11-300d]", (last, shown) => {
    const data = { credentialId: "k-1", signCount: shown, lastSignCount: last };
    having(...known, counted(last))
      .logIn(asked(passkey(shown)))
      .then({ type: "CredentialCloneSuspected", data }, ended("passkey", "k-1", "cloned"));
  });
  test.each([
    [0, 0],
    [0, 1],
    [5, 6],
  ])("that counted %i and then %i is one", (last, shown) => {
    having(...known, counted(last))
      .logIn(asked(passkey(shown)))
      .then(outcome("passkey", "passkey+userVerification", ["k-1"], { signCount: shown }));
  });
  test("is counted apart from another", () => {
    having(...known, counted(5), isSet("passkey", "k-2"))
      .logIn(asked({ ...passkey(1), credentialId: "k-2" }))
      .then(outcome("passkey", "passkey+userVerification", ["k-2"], { signCount: 1 }));
  });
});
