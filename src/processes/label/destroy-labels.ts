// Destroying labels on the line: the batch says so, then their lot is scrapped by as much.
import { destroyLabels as destroy } from "../../domain/batch/label/commands.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { scrapDestroyed } from "../../domain/material-lot/use/commands.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
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
  const begun = handler.execute(destroy, call, session);
  return inTwoHalves(request, begun, "LabelDestroyed", (first) =>
    finishDestroyed(handler, data, first, session),
  );
}

/**
 * Also of a lot that is on hold or has fewer: they are destroyed already. A source may have said
 * that labels were applied of a lot that nobody has recorded: that has no books.
 */
export async function finishDestroyed(
  handler: Handler,
  { materialLotId, quantity, cause }: Destroyed,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state } = await handler.load(materialLot, materialLotId);
  if (state.status === "unknown") return;
  const call = followUp(first, materialLotId, { quantity, cause });
  const scrapped = await handler.execute(scrapDestroyed, call, session);
  mustBeAccepted(scrapped, "Scrapping labels that were destroyed");
}
