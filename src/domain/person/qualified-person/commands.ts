// Entering somebody as a Qualified Person, and ending that. Who may be one the authority has
// decided; here it is told by somebody else than the person.
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command, present, refuseSelf } from "../person.ts";
import { QualifiedPersonEntered, QualifiedPersonEntryEnded } from "./events.ts";

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
    if (sameContent(one.qualified.get(data.registerNumber), data)) return [];
    const refused = refuseSelf(context);
    if (refused) return refused;
    if (one.enrolled.account === "personal") return [{ type: "QualifiedPersonEntered", data }];
    return refuse("SHARED_ACCOUNT_READ_ONLY", "Nobody stands behind it who could certify.");
  },
);

/** Also of one who has left. */
export const endQualifiedPerson = command(
  "EndQualifiedPerson",
  "managePeople",
  QualifiedPersonEntryEnded.data,
  (data, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    if (!state.qualified.has(data.registerNumber)) return [];
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "QualifiedPersonEntryEnded", data }];
  },
);
