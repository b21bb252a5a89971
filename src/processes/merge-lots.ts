// Merging lots, and putting material on a heel: the new lot says what it is made of, then each of
// those is drawn.

import { type HoldRegisterState, holdRegister } from "../domain/hold-register/hold-register.ts";
import { commandsOf, type DataOf, type Read, type ReadStates } from "../domain/kernel/decider.ts";
import { compare, sumOf } from "../domain/kernel/quantity.ts";
import { type Refusal, refuse } from "../domain/kernel/refusal.ts";
import type { Lot } from "../domain/material-lot/lot.ts";
import {
  type MaterialLotState,
  materialLot,
  scopeOfLot,
} from "../domain/material-lot/material-lot.ts";
import { mergeMaterialLots } from "../domain/material-lot/origin/commands.ts";
import { MaterialLotsMerged } from "../domain/material-lot/origin/events.ts";
import { marketsOf } from "../domain/material-lot/status/status.ts";
import { recordDrawnForMerge } from "../domain/material-lot/use/commands.ts";
import { absencesSince } from "../domain/material-lot/use/use.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { lotOf, refuseHeld, registerOf } from "./hold/standing.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
  mustBeAccepted,
  type Request,
} from "./request.ts";

const Asked = MaterialLotsMerged.data.pick({
  from: true,
  identifiers: true,
  quantity: true,
  containers: true,
  locationId: true,
});
type Asked = DataOf<{ readonly data: typeof Asked }>;
export type Merge = Asked & { readonly materialLotId: string };

export async function mergeLots(
  handler: Handler,
  request: Request<Merge>,
  session: Session,
): Promise<Answer> {
  const { materialLotId, ...data } = request.data;
  const call = callOn(materialLotId, { ...request, data });
  const begun = handler.execute(mergeOf(data, session.site), call, session);
  return inTwoHalves(request, begun, "MaterialLotsMerged", (first) =>
    finishMerge(handler, materialLotId, data.from, first, session),
  );
}

export async function finishMerge(
  handler: Handler,
  intoMaterialLotId: string,
  from: Merge["from"],
  first: FirstHalf,
  session: Session,
): Promise<void> {
  for (const [n, { materialLotId, quantity }] of from.entries()) {
    const drawn = {
      intoMaterialLotId,
      mergedEventId: first.eventId,
      ...(quantity && { quantity }),
    };
    const call = followUp(first, materialLotId, drawn, n);
    const answer = await handler.execute(recordDrawnForMerge, call, session);
    mustBeAccepted(answer, "Drawing what was merged");
  }
}

/** Reads as many lots as are merged, so that what the decision rested on stands with it. */
function mergeOf({ from }: Asked, site: string) {
  const sources = from.map(
    ({ materialLotId }, n) => [`source ${n}`, lotOf(materialLotId)] as const,
  );
  const reads: Reads = { register: registerOf(site), ...Object.fromEntries(sources) };
  return commandsOf(materialLot)(
    mergeMaterialLots.name,
    mergeMaterialLots.right,
    Asked,
    (data, state, { also, ...context }) => {
      const lots = sourcesIn(data, also);
      // Repeated after its sources were used up it is still what it was.
      const refused =
        state.status === "unknown"
          ? (refuseSources(data.from, lots, also.register, context.occurredAt) ?? refuseMore(data))
          : undefined;
      const known = lots.filter((lot) => lot.status !== "unknown");
      const [first] = known;
      if (refused || !first) return refused ?? noSuch;
      const merged = { ...data, ...together(data, first, known) };
      return mergeMaterialLots.decide(merged, state, { ...context, also: {} });
    },
    {
      reads,
      scope: (data, _state, also) => sourcesIn(data, also).map(scopeOfLot),
    },
  );
}

type Reads = Readonly<Record<string, Read<unknown, MaterialLotState | HoldRegisterState>>>;

const sourcesIn = ({ from }: Asked, also: ReadStates<Reads>): readonly MaterialLotState[] =>
  from.map((_, n) => {
    const lot = also[`source ${n}`];
    return lot === undefined || lot.status === "register" ? materialLot.initial : lot;
  });

