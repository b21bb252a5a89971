// Whether the samples of a lot answer what its plan asks, and what stands against it.

import { type Refusal, refuse } from "../../../domain/kernel/refusal.ts";
import type { SpecifiedTest } from "../../../domain/kernel/shape/test.ts";
import type { Lot, SampledOf } from "../../../domain/material-lot/lot.ts";
import { stockNow } from "../../../domain/material-lot/on-hand.ts";
import type { Pick } from "../../../domain/material-lot/quality/events.ts";
import { type Sample, sample } from "../../../domain/sample/sample.ts";
import { type Result, validResults } from "../../../domain/sample/testing/testing.ts";
import { type Evidence, lineage } from "./evidence.ts";
import type { Asked } from "./gate.ts";
import type { Planned } from "./plans.ts";

interface Taken {
  readonly materialLotId: string;
  readonly sampleId: string;
  readonly sampled: SampledOf;
  /** Undefined: the lot has said that it was taken, and its stream has not been opened yet. */
  readonly sample: Sample | undefined;
  /** A merge lies between its lot and the one that is judged. */
  readonly isMerged: boolean;
}

/** Of the lot and of all that it came from. */
export const samplesOf = (evidence: Evidence, materialLotId: string): readonly Taken[] =>
  lineage(evidence, materialLotId).flatMap(({ id, lot, isMerged }) =>
    [...lot.samples].map(([sampleId, sampled]) => {
      const state = evidence.of(sample, sampleId);
      // A stream that is about another lot says nothing of this one.
      const isOwn = state && state.status !== "unknown" && state.taken.materialLotId === id;
      return { materialLotId: id, sampleId, sampled, sample: isOwn ? state : undefined, isMerged };
    }),
  );

export function refuseResults(
  evidence: Evidence,
  { materialLotId, lot, atRisk }: Asked,
  plans: readonly Planned[],
): readonly Refusal[] {
  const samples = samplesOf(evidence, materialLotId);
  const open = samples.flatMap((taken) =>
    (taken.sample?.outOfSpecification ?? []).filter(({ assessed }) => !assessed),
  );
  const failed = samples.flatMap((taken) => standing(taken, lot));
  const missing = atRisk ? [] : plans.flatMap((planned) => missingIn(planned, samples, lot));
  const tests = [...new Set(missing)];
  return [
    ...(open.length > 0
      ? [
          refuse("OOS_NOT_ASSESSED", "A result out of specification has not been assessed.", {
            oosIds: open.map(({ oosId }) => oosId),
          }),
        ]
      : []),
    ...(tests.length > 0
      ? [refuse("RESULT_MISSING", `No valid result: ${tests.join("; ")}.`, { missing: tests })]
      : []),
    ...(failed.length > 0
      ? [refuse("SPECIFICATION_FAILED", `Out of specification: ${failed.join(", ")}.`)]
      : []),
  ];
}

/** Names of the tests that the lot, as far as it is still here, has failed. */
function standing({ sample: of, isMerged }: Taken, lot: Lot): readonly string[] {
  if (!of) return [];
  return of.taken.tests.flatMap(({ testId, name }) => {
    const bad = validResults(of, testId).some(
      (result) => !result.conforms && (isMerged || concerns(confirmedOf(of, result), lot)),
    );
    return bad ? [name] : [];
  });
}

/** Of which containers alone it was confirmed; undefined: of all that the sample came from. */
const confirmedOf = (of: Sample, { testId, attempt }: Result): readonly string[] | undefined =>
  of.outOfSpecification.findLast((one) => one.testId === testId && one.attempt === attempt)
    ?.assessed?.onlyContainerIds;

/**
 * A result on what was taken from one container of many speaks for the lot, unless whoever assessed
 * it says that it is of some containers alone; then it speaks for a lot that may hold one of them.
 */
const concerns = (only: readonly string[] | undefined, lot: Lot): boolean =>
  only === undefined || mayHold(lot, only);

function mayHold({ onHand }: Lot, ids: readonly string[]): boolean {
  const { containerIds } = stockNow(onHand);
  return containerIds.length === 0 || ids.some((id) => containerIds.includes(id));
}

/** `Assay (full), drum 3`: what is asked and not answered. */
function missingIn(
  { materialLotId, plan, lot, isMerged }: Planned,
  samples: readonly Taken[],
  of: Lot,
) {
  if (!plan) return [];
  const own = samples.filter(
    (taken) =>
      taken.materialLotId === materialLotId && taken.sampled.sample.planNumber === plan.planNumber,
  );
  return plan.picks.flatMap((pick) => {
    const certified = lot.receipt?.certificate !== undefined;
    if (pick.skipped) return certified ? [] : [`${pick.planId}, for there is no certificate`];
    const here = own.filter(({ sampled }) => sampled.sample.planId === pick.planId);
    // Into a merged lot everything went: each of the containers is asked for.
    const mayBeIn = (id: string) => isMerged || mayHold(of, [id]);
    return pick.tests.flatMap((test) => unanswered(pick, test, here, mayBeIn));
  });
}

function unanswered(
  pick: Pick,
  test: SpecifiedTest,
  samples: readonly Taken[],
  mayBeIn: (containerId: string) => boolean,
): string[] {
  const answering = samples.filter((taken) => isAnswered(taken, pick, test));
  if (pick.attributes || pick.containerIds.length === 0) {
    return answering.length > 0 ? [] : [test.name];
  }
  const asked =
    pick.rule === "everyContainer" ? pick.containerIds.filter(mayBeIn) : pick.containerIds;
  return asked
    .filter((id) => !answering.some(({ sampled }) => sampled.sample.parts.some(holds(id))))
    .map((id) => `${test.name} of ${id}`);
}

const holds = (id: string) => (part: { readonly containerId: string }) => part.containerId === id;

/** One sample of each container: what is pooled says nothing of one of them. */
function isAnswered(
  { sample: of, sampled }: Taken,
  pick: Pick,
  { testId }: SpecifiedTest,
): boolean {
  if (!of || (!pick.composite && !pick.attributes && sampled.sample.parts.length > 1)) return false;
  const size = pick.attributes?.sampleSize ?? 0;
  return validResults(of, testId).some(
    ({ finding }) => finding.kind !== "attributes" || finding.inspected >= size,
  );
}
