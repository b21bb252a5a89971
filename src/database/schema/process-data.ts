// Tables of process_data, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface ProcessDataProcessChunk {
  batch_id: string;
  equipment_id: string | null;
  event_id: string;
  position: number;
  process_data_id: string;
  seconds: Json;
  t0: string;
  t0_at: string;
}

interface ProcessDataProcessColumn {
  position: number;
  quality: string[] | null;
  readings: Json;
  tag: string;
  unit_of_measure: string;
}

interface ProcessDataProcessVoid {
  event_id: string;
  position: number;
}

export interface ProcessDataTables {
  "process_data.process_chunk": ProcessDataProcessChunk;
  "process_data.process_column": ProcessDataProcessColumn;
  "process_data.process_void": ProcessDataProcessVoid;
}
