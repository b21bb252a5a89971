// An addendum to the record of a batch: what rests on the record as it was is looked up before it
// is written (design, section 3), and for nobody who may not write it.
import { Addendum, writeAddendum as write } from "../../domain/batch/review/commands.ts";
import type { Resting } from "../../domain/batch/review/events.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";

/** What was decided and answered of a batch and all that it reached, of all that is recorded. */
export type RestingOn = (batchId: string) => Promise<Resting>;

export function writeAddendum(
  handler: Handler,
  call: Call,
  session: Session,
  restingOn: RestingOn,
): Promise<Answer> {
  let found: { readonly resting?: Resting } = {};
  const permitted = async () => {
    const refused = await call.permitted?.();
    if (!refused) found = { resting: await restingOn(call.id) };
    return refused;
  };
  const command: typeof write = {
    ...write,
    data: Addendum,
    decide: (data, state, context) => write.decide({ ...data, ...found }, state, context),
  };
  return handler.execute(command, { ...call, permitted }, session);
}
