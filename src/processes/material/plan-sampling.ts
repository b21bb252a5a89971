// Picking the samples of a lot by the specification in effect, with a seed that nobody chooses.

import { commandsOf } from "../../domain/kernel/decider.ts";
import { isRefusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Lot } from "../../domain/material-lot/lot.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { stockNow } from "../../domain/material-lot/on-hand.ts";
import { planSamples, seedOf } from "../../domain/material-lot/quality/commands.ts";
import { SamplingPlanned } from "../../domain/material-lot/quality/events.ts";
import { drawnBy, pick } from "../../domain/specification/pick.ts";
import { effectiveOn, type SpecificationState } from "../../domain/specification/specification.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { type AnyRead, type Evidence, evidenceIn, gather } from "./judgement/evidence.ts";
import { specificationOf } from "./judgement/gate.ts";
import { type Here, hereNow, sourceStanding } from "./judgement/sources.ts";

const command = commandsOf(materialLot);

export const PlanSampling = SamplingPlanned.data.pick({ purpose: true });

const planAt = (reads: Readonly<Record<string, AnyRead>>) =>
  command(
    "PlanSampling",
    "recordResults",
    PlanSampling,
    ({ purpose }, lot, { also, ...context }) => {
      if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
      const evidence = evidenceIn(also);
      const specified = specificationOf(evidence, lot);
      const version = effectiveOn(specified, context.judgedOn);
      if (!version) {
        return refuse("SPEC_NOT_EFFECTIVE", "No version of its specification is in effect.");
      }
      const picks = pick(version, {
        containerIds: stockNow(lot.onHand).containerIds,
        quantity: stockNow(lot.onHand).total,
        seed: seedOf(lot, lot.plans.length + 1),
        run: purpose === "release" ? runOf(evidence, specified, lot, hereNow(context)) : undefined,
      });
      if (isRefusal(picks)) return picks;
      const specificationVersion = version.version;
      const planned = { purpose, specificationVersion, drawnBy, picks: [...picks] };
      return planSamples.decide(planned, lot, { ...context, also: {} });
    },
    { reads },
  );

/** Of its supplier, where that one is approved without conditions; else every lot is tested. */
function runOf(
  evidence: Evidence,
  specified: SpecificationState,
  { receipt }: Lot,
  here: Here,
): number | undefined {
  const partyId = receipt?.supplier?.partyId;
  if (!receipt || partyId === undefined || specified.status === "unknown") return undefined;
  if (sourceStanding(evidence, receipt, here) !== "approved") return undefined;
  return specified.runs.get(partyId) ?? 0;
}

export async function planSampling(
  handler: Handler,
  call: Call,
  session: Session,
): Promise<Answer> {
  return handler.execute(planAt(await gather(handler, call.id)), call, session);
}
