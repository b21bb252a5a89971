// Approving the record of a batch: only with an assessment by quality of each deviation that
// concerns it (21 CFR 211.192; EU GMP Part I, 4.20(h)).
import { approveBatchRecord } from "../../domain/batch/review/commands.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { readMore, untilAllRead } from "../hold/standing.ts";
import { type AnyRead, evidenceIn, gatherAll, readsOf } from "../material/judgement/evidence.ts";
import { impactReads, refuseImpact } from "./impact.ts";

const approveAt = (reads: Readonly<Record<string, AnyRead>>) =>
  lookingAt(approveBatchRecord, reads, (decided, { state, also, context: { id } }) => {
    const evidence = evidenceIn(also);
    const wanted = readsOf(impactReads(evidence, id));
    if (!Object.keys(wanted).every((key) => key in also)) return readMore;
    return refuseImpact(evidence, id, state) ?? decided;
  });

export const approveRecord = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  untilAllRead(async () => {
    const reads = await gatherAll(handler, (evidence) => readsOf(impactReads(evidence, call.id)));
    return handler.execute(approveAt(reads), call, session);
  });
