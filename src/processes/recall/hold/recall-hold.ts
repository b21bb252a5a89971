// What the holds of a recall say, the same on every stream.
import { recallOwner } from "../../../domain/kernel/shape/hold.ts";
import { holdIdOf, type Recall } from "../../../domain/recall/recall.ts";
import type { Call, Handler, Session } from "../../../eventstore/handler/handle.ts";

/** Whoever places and lifts them. */
export interface Settling {
  readonly handler: Handler;
  readonly session: Session;
}

export const recallHold = (recallId: string, { opened }: Recall) => ({
  holdId: holdIdOf(recallId),
  code: opened.type,
  text: `${opened.number}: ${opened.reason}`.slice(0, 4000).toWellFormed(),
  owner: recallOwner,
});

/** What it does follows from what stands in the log, however often it is said. */
export const callOn = (id: string, data: object): Call => ({
  commandId: crypto.randomUUID(),
  id,
  data,
});
