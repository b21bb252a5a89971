// Issuing blank forms: the one command that is answered with the paper itself.
import { refuseBackdated, refuseWithoutReason } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import { numberOf } from "../lifecycle/lifecycle.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { BlankFormIssued } from "./events.ts";

/**
 * Of the control recipe. The caller says which copy it is to be, so that of two who ask at once one
 * gets it: of each copy there is one original. Each copy after the first has a reason.
 */
export const issueBlankForm = command(
  "IssueBlankForm",
  "issueBatch",
  BlankFormIssued.data.pick({ copy: true }),
  ({ copy }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const { forms } = batch.blankForms;
    const next = forms.size + 1;
    if (copy < next) {
      const message = `Copy ${copy} was handed out; a further one is ${next}, with the reason.`;
      return refuse("ALREADY_EXISTS", message, { copy });
    }
    const refused = refuseEntry(batch) ?? refuseBackdated(context);
    if (refused) return refused;
    const recipe = batch.copied ?? batch.issued.recipe;
    if (!recipe) return refuse("NOT_FOUND", "The batch has no control recipe to print.");
    if (copy > next) return refuse("MALFORMED_COMMAND", `The next copy is ${next}, not ${copy}.`);
    const { digest } = recipe;
    const form = `${numberOf(batch)}-F${copy}`;
    const unexplained = copy > 1 ? refuseWithoutReason(context) : undefined;
    return unexplained ?? [{ type: "BlankFormIssued", data: { form, copy, digest } }];
  },
);
