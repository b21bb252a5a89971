// Deciding what may become of a lot: the disposition on the folds of the lot, of all that it came
// from and of what was found in its samples; then the lot's quality status and its dates.

import { batch } from "../domain/batch/batch.ts";
import { deviation } from "../domain/deviation/deviation.ts";
import { decideDisposition as decide, refuseStep } from "../domain/disposition/commands.ts";
import { disposition } from "../domain/disposition/disposition.ts";
import type { Basis, DispositionDecision, Shown } from "../domain/disposition/events.ts";
import type { HoldRegisterState } from "../domain/hold-register/hold-register.ts";
import { type Context, commandsOf, type DataOf } from "../domain/kernel/decider.ts";
import { refuseWithoutReason } from "../domain/kernel/precondition.ts";
import { compare, type Quantity } from "../domain/kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../domain/kernel/refusal.ts";
import { refuseUnlessOverridden } from "../domain/kernel/shape/override.ts";
import type { Lot } from "../domain/material-lot/lot.ts";
import {
  type MaterialLotState,
  materialLot,
  scopeOfLot,
} from "../domain/material-lot/material-lot.ts";
import { stockNow } from "../domain/material-lot/on-hand.ts";
import type { QualityStatus } from "../domain/material-lot/origin/events.ts";
import { changeQualityStatus } from "../domain/material-lot/status/commands.ts";
import { recordLotJudged } from "../domain/specification/commands.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { refuseOwnWork } from "./disposition/own-work.ts";
import { type Looked, lookedAt, refuseNotShown, type View } from "./disposition/view.ts";
import { readMore, refuseHeld, registerOf, untilAllRead } from "./hold/standing.ts";
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
import { lacksOf, madeBy } from "./material/judgement/lacks.ts";
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

type Data = DataOf<typeof decide>;
/** Which batches made the lot is not for the caller to say; nor what nobody has compared. */
export type Disposition = Omit<Data, "batchId" | "batchIds" | "shown"> & {
  readonly dispositionId: string;
};
type AsShown = Disposition & Pick<Data, "shown">;

const command = commandsOf(disposition);

const decideAt = (
  site: string,
  reads: Readonly<Record<string, AnyRead>>,
  looked: () => Looked | undefined,
) =>
  command(
    decide.name,
    decide.right,
    decide.data,
    (asked, state, { also, ...context }) => {
      const { register, ...states } = also;
      if (register === undefined || !isComplete(states, asked.materialLotId)) return readMore;
      const evidence = evidenceIn(states);
      const refused = refuseForLot(asked, evidence, register, context, looked());
      if (refused) return refused;
      const decided = decide.decide(withBatches(asked, evidence), state, { ...context, also: {} });
      if (isRefusal(decided)) return decided;
      const own = decided.length > 0 && freeing.has(asked.decision);
      const dependent = own && refuseOwnWork(evidence, asked.materialLotId, context);
      if (dependent) return dependent;
      const basis = basisAtDecision(evidence, asked, { ...hereNow(context), ...context });
      return decided.map((event) => (basis ? { ...event, data: { ...event.data, basis } } : event));
    },
    {
      reads: { ...reads, register: registerOf(site) },
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
      decideAt(session.site, reads, () => looked),
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
const freeing: ReadonlySet<DispositionDecision> = new Set(["release", "conditional", "useAtRisk"]);

function refuseForLot(
  { materialLotId, decision, quantity, override, shown }: Data,
  evidence: Evidence,
  register: HoldRegisterState,
  context: Context,
  looked: Looked | undefined,
): Refusal | undefined {
  const lot: MaterialLotState = evidence.of(materialLot, materialLotId) ?? materialLot.initial;
  if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
  const under = override && evidence.of(deviation, override.deviationId);
  if (under?.status === "unknown") {
    return refuse("NOT_FOUND", "There is no deviation under the id that the override names.");
  }
  if (under?.status === "closed") {
    return refuse("DEVIATION_REQUIRED", "The deviation that the override names is closed.");
  }
  const held = freeing.has(decision) && refuseHeld(register, materialLotId, lot);
  if (held) return held;
  const undone = refuseUndoing(lot, decision, context);
  if (undone) return undone;
  const other = quantity && refuseOtherAmount(quantity, stockNow(lot.onHand).total);
  if (other) return other;
  const stale =
    shown && (refuseStale(shown, evidence, materialLotId) ?? refuseNotShown(shown, looked));
  if (stale) return stale;
  if (!freeing.has(decision)) return undefined;
  const here = { ...hereNow(context), dateOf: context.dateOf };
  const lacking = lacksOf(evidence, register, { materialLotId, lot, decision }, here)
    .map((refusal) =>
      // What went into it is decided on first, and by nobody's leave is it not.
      refusal.refused === "MATERIAL_NOT_RELEASED"
        ? refusal
        : refuseUnlessOverridden(refusal, override, context),
    )
    .find((refused) => refused);
  if (lacking || shown || !looked || madeBy(evidence, materialLotId).length === 0) return lacking;
  return refuse("VIEW_NOT_STATED", "The lot was made by a batch: say what of it was shown.");
}

/** What is decided is decided of all of the lot; in another unit nobody knows of how much. */
function refuseOtherAmount(quantity: Quantity, total: Quantity | undefined): Refusal | undefined {
  const order = total && compare(quantity, total);
  if (order === undefined || order === 0) return undefined;
  if (order === -1) {
    return refuse("SUBLOT_REQUIRED", "A part of a lot is split off before it is decided on.");
  }
  if (order === 1) {
    return refuse("QUANTITY_NOT_AVAILABLE", "There is less of the lot than is decided on.");
  }
  return order;
}

/**
 * A lot that was rejected, suspended or put aside for rework is not freed by a decision under
 * another id, whatever was decided under that before: what follows it is the same, and takes a
 * reason.
 */
function refuseUndoing(
  { qualityStatus }: Pick<Lot, "qualityStatus">,
  decision: DispositionDecision,
  context: Context,
): Refusal | undefined {
  const former = blocking[qualityStatus];
  if (former === undefined || former === decision) return undefined;
  return refuseStep(former, decision) ?? refuseWithoutReason(context);
}
const blocking: { readonly [Status in QualityStatus]?: DispositionDecision } = {
  rejected: "reject",
  suspended: "suspend",
  rework: "rework",
};

/** What was shown is all that is recorded of each batch that made the lot, by the log (ES-6). */
function refuseStale(shown: Shown, evidence: Evidence, materialLotId: string): Refusal | undefined {
  const changed = madeBy(evidence, materialLotId).find((id) => {
    const made = evidence.of(batch, id);
    const seen = shown.batches.find(({ batchId }) => batchId === id)?.toRevision ?? -1;
    return made !== undefined && made.status !== "unknown" && made.revision > seen;
  });
  if (changed === undefined) return undefined;
  return refuse("RECORD_CHANGED_SINCE_VIEW", "The record of a batch has more than was shown.", {
    batchId: changed,
    differs: [`batch ${changed} revision`],
  });
}

function withBatches(data: Data, evidence: Evidence): Data {
  const batchIds = [...madeBy(evidence, data.materialLotId)].sort();
  const [batchId] = batchIds;
  if (batchId === undefined) return data;
  return batchIds.length === 1 ? { ...data, batchId } : { ...data, batchIds };
}
