// The end of a recall: nothing that is in the log by then may enlarge its scope.
import { refuse } from "../../domain/kernel/refusal.ts";
import { terminateRecall } from "../../domain/recall/opening/commands.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import type { Widened } from "./follow-recalls.ts";

/** Traces it to the end of the log. */
export type TraceRecall = (recallId: string) => Promise<Widened>;

export async function endRecall(
  handler: Handler,
  call: Call,
  session: Session,
  traceRecall: TraceRecall,
): Promise<Answer> {
  const { lots, batches, shipments } = await traceRecall(call.id);
  const isWider = lots + batches + shipments > 0;
  const more = `It reaches ${lots} lots, ${batches} batches, ${shipments} shipments more.`;
  const command = lookingAt(terminateRecall, {}, (decided) =>
    isWider ? refuse("SCOPE_NOT_TRACED", more) : decided,
  );
  return handler.execute(command, call, session);
}
