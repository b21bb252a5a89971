// The fold of who a person is.

import type { Sealed } from "../../kernel/access/sealed.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import type { identityEvents, PersonEnrolled, PersonTrained } from "./events.ts";

export type Enrolment = EventOf<typeof PersonEnrolled>["data"];
export type Training = EventOf<typeof PersonTrained>["data"];

export interface IdentityPart {
  readonly enrolled: Enrolment;
  /** Who enrolled them: somebody else verifies the identity. */
  readonly enrolledBy: string;
  readonly printedName: string;
  readonly initials: string;
  readonly verified: boolean;
  /** Who verified it: somebody else hands out a link to the account. */
  readonly verifiedBy: string | undefined;
  /** The latest of each topic. */
  readonly trainings: ReadonlyMap<string, Training>;
  /** The digest of the statement that was accepted last. */
  readonly acceptedDigest: string | undefined;
  /** As it stands now. */
  readonly contact: { readonly email?: Sealed; readonly phone?: Sealed };
  /** Of all contact data ever recorded, also of what was replaced, unless it was destroyed. */
  readonly contactKeys: ReadonlySet<string>;
  readonly erasedKeys: ReadonlySet<string>;
}

export const identityOf = (enrolled: Enrolment, enrolledBy: string): IdentityPart => ({
  enrolled,
  enrolledBy,
  printedName: enrolled.printedName,
  initials: enrolled.initials,
  verified: false,
  verifiedBy: undefined,
  trainings: new Map(),
  acceptedDigest: undefined,
  contact: {},
  contactKeys: new Set(),
  erasedKeys: new Set(),
});

/** Of these topics, those that the person is not, or no longer, trained in on that day. */
export const untrainedIn = (
  { trainings }: Pick<IdentityPart, "trainings">,
  topics: readonly string[],
  date: string,
): readonly string[] =>
  topics.filter((topic) => {
    const done = trainings.get(topic);
    return !done || (done.validUntil !== undefined && done.validUntil < date);
  });

type IdentityEvent = EventOf<(typeof identityEvents)[number]>;

export function evolveIdentity(part: IdentityPart, event: IdentityEvent, by: string): IdentityPart {
  switch (event.type) {
    case "PersonEnrolled":
      return part;
    case "PersonNameChanged":
      return { ...part, ...event.data };
    case "IdentityVerified":
      return { ...part, verified: true, verifiedBy: by };
    case "PersonTrained":
      return { ...part, trainings: new Map(part.trainings).set(event.data.topic, event.data) };
    case "AccountabilityAccepted":
      return { ...part, acceptedDigest: event.data.digest };
    case "PersonContactRecorded":
      return {
        ...part,
        contact: event.data,
        contactKeys: new Set([...part.contactKeys, ...keysIn(event.data)]),
      };
    case "PersonDataErased": {
      const erasedKeys = new Set([...part.erasedKeys, ...event.data.keys]);
      const contactKeys = part.contactKeys.difference(erasedKeys);
      return { ...part, contact: {}, contactKeys, erasedKeys };
    }
    default:
      return event satisfies never;
  }
}

/** The keys that contact data is encrypted with. */
export const keysIn = ({ email, phone }: IdentityPart["contact"]): readonly string[] =>
  [email, phone].flatMap((sealed) => (sealed ? [sealed.key] : []));
