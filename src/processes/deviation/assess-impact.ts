// Assessing what a deviation means for a batch: there must be such a batch, and whoever worked on
// it does not judge it.
import { batch } from "../../domain/batch/batch.ts";
import { assessDeviationImpact } from "../../domain/deviation/commands.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";

const assess = lookingAt(
  assessDeviationImpact,
  { of: { aggregate: batch, id: ({ batchId }) => batchId } },
  (decided, { also: { of }, context: { actor } }) => {
    if (of.status === "unknown") return refuse("NOT_FOUND", "There is no batch under this id.");
    if (!of.performers.has(actor.id)) return decided;
    return refuse("REVIEWER_NOT_INDEPENDENT", "Who worked on the batch does not judge it.");
  },
);

export const assessImpact = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  handler.execute(assess, call, session);
