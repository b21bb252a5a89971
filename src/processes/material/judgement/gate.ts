// What must be known of a lot before it is released, and before its retest date is moved: samples
// picked by a specification in effect, a valid result for each test, nothing out of specification
// unassessed or standing, and sources that are approved (21 CFR 211.84, 211.110(c), 211.165,
// 211.192).
import { type Refusal, refuse } from "../../../domain/kernel/refusal.ts";
import type { Lot } from "../../../domain/material-lot/lot.ts";
import {
  effectiveOn,
  type SpecificationState,
  specification,
  versionOf,
} from "../../../domain/specification/specification.ts";
import { type Evidence, lineage } from "./evidence.ts";
import { type Planned, type Purpose, plansFor } from "./plans.ts";
import { refuseResults, samplesOf } from "./results.ts";
import { type Here, sourceStanding } from "./sources.ts";

export interface Asked {
  readonly materialLotId: string;
  readonly lot: Lot;
  readonly purpose: Purpose;
  /** It may be used before the results are there, but not against what they say. */
  readonly atRisk: boolean;
}

/** In the order in which people see to it; none where nothing stands against it. */
export function refusals(evidence: Evidence, asked: Asked, here: Here): readonly Refusal[] {
  const sources = refuseSources(evidence, asked, here);
  const specified = specificationOf(evidence, asked.lot);
  if (specified.status === "unknown") return sources;
  const plans = plansFor(evidence, asked.materialLotId, asked.purpose);
  const needed = asked.atRisk ? [] : refusePlans(specified, plans, here);
  const found = refuseResults(evidence, asked, plans);
  return [...sources, ...needed, ...found];
}

/** A material that nobody has drafted a specification for is under no such control. */
export function specificationOf(
  evidence: Evidence,
  { material }: Pick<Lot, "material">,
): SpecificationState {
  return evidence.of(specification, material.materialDefinitionId) ?? { status: "unknown" };
}

/** Each receipt that it goes back to; where somebody asked at the dock, or a specification does. */
function refuseSources(
  evidence: Evidence,
  { materialLotId, lot }: Asked,
  here: Here,
): readonly Refusal[] {
  const specified = specificationOf(evidence, lot).status !== "unknown";
  return lineage(evidence, materialLotId).flatMap(({ id, lot: { receipt, material } }) => {
    if (!receipt) return [];
    const asked = specified || receipt.arrival?.flags.includes("SUPPLIER_NOT_APPROVED");
    if (!asked || sourceStanding(evidence, receipt, here) !== "notApproved") return [];
    const from = receipt.supplier?.name ?? "a supplier whom nobody named";
    const what = `${material.name} from ${from}`;
    return [
      refuse("SUPPLIER_NOT_APPROVED", `${what}: supplier or maker is not approved here.`, {
        receivedLotId: id,
      }),
    ];
  });
}

/** By the version that the samples were picked by, unless it has been withdrawn since. */
function refusePlans(
  specified: SpecificationState,
  plans: readonly Planned[],
  here: Here,
): readonly Refusal[] {
  const withdrawn = plans.some(
    ({ plan }) => plan && versionOf(specified, plan.specificationVersion)?.status !== "approved",
  );
  const unplanned = plans.some(({ plan }) => !plan);
  if (withdrawn || (unplanned && !effectiveOn(specified, here.date))) {
    return [refuse("SPEC_NOT_EFFECTIVE", "No version of its specification is in effect.")];
  }
  if (!unplanned) return [];
  return [refuse("SAMPLING_NOT_PLANNED", "Its samples have not been picked.")];
}

/** What the decision rests on. */
export function basisOf(evidence: Evidence, asked: Pick<Asked, "materialLotId" | "purpose">) {
  const [first] = plansFor(evidence, asked.materialLotId, asked.purpose);
  const sampleIds = samplesOf(evidence, asked.materialLotId).map(({ sampleId }) => sampleId);
  return { plan: first?.plan, sampleIds };
}
