// Logging in, and failing to. What was proven is established before, by cryptography; here is
// decided what it is worth: against locks, replays, copies and the rules of access. The person's
// stream serialises it, so that a code counts once, in whichever process it is shown.
import { z } from "zod";
import { type AccessPolicy, AccessPolicy as Policy } from "../../kernel/access/policy.ts";
import type { Context } from "../../kernel/decider.ts";
import { refuseWithoutReason } from "../../kernel/precondition.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { Id, Name } from "../../kernel/shape/reference.ts";
import { command, type Person, present, refuseSelf } from "../person.ts";
import { guesses, LoggedIn, LogInFailed, Network } from "./events.ts";
import { failedOnce, isLocked } from "./lock.ts";

const Proof = z.discriminatedUnion("method", [
  z.strictObject({
    method: z.literal("password"),
    credentialId: Id,
    code: z
      .strictObject({ credentialId: Id, step: z.int() })
      .describe("The one-time code that was right.")
      .exactOptional(),
  }),
  z.strictObject({ method: z.literal("passkey"), credentialId: Id, signCount: z.int().min(0) }),
  z.strictObject({
    method: z.literal("oidc"),
    credentialId: Id,
    assurance: z.string().min(1).max(60).describe("What the provider says of it: acr or amr."),
    secondFactor: z.boolean(),
  }),
]);
type Proof = z.output<typeof Proof>;

const LogIn = z.strictObject({
  sessionId: Id,
  proof: Proof,
  network: Network,
  workstation: Name.exactOptional(),
  otherSessionIds: LoggedIn.data.shape.otherSessionIds,
  policy: Policy.describe("The rules of access as they stand."),
});
type LogIn = z.output<typeof LogIn>;

export const logIn = command("LogIn", "system", LogIn, (data, state, context) => {
  if (state.status === "unknown") return disabled;
  const one = state;
  const { sessionId, proof, network, workstation, otherSessionIds } = data;
  const refused = refuseAccount(one, data, context) ?? refuseProof(one, data, context);
  if (refused) return refused;
  const copied = copyOf(one, proof);
  if (copied) return copied;
  const logged = {
    sessionId,
    method: proof.method,
    assurance: assuranceOf(proof),
    credentialIds: credentialsIn(proof),
    ...(proof.method === "password" && proof.code && { codeStep: proof.code.step }),
    ...(proof.method === "passkey" && { signCount: proof.signCount }),
    network,
    ...(workstation !== undefined && { workstation }),
    otherSessionIds,
  };
  return [{ type: "LoggedIn", data: logged }];
});

/**
 * Proven again, within a session, by as much as logging in would need now. It stands in line with
 * the failures of the same moment: of many guesses at once none counts after the lock.
 */
export const proveAgain = command(
  "ProveAgain",
  "system",
  LogIn.pick({ proof: true, network: true, policy: true }),
  (data, state, context) => {
    if (state.status === "unknown") return disabled;
    const { proof } = data;
    const refused = refuseUnusable(state, proof, context) ?? refuseProof(state, data, context);
    if (refused) return refused;
    if (proof.method === "passkey") {
      const { credentialId, signCount } = proof;
      const accepted = { type: "PasskeyAccepted" as const, data: { credentialId, signCount } };
      return copyOf(state, proof) ?? [accepted];
    }
    if (proof.method === "oidc" || !proof.code) return [];
    return [{ type: "CodeAccepted", data: { codeStep: proof.code.step } }];
  },
);

const Failed = z.strictObject({ ...LogInFailed.data.shape, policy: Policy });

export const recordLogInFailed = command(
  "RecordLogInFailed",
  "system",
  Failed,
  ({ policy, ...data }, state, { at }) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    if (!guesses.has(data.why)) return [{ type: "LogInFailed", data }];
    const tally = failedOnce(state, policy, at);
    if (!tally) return [];
    const { failures, locked } = tally;
    const until = locked?.until;
    const lock = { failures, ...(until !== undefined && { until }) };
    const locks = locked ? [{ type: "AccountLocked" as const, data: lock }] : [];
    return [{ type: "LogInFailed", data }, ...locks];
  },
);

/** Draft Annex 11, 11.7: by somebody else, after a look, with the reason. */
export const unlockAccount = command(
  "UnlockAccount",
  "secureAccounts",
  z.strictObject({}),
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (!one.locked && one.failures === 0) return [];
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "AccountUnlocked", data }];
  },
);

/**
 * By whoever holds the data folder, where nobody of security can get in any more. It opens what
 * guesses have locked and nothing else: whoever it is must still know the password.
 */
export const unlockAtConsole = command(
  "UnlockAtConsole",
  "system",
  z.strictObject({}),
  (_, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (!one.locked) return [];
    const unlocked = { type: "AccountUnlocked", data: { atTheConsole: true } } as const;
    return refuseWithoutReason(context) ?? [unlocked];
  },
);

const disabled = refuse("ACCOUNT_DISABLED", "The account cannot be used.");

