// What becomes of a sample after it was taken out of its lot.
import { idOf, type Rules } from "../../books/rule.ts";
import type { Moving } from "../moving.ts";

export const sampled: Rules<Moving> = {
  SampleTaken(moving, { data, stream, position }) {
    const { materialLotId: lot_id, sampleNumber: sample_number } = data;
    moving.into.insert("whereabouts_sample", {
      ...{ sample_id: idOf(stream), position, lot_id, sample_number },
      ...{ retained_position: null, location_id: null, keep_until: null },
      ...{ quantity: null, unit_of_measure: null, destroyed_position: null, method: null },
    });
  },
  SampleRetained(moving, { data, stream, position }) {
    const kept = {
      retained_position: position,
      location_id: data.locationId,
      keep_until: data.keepUntil,
      quantity: data.quantity?.value ?? null,
      unit_of_measure: data.quantity?.unitOfMeasure ?? null,
    };
    moving.into.update("whereabouts_sample", { sample_id: idOf(stream) }, kept);
  },
  SampleDestroyed(moving, { data, stream, position }) {
    const gone = { destroyed_position: position, method: data.method };
    moving.into.update("whereabouts_sample", { sample_id: idOf(stream) }, gone);
  },
};
