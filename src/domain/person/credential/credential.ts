// The fold of a person's credentials: those that stand, and a recovery under way.

import type { Sealed } from "../../kernel/access/sealed.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import type { logInEvents } from "../log-in/events.ts";
import type {
  CredentialEnded,
  CredentialSet,
  credentialEvents,
  RecoveryRequested,
} from "./events.ts";

export interface Credential extends Omit<EventOf<typeof CredentialSet>["data"], "credentialId"> {
  readonly setAt: string;
  readonly setBy: string;
}

export interface Recovery extends Omit<EventOf<typeof RecoveryRequested>["data"], "recoveryId"> {
  readonly id: string;
  readonly requestedBy: string;
  /** Failed attempts with its link or code; too many end it. */
  readonly failures: number;
  readonly code: Sealed | undefined;
}

export interface CredentialPart {
  /** Those that stand, by id. */
  readonly credentials: ReadonlyMap<string, Credential>;
  /** Ids are never given again. With the name of the key that was to be destroyed. */
  readonly ended: ReadonlyMap<string, string>;
  readonly recovery: Recovery | undefined;
  /** Whether the person ever set one of their own: from then on two people give access anew. */
  readonly isTakenUp: boolean;
  /** Who gave them an invitation or named their single sign-on. */
  readonly letInBy: ReadonlySet<string>;
}

export const noCredentials: CredentialPart = {
  credentials: new Map(),
  ended: new Map(),
  recovery: undefined,
  isTakenUp: false,
  letInBy: new Set(),
};

interface When {
  readonly at: string;
  readonly by: string;
}

export function evolveCredential(
  part: CredentialPart,
  event: EventOf<(typeof credentialEvents)[number]>,
  { at, by }: When,
): CredentialPart {
  switch (event.type) {
    case "CredentialSet": {
      const { credentialId, ...data } = event.data;
      const credential = { ...data, setAt: at, setBy: by };
      const credentials = new Map(part.credentials).set(credentialId, credential);
      return { ...part, credentials, ...taken(part, data.kind, by) };
    }
    case "CredentialEnded": {
      const { credentialId } = event.data;
      const key = part.credentials.get(credentialId)?.material.key ?? "";
      const credentials = new Map(part.credentials);
      credentials.delete(credentialId);
      return { ...part, credentials, ended: new Map(part.ended).set(credentialId, key) };
    }
    case "RecoveryRequested": {
      const { recoveryId: id, ...data } = event.data;
      const recovery = { ...data, id, requestedBy: by, failures: 0, code: undefined };
      return { ...recoveryOver(part), recovery };
    }
    case "RecoveryApproved": {
      const { recovery } = part;
      if (recovery?.id !== event.data.recoveryId) return part;
      return { ...part, recovery: { ...recovery, code: event.data.code } };
    }
    case "RecoveryCompleted":
      return recoveryOver(part);
    default:
      return event satisfies never;
  }
}

/** The one of its kind that stands; of passkeys there may be several. */
export const credentialOf = (
  { credentials }: CredentialPart,
  kind: Credential["kind"],
): readonly [id: string, credential: Credential] | undefined =>
  [...credentials].find(([, credential]) => credential.kind === kind);

const taken = (
  { isTakenUp, letInBy }: CredentialPart,
  kind: Credential["kind"],
  by: string,
): Pick<CredentialPart, "isTakenUp" | "letInBy"> =>
  kind === "invitation" || kind === "oidc"
    ? { isTakenUp, letInBy: new Set(letInBy).add(by) }
    : { isTakenUp: true, letInBy };

type Ended = EventOf<typeof CredentialEnded>;

export const endedBy = (
  credentialId: string,
  kind: Credential["kind"],
  why: Ended["data"]["why"],
): Ended => ({ type: "CredentialEnded", data: { credentialId, kind, why } });

export const everyCredentialEnded = (
  { credentials }: CredentialPart,
  why: Ended["data"]["why"],
): readonly Ended[] => [...credentials].map(([id, { kind }]) => endedBy(id, kind, why));

const attemptsMax = 5;

/** A code has few digits: a recovery does not outlive the guessing of it. */
export function recoveryAfter(
  part: CredentialPart,
  event: EventOf<(typeof logInEvents)[number]>,
): Pick<CredentialPart, "recovery" | "ended"> {
  const { recovery, ended } = part;
  if (!recovery || event.type !== "LogInFailed" || event.data.why !== "recoveryWrong") {
    return { recovery, ended };
  }
  const failures = recovery.failures + 1;
  if (failures < attemptsMax) return { recovery: { ...recovery, failures }, ended };
  const over = recoveryOver(part);
  return { recovery: undefined, ended: over.ended };
}

/** Its link and code are to be unreadable, like any credential that has ended. */
function recoveryOver(part: CredentialPart): CredentialPart {
  const { recovery } = part;
  if (!recovery) return part;
  const ended = new Map(part.ended).set(recovery.id, recovery.link.key);
  if (recovery.code) ended.set(`${recovery.id} code`, recovery.code.key);
  return { ...part, ended, recovery: undefined };
}
