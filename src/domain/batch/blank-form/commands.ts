// Taking blank forms back, and comparing what was copied from them.

import { refuseBackdated, refuseWithoutReason } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { BlankFormReturned, BlankFormVoided, TranscriptionChecked } from "./events.ts";

const unknownForm = refuse("NOT_FOUND", "No form of this number was issued of the batch.");

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

/**
 * By another person than who entered or corrected it. What somebody found to differ is the same
 * only once it was corrected, or under a deviation about the batch.
 */
export const checkTranscription = command(
  "CheckTranscription",
  "executeBatch",
  TranscriptionChecked.data.omit({ form: true, page: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const { actor } = context;
    const { entryEventId, result, deviationId } = data;
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
    if (deviationId !== undefined && !batch.deviations.linked.has(deviationId)) {
      return refuse("DEVIATION_REQUIRED", "There is no such deviation about this batch.");
    }
    const isCured = result === "same" && entry.check?.result === "differs";
    if (isCured && deviationId === undefined) {
      const message = "It was found to differ: correct the entry, or name a deviation about it.";
      return refuse("DEVIATION_REQUIRED", message, { entryEventId });
    }
    const { form, page } = entry;
    return [{ type: "TranscriptionChecked", data: { ...data, form, page } }];
  },
);
