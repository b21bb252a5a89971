// Readings of machines during batches, stored as they came: arrays, chunk by chunk.
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { toUtc } from "../../domain/kernel/instant.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { projection } from "../projection.ts";

export const processData = projection<DB, ProductionEvent>()({
  name: "process_data",
  version: 1,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    process_chunk: "select * from process_chunk order by position",
    process_column: "select * from process_column order by position, tag",
    process_void: "select * from process_void order by event_id, position",
  },
  memory: () => undefined,
  on: {
    ProcessDataRecorded(into, { id, stream, position, data }) {
      into.insert("process_chunk", {
        position,
        event_id: id,
        process_data_id: categoryAndId(stream).id,
        batch_id: data.batchId,
        equipment_id: data.equipmentId ?? null,
        t0: data.t0,
        t0_at: toUtc(data.t0),
        seconds: data.dt,
      });
      for (const { tag, unitOfMeasure, values, quality } of data.columns) {
        into.insert("process_column", {
          position,
          tag,
          unit_of_measure: unitOfMeasure,
          readings: values,
          quality: quality ?? null,
        });
      }
    },
    ProcessDataVoided(into, { position, data }) {
      for (const event_id of data.correctsEventIds) {
        into.insert("process_void", { event_id, position });
      }
    },
  },
});
