// Destroying labels on the line: the batch says so, then their lot is scrapped by as much.
import { destroyLabels as destroy } from "../../domain/batch/label/commands.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { scrapMaterial } from "../../domain/material-lot/use/commands.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import {
  callOn,
  eventIn,
  type FirstHalf,
  firstHalf,
  followUp,
  mustBeAccepted,
  type Request,
} from "../request.ts";

type Destroyed = DataOf<typeof destroy>;

export async function destroyLabels(
  handler: Handler,
  request: Request<Destroyed & { readonly batchId: string }>,
  session: Session,
): Promise<Answer> {
  const { batchId, ...data } = request.data;
  const call = callOn(batchId, { ...request, data });
  const destroyed = await handler.execute(destroy, call, session);
  if (destroyed.outcome === "refused") return destroyed;
  const eventId = eventIn(destroyed, "LabelDestroyed");
  if (eventId === undefined) return destroyed;
  await finishDestroyed(handler, data, firstHalf(request, eventId), session);
  return destroyed;
}

/** Also of a lot that is on hold or has fewer: they are destroyed already. */
export async function finishDestroyed(
  handler: Handler,
  { materialLotId, quantity, cause }: Destroyed,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const call = followUp(first, materialLotId, { quantity, cause });
  const scrapped = await handler.execute(scrapMaterial, call, session);
  mustBeAccepted(scrapped, "Scrapping labels that were destroyed");
}
