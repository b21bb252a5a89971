// Issuing a version of the letter of a type of recall.
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { recallTypes } from "../opening/events.ts";
import { command, letterInUse } from "./recall-letter.ts";
import { isGoods, namedIn, neededFields, Template, unknownFields } from "./template.ts";

/** Refuses braces that name no field, and a letter that nobody could answer. */
export const issueRecallLetter = command(
  "IssueRecallLetter",
  "decideRecall",
  Template,
  (data, state, context) => {
    if (!recallTypes.some((type) => type === context.id)) {
      return refuse("NOT_FOUND", `Letters are of a ${recallTypes.join(", a ")}.`);
    }
    const { version, ...current } = letterInUse(state);
    if (sameContent(current, data)) return [];
    const fields = unknownFields(data);
    if (fields.length > 0) {
      return refuse("MALFORMED_COMMAND", `No field is called ${fields.join(", ")}.`, { fields });
    }
    const missing = neededFields.filter((name) => !namedIn(data).includes(name));
    if (missing.length > 0 || !isListedOnce(data.paragraphs)) {
      const needed = neededFields.map((name) => `{${name}}`).join(", ");
      const message = `A letter names ${needed}; {goods} once, alone in its paragraph.`;
      return refuse("MALFORMED_COMMAND", message, { missing });
    }
    const refused = refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecallLetterIssued", data: { version: version + 1, ...data } }];
  },
);

/** A paragraph that says more than the goods would be lost. */
const isListedOnce = (paragraphs: readonly string[]): boolean =>
  paragraphs.filter((text) => text.includes("{goods}")).length === 1 && paragraphs.some(isGoods);
