// Splitting a lot: the parent says into what, then each part opens a stream of its own, with the
// parent's status and holds.

import { holdsOnLot } from "../domain/hold-register/fitting.ts";
import { holdRegister } from "../domain/hold-register/hold-register.ts";
import type { DataOf } from "../domain/kernel/decider.ts";
import type { Lot } from "../domain/material-lot/lot.ts";
import { materialLot } from "../domain/material-lot/material-lot.ts";
import { splitOffMaterialLot } from "../domain/material-lot/origin/commands.ts";
import type { Part } from "../domain/material-lot/use/events.ts";
import { splitMaterialLot } from "../domain/material-lot/use/split.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { byId, fittingLot } from "./hold/standing.ts";
import {
  callOn,
  eventIn,
  type FirstHalf,
  firstHalf,
  followUp,
  mustBeAccepted,
  type Request,
} from "./request.ts";

export type Split = DataOf<typeof splitMaterialLot> & { readonly materialLotId: string };

export async function splitLot(
  handler: Handler,
  request: Request<Split>,
  session: Session,
): Promise<Answer> {
  const { materialLotId, ...data } = request.data;
  const call = callOn(materialLotId, { ...request, data });
  const split = await handler.execute(splitMaterialLot, call, session);
  if (split.outcome === "refused") return split;
  const eventId = eventIn(split, "MaterialLotSplit");
  if (eventId === undefined) return split;
  await finishSplit(handler, materialLotId, firstHalf(request, eventId), session);
  return split;
}

/** Every part, also those that are there already: their command ids say so. */
export async function finishSplit(
  handler: Handler,
  materialLotId: string,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state: parent } = await handler.load(materialLot, materialLotId);
  const { state: register } = await handler.load(holdRegister, session.site);
  const parts = parent.status === "unknown" ? undefined : parent.splits.get(first.eventId);
  if (parent.status === "unknown" || !parts) {
    throw new Error(`materialLot-${materialLotId} has no split ${first.eventId}.`);
  }
  for (const [n, part] of parts.entries()) {
    const { stated, holds } = partOf(parent, part, materialLotId, first.eventId);
    // What would no longer be known by its name is held all the same.
    const fits = holdsOnLot(register, fittingLot(materialLotId, parent));
    const data = { ...stated, holds: byId([...holds, ...fits]) };
    const call = followUp(first, part.materialLotId, data, n);
    const opened = await handler.execute(splitOffMaterialLot, call, session);
    mustBeAccepted(opened, "Opening the lot that was split off");
  }
}

function partOf(parent: Lot, part: Part, fromMaterialLotId: string, splitEventId: string) {
  const { materialLotId: _, ...given } = part;
  const { expiresOn, retestOn, locationId, qualityStatus, material } = parent;
  const inParts = new Set(part.containers.map(({ containerId }) => containerId));
  const holds = [...parent.holds.values()].filter(
    ({ containerId }) => containerId === undefined || inParts.has(containerId),
  );
  const stated = {
    ...given,
    material,
    qualityStatus,
    fromMaterialLotId,
    splitEventId,
    ...(expiresOn !== undefined && { expiresOn }),
    ...(retestOn !== undefined && { retestOn }),
    ...(locationId !== undefined && { locationId }),
  };
  return { stated, holds };
}
