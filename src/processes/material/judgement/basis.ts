// What is written down of a decision on a lot: by which version it was judged, on which samples,
// and how its dates were worked out.
import type { Basis, DispositionDecision } from "../../../domain/disposition/events.ts";
import type { Context } from "../../../domain/kernel/decider.ts";
import { type MaterialLotState, materialLot } from "../../../domain/material-lot/material-lot.ts";
import { effectiveOn, versionOf } from "../../../domain/specification/specification.ts";
import { type Bases, basesOf } from "./bases.ts";
import { datesAtRelease } from "./dating.ts";
import { type Ancestor, type Evidence, lineage } from "./evidence.ts";
import { basisOf, specificationOf } from "./gate.ts";
import type { Here } from "./sources.ts";

/** Of a part that was split off, the lot that was received; of what was merged, nobody's. */
function deliveredBy(ancestors: readonly Ancestor[]) {
  const [received, ...others] = ancestors.filter(({ lot }) => lot.receipt);
  const supplierPartyId = received?.lot.receipt?.supplier?.partyId;
  if (!received || others.length > 0 || supplierPartyId === undefined) return {};
  return { supplierPartyId, receivedLotId: received.id };
}

interface Decided {
  readonly materialLotId: string;
  readonly decision: DispositionDecision;
}

/** Undefined where the material has no specification. */
export function basisAtDecision(
  evidence: Evidence,
  { materialLotId, decision }: Decided,
  here: Here & Pick<Context, "dateOf">,
): Basis | undefined {
  const lot: MaterialLotState | undefined = evidence.of(materialLot, materialLotId);
  if (!lot || lot.status === "unknown") return undefined;
  const specified = specificationOf(evidence, lot);
  if (specified.status === "unknown") return undefined;
  const { plan, sampleIds } = basisOf(evidence, { materialLotId, purpose: "release" });
  const version = plan
    ? versionOf(specified, plan.specificationVersion)
    : effectiveOn(specified, here.date);
  const { materialDefinitionId } = lot.material;
  const releases = decision === "release" || decision === "conditional";
  // Once: a lot that was suspended and is released again has not become younger.
  const bases = (): Bases => ({
    ...basesOf(evidence, materialLotId, here.dateOf),
    release: { on: here.date },
    retest: { because: "it has not been retested" },
  });
  const dates =
    releases && version && !lot.dated
      ? datesAtRelease(lot, bases(), version)
      : { calculations: [] };
  const judges = releases || decision === "reject";
  return {
    materialDefinitionId,
    ...(version && { specificationVersion: version.version }),
    ...(plan && { planNumber: plan.planNumber }),
    sampleIds: [...sampleIds],
    ...(judges && deliveredBy(lineage(evidence, materialLotId))),
    ...dates,
  };
}
