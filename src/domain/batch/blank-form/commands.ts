// Issuing blank forms, taking them back, and comparing what was copied from them.

import { refuseBackdated, refuseWithoutReason } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import { numberOf } from "../lifecycle/lifecycle.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import {
  BlankFormIssued,
  BlankFormReturned,
  BlankFormVoided,
  TranscriptionChecked,
} from "./events.ts";

const unknownForm = refuse("NOT_FOUND", "No form of this number was issued of the batch.");

/**
 * Of the control recipe. The caller says which copy it is to be, so that of two who ask at once one
 * gets it; each copy after the first has a reason.
 */
export const issueBlankForm = command(
  "IssueBlankForm",
  "issueBatch",
  BlankFormIssued.data.pick({ copy: true }),
  ({ copy }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const { forms } = batch.blankForms;
    if (copy <= forms.size) return [];
    const refused = refuseEntry(batch) ?? refuseBackdated(context);
    if (refused) return refused;
    const recipe = batch.copied ?? batch.issued.recipe;
    if (!recipe) return refuse("NOT_FOUND", "The batch has no control recipe to print.");
    const next = forms.size + 1;
    if (copy > next) return refuse("MALFORMED_COMMAND", `The next copy is ${next}, not ${copy}.`);
    const { digest } = recipe;
    const form = `${numberOf(batch)}-F${copy}`;
    const unexplained = copy > 1 ? refuseWithoutReason(context) : undefined;
    return unexplained ?? [{ type: "BlankFormIssued", data: { form, copy, digest } }];
  },
);

export const returnBlankForm = command(
  "ReturnBlankForm",
  "issueBatch",
  BlankFormReturned.data,
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const form = batch.blankForms.forms.get(data.form);
    if (!form) return unknownForm;
    if (form.returned?.pages === data.pages) return [];
    if (form.status !== "out") return refuse("FORM_NOT_OUT", `${data.form} is ${form.status}.`);
    const refused = refuseEntry(batch) ?? refuseBackdated(context);
    return refused ?? [{ type: "BlankFormReturned", data }];
  },
);

/** Not once something was copied from it: then it is returned. */
export const voidBlankForm = command(
  "VoidBlankForm",
  "issueBatch",
  BlankFormVoided.data,
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const { forms, copied } = batch.blankForms;
    const form = forms.get(data.form);
    if (!form) return unknownForm;
    if (form.status === "void") return [];
    if (form.status !== "out") return refuse("FORM_NOT_OUT", `${data.form} is ${form.status}.`);
    if ([...copied.values()].some((one) => one.form === data.form)) {
      return refuse("STATUS_BLOCKS_USE", `Entries were copied from ${data.form}: return it.`);
    }
    const refused = refuseEntry(batch) ?? refuseBackdated(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "BlankFormVoided", data }];
  },
);

/** By another person than who entered or corrected it. What differs is corrected, and compared. */
export const checkTranscription = command(
  "CheckTranscription",
  "executeBatch",
  TranscriptionChecked.data.omit({ form: true, page: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const { actor } = context;
    const { entryEventId, result } = data;
    const entry = batch.blankForms.copied.get(entryEventId);
    if (!entry) return refuse("NOT_FOUND", "The batch has no such entry that came from paper.");
    if (entry.check?.by === actor.id && entry.check.result === result) return [];
    const refused = refuseEntry(batch) ?? refuseBackdated(context);
    if (refused) return refused;
    const correctors = batch.evidence.correctors.get(entryEventId) ?? [];
    const writers = [batch.authors.get(entryEventId), ...correctors];
    if (actor.kind !== "person" || writers.includes(actor.id)) {
      return refuse("SECOND_PERSON_REQUIRED", "Who copied it does not compare it.");
    }
    const { form, page } = entry;
    return [{ type: "TranscriptionChecked", data: { ...data, form, page } }];
  },
);
