// Enrolling people, verifying who they are, and keeping what is known of them.
import { z } from "zod";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command, isInUse, present, refuseOther, refuseSelf } from "../person.ts";
import {
  AccountabilityAccepted,
  IdentityVerified,
  PersonContactRecorded,
  PersonDataErased,
  PersonEnrolled,
  PersonNameChanged,
  PersonTrained,
} from "./events.ts";
import { keysIn } from "./identity.ts";

/**
 * 21 CFR 11.100(a), 11.300(a): neither the id nor the username is ever given to a second person.
 */
export const enrolPerson = command(
  "EnrolPerson",
  "managePeople",
  PersonEnrolled.data,
  (data, state) => {
    if (state.status === "unknown") return [{ type: "PersonEnrolled", data }];
    if (sameContent(state.enrolled, data)) return [];
    return refuse("IDENTITY_REUSED", `This id belongs to ${state.printedName}.`);
  },
  {
    reserves: {
      identifiers: ({ username }) => [usernameIdentifier(username)],
      code: "IDENTITY_REUSED",
    },
  },
);

/** Case-folded by the reservation: one username for one person, for ever. */
export const usernameIdentifier = (username: string) => ({
  scheme: "username",
  issuer: "this system",
  value: username,
});

export const changePersonName = command(
  "ChangePersonName",
  "managePeople",
  PersonNameChanged.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    const before = { printedName: one.printedName, initials: one.initials };
    if (sameContent(before, data)) return [];
    return refuseWithoutReason(context) ?? [{ type: "PersonNameChanged", data, before }];
  },
);

const Verified = z.strictObject({
  ...IdentityVerified.data.shape,
  how: IdentityVerified.data.shape.how.exclude(["atTheConsole"]),
});

/**
 * 21 CFR 11.100(b): not by the person, and not by who enrolled them or gave them the way in; and
 * once they hold the account, or somebody else could take it up under their name.
 */
export const verifyIdentity = command(
  "VerifyIdentity",
  "verifyIdentity",
  Verified,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.verified) return [];
    const refused = refuseUnlessPerson(context) ?? refuseSelf(context);
    if (refused) return refused;
    const { id } = context.actor;
    if (one.enrolledBy === id || one.letInBy.has(id)) {
      const message = "Somebody else verifies than who enrolled or invited them.";
      return refuse("SECOND_PERSON_REQUIRED", message);
    }
    if (one.enrolled.account === "shared") {
      return refuse("SHARED_ACCOUNT_READ_ONLY", "Nobody's identity stands behind it.");
    }
    if (!isInUse(one) && context.authentication.method !== "demo") {
      const message = "The person logs in first; then somebody verifies whose account it is.";
      return refuse("STATUS_BLOCKS_USE", message);
    }
    return [{ type: "IdentityVerified", data }];
  },
);

/** Of the two that are there before anybody could verify: whoever holds the console did. */
export const verifyFounder = command("VerifyFounder", "system", z.strictObject({}), (_, state) => {
  const one = present(state);
  if ("refused" in one) return one;
  if (one.verified) return [];
  const evidence = "The link that the service printed at its start";
  return [{ type: "IdentityVerified", data: { how: "atTheConsole", evidence } }];
});

/** What one may do rests on it (21 CFR 11.10(i)), so it is told by somebody else. */
export const recordTraining = command(
  "RecordTraining",
  "managePeople",
  PersonTrained.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (sameContent(one.trainings.get(data.topic), data)) return [];
    return refuseSelf(context) ?? [{ type: "PersonTrained", data }];
  },
);

export const acceptAccountability = command(
  "AcceptAccountability",
  "own",
  AccountabilityAccepted.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.acceptedDigest === data.digest) return [];
    return refuseOther(context) ?? [{ type: "AccountabilityAccepted", data }];
  },
);

/** A refused attempt is kept without the data: its key is nobody's to destroy later. */
export const recordContact = command(
  "RecordContact",
  "managePeople",
  PersonContactRecorded.data,
  (data, state) => {
    const one = present(state);
    if ("refused" in one) return { ...one, attempted: {} };
    if (sameContent(one.contact, data)) return [];
    if (keysIn(data).some((key) => one.erasedKeys.has(key))) {
      return refuse("STATUS_BLOCKS_USE", "The key was destroyed; a new one is made.", {});
    }
    return [{ type: "PersonContactRecorded", data }];
  },
);

/**
 * Also of one who has left, and what was replaced. What records must show, the name, is no part of
 * it (GD-1).
 */
export const erasePersonData = command(
  "ErasePersonData",
  "eraseData",
  z.strictObject({ basis: PersonDataErased.data.shape.basis }),
  ({ basis }, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    const keys = [...state.contactKeys];
    if (keys.length === 0) return [];
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "PersonDataErased", data: { keys, basis } }];
  },
);
