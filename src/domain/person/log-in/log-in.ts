// The fold of log-ins: failures in a row, locks, and what must not come twice.
import type { EventOf } from "../../kernel/event-type.ts";
import type { logInEvents } from "./events.ts";

export interface LogInPart {
  /** Since the last success or unlocking. */
  readonly failures: number;
  readonly locked: { readonly until: string | undefined } | undefined;
  readonly lastLogInAt: string | undefined;
  /** The last step of a one-time code that was taken: none up to it counts (RFC 6238, 5.2). */
  readonly lastCodeStep: number;
  /** By credential id. */
  readonly signCounts: ReadonlyMap<string, number>;
}

export const neverLoggedIn: LogInPart = {
  failures: 0,
  locked: undefined,
  lastLogInAt: undefined,
  lastCodeStep: -1,
  signCounts: new Map(),
};

export function evolveLogIn(
  part: LogInPart,
  event: EventOf<(typeof logInEvents)[number]>,
  at: string,
): LogInPart {
  switch (event.type) {
    case "LoggedIn": {
      const { codeStep, signCount, credentialIds } = event.data;
      const [credentialId = ""] = credentialIds;
      const counted = signCount === undefined ? [] : [[credentialId, signCount] as const];
      return {
        failures: 0,
        locked: undefined,
        lastLogInAt: at,
        lastCodeStep: codeStep ?? part.lastCodeStep,
        signCounts: new Map([...part.signCounts, ...counted]),
      };
    }
    case "CodeAccepted":
      return { ...part, lastCodeStep: Math.max(part.lastCodeStep, event.data.codeStep) };
    case "PasskeyAccepted": {
      const { credentialId, signCount } = event.data;
      return { ...part, signCounts: new Map(part.signCounts).set(credentialId, signCount) };
    }
    case "LogInFailed":
      return event.data.why === "recoveryWrong" ? part : { ...part, failures: part.failures + 1 };
    case "AccountLocked":
      return { ...part, locked: { until: event.data.until } };
    case "AccountUnlocked":
      return { ...part, failures: 0, locked: undefined };
    case "CredentialCloneSuspected":
      return part;
    default:
      return event satisfies never;
  }
}

/** Whether nothing is even looked at now. */
export const isLocked = ({ locked }: LogInPart, at: string): boolean =>
  locked !== undefined && (locked.until === undefined || Date.parse(at) < Date.parse(locked.until));
