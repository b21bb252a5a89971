// Enrolling people, verifying who they are, and keeping what is known of them.
import { z } from "zod";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command, present, refuseOther, refuseSelf } from "../person.ts";
import {
  AccountabilityAccepted,
  IdentityVerified,
  PersonContactRecorded,
  PersonDataErased,
  PersonEnrolled,
  PersonNameChanged,
  PersonTrained,
} from "./events.ts";

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

/** 21 CFR 11.100(b): not by the person, and not by who enrolled them. */
export const verifyIdentity = command(
  "VerifyIdentity",
  "verifyIdentity",
  IdentityVerified.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.verified) return [];
    const refused = refuseUnlessPerson(context) ?? refuseSelf(context);
    if (refused) return refused;
    if (one.enrolledBy === context.actor.id) {
      return refuse("SECOND_PERSON_REQUIRED", "Somebody else verifies than who enrolled them.");
    }
    if (one.enrolled.account === "shared") {
      return refuse("SHARED_ACCOUNT_READ_ONLY", "Nobody's identity stands behind it.");
    }
    return [{ type: "IdentityVerified", data }];
  },
);

export const recordTraining = command(
  "RecordTraining",
  "managePeople",
  PersonTrained.data,
  (data, state) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (sameContent(one.trainings.get(data.topic), data)) return [];
    return [{ type: "PersonTrained", data }];
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

export const recordContact = command(
  "RecordContact",
  "managePeople",
  PersonContactRecorded.data,
  (data, state) => {
    const one = present(state);
    if ("refused" in one) return one;
    return sameContent(one.contact, data) ? [] : [{ type: "PersonContactRecorded", data }];
  },
);

/** Also of one who has left. What records must show, the name, is no part of it (GD-1). */
export const erasePersonData = command(
  "ErasePersonData",
  "eraseData",
  z.strictObject({ basis: PersonDataErased.data.shape.basis }),
  ({ basis }, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    const sealed = [state.contact.email, state.contact.phone].filter((one) => one !== undefined);
    const keys = [...new Set(sealed.map(({ key }) => key))];
    if (keys.length === 0) return [];
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "PersonDataErased", data: { keys, basis } }];
  },
);
