// A material lot: what is known of it, and the fold that hands each event to the activity it
// belongs to.

import { type Scope, unknownScope } from "../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../kernel/decider.ts";
import { among, type EventOf } from "../kernel/event-type.ts";
import type { Lot } from "./lot.ts";
import { originEvents } from "./origin/events.ts";
import { opened } from "./origin/origin.ts";
import { qualityEvents } from "./quality/events.ts";
import { evolveQuality } from "./quality/quality.ts";
import { reconciliationEvents } from "./reconciliation/events.ts";
import { statusEvents } from "./status/events.ts";
import { evolveStatus } from "./status/status.ts";
import { upkeepEvents } from "./upkeep/events.ts";
import { evolveUpkeep } from "./upkeep/upkeep.ts";
import { useEvents } from "./use/events.ts";
import { evolveUse } from "./use/use.ts";

export type MaterialLotState =
  | { readonly status: "unknown" }
  | (Lot & { readonly status: "kept" })
  | (Lot & { readonly status: "destroyed" });

export const materialLotEvents = [
  ...originEvents,
  ...statusEvents,
  ...useEvents,
  ...upkeepEvents,
  ...reconciliationEvents,
  ...qualityEvents,
] as const;
export type MaterialLotEvent = EventOf<(typeof materialLotEvents)[number]>;

const isOrigin = among(originEvents);
const isStatus = among(statusEvents);
const isUse = among(useEvents);
const isUpkeep = among(upkeepEvents);
const isReconciliation = among(reconciliationEvents);
const isQuality = among(qualityEvents);

export const materialLot = aggregate({
  category: "materialLot",
  ofSite: false,
  events: materialLotEvents,
  initial: { status: "unknown" },
  evolve(state: MaterialLotState, event, recorded): MaterialLotState {
    if (isOrigin(event)) return { ...opened(event, recorded), status: "kept" };
    if (state.status === "unknown") return state;
    if (isStatus(event)) return { ...state, ...evolveStatus(state, event) };
    if (isUpkeep(event)) return { ...state, ...evolveUpkeep(state, event, recorded) };
    // What it states the events beside it do.
    if (isReconciliation(event)) return state;
    if (isQuality(event)) return { ...state, ...evolveQuality(state, event) };
    if (isUse(event)) {
      const status = event.type === "MaterialLotDestroyed" ? "destroyed" : state.status;
      return { ...state, ...evolveUse(state, event, recorded), status };
    }
    return event satisfies never;
  },
  scope: (state) => scopeOfLot(state),
});

export const scopeOfLot = (state: MaterialLotState): Scope =>
  state.status === "unknown"
    ? unknownScope
    : { material: state.material.materialDefinitionId, client: state.ownerPartyId ?? null };

export const command = commandsOf(materialLot);
