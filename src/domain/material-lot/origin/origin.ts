// The lot as its first event leaves it.
import type { EventOf } from "../../kernel/event-type.ts";
import { keyed } from "../../kernel/keyed.ts";
import type { Draw, Lot } from "../lot.ts";
import { opening } from "../on-hand.ts";
import type { originEvents, QualityStatus } from "./events.ts";

export type OriginEvent = EventOf<(typeof originEvents)[number]>;

export function opened(event: OriginEvent): Lot {
  const { type, data } = event;
  return {
    origin: { type, data },
    material: data.material,
    ownerPartyId: event.type === "MaterialLotReceived" ? event.data.ownerPartyId : undefined,
    identifiers: data.identifiers,
    everIdentifiedBy: data.identifiers,
    expiresOn: data.expiresOn,
    retestOn: data.retestOn,
    locationId: data.locationId,
    qualityStatus: qualityStatusOf(data),
    holds: new Map(),
    onHand: opening(data.quantity, data.containers),
    opened: opening(data.quantity, data.containers),
    batchId: event.type === "MaterialLotProduced" ? event.data.batchId : undefined,
    madeOn: "madeOn" in data ? data.madeOn : [],
    draws: keyed<Draw>(),
    splits: new Map(),
  };
}

/** What a batch made is in quarantine until its disposition. */
const qualityStatusOf = (data: OriginEvent["data"]): QualityStatus =>
  "qualityStatus" in data ? data.qualityStatus : "quarantine";
