// Deviations, and what became of lots.
import { type Handlers, ownId } from "./tables.ts";

export const qualityHandlers: Handlers = {
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
  DeviationClassified(into, event) {
    const { classification } = event.data;
    const { position } = event;
    into.insert("deviation_change", { position, deviation_id: ownId(event), classification });
  },
  DeviationClosed(into, event) {
    const { conclusion } = event.data;
    const { position } = event;
    into.insert("deviation_change", { position, deviation_id: ownId(event), conclusion });
  },
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
    });
  },
};
