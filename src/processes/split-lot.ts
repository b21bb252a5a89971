// Splitting a lot: the parent says into what, then each part opens a stream of its own, with the
// parent's status and holds.

import { holdsOnLot } from "../domain/hold-register/fitting.ts";
import { holdRegister } from "../domain/hold-register/hold-register.ts";
import type { DataOf } from "../domain/kernel/decider.ts";
import { compare, sumOf } from "../domain/kernel/quantity.ts";
import { refuse } from "../domain/kernel/refusal.ts";
import type { Lot } from "../domain/material-lot/lot.ts";
import { materialLot } from "../domain/material-lot/material-lot.ts";
import { splitOffMaterialLot } from "../domain/material-lot/origin/commands.ts";
import { marketsOf } from "../domain/material-lot/status/status.ts";
import type { Part } from "../domain/material-lot/use/events.ts";
import { splitMaterialLot } from "../domain/material-lot/use/split.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { lookingAt } from "./hold/looking-at.ts";
import { byId, fittingLot, lotOf } from "./hold/standing.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
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
  const begun = handler.execute(splitInto(data), call, session);
  return inTwoHalves(request, begun, "MaterialLotSplit", (first) =>
    finishSplit(handler, materialLotId, first, session),
  );
}

/** Looks at each part: a lot that is there already is none that can be split off. */
function splitInto({ into }: DataOf<typeof splitMaterialLot>) {
  const ids = into.map(({ materialLotId }) => materialLotId);
  const reads = Object.fromEntries(ids.map((id) => [id, lotOf(id)]));
  return lookingAt(splitMaterialLot, reads, (decided, { also }) => {
    const taken = ids.find((id) => also[id]?.status !== "unknown");
    if (taken === undefined) return decided;
    return refuse("ALREADY_EXISTS", "There is a lot under the id of a part already.", { taken });
  });
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
    const { stated, holds } = partOf(parent, parts, part, {
      materialLotId,
      splitEventId: first.eventId,
    });
    // What would no longer be known by its name is held all the same.
    const fits = holdsOnLot(register, fittingLot(materialLotId, parent));
    const deviationIds = [...parent.deviationIds];
    const data = { ...stated, holds: byId([...holds, ...fits]), deviationIds };
    const call = followUp(first, part.materialLotId, data, n);
    const opened = await handler.execute(splitOffMaterialLot, call, session);
    mustBeAccepted(opened, "Opening the lot that was split off");
  }
}

function partOf(
  parent: Lot,
  parts: readonly Part[],
  part: Part,
  of: { readonly materialLotId: string; readonly splitEventId: string },
) {
  const { materialLotId: _, ...given } = part;
  const { expiresOn, retestOn, locationId, ownerPartyId } = parent;
  const { qualityStatus, material, madeOn } = parent;
  const markets = marketsOf(parent);
  const from = containersOf(parent, parts, part);
  const holds = [...parent.holds.values()].filter(
    ({ containerId }) => containerId === undefined || from.has(containerId),
  );
  // Of what it has whole; what comes out of no container it knows may come out of an open one.
  const openings = [...parent.openings.values()].filter(({ containerId }) => {
    const isWhole = beyondContainers(part) <= 0;
    return !isWhole || idsIn(part).includes(containerId);
  });
  const stated = {
    ...given,
    material,
    qualityStatus,
    fromMaterialLotId: of.materialLotId,
    splitEventId: of.splitEventId,
    ...(expiresOn !== undefined && { expiresOn }),
    ...(retestOn !== undefined && { retestOn }),
    ...(locationId !== undefined && { locationId }),
    ...(ownerPartyId !== undefined && { ownerPartyId }),
    ...(madeOn.length > 0 && { madeOn: [...madeOn] }),
    ...(markets && { markets: [...markets] }),
    ...(parent.dated && { retests: parent.dated.retests }),
    ...(openings.length > 0 && { openings }),
    ...(parent.artworkVersion !== undefined && { artworkVersion: parent.artworkVersion }),
  };
  return { stated, holds };
}

/** Whose holds a part has: of what goes with it, and of all that more of it may come from. */
function containersOf(parent: Lot, parts: readonly Part[], part: Part): ReadonlySet<string> {
  const own = idsIn(part);
  if (beyondContainers(part) <= 0) return new Set(own);
  // What goes whole with another part is not in this one.
  const elsewhere = parts.filter((one) => one !== part && beyondContainers(one) === 0);
  const gone = new Set(elsewhere.flatMap(idsIn));
  const held = [...parent.holds.values()].flatMap(({ containerId }) => containerId ?? []);
  return new Set([...own, ...held.filter((id) => !gone.has(id))]);
}

const idsIn = ({ containers }: Part) => containers.map(({ containerId }) => containerId);

/** 1: it is more than is known to be in its containers; 0: it is just that. */
function beyondContainers({ quantity, containers }: Part): -1 | 0 | 1 {
  if (!quantity) return containers.length > 0 ? 0 : 1;
  const contained = sumOf(containers.map((one) => one.quantity));
  const order = contained && compare(quantity, contained);
  return typeof order === "number" ? order : 1;
}
