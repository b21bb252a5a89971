// Recording an investigation: other batches that it found to be affected know of the deviation from
// then on, as those do that it was raised about (21 CFR 211.192).
import { batch } from "../../domain/batch/batch.ts";
import { linkBatchDeviation } from "../../domain/batch/deviation/commands.ts";
import { investigateDeviation as investigate } from "../../domain/deviation/commands.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { evidenceIn, readsOf } from "../material/judgement/evidence.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
  mustBeAccepted,
  type Request,
} from "../request.ts";

type Considered = DataOf<typeof investigate>["considered"];

export const affectedIn = (considered: Considered): readonly string[] => [
  ...new Set(considered.filter(({ affected }) => affected).map(({ batchId }) => batchId)),
];

export async function investigateDeviation(
  handler: Handler,
  request: Request<DataOf<typeof investigate> & { readonly deviationId: string }>,
  session: Session,
): Promise<Answer> {
  const { deviationId, ...data } = request.data;
  const { considered } = data;
  const reads = readsOf(considered.map(({ batchId }) => [batch, batchId]));
  const command = lookingAt(investigate, reads, (decided, { also }) => {
    const evidence = evidenceIn(also);
    const unknown = considered.find(
      ({ batchId }) => evidence.of(batch, batchId)?.status === "unknown",
    );
    return unknown ? refuse("NOT_FOUND", `There is no batch ${unknown.batchId}.`) : decided;
  });
  const begun = handler.execute(command, callOn(deviationId, { ...request, data }), session);
  return inTwoHalves(request, begun, "DeviationInvestigated", (first) =>
    finishInvestigation(handler, deviationId, considered, first, session),
  );
}

export async function finishInvestigation(
  handler: Handler,
  deviationId: string,
  considered: Considered,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  for (const [n, batchId] of affectedIn(considered).entries()) {
    const call = followUp(first, batchId, { deviationId }, n);
    mustBeAccepted(await handler.execute(linkBatchDeviation, call, session), "Linking a deviation");
  }
}
