// By which sampling plan a lot is judged: its own, or those of the lots that it came from.

import type { Lot } from "../../../domain/material-lot/lot.ts";
import { type MaterialLotState, materialLot } from "../../../domain/material-lot/material-lot.ts";
import type { Evidence } from "./evidence.ts";

export type Purpose = Plan["purpose"];
type Plan = Lot["plans"][number];

export interface Planned {
  readonly materialLotId: string;
  readonly lot: Lot;
  /** Undefined: the samples of this one have not been picked. */
  readonly plan: Plan | undefined;
  /** A merge lies between: containers of this lot are none of the lot that is judged. */
  readonly isMerged: boolean;
}

/**
 * What was split off before its samples were picked has samples of its own; after that those of
 * the whole speak for it. A retest is of the lot as it is now.
 */
export function plansFor(
  evidence: Evidence,
  materialLotId: string,
  purpose: Purpose,
  until = Number.POSITIVE_INFINITY,
  isMerged = false,
): readonly Planned[] {
  const lot: MaterialLotState | undefined = evidence.of(materialLot, materialLotId);
  if (!lot || lot.status === "unknown") return [];
  const own = lot.plans
    .slice(0, until)
    .findLast((plan) => plan.purpose === purpose && isFresh(lot, plan));
  if (own || lot.from.length === 0 || purpose === "retest") {
    return [{ materialLotId, lot, plan: own, isMerged }];
  }
  return lot.from.flatMap((from) => {
    const before = evidence.of(materialLot, from);
    const known = before && before.status !== "unknown" ? before.plansAtSplit : undefined;
    const plans = known?.get(materialLotId);
    return plansFor(evidence, from, purpose, plans, isMerged || lot.isMerged);
  });
}

/** A plan for a retest moves the date once. */
const isFresh = ({ dated }: Lot, { purpose, planNumber }: Plan): boolean =>
  purpose === "release" || planNumber > (dated?.byPlan ?? 0);
