// Approving the record of a batch: by the exception rules that count, and only with an assessment
// by quality of each deviation that concerns it (21 CFR 211.192; EU GMP Part I, 4.20(h)).

import { batch } from "../../domain/batch/batch.ts";
import { approveBatchRecord } from "../../domain/batch/review/commands.ts";
import { effectiveRules } from "../../domain/exception-rule-set/exception-rule-set.ts";
import { commandsOf } from "../../domain/kernel/decider.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { impactReads, refuseImpact } from "../deviation/impact.ts";
import { readMore, untilAllRead } from "../hold/standing.ts";
import { type AnyRead, evidenceIn, gatherAll, readsOf } from "../material/judgement/evidence.ts";
import { rulesOf } from "./judge-record.ts";

const approveAt = (site: string, reads: Readonly<Record<string, AnyRead>>) =>
  commandsOf(batch)(
    approveBatchRecord.name,
    approveBatchRecord.right,
    approveBatchRecord.data,
    (data, state, { also, ...context }) => {
      const { rules, ...states } = also;
      const ruleSet = effectiveRules(rules, context.at);
      const alone = { ...context, also: {} };
      const decided = approveBatchRecord.decide({ ...data, ruleSet }, state, alone);
      if (isRefusal(decided) || decided.length === 0) return decided;
      const evidence = evidenceIn(states);
      const wanted = readsOf(impactReads(evidence, context.id));
      if (!Object.keys(wanted).every((key) => key in states)) return readMore;
      return refuseImpact(evidence, context.id, state) ?? decided;
    },
    { reads: { ...reads, rules: rulesOf(site) } },
  );

export const approveRecord = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  untilAllRead(async () => {
    const reads = await gatherAll(handler, (evidence) => readsOf(impactReads(evidence, call.id)));
    return handler.execute(approveAt(session.site, reads), call, session);
  });