const noSuch = refuse("NOT_FOUND", "There is no lot under one of these ids.");

function refuseSources(
  from: Merge["from"],
  lots: readonly MaterialLotState[],
  read: ReadStates<Reads>[string] | undefined,
  occurredAt: string,
): Refusal | undefined {
  const register = read?.status === "register" ? read : holdRegister.initial;
  for (const [n, lot] of lots.entries()) {
    if (lot.status === "unknown") return noSuch;
    const { name, materialDefinitionId } = lot.material;
    const [other] = lots.filter((one) => one.status !== "unknown");
    if (other?.material.materialDefinitionId !== materialDefinitionId) {
      return refuse("WRONG_MATERIAL", `${name} is not of the material it would be merged with.`);
    }
    if (lot.qualityStatus === "rejected")
      return refuse("MATERIAL_REJECTED", `${name} is rejected.`);
    if (lot.qualityStatus === "suspended") {
      return refuse("STATUS_BLOCKS_USE", `${name} is suspended; that is decided on first.`);
    }
    // What is put aside is put in again by an order, not by pouring something on it.
    const isMixed = lots.some((one) => one.status !== "unknown" && one.qualityStatus !== "rework");
    if (lot.qualityStatus === "rework" && isMixed) {
      return refuse("REPROCESSING_NOT_APPROVED", `${name} is put aside for rework.`);
    }
    const { materialLotId = "", quantity } = from[n] ?? {};
    const held = refuseHeld(register, materialLotId, lot);
    if (held) return held;
    const [missing] = absencesSince(lot, quantity ? { quantity } : {}, occurredAt);
    if (missing) return refuse(missing, `${name} cannot be merged so.`);
  }
  return undefined;
}

/** Less may come of a merge than went in, and never more. */
function refuseMore({ quantity, from }: Asked): Refusal | undefined {
  const all = sumOf(from.map((one) => one.quantity));
  const order = quantity && all && compare(quantity, all);
  if (typeof order === "object") return order;
  if (order !== 1) return undefined;
  return refuse("QUANTITY_NOT_RECONCILED", "More comes of the merge than goes into it.");
}

/**
 * No better than the worst of them: the earliest expiry, that of what was opened too, their status
 * and markets, and whose they are, only where they agree.
 */
function together(data: Asked, first: Lot, lots: readonly Lot[]) {
  const markets = marketsOf(first);
  const sorted = (lot: Lot) => JSON.stringify(marketsOf(lot)?.toSorted());
  const agreed = lots.every(
    (lot) => lot.qualityStatus === first.qualityStatus && sorted(lot) === sorted(first),
  );
  const opened = lots.flatMap((lot) => [...lot.openings.values()]);
  const until = opened.map(({ usableUntil }) => usableUntil);
  const expiresOn = earliest([...lots.map((lot) => lot.expiresOn), ...until]);
  const retestOn = earliest(lots.map((lot) => lot.retestOn));
  const quantity = data.quantity ?? sumOf(data.from.map((one) => one.quantity));
  const madeOn = lots.flatMap((lot) => lot.madeOn);
  const { ownerPartyId } = first;
  const isOfOne = lots.every((lot) => lot.ownerPartyId === ownerPartyId);
  return {
    material: first.material,
    holds: [],
    deviationIds: [...new Set(lots.flatMap((lot) => [...lot.deviationIds]))],
    qualityStatus: agreed ? first.qualityStatus : ("quarantine" as const),
    ...(agreed && markets && { markets: [...markets] }),
    ...(quantity && { quantity }),
    ...(expiresOn !== undefined && { expiresOn }),
    ...(retestOn !== undefined && { retestOn }),
    ...(madeOn.length > 0 && { madeOn }),
    ...(isOfOne && ownerPartyId !== undefined && { ownerPartyId }),
  };
}

const earliest = (days: readonly (string | undefined)[]): string | undefined =>
  days.filter((day) => day !== undefined).sort()[0];
