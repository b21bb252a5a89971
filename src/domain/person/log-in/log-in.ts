// The fold of log-ins: failures in a row, locks, and what must not come twice.
import type { EventOf } from "../../kernel/event-type.ts";
import { guesses, type logInEvents } from "./events.ts";
import { failuresWith, neverFailed, type Tally } from "./lock.ts";

/** Failures and lock: of what can be guessed, since it was last right or unlocked. */
export interface LogInPart extends Tally {
  readonly lastLogInAt: string | undefined;
  /** The last step of a one-time code that was taken: none up to it counts (RFC 6238, 5.2). */
  readonly lastCodeStep: number;
  /** By credential id. */
  readonly signCounts: ReadonlyMap<string, number>;
}

export const neverLoggedIn: LogInPart = {
  ...neverFailed,
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
      const { method, codeStep, signCount, credentialIds } = event.data;
      const [credentialId = ""] = credentialIds;
      const counted = signCount === undefined ? [] : [[credentialId, signCount] as const];
      return {
        ...part,
        // Who comes in otherwise says nothing of who guesses at the password.
        ...(method === "password" && neverFailed),
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
      if (!guesses.has(event.data.why)) return part;
      return { ...part, failures: failuresWith(part, at), failedAt: at };
    case "AccountLocked":
      return { ...part, locked: { until: event.data.until } };
    case "AccountUnlocked":
      return { ...part, ...neverFailed };
    case "CredentialCloneSuspected":
      return part;
    default:
      return event satisfies never;
  }
}
