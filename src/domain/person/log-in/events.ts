// Logging in, and failing to: what an access log must hold (draft Annex 11, 11.7 to 11.9).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Instant } from "../../kernel/instant.ts";
import { Id, Name } from "../../kernel/shape/reference.ts";

export const Network = z
  .enum(["inside", "outside"])
  .describe("Inside: one of the site's networks. An address is nobody's record.");

export const LoggedIn = eventType("LoggedIn", {
  data: z.strictObject({
    sessionId: Id,
    method: z.enum(["password", "passkey", "oidc"]),
    assurance: z.string().min(1).max(120).describe("All that was proven: password+totp."),
    credentialIds: z.array(Id).min(1),
    codeStep: z.int().describe("RFC 6238 time step of the one-time code.").exactOptional(),
    signCount: z.int().describe("WebAuthn signature counter.").exactOptional(),
    network: Network,
    workstation: Name.exactOptional(),
    otherSessionIds: z.array(Id).describe("Live at other stations (CONCURRENT_SESSION)."),
  }),
  action: "login",
  criticality: "major",
  labels: {
    sessionId: "Session",
    method: "Method",
    assurance: "Proven by",
    credentialIds: "Credentials",
    codeStep: "Step of the code",
    signCount: "Counter of the passkey",
    network: "Network",
    workstation: "Workstation",
    otherSessionIds: "Other live sessions",
  },
  subjects: ({ sessionId }) => [{ session: sessionId }],
  sentence: ({ assurance, network, otherSessionIds }) => {
    const others = otherSessionIds.length > 0 ? "; another session is open elsewhere" : "";
    return `Logged in by ${assurance} from ${network} the site's networks${others}`;
  },
  entry: "Security",
});

/** Within a session, or when its generator was set up: it counts no second time either. */
export const CodeAccepted = eventType("CodeAccepted", {
  data: z.strictObject({ codeStep: z.int().describe("RFC 6238 time step of the code.") }),
  action: "login",
  criticality: "minor",
  labels: { codeStep: "Step of the code" },
  subjects: () => [],
  sentence: () => "One-time code accepted",
  entry: "Security",
});

/** Within a session: the counter tells a copy there as at a log-in. */
export const PasskeyAccepted = eventType("PasskeyAccepted", {
  data: z.strictObject({
    credentialId: Id,
    signCount: z.int().describe("WebAuthn signature counter."),
  }),
  action: "login",
  criticality: "minor",
  labels: { credentialId: "Credential", signCount: "Counter of the passkey" },
  subjects: () => [],
  sentence: () => "Passkey accepted",
  entry: "Security",
});

export const LogInFailed = eventType("LogInFailed", {
  data: z.strictObject({
    why: z.enum([
      "credentialWrong",
      "codeWrong",
      "codeReused",
      "passkeyRefused",
      "signOnRefused",
      "recoveryWrong",
    ]),
    network: Network,
  }),
  action: "login",
  criticality: "critical",
  labels: { why: "Why", network: "Network" },
  subjects: () => [],
  sentence: ({ why, network }) =>
    `Log-in failed, ${whys[why]}, from ${network} the site's networks`,
  entry: "Security",
});
const whys = {
  credentialWrong: "wrong password",
  codeWrong: "wrong one-time code",
  codeReused: "one-time code used before",
  passkeyRefused: "passkey refused",
  signOnRefused: "another account at the identity provider",
  recoveryWrong: "wrong link or code of a recovery",
} as const;

/** What can be guessed, and is locked for it. A recovery's own attempts are counted apart. */
export const guesses: ReadonlySet<keyof typeof whys> = new Set([
  "credentialWrong",
  "codeWrong",
  "codeReused",
]);

/**
 * Of the password; a passkey or an identity provider still opens the account. Without `until`:
 * until somebody of the security role has looked and unlocks it.
 */
export const AccountLocked = eventType("AccountLocked", {
  data: z.strictObject({ failures: z.int(), until: Instant.exactOptional() }),
  action: "accessRight",
  criticality: "critical",
  labels: { failures: "Failed attempts in a row", until: "Until" },
  subjects: () => [],
  sentence: ({ failures, until }) =>
    `Account locked after ${failures} failed attempts, until ${until ?? "unlocked"}`,
  entry: "Alarm",
});

export const AccountUnlocked = eventType("AccountUnlocked", {
  data: z.strictObject({
    atTheConsole: z
      .literal(true)
      .describe("By whoever holds the data folder, and by nobody who is known.")
      .exactOptional(),
  }),
  action: "accessRight",
  criticality: "critical",
  labels: { atTheConsole: "At the console" },
  subjects: () => [],
  sentence: ({ atTheConsole }) =>
    atTheConsole ? "Account unlocked at the console of the service" : "Account unlocked",
  entry: "Security",
});

/** A copy of a passkey may be about (WebAuthn, 6.1.1): the credential has ended. */
export const CredentialCloneSuspected = eventType("CredentialCloneSuspected", {
  data: z.strictObject({ credentialId: Id, signCount: z.int(), lastSignCount: z.int() }),
  action: "login",
  criticality: "critical",
  labels: {
    credentialId: "Credential",
    signCount: "Counter shown",
    lastSignCount: "Last counter known",
  },
  subjects: () => [],
  sentence: ({ signCount, lastSignCount }) =>
    `A passkey showed counter ${signCount} after ${lastSignCount}: there may be a copy of it`,
  entry: "Alarm",
});

export const logInEvents = [
  LoggedIn,
  CodeAccepted,
  PasskeyAccepted,
  LogInFailed,
  AccountLocked,
  AccountUnlocked,
  CredentialCloneSuspected,
] as const;
