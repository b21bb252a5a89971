// An addendum to the record of a batch: what rests on the record as it was is looked up before it
// is written (design, section 3).
import { batch } from "../../domain/batch/batch.ts";
import { Addendum, writeAddendum as write } from "../../domain/batch/review/commands.ts";
import type { Resting } from "../../domain/batch/review/events.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";

/** What was decided and answered of a batch and all that it reached, once that can be read. */
export type RestingOn = (batchId: string) => Promise<Resting>;

export async function writeAddendum(
  handler: Handler,
  call: Call,
  session: Session,
  restingOn: RestingOn,
): Promise<Answer> {
  const { state } = await handler.load(batch, call.id);
  const known = state.status !== "unknown" && { resting: await restingOn(call.id) };
  const data = { ...Addendum.parse(call.data), ...known };
  return handler.execute(write, { ...call, data }, session);
}
