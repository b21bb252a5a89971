// People in every state that a test starts from: Eva, enrolled by Bela, and what proves who she is.
import { defaultPolicy } from "../../../src/domain/access-control/access-control.ts";
import type { AccessPolicy } from "../../../src/domain/kernel/access/policy.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import type { DataOf } from "../../../src/domain/kernel/decider.ts";
import type { setCredential } from "../../../src/domain/person/credential/commands.ts";
import { bela, ownId, type Past, person } from "../../given.ts";

export { bela };
/** The one whom it is all about: her id is that of the stream. */
export const eva = { ...person("eva"), id: ownId };
export const clara = person("clara");
export const service = { kind: "service", id: "s-1", name: "Interface" } as const;
export const instance = { authentication: { method: "instance" } } as const;
export const nobody = { authentication: { method: "none" } } as const;

export const reason = { code: "request", text: "Asked for on paper, form 17." };
export const byBela = { actor: bela, reason };
export const byClara = { actor: clara, reason };
export const byEva = { actor: eva, reason };

export const enrolment = {
  username: "eva",
  printedName: "Eva Example",
  initials: "EE",
  account: "personal" as const,
};
export const enrolled: Past = { type: "PersonEnrolled", data: enrolment, by: bela };
export const station: Past = { ...enrolled, data: { ...enrolment, account: "shared" } };
export const disabled: Past = { type: "PersonDisabled", data: {} };
export const enabled: Past = { type: "PersonEnabled", data: {} };
export const left: Past = { type: "PersonLeft", data: {} };
export const known = { how: "personnelRecord", evidence: "File 12" } as const;
export const verified: Past = { type: "IdentityVerified", data: known, by: clara };

export const sealed = (of: "people" | "credentials", n: number) => ({
  key: `${of}/${n.toString(16).padStart(32, "0")}`,
  cipher: "c".repeat(22),
});

type Wanted = DataOf<typeof setCredential>;
export const credential = <Kind extends string>(kind: Kind, credentialId: string, n = 1) => ({
  credentialId,
  kind,
  material: sealed("credentials", n),
});
export const wanted = (kind: Wanted["kind"], credentialId: string): Wanted =>
  credential(kind, credentialId);
export const isSet = (kind: string, credentialId: string, more: object = {}): Past => ({
  type: "CredentialSet",
  data: { ...credential(kind, credentialId), ...more },
  by: kind === "invitation" || kind === "oidc" ? bela : eva,
});
export const ended = (kind: string, credentialId: string, why: string) => ({
  type: "CredentialEnded",
  data: { credentialId, kind, why },
});

export const grant = { role: "operator", duty: "production" as const, scope: everywhere };
export const granted = (role: string, duty: string): Past => ({
  type: "PersonRoleGranted",
  data: { ...grant, role, duty },
});

export const policy: AccessPolicy = { ...defaultPolicy, secondFactor: "outside" };
export const loggedIn = (more: object = {}): Past => ({
  type: "LoggedIn",
  data: {
    sessionId: "s-0",
    method: "password",
    assurance: "password",
    credentialIds: ["p-1"],
    network: "inside",
    otherSessionIds: [],
    ...more,
  },
  by: eva,
});
export const failed = { type: "LogInFailed", data: { why: "credentialWrong", network: "inside" } };
export const failedTimes = (n: number): Past[] => Array.from({ length: n }, () => failed);
export const locked = (until?: string): Past => ({
  type: "AccountLocked",
  data: { failures: 5, ...(until !== undefined && { until }) },
});
/** The instant so many minutes after `now`. */
export const after_min = (minutes: number): string =>
  new Date(Date.parse("2026-11-20T08:00:00.000Z") + minutes * 60_000).toISOString();
export const days_min = 24 * 60;
