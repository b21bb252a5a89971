// Deciding what may become of a lot: the disposition on the folds of the lot, of all that it came
// from and of what was found in its samples; then the lot's quality status and its dates.

import { decideDisposition as decide } from "../domain/disposition/commands.ts";
import { disposition } from "../domain/disposition/disposition.ts";
import { type Basis, type DispositionDecision, freeing } from "../domain/disposition/events.ts";
import { commandsOf } from "../domain/kernel/decider.ts";
import { isRefusal } from "../domain/kernel/refusal.ts";
import { materialLot, scopeOfLot } from "../domain/material-lot/material-lot.ts";
import type { QualityStatus } from "../domain/material-lot/origin/events.ts";
import { changeQualityStatus } from "../domain/material-lot/status/commands.ts";
import { person } from "../domain/person/person.ts";
import { recordLotJudged } from "../domain/specification/commands.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { type Data, refuseForLot } from "./disposition/asked-of-lot.ts";
import { refuseOwnWork } from "./disposition/own-work.ts";
import { certifying } from "./disposition/qualified-person.ts";
import { type Looked, lookedAt, type View } from "./disposition/view.ts";
import { readMore, registerOf, untilAllRead } from "./hold/standing.ts";
import { holdFailed } from "./material/hold-failed.ts";
import { basisAtDecision } from "./material/judgement/basis.ts";
import {
  type AnyRead,
  type Evidence,
  evidenceIn,
  gather,
  gatherStates,
  isComplete,
} from "./material/judgement/evidence.ts";
import { madeBy } from "./material/judgement/lacks.ts";
import { samplesOf } from "./material/judgement/results.ts";
import { hereNow } from "./material/judgement/sources.ts";
import {
  callOn,
  eventIn,
  type FirstHalf,
  firstHalf,
  followUp,
  mustBeAccepted,
  type Request,
} from "./request.ts";

/** Which batches made the lot is not for the caller to say; nor what nobody has compared. */
export type Disposition = Omit<Data, "batchId" | "batchIds" | "shown"> & {
  readonly dispositionId: string;
};
type AsShown = Disposition & Pick<Data, "shown">;

const command = commandsOf(disposition);

const decideAt = (
  { site, actor }: Pick<Session, "site" | "actor">,
  reads: Readonly<Record<string, AnyRead>>,
  looked: () => Looked | undefined,
) =>
  command(
    decide.name,
    decide.right,
    decide.data,
    (asked, state, { also, ...context }) => {
      const { register, decider, ...states } = also;
      if (register === undefined || !isComplete(states, asked.materialLotId)) return readMore;
      const evidence = evidenceIn(states);
      const refused = refuseForLot(asked, evidence, register, context, looked());
      if (refused) return refused;
      const decided = decide.decide(withBatches(asked, evidence), state, { ...context, also: {} });
      if (isRefusal(decided)) return decided;
      if (decided.length === 0) return decided;
      const isFreed = freeing.has(asked.decision);
      const dependent = isFreed && refuseOwnWork(evidence, asked.materialLotId, context);
      if (dependent) return dependent;
      const qualifiedAs = certifying(asked, evidence, decider ?? person.initial, context);
      if (qualifiedAs && isRefusal(qualifiedAs)) return qualifiedAs;
      const basis = basisAtDecision(evidence, asked, { ...hereNow(context), ...context });
      const more = { ...(basis && { basis }), ...(qualifiedAs && { qualifiedAs }) };
      return decided.map((event) => ({ ...event, data: { ...event.data, ...more } }));
    },
    {
      reads: {
        ...reads,
        register: registerOf(site),
        decider: { aggregate: person, id: () => actor.id },
      },
      scope: ({ materialLotId }, _state, also) =>
        scopeOfLot(evidenceIn(also).of(materialLot, materialLotId) ?? materialLot.initial),
    },
  );

/** By whom nothing is shown to: a program. */
export const decideDisposition = (
  handler: Handler,
  request: Request<Disposition>,
  session: Session,
): Promise<Answer> => decideBy(handler, request, session);

/**
 * By people, on what they were shown: refused with VIEW_NOT_STATED where a lot that batches made is
 * freed on nothing, with RECORD_CHANGED_SINCE_VIEW where something is not, or no longer, so.
 */
