// Deviations, and what became of lots.
import type { DeviationEvent } from "../../../domain/deviation/events.ts";
import type { Into, Occurred } from "../../projection.ts";
import { type HandlersOf, ownId, type Tables } from "./tables.ts";

type Step = Exclude<DeviationEvent, { readonly type: "DeviationRaised" }>;

export const qualityHandlers: HandlersOf<DeviationEvent["type"] | "DispositionDecided"> = {
  DeviationRaised(into, event) {
    const { data, position } = event;
    into.insert("deviation", {
      deviation_id: ownId(event),
      position,
      batch_id: data.batchId ?? null,
      title: data.title,
      description: data.description,
      detected_at: data.detectedAt,
      classification: data.classification ?? null,
      material_lot_ids: data.materialLotIds,
    });
  },
  DeviationClassified: (into, event) => step(into, event),
  DeviationImpactAssessed: (into, event) => step(into, event),
  DeviationInvestigated: (into, event) => step(into, event),
  DeviationActionTaken: (into, event) => step(into, event),
  DeviationClosed: (into, event) => step(into, event),
  DispositionDecided(into, event) {
    const { data, position } = event;
    into.insert("disposition", {
      position,
      disposition_id: ownId(event),
      material_lot_id: data.materialLotId,
      batch_id: data.batchId ?? null,
      decision: data.decision,
      former: data.former ?? null,
      quantity: data.quantity ?? null,
      market: data.market ?? null,
      conditions: data.conditions ?? null,
      signature: data.signature,
      qualified_as: data.qualifiedAs ?? null,
    });
  },
};

const step = (into: Into<Tables>, event: Occurred<Step>): void =>
  into.insert("deviation_step", {
    position: event.position,
    deviation_id: ownId(event),
    type: event.type,
    data: event.data,
  });
