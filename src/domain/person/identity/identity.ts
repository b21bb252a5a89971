// The fold of who a person is.
import type { EventOf } from "../../kernel/event-type.ts";
import type { Sealed } from "../../kernel/sealed.ts";
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
  /** The latest of each topic. */
  readonly trainings: ReadonlyMap<string, Training>;
  /** The digest of the statement that was accepted last. */
  readonly acceptedDigest: string | undefined;
  readonly contact: { readonly email?: Sealed; readonly phone?: Sealed };
  readonly erasedKeys: ReadonlySet<string>;
}

export const identityOf = (enrolled: Enrolment, enrolledBy: string): IdentityPart => ({
  enrolled,
  enrolledBy,
  printedName: enrolled.printedName,
  initials: enrolled.initials,
  verified: false,
  trainings: new Map(),
  acceptedDigest: undefined,
  contact: {},
  erasedKeys: new Set(),
});

type IdentityEvent = EventOf<(typeof identityEvents)[number]>;

export function evolveIdentity(part: IdentityPart, event: IdentityEvent): IdentityPart {
  switch (event.type) {
    case "PersonEnrolled":
      return part;
    case "PersonNameChanged":
      return { ...part, ...event.data };
    case "IdentityVerified":
      return { ...part, verified: true };
    case "PersonTrained":
      return { ...part, trainings: new Map(part.trainings).set(event.data.topic, event.data) };
    case "AccountabilityAccepted":
      return { ...part, acceptedDigest: event.data.digest };
    case "PersonContactRecorded":
      return { ...part, contact: event.data };
    case "PersonDataErased": {
      const erasedKeys = new Set([...part.erasedKeys, ...event.data.keys]);
      return { ...part, contact: {}, erasedKeys };
    }
    default:
      return event satisfies never;
  }
}