function refuseAccount(
  person: Person,
  { proof, policy, otherSessionIds }: LogIn,
  { at }: Context,
): Refusal | undefined {
  const refused = refuseUnusable(person, proof, { at });
  if (refused) return refused;
  if (isDormant(person, policy, at)) {
    return refuse("ACCOUNT_DISABLED", "The account was not used for too long.");
  }
  if (policy.concurrentSessions === "refuse" && otherSessionIds.length > 0) {
    return refuse("CONCURRENT_SESSION", "Another session of the person is open.");
  }
  return undefined;
}

function refuseUnusable(
  person: Person,
  { method }: Proof,
  { at }: Pick<Context, "at">,
): Refusal | undefined {
  // First: while it is locked, nothing tells whether what was shown is right. Who has a passkey, or
  // an account at a provider that guards itself, is not locked out by guesses at a password.
  if (method === "password" && isLocked(person, at)) {
    return refuse("ACCOUNT_LOCKED", "Too many attempts failed.");
  }
  return person.account === "enabled" ? undefined : disabled;
}

/** Who was disabled for it and enabled again has the whole time anew. */
export function isDormant(person: Person, { dormant_days }: AccessPolicy, at: string): boolean {
  const { lastLogInAt, enabledAt } = person;
  if (dormant_days === null || lastLogInAt === undefined) return false;
  const used = Math.max(Date.parse(lastLogInAt), Date.parse(enabledAt ?? lastLogInAt));
  return Date.parse(at) - used > dormant_days * day_ms;
}

const day_ms = 24 * 60 * 60_000;

function refuseProof(
  person: Person,
  { proof, network, policy }: Pick<LogIn, "proof" | "network" | "policy">,
  { at }: Context,
): Refusal | undefined {
  const kinds = [proof.method, "totp"];
  const credentials = credentialsIn(proof).map((id) => person.credentials.get(id));
  const valid = credentials.every(
    (one, n) =>
      one !== undefined &&
      one.kind === kinds[n] &&
      !(one.expiresAt !== undefined && Date.parse(at) >= Date.parse(one.expiresAt)),
  );
  if (!valid) return refuse("CREDENTIAL_NOT_VALID", "The credential has ended.");
  if (proof.method === "passkey") {
    if (!policy.deviceBoundOnly || credentials[0]?.deviceBound) return undefined;
    return refuse("PASSKEY_NOT_DEVICE_BOUND", "This passkey can leave its device.");
  }
  const isTwo = proof.method === "oidc" ? proof.secondFactor : proof.code !== undefined;
  if (!isTwo && needsSecond(person, proof, network, policy)) {
    return refuse("MFA_REQUIRED", "A second factor is needed: a one-time code, or a passkey.");
  }
  return refuseReuse(person, proof);
}

const refuseReuse = ({ lastCodeStep }: Person, proof: Proof): Refusal | undefined =>
  proof.method === "password" && proof.code && proof.code.step <= lastCodeStep
    ? refuse("CODE_REUSED", "This one-time code has been used.", { step: proof.code.step })
    : undefined;

/** Who has set a code generator is asked for it always; a provider's word counts for its own. */
const needsSecond = (
  { credentials }: Person,
  { method }: Proof,
  network: LogIn["network"],
  { secondFactor }: AccessPolicy,
): boolean =>
  secondFactor === "always" ||
  network === "outside" ||
  (method === "password" && [...credentials.values()].some(({ kind }) => kind === "totp"));

/**
 * WebAuthn, 7.2: a counter that is not greater, unless the authenticator keeps none. The alarm is
 * an event; that nothing was proven is what the missing `LoggedIn` or `PasskeyAccepted` says.
 */
function copyOf({ signCounts }: Person, proof: Proof) {
  if (proof.method !== "passkey") return undefined;
  const { credentialId, signCount } = proof;
  const lastSignCount = signCounts.get(credentialId) ?? 0;
  if (signCount > lastSignCount || (signCount === 0 && lastSignCount === 0)) return undefined;
  return [
    { type: "CredentialCloneSuspected", data: { credentialId, signCount, lastSignCount } },
    { type: "CredentialEnded", data: { credentialId, kind: "passkey", why: "cloned" } },
  ] as const;
}

export const credentialsIn = (proof: Proof): string[] =>
  proof.method === "password" && proof.code
    ? [proof.credentialId, proof.code.credentialId]
    : [proof.credentialId];

/** Of an assurance that says so; what an identity provider says is not told apart here. */
export const isOfTwoFactors = (assurance: string): boolean =>
  assurance === "password+totp" || assurance === "passkey+userVerification";

export function assuranceOf(proof: Proof): string {
  switch (proof.method) {
    case "password":
      return proof.code ? "password+totp" : "password";
    case "passkey":
      return "passkey+userVerification";
    case "oidc":
      return `oidc:${proof.assurance}`;
    default:
      return proof satisfies never;
  }
}
