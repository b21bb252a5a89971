// Enrolling people, their rights and names. Credentials are
// no part of this: nothing here is secret.
import { type Context, commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import {
  PersonDisabled,
  PersonEnabled,
  PersonEnrolled,
  PersonLeft,
  PersonNameChanged,
  PersonRoleGranted,
  PersonRoleRevoked,
  PersonTrained,
} from "./events.ts";
import { type Enrolled, type PersonState, person } from "./person.ts";

const command = commandsOf(person);

/**
 * 21 CFR 11.100(a), 11.300(a): neither the id nor the username is ever given to a second person.
 */
export const enrolPerson = command(
  "EnrolPerson",
  PersonEnrolled.data,
  (data, state) => {
    if (state.status === "unknown") return [{ type: "PersonEnrolled", data }];
    if (sameContent(state.enrolled, data)) return [];
    return refuse("IDENTITY_REUSED", `This id belongs to ${state.printedName}.`);
  },
  {
    reserves: {
      identifiers: ({ username }) => [
        { scheme: "username", issuer: "this system", value: username },
      ],
      code: "IDENTITY_REUSED",
    },
  },
);

export const grantRole = command("GrantRole", PersonRoleGranted.data, (data, state, context) => {
  const one = present(state);
  if ("refused" in one) return one;
  if (one.roles.has(data.role)) return [];
  return refuseOwnRights(context) ?? [{ type: "PersonRoleGranted", data }];
});

export const revokeRole = command("RevokeRole", PersonRoleRevoked.data, (data, state, context) => {
  const one = enrolled(state);
  if ("refused" in one) return one;
  if (!one.roles.has(data.role)) return [];
  const refused = refuseOwnRights(context) ?? refuseWithoutReason(context);
  return refused ?? [{ type: "PersonRoleRevoked", data }];
});

export const changePersonName = command(
  "ChangePersonName",
  PersonNameChanged.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    const before = { printedName: one.printedName, initials: one.initials };
    if (sameContent(before, data)) return [];
    return refuseWithoutReason(context) ?? [{ type: "PersonNameChanged", data, before }];
  },
);

export const recordTraining = command("RecordTraining", PersonTrained.data, (data, state) => {
  const one = present(state);
  if ("refused" in one) return one;
  if (sameContent(one.trainings.get(data.topic), data)) return [];
  return [{ type: "PersonTrained", data }];
});

export const disablePerson = command(
  "DisablePerson",
  PersonDisabled.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.status === "disabled") return [];
    return refuseWithoutReason(context) ?? [{ type: "PersonDisabled", data }];
  },
);

export const enablePerson = command("EnablePerson", PersonEnabled.data, (data, state, context) => {
  const one = present(state);
  if ("refused" in one) return one;
  if (one.status === "enabled") return [];
  const refused = refuseOwnRights(context) ?? refuseWithoutReason(context);
  return refused ?? [{ type: "PersonEnabled", data }];
});

export const recordLeaving = command("RecordLeaving", PersonLeft.data, (data, state) => {
  const one = enrolled(state);
  if ("refused" in one) return one;
  return one.status === "left" ? [] : [{ type: "PersonLeft", data }];
});

const enrolled = (state: PersonState): Enrolled | Refusal =>
  state.status === "unknown" ? refuse("NOT_FOUND", "No person has this id.") : state;

function present(state: PersonState): Enrolled | Refusal {
  if (state.status !== "left") return enrolled(state);
  return refuse("PERSON_LEFT", `${state.printedName} has left.`);
}

const refuseOwnRights = ({ actor, id }: Context): Refusal | undefined =>
  actor.kind === "person" && actor.id === id
    ? refuse("SOD_CONFLICT", `${actor.printedName} may not decide on rights of their own.`)
    : undefined;
