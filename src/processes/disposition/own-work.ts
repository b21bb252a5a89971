// Who made it does not free it: told by the log itself, so that one person can make one batch and
// judge another.
import { batch } from "../../domain/batch/batch.ts";
import type { Context } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { type Evidence, lineage } from "../material/judgement/evidence.ts";
import { madeBy } from "../material/judgement/lacks.ts";
import { samplesOf } from "../material/judgement/results.ts";

/** The same person has made, received or tested what the decision frees (21 CFR 211.22). */
export const refuseOwnWork = (
  evidence: Evidence,
  materialLotId: string,
  { actor }: Pick<Context, "actor">,
): Refusal | undefined =>
  workedOn(evidence, materialLotId).has(actor.id)
    ? refuse("REVIEWER_NOT_INDEPENDENT", "Who made, received or tested a lot does not free it.")
    : undefined;

/** Ids of people: of the lot, of all that it was split off or merged from, and of their batches. */
function workedOn(evidence: Evidence, materialLotId: string): ReadonlySet<string> {
  const batches = madeBy(evidence, materialLotId).flatMap((id) => evidence.of(batch, id) ?? []);
  const lots = lineage(evidence, materialLotId).filter(({ lot }) => lot.from.length === 0);
  const samples = samplesOf(evidence, materialLotId).flatMap(({ sample }) => sample ?? []);
  return new Set([
    ...batches.flatMap((made) => (made.status === "unknown" ? [] : [...made.performers])),
    ...lots.map(({ lot }) => lot.openedBy),
    ...samples.flatMap(({ results }) => results.flatMap(({ analystIds }) => analystIds)),
  ]);
}
