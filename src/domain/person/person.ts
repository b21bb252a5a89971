// A person: who they are, what they may do, by what they prove it, and how they logged in. One
// stream; its fold hands each event to the activity it belongs to.
import { aggregate, type Context, commandsOf } from "../kernel/decider.ts";
import { among } from "../kernel/event-type.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import {
  type CredentialPart,
  evolveCredential,
  noCredentials,
  recoveryAfter,
} from "./credential/credential.ts";
import { credentialEvents } from "./credential/events.ts";
import { identityEvents } from "./identity/events.ts";
import { evolveIdentity, type IdentityPart, identityOf } from "./identity/identity.ts";
import { logInEvents } from "./log-in/events.ts";
import { evolveLogIn, type LogInPart, neverLoggedIn } from "./log-in/log-in.ts";
import { qualifiedPersonEvents } from "./qualified-person/events.ts";
import {
  evolveQualified,
  notQualified,
  type QualifiedPersonPart,
} from "./qualified-person/qualified-person.ts";
import { rightEvents } from "./right/events.ts";
import { evolveRight, noRights, type RightPart } from "./right/right.ts";

export interface Person
  extends IdentityPart,
    QualifiedPersonPart,
    RightPart,
    CredentialPart,
    LogInPart {
  readonly status: "enrolled";
}
export type PersonState = { readonly status: "unknown" } | Person;

export const personEvents = [
  ...identityEvents,
  ...qualifiedPersonEvents,
  ...rightEvents,
  ...credentialEvents,
  ...logInEvents,
] as const;

const isIdentity = among(identityEvents);
const isQualified = among(qualifiedPersonEvents);
const isRight = among(rightEvents);
const isCredential = among(credentialEvents);
const isLogIn = among(logInEvents);

export const person = aggregate({
  category: "person",
  ofSite: false,
  events: personEvents,
  initial: { status: "unknown" },
  evolve(state: PersonState, event, { metadata }): PersonState {
    const { recordedAt: at, actor } = metadata;
    if (event.type === "PersonEnrolled") {
      const identity = identityOf(event.data, actor.id);
      const rights = { ...notQualified, ...noRights };
      return { status: "enrolled", ...identity, ...rights, ...noCredentials, ...neverLoggedIn };
    }
    if (state.status === "unknown") return state;
    if (isIdentity(event)) return { ...state, ...evolveIdentity(state, event, actor.id) };
    if (isQualified(event)) return { ...state, ...evolveQualified(state, event, at) };
    if (isRight(event)) return { ...state, ...evolveRight(state, event, at) };
    if (isCredential(event)) {
      return { ...state, ...evolveCredential(state, event, { at, by: actor.id }) };
    }
    if (isLogIn(event)) {
      return { ...state, ...evolveLogIn(state, event, at), ...recoveryAfter(state, event) };
    }
    return event satisfies never;
  },
});

export const command = commandsOf(person);

/** One who was enrolled and has not left. */
export function present(state: PersonState): Person | Refusal {
  if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
  if (state.account !== "left") return state;
  return refuse("PERSON_LEFT", `${state.printedName} has left.`);
}

/** Whether the person ever held it: set something of their own, or logged in by a provider. */
export const isInUse = ({ isTakenUp, lastLogInAt }: Person): boolean =>
  isTakenUp || lastLogInAt !== undefined;

export const isSelf = ({ actor, id }: Context): boolean =>
  actor.kind === "person" && actor.id === id;

/** Nobody decides on rights, recovery or identity of their own. */
export const refuseSelf = (context: Context): Refusal | undefined =>
  isSelf(context)
    ? refuse("SOD_CONFLICT", "This is decided by somebody else than the person it is about.")
    : undefined;

/** What concerns only oneself is done by nobody else, and by the program on their behalf. */
export const refuseOther = (context: Context): Refusal | undefined =>
  isSelf(context) || context.authentication.method === "instance"
    ? undefined
    : refuse("NOT_AUTHORIZED", "Only the person can do this.");
