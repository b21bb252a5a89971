// Reviewing the record of a batch and approving it: by the exception rules that count, over its own
// entries and those of its lots and equipment that bear on it; and approving only with an
// assessment by quality of each deviation that concerns it (21 CFR 211.192; EU GMP 4.20(h)).
import { type BatchEvent, batch } from "../../domain/batch/batch.ts";
import type { Batch } from "../../domain/batch/batch-part.ts";
import { approveBatchRecord, reviewRecord } from "../../domain/batch/review/commands.ts";
import { refuseUnjudgedElsewhere } from "../../domain/batch/review/exceptions.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import { equipment } from "../../domain/equipment/equipment.ts";
import { effectiveRules } from "../../domain/exception-rule-set/exception-rule-set.ts";
import type { HoldRegisterState } from "../../domain/hold-register/hold-register.ts";
import { type Command, commandsOf } from "../../domain/kernel/decider.ts";
import type { Fact } from "../../domain/kernel/exception/fact.ts";
import type { RuleSet } from "../../domain/kernel/exception/rule.ts";
import { isRefusal, type Refusal } from "../../domain/kernel/refusal.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { impactReads, inputsOf, refuseImpact } from "../deviation/impact.ts";
import { readMore, registerOf, untilAllRead } from "../hold/standing.ts";
import {
  type AnyRead,
  type Evidence,
  evidenceIn,
  gatherAll,
  readsOf,
} from "../material/judgement/evidence.ts";
import { asOfNow } from "../material/less-returned.ts";
import { refuseInputs } from "./inputs.ts";
import { rulesOf } from "./judge-record.ts";

type Also = (
  evidence: Evidence,
  batchId: string,
  made: Batch,
  register: HoldRegisterState,
) => Refusal | undefined;

const decideAt = <Data extends { readonly ruleSet?: RuleSet }>(
  base: Command<typeof batch.initial, Data, BatchEvent>,
  site: string,
  reads: Readonly<Record<string, AnyRead>>,
  more: Also,
) =>
  commandsOf(batch)(
    base.name,
    base.right,
    base.data,
    (data, state, { also, ...context }) => {
      const { rules, register, ...states } = also;
      const ruleSet = effectiveRules(rules, context.at);
      const evidence = evidenceIn(states);
      const stayed = asOfNow(state, evidence);
      const decided = base.decide({ ...data, ruleSet }, stayed, { ...context, also: {} });
      if (isRefusal(decided) || decided.length === 0 || !isKnown(state)) return decided;
      const wanted = readsOf(impactReads(evidence, context.id));
      if (!Object.keys(wanted).every((key) => key in states)) return readMore;
      const facts = factsElsewhere(evidence, context.id, state);
      const refused = refuseUnjudgedElsewhere(state, facts, ruleSet);
      return refused ?? more(evidence, context.id, state, register) ?? decided;
    },
    { reads: { ...reads, rules: rulesOf(site), register: registerOf(site) } },
  );

const deciding =
  <Data extends { readonly ruleSet?: RuleSet }>(
    base: Command<typeof batch.initial, Data, BatchEvent>,
    more: Also,
  ) =>
  (handler: Handler, call: Call, session: Session): Promise<Answer> =>
    untilAllRead(async () => {
      const reads = await gatherAll(handler, (evidence) => readsOf(impactReads(evidence, call.id)));
      return handler.execute(decideAt(base, session.site, reads, more), call, session);
    });

export const reviewByRules = deciding(reviewRecord, () => undefined);
export const approveRecord = deciding(
  approveBatchRecord,
  (evidence, batchId, made, register) =>
    refuseImpact(evidence, batchId, made) ?? refuseInputs(evidence, register, made, false)[0],
);

/** Of the lots that went into it and of the equipment that it used, in the order of their times. */
export function factsElsewhere(evidence: Evidence, batchId: string, made: Batch): readonly Fact[] {
  const draws = inputsOf(made).flatMap((id) => {
    const lot = evidence.of(materialLot, id);
    return lot && lot.status !== "unknown" ? [...lot.draws.values()] : [];
  });
  const alarms = [...made.equipment.keys()].flatMap((id) => {
    const unit = evidence.of(equipment, id);
    return unit && unit.status !== "unknown" ? [...unit.openAlarms.values()] : [];
  });
  return [...draws, ...alarms]
    .flatMap((one) => (one.batchId === batchId && one.fact ? one.fact : []))
    .toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1));
}
