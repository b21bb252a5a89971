// All that a decision which frees a lot lacks: what holds it, the records of the batches that made
// it, their deviations, its samples and its sources. One list for who decides and for who asks.
import { type BatchState, batch } from "../../../domain/batch/batch.ts";
import {
  type OfBatch,
  refuseAtRelease,
  refuseFailed,
  refuseWithoutUdi,
} from "../../../domain/batch/record/released.ts";
import { type DeviationState, deviation } from "../../../domain/deviation/deviation.ts";
import type { Basis, DispositionDecision } from "../../../domain/disposition/events.ts";
import type { HoldRegisterState } from "../../../domain/hold-register/hold-register.ts";
import type { Context } from "../../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../../domain/kernel/refusal.ts";
import { isMeasured } from "../../../domain/material-lot/measured.ts";
import { validResults } from "../../../domain/sample/testing/testing.ts";
import { refuseImpact } from "../../deviation/impact.ts";
import { refuseAged, refuseHeld } from "../../hold/standing.ts";
import { refuseInputs } from "../../review/inputs.ts";
import { basisAtDecision } from "./basis.ts";
import { type Evidence, lineage, measuresIn, unmeasuredOf } from "./evidence.ts";
import { type Asked, refusals } from "./gate.ts";
import { samplesOf } from "./results.ts";
import type { Here } from "./sources.ts";

interface Freed extends Pick<Asked, "materialLotId"> {
  readonly lot: Extract<Parameters<typeof refuseHeld>[2], Asked["lot"]>;
  readonly decision: DispositionDecision;
}

/** In the order in which people see to it; none: nothing stands against it. */
export function lacksOf(
  evidence: Evidence,
  register: HoldRegisterState,
  freed: Freed,
  here: Here & Pick<Context, "dateOf">,
): readonly Refusal[] {
  const { materialLotId, lot, decision } = freed;
  const atRisk = decision === "useAtRisk";
  const of = (id: string) => evidence.of(batch, id) ?? batch.initial;
  const batchIds = madeBy(evidence, materialLotId);
  const given = basisAtDecision(evidence, { materialLotId, decision }, here);
  const released = ofBatch(evidence, freed, given);
  return [
    refuseHeld(register, materialLotId, lot),
    ...batchIds.map((id) => refuseForBatch(decision, of(id))),
    ...(atRisk ? [] : batchIds.map((id) => refuseForRecord(of(id), released))),
    ...batchIds.map((id) => refuseResultsOf(evidence, of(id), released)),
    ...batchIds.map((id) => refuseImpact(evidence, id, of(id))).filter(bindsAt(atRisk)),
    ...batchIds.flatMap((id) => refuseInputs(evidence, register, of(id), atRisk)),
    ...(atRisk ? [] : deviationsOf(evidence, materialLotId, batchIds)),
    ...refusals(evidence, { materialLotId, lot, purpose: "release", atRisk }, here),
    refusePast(freed, given, here),
  ].filter((one) => one !== undefined);
}

/**
 * Deviations of the lot itself and of all that it came from, until quality has closed them or said
 * what they mean for the batch that made it; a result out of specification is judged by its sample.
 */
function deviationsOf(
  evidence: Evidence,
  materialLotId: string,
  batchIds: readonly string[],
): readonly Refusal[] {
  const samples = samplesOf(evidence, materialLotId).flatMap(({ sample }) => sample ?? []);
  const judged = new Set(
    samples.flatMap(({ outOfSpecification }) => outOfSpecification.map(({ oosId }) => oosId)),
  );
  const ids = lineage(evidence, materialLotId).flatMap(({ lot }) => [...lot.deviationIds]);
  return [...new Set(ids)].flatMap((deviationId) => {
    const state: DeviationState | undefined = evidence.of(deviation, deviationId);
    if (state?.status !== "open" || judged.has(deviationId)) return [];
    if (batchIds.some((id) => state.impacts.has(id))) return [];
    const message = `${state.raised.title}: what it means for the lot has not been decided.`;
    return [refuse("IMPACT_NOT_ASSESSED", message, { deviationId })];
  });
}

/** Of what a batch made the batch is asked too, through any number of splits and merges. */
export const madeBy = (evidence: Evidence, materialLotId: string): readonly string[] => [
  ...new Set(lineage(evidence, materialLotId).flatMap(({ lot }) => lot.batchId ?? [])),
];

/** By the dates that it has, and those its release would give it (21 CFR 211.87, 211.137). */
const refusePast = ({ lot }: Freed, given: Dates | undefined, { date }: Here) =>
  refuseAged(given?.expiresOn === undefined ? lot : { ...lot, expiresOn: given.expiresOn }, date);
type Dates = Pick<Basis, "expiresOn" | "retestOn">;

/** As the records of the batches that made it are asked about it. */
function ofBatch(
  evidence: Evidence,
  { materialLotId, lot }: Freed,
  given: Dates | undefined,
): OfBatch {
  const samples = samplesOf(evidence, materialLotId).flatMap(({ sample }) => sample ?? []);
  const ancestors = lineage(evidence, materialLotId);
  return {
    materialLotIds: new Set(ancestors.map(({ id }) => id)),
    identifiers: lot.identifiers,
    identifiersBefore: ancestors.flatMap(({ id, lot: { identifiers } }) =>
      id === materialLotId ? [] : identifiers,
    ),
    materialDefinitionId: lot.material.materialDefinitionId,
    counted: new Set(
      madeBy(evidence, materialLotId)
        .flatMap((id) => unmeasuredOf(evidence, id))
        .filter((id) => isMeasured(measuresIn(evidence), id)),
    ),
    isDated: [lot, given ?? {}].some(({ expiresOn, retestOn }) => expiresOn ?? retestOn),
    tested: new Set(
      samples.flatMap((one) =>
        one.taken.tests
          .filter(({ testId }) => validResults(one, testId).length > 0)
          .map(({ name }) => name),
      ),
    ),
  };
}

/** At risk it may be used before its deviations are assessed, and not against what was found. */
const bindsAt = (atRisk: boolean) => (refusal: Refusal | undefined) =>
  !atRisk || refusal?.refused === "IMPACT_NOT_ACCEPTABLE";

/**
 * Nothing is released before its batch record is approved (21 CFR 211.22(a), 211.192); at risk it
 * may be used, unless it was decided that the record is not.
 */
function refuseForBatch(decision: DispositionDecision, made: BatchState): Refusal | undefined {
  if (made.status !== "unknown" && made.holds.size > 0) {
    return refuse("LOT_ON_HOLD", "A hold stands on the batch that made it; it is lifted first.");
  }
  if (made.status === "approved") return undefined;
  if (decision === "useAtRisk" && made.status !== "notApproved") return undefined;
  return refuse("QA_REVIEW_PENDING", "The record of the batch has not been approved.");
}

/** Whatever its record lacks: at risk, too, it is not used against what was found. */
function refuseResultsOf(evidence: Evidence, made: BatchState, lot: OfBatch): Refusal | undefined {
  if (made.status === "unknown") return undefined;
  return refuseFailed(made, lot, (deviationId) => {
    const under: DeviationState | undefined = evidence.of(deviation, deviationId);
    return under?.status === "closed" && under.investigated !== undefined;
  });
}

/** What its record lacks matters once it is approved: before, that is what is asked for. */
const refuseForRecord = (made: BatchState, lot: OfBatch): Refusal | undefined =>
  made.status === "approved"
    ? (refuseAtRelease(made, lot) ?? refuseWithoutUdi(made, lot))
    : undefined;
