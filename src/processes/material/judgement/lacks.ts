// All that a decision which frees a lot lacks: what holds it, the records of the batches that made
// it, their deviations, its samples and its sources. One list for who decides and for who asks.
import { type BatchState, batch } from "../../../domain/batch/batch.ts";
import type { Batch } from "../../../domain/batch/batch-part.ts";
import { type DeviationState, deviation } from "../../../domain/deviation/deviation.ts";
import type { DispositionDecision } from "../../../domain/disposition/events.ts";
import type { HoldRegisterState } from "../../../domain/hold-register/hold-register.ts";
import type { Context } from "../../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../../domain/kernel/refusal.ts";
import { refuseImpact } from "../../deviation/impact.ts";
import { refuseAged, refuseHeld } from "../../hold/standing.ts";
import { refuseInputs } from "../../review/inputs.ts";
import { basisAtDecision } from "./basis.ts";
import { type Evidence, lineage } from "./evidence.ts";
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
  { materialLotId, lot, decision }: Freed,
  here: Here & Pick<Context, "dateOf">,
): readonly Refusal[] {
  const atRisk = decision === "useAtRisk";
  const of = (id: string) => evidence.of(batch, id) ?? batch.initial;
  const batchIds = madeBy(evidence, materialLotId);
  return [
    refuseHeld(register, materialLotId, lot),
    ...batchIds.map((id) => refuseForBatch(decision, of(id))),
    ...batchIds.map((id) => refuseImpact(evidence, id, of(id))).filter(bindsAt(atRisk)),
    ...batchIds.flatMap((id) => refuseInputs(evidence, register, of(id), atRisk)),
    ...(atRisk ? [] : deviationsOf(evidence, materialLotId, batchIds)),
    ...refusals(evidence, { materialLotId, lot, purpose: "release", atRisk }, here),
    refusePast(evidence, { materialLotId, lot, decision }, here),
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
function refusePast(
  evidence: Evidence,
  { materialLotId, lot, decision }: Freed,
  here: Here & Pick<Context, "dateOf">,
): Refusal | undefined {
  const given = basisAtDecision(evidence, { materialLotId, decision }, here)?.expiresOn;
  return refuseAged(given === undefined ? lot : { ...lot, expiresOn: given }, here.date);
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
  if (made.status === "approved")
    return decision === "useAtRisk" ? undefined : refuseUncounted(made);
  if (decision === "useAtRisk" && made.status !== "notApproved") return undefined;
  return refuse("QA_REVIEW_PENDING", "The record of the batch has not been approved.");
}

/** Section 27, of what a master made: how much there is of each lot is known (ISO 13485, 7.5.1). */
function refuseUncounted({ copied, material }: Batch): Refusal | undefined {
  const unknown = [...material.outputs.values()].filter(({ data }) => !data.quantity);
  if (!copied || unknown.length === 0) return undefined;
  const missing = unknown.map(({ data }) => ({
    section: 27,
    item: `quantity made: ${data.material.name}`,
  }));
  const message = "Section 27 of the record lacks how much was made.";
  return refuse("BATCH_RECORD_INCOMPLETE", message, { sections: [27], missing });
}
