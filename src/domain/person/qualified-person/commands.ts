// Entering somebody as a Qualified Person, ending that, and withdrawing what was entered in error.
// Who may be one the authority has decided; here it is told by somebody else than the person.
import { QualifiedAs } from "../../kernel/access/qualified-as.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { command, type Person, present, refuseSelf } from "../person.ts";
import { QualifiedPersonEntered } from "./events.ts";
import { inRegister, numberOf, registerIdentifier, sameRegister } from "./qualified-person.ts";

/** A change of what it covers, or of whose register it is in, takes a reason. */
export const enterQualifiedPerson = command(
  "EnterQualifiedPerson",
  "managePeople",
  QualifiedPersonEntered.data.refine(({ from, until }) => !from || !until || from <= until, {
    path: ["until"],
    error: "The last day of the entry is before its first.",
  }),
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    const former = one.qualified.get(numberOf(data));
    if (sameContent(former, data)) return [];
    const refused = refuseSelf(context) ?? refuseShared(one);
    if (refused) return refused;
    if (!former) return [{ type: "QualifiedPersonEntered", data }];
    const before = { from: null, until: null, ...former };
    const changed = { type: "QualifiedPersonEntryChanged" as const, data, before };
    return refuseWithoutReason(context) ?? [changed];
  },
  {
    reserves: {
      identifiers: (data) => [registerIdentifier(data)],
      code: "IDENTIFIER_TAKEN",
    },
  },
);

const refuseShared = ({ enrolled }: Person): Refusal | undefined =>
  enrolled.account === "personal"
    ? undefined
    : refuse("SHARED_ACCOUNT_READ_ONLY", "Nobody stands behind it who could certify.");

/** Of one that never was theirs, also once it was ended; the number is free after that. */
export const withdrawQualifiedPerson = command(
  "WithdrawQualifiedPerson",
  "managePeople",
  QualifiedAs,
  (data, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    if (state.registeredInError.has(inRegister(data))) return [];
    const entry = state.registered.get(inRegister(data));
    if (!entry) return never(state, data);
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "QualifiedPersonEntryWithdrawn", data: entry }];
  },
);

/** Also of one who has left. */
export const endQualifiedPerson = command(
  "EndQualifiedPerson",
  "managePeople",
  QualifiedAs,
  (data, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    const number = numberOf(data);
    const entry = state.qualified.get(number);
    if (!entry && state.qualifiedBefore.has(number)) return [];
    if (!entry || !sameRegister(entry, data)) return never(state, data);
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "QualifiedPersonEntryEnded", data }];
  },
);

const never = ({ printedName }: Person, { registerNumber, authority }: QualifiedAs): Refusal => {
  const number = `number ${registerNumber} of ${authority}`;
  return refuse("NOT_FOUND", `${printedName} was never entered under ${number}.`);
};
