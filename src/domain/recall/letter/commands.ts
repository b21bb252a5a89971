// Writing a version of the letter of a type of recall, and having another person issue it.
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { recallTypes } from "../opening/events.ts";
import { RecallLetterIssued } from "./events.ts";
import { command, letterInUse } from "./recall-letter.ts";
import { isGoods, missingFields, Template, uncertainInTitle, unknownFields } from "./template.ts";

/** Refuses braces that name no field, and a letter that might lack what it must say. */
export const draftRecallLetter = command(
  "DraftRecallLetter",
  "authorMasterData",
  Template,
  (data, state, context) => {
    if (!recallTypes.some((type) => type === context.id)) {
      return refuse("NOT_FOUND", `Letters are of a ${recallTypes.join(", a ")}.`);
    }
    const { version, title, paragraphs, replyWithin_days } = state.draft ?? letterInUse(state);
    if (sameContent({ title, paragraphs, replyWithin_days }, data)) return [];
    const refused =
      refuseUnfit(data) ?? refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    const drafted = { version: version + 1, ...data };
    return refused ?? [{ type: "RecallLetterDrafted", data: drafted }];
  },
);

export const issueRecallLetter = command(
  "IssueRecallLetter",
  "decideRecall",
  RecallLetterIssued.data,
  (data, { draft, issued }, context) => {
    if (issued?.version === data.version) return [];
    if (!draft) return refuse("NOT_FOUND", "No version of the letter waits to be issued.");
    if (draft.version !== data.version) {
      return refuse("RECORD_CHANGED_SINCE_VIEW", `Version ${draft.version} has been drafted.`);
    }
    if (draft.authorId === context.actor.id) {
      return refuse("SECOND_PERSON_REQUIRED", "Who wrote the letter does not issue it.");
    }
    const refused = refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecallLetterIssued", data }];
  },
);

function refuseUnfit(data: Template): Refusal | undefined {
  const fields = unknownFields(data);
  if (fields.length > 0) {
    return refuse("MALFORMED_COMMAND", `No field is called ${fields.join(", ")}.`, { fields });
  }
  const uncertain = uncertainInTitle(data);
  if (uncertain.length > 0) {
    const message = `A title is always printed, and ${uncertain.join(", ")} may not be known yet.`;
    return refuse("MALFORMED_COMMAND", message, { fields: uncertain });
  }
  const missing = missingFields(data);
  if (missing.length === 0 && isListedOnce(data.paragraphs)) return;
  const message =
    `A letter lacks ${missing.map((name) => `{${name}}`).join(", ") || "the goods"}: each stands ` +
    "in a paragraph that is never left out, with no other field that may not be known yet; " +
    "{goods} once, alone in its paragraph.";
  return refuse("MALFORMED_COMMAND", message, { missing });
}

/** A paragraph that says more than the goods would be lost. */
const isListedOnce = (paragraphs: readonly string[]): boolean =>
  paragraphs.filter((text) => text.includes("{goods}")).length === 1 && paragraphs.some(isGoods);
