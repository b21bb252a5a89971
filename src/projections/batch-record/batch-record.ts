// What batch records are put together from. Rows are events, one each; queries say what the record
// was at any position.
import type { DB } from "../../database/schema.ts";
import type { BatchEvent } from "../../domain/batch/batch.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { projection } from "../projection.ts";
import { batchHandlers } from "./handlers/batch.ts";
import { entryHandlers } from "./handlers/entry.ts";
import { lotHandlers } from "./handlers/lot.ts";
import { materialHandlers } from "./handlers/material.ts";
import { qualityHandlers } from "./handlers/quality.ts";
import { readingHandlers } from "./handlers/reading.ts";
import type { HandlersOf } from "./handlers/tables.ts";

/**
 * Whatever is written into a batch has its place in the record: a new type of event does not
 * compile until it is here. What reviewers say of exceptions the read model `review` keeps.
 */
const ofBatches: HandlersOf<Exclude<BatchEvent["type"], "ExceptionJudged">> = {
  ...batchHandlers,
  ...entryHandlers,
  ...materialHandlers,
  ...readingHandlers,
};

export const batchRecord = projection<DB, ProductionEvent>()({
  name: "batch_record",
  version: 11,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    batch: "select * from batch order by batch_id",
    batch_state: "select * from batch_state order by position",
    material_use: "select * from material_use order by position",
    material_return: "select * from material_return order by position",
    material_correction: "select * from material_correction order by position",
    output: "select * from output order by position",
    step: "select * from step order by position",
    entry: "select * from entry order by position",
    reading: "select * from reading order by position",
    tests_listed: "select * from tests_listed order by position",
    inspection: "select * from inspection order by position",
    yield: "select * from yield order by position",
    series: "select * from series order by position",
    remark: "select * from remark order by position",
    lot: "select * from lot order by material_lot_id",
    lot_dates: "select * from lot_dates order by material_lot_id, position",
    lot_identifiers: "select * from lot_identifiers order by material_lot_id, position",
    lot_status: "select * from lot_status order by material_lot_id, position",
    lot_found: "select * from lot_found order by position",
    lot_hold: "select * from lot_hold order by material_lot_id, hold_id, position",
    lot_deviation: "select * from lot_deviation order by material_lot_id, deviation_id",
    deviation: "select * from deviation order by deviation_id",
    deviation_step: "select * from deviation_step order by position",
    disposition: "select * from disposition order by position",
  },
  memory: () => undefined,
  on: { ...ofBatches, ...lotHandlers, ...qualityHandlers },
});
