// Extending a lot that has conformed at a retest: new samples by a plan of their own, new results,
// and a new date by the stored rule, as often as the specification allows.
import { commandsOf } from "../../domain/kernel/decider.ts";
import { refuseUnlessPerson } from "../../domain/kernel/precondition.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { undatedText } from "../../domain/kernel/shape/dating.ts";
import type { Lot } from "../../domain/material-lot/lot.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { dateShelfLife } from "../../domain/material-lot/quality/commands.ts";
import { ShelfLifeDated } from "../../domain/material-lot/quality/events.ts";
import { versionOf } from "../../domain/specification/specification.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { readMore, untilAllRead } from "../hold/standing.ts";
import { type Base, basesOf, testedOn } from "./judgement/bases.ts";
import { type Dates, datesAfterRetest } from "./judgement/dating.ts";
import {
  type AnyRead,
  type Evidence,
  evidenceIn,
  gather,
  isComplete,
  lineage,
} from "./judgement/evidence.ts";
import { basisOf, refusals, specificationOf } from "./judgement/gate.ts";
import { hereNow } from "./judgement/sources.ts";

const command = commandsOf(materialLot);

/** All of it follows from what is known. */
export const ExtendShelfLife = ShelfLifeDated.data.pick({});

const extendAt = (reads: Readonly<Record<string, AnyRead>>) =>
  command(
    "ExtendShelfLife",
    "decideDisposition",
    ExtendShelfLife,
    (_, lot, { also, ...context }) => {
      if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
      const materialLotId = context.id;
      if (!isComplete(also, materialLotId)) return readMore;
      const evidence = evidenceIn(also);
      const person = refuseUnlessPerson(context);
      if (person) return person;
      if (lot.qualityStatus !== "released" && lot.qualityStatus !== "conditional") {
        return refuse("MATERIAL_NOT_RELEASED", "Only what has been released is extended.");
      }
      const asked = { materialLotId, lot, purpose: "retest", atRisk: false } as const;
      const [refused] = refusals(evidence, asked, hereNow(context));
      if (refused) return refused;
      const { plan } = basisOf(evidence, asked);
      const rule = plan && ruleFor(evidence, lot, plan.specificationVersion);
      if (!plan || !rule) {
        return refuse("STATUS_BLOCKS_USE", "The specification allows no further extension.");
      }
      const { planNumber, specificationVersion } = plan;
      const base: Base = {
        ...basesOf(evidence, materialLotId, context.dateOf),
        retest: testedOn(evidence, materialLotId, planNumber, context.dateOf),
        release: { because: "it was released before" },
      }[rule.countedFrom];
      const dates = datesAfterRetest(lot, lineage(evidence, materialLotId), rule, base);
      const unextended = refuseUnextended(lot, dates);
      if (unextended) return unextended;
      const data = { because: "retest" as const, planNumber, specificationVersion, ...dates };
      return dateShelfLife.decide(data, lot, { ...context, also: {} });
    },
    { reads },
  );

/** What the rule counts from must be known, and a retest takes nothing away. */
function refuseUnextended(lot: Lot, { unknown, ...dates }: Dates): Refusal | undefined {
  const [undated] = unknown ?? [];
  if (undated) return refuse("STATUS_BLOCKS_USE", `The ${undatedText(undated)}.`);
  const [before, after] = [lot.retestOn ?? lot.expiresOn, dates.retestOn ?? dates.expiresOn];
  if (before === undefined || after === undefined || after >= before) return undefined;
  return refuse("STATUS_BLOCKS_USE", `By the rule it would be ${after}, and it is ${before}.`);
}

function ruleFor(evidence: Evidence, lot: Lot, specificationVersion: number) {
  const dating = versionOf(specificationOf(evidence, lot), specificationVersion)?.dating;
  const { afterRetest, retestsMax = Number.POSITIVE_INFINITY } = dating ?? {};
  return (lot.dated?.retests ?? 0) < retestsMax ? afterRetest : undefined;
}

export const extendShelfLife = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  untilAllRead(async () =>
    handler.execute(extendAt(await gather(handler, call.id)), call, session),
  );
