// The lot as its first event leaves it.
import type { AnyEvent, EventOf } from "../../kernel/event-type.ts";
import { keyed } from "../../kernel/keyed.ts";
import { authorOf, type Recorded } from "../../kernel/metadata.ts";
import type { Draw, Lot, Receipt } from "../lot.ts";
import { measuredAtFirst } from "../measured.ts";
import { opening } from "../on-hand.ts";
import { freed } from "../status/status.ts";
import type { originEvents, QualityStatus } from "./events.ts";

export type OriginEvent = EventOf<(typeof originEvents)[number]>;

export function opened(event: OriginEvent, { id, metadata }: Recorded<AnyEvent>): Lot {
  const { type, data } = event;
  return {
    origin: { type, data },
    originEventId: id,
    openedBy: authorOf(metadata),
    receipt: receiptOf(event, metadata.occurredAt),
    from: comesFrom(event),
    isMerged: event.type === "MaterialLotsMerged",
    material: data.material,
    artworkVersion: artworkOf(event),
    ownerPartyId: data.ownerPartyId,
    identifiers: data.identifiers,
    everIdentifiedBy: data.identifiers,
    expiresOn: data.expiresOn,
    retestOn: data.retestOn,
    locationId: data.locationId,
    qualityStatus: qualityStatusOf(data),
    freedFor: freedForAtFirst(data),
    decided: undefined,
    holds: new Map(),
    deviationIds: new Set(),
    onHand: opening(data.quantity, data.containers),
    measured: measuredAtFirst(data),
    batchId: event.type === "MaterialLotProduced" ? event.data.batchId : undefined,
    madeOn: "madeOn" in data ? data.madeOn : [],
    draws: keyed<Draw>(),
    dated: "retests" in data ? { ...notDated, retests: data.retests ?? 0 } : undefined,
    plans: [],
    samples: new Map(),
    sentOut: new Map(),
    openings: new Map(openingsOf(event).map((one) => [one.containerId, one])),
    splits: new Map(),
    plansAtSplit: new Map(),
  };
}

/** By value: another edition of the definition prints no roll anew. */
function artworkOf(event: OriginEvent): string | undefined {
  if (event.type === "MaterialLotReceived") return event.data.arrival?.artworkVersion;
  return event.type === "MaterialLotSplitOff" ? event.data.artworkVersion : undefined;
}

const notDated = { byPlan: 0, calculations: [], unknown: [] };

const openingsOf = (event: OriginEvent) =>
  event.type === "MaterialLotSplitOff" ? (event.data.openings ?? []) : [];

const receiptOf = (event: OriginEvent, occurredAt: string): Receipt | undefined =>
  event.type === "MaterialLotReceived"
    ? { ...event.data, receivedOn: event.data.arrival?.on ?? occurredAt.slice(0, 10) }
    : undefined;

function comesFrom(event: OriginEvent): readonly string[] {
  switch (event.type) {
    case "MaterialLotSplitOff":
      return [event.data.fromMaterialLotId];
    case "MaterialLotsMerged":
      return event.data.from.map(({ materialLotId }) => materialLotId);
    case "MaterialLotReceived":
    case "MaterialLotProduced":
      return [];
    default:
      return event satisfies never;
  }
}

function freedForAtFirst(data: OriginEvent["data"]): Lot["freedFor"] {
  const markets = "markets" in data ? data.markets : undefined;
  return freed.has(qualityStatusOf(data)) ? new Map([["", markets]]) : new Map();
}

/** What a batch made is in quarantine until its disposition. */
const qualityStatusOf = (data: OriginEvent["data"]): QualityStatus =>
  "qualityStatus" in data ? data.qualityStatus : "quarantine";