export const decideAsShown =
  (view: View) =>
  async (handler: Handler, request: Request<AsShown>, session: Session): Promise<Answer> =>
    decideBy(handler, request, session, () => lookedAt(handler, view, request.data));

async function decideBy(
  handler: Handler,
  request: Request<AsShown>,
  session: Session,
  look?: () => Promise<Looked>,
): Promise<Answer> {
  let looked: Looked | undefined;
  // For whoever may decide, and not of a repetition.
  const permitted = async () => {
    const refused = await request.permitted?.();
    if (!refused) looked = await look?.();
    return refused;
  };
  const { dispositionId, ...data } = request.data;
  const { materialLotId, override } = data;
  const call = callOn(dispositionId, { ...request, data, permitted });
  const decided = await untilAllRead(async () => {
    const reads = await gather(handler, materialLotId, override?.deviationId);
    return handler.execute(
      decideAt(session, reads, () => looked),
      call,
      session,
    );
  });
  if (decided.outcome === "refused") return decided;
  const eventId = eventIn(decided, "DispositionDecided");
  if (eventId === undefined) return decided;
  await finishDisposition(handler, dispositionId, firstHalf(request, eventId), session);
  return decided;
}

/** From what was decided: the supplier's run of lots, then the lot's status and dates. */
export async function finishDisposition(
  handler: Handler,
  dispositionId: string,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state } = await handler.load(disposition, dispositionId);
  const decided = state.status === "decided" ? state.all.get(first.eventId) : undefined;
  if (!decided) throw new Error(`disposition-${dispositionId} has no decision ${first.eventId}.`);
  const { materialLotId, decision, basis, lotRevision, number, market } = decided;
  if (basis?.supplierPartyId !== undefined) {
    const { supplierPartyId, materialDefinitionId, receivedLotId = materialLotId } = basis;
    const accepted = decision !== "reject";
    const judged = { materialLotId: receivedLotId, supplierPartyId, accepted };
    const data = { ...judged, decidedEventId: first.eventId };
    const noted = followUp(first, materialDefinitionId, data, 1);
    const answer = await handler.execute(recordLotJudged, noted, session);
    mustBeAccepted(answer, "Noting what became of a lot of the supplier");
  }
  const by = { dispositionId, decidedEventId: first.eventId, decidedOn: { lotRevision, number } };
  const where = freeing.has(decision) && market !== undefined ? { market } : {};
  const status = { to: statusAfter[decision], ...by, ...where };
  const dated = basis && datedBy(basis);
  const call = followUp(first, materialLotId, { ...status, ...(dated && { dated }) });
  const changed = await handler.execute(changeQualityStatus, call, session);
  mustBeAccepted(changed, "Changing the status of the lot that was decided on");
  if (freeing.has(decision)) await holdWhatFailed(handler, materialLotId, first, session);
}

/** Results that came while it was being decided. */
async function holdWhatFailed(
  handler: Handler,
  materialLotId: string,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const evidence = evidenceIn(await gatherStates(handler, materialLotId));
  const open = samplesOf(evidence, materialLotId).flatMap(({ sample: of }) =>
    (of?.outOfSpecification ?? []).filter(({ assessed }) => !assessed),
  );
  for (const one of open) await holdFailed(handler, materialLotId, one, first, session);
}

function datedBy({ expiresOn, retestOn, calculations, unknown, ...basis }: Basis) {
  const { specificationVersion, planNumber } = basis;
  const isSaid = calculations.length > 0 || unknown !== undefined;
  if (!isSaid || specificationVersion === undefined) return undefined;
  return {
    because: "release" as const,
    ...(expiresOn !== undefined && { expiresOn }),
    ...(retestOn !== undefined && { retestOn }),
    ...(planNumber !== undefined && { planNumber }),
    specificationVersion,
    calculations,
    ...(unknown && { unknown }),
  };
}

const statusAfter: { readonly [Decision in DispositionDecision]: QualityStatus } = {
  release: "released",
  conditional: "conditional",
  useAtRisk: "useAtRisk",
  reject: "rejected",
  rework: "rework",
  suspend: "suspended",
  revoke: "quarantine",
};
function withBatches(data: Data, evidence: Evidence): Data {
  const batchIds = [...madeBy(evidence, data.materialLotId)].sort();
  const [batchId] = batchIds;
  if (batchId === undefined) return data;
  return batchIds.length === 1 ? { ...data, batchId } : { ...data, batchIds };
}
