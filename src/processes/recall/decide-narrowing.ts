// Leaving out what was proposed to be left out. Whoever worked on a batch or a lot that it is about
// does not decide on it: by voiding a charge one person could take it out of the trace, and then
// out of the recall.
import { batch } from "../../domain/batch/batch.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { recall } from "../../domain/recall/recall.ts";
import { decideNarrowing } from "../../domain/recall/scope/commands.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";

export async function decideOnNarrowing(
  handler: Handler,
  call: Call,
  session: Session,
): Promise<Answer> {
  const performers = await performersOf(handler, call);
  const command = lookingAt(decideNarrowing, {}, (decided, { context: { actor } }) => {
    const isLeftOut = decided.some(({ data }) => "accepted" in data && data.accepted);
    if (!isLeftOut || !performers.has(actor.id)) return decided;
    return refuse("REVIEWER_NOT_INDEPENDENT", "Who worked on what is left out does not decide.");
  });
  return handler.execute(command, call, session);
}

/** Ids of those who wrote to a lot or a batch of it, or to a batch that made or used such a lot. */
async function performersOf(handler: Handler, { id, data }: Call): Promise<ReadonlySet<string>> {
  const asked = decideNarrowing.data.safeParse(data);
  const { state } = await handler.load(recall, id);
  if (!asked.success || state.status === "unknown") return new Set();
  const proposal = state.scope.proposals.get(asked.data.proposalId);
  const performers = new Set<string>();
  const batches = new Set(proposal?.batches);
  for (const lotId of proposal?.lots ?? []) {
    const { state: lot, authors } = await handler.load(materialLot, lotId);
    for (const author of authors) performers.add(author);
    if (lot.status === "unknown") continue;
    for (const one of [lot, ...lot.draws.values()]) if (one.batchId) batches.add(one.batchId);
  }
  for (const batchId of batches) {
    const { state: of } = await handler.load(batch, batchId);
    if (of.status === "unknown") continue;
    for (const one of of.performers) performers.add(one);
  }
  return performers;
}
