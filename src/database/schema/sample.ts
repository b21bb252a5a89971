// Tables of sample, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface SampleSample {
  by_name: string;
  material_id: string;
  material_lot_id: string;
  occurred_at: string;
  position: number;
  recorded_at: string;
  sample_id: string;
  sample_number: string;
  taken: Json;
}

interface SampleSampleStep {
  by_name: string;
  data: Json;
  occurred_at: string;
  position: number;
  reason: Json | null;
  recorded_at: string;
  sample_id: string;
  type: string;
}

export interface SampleTables {
  "sample.sample": SampleSample;
  "sample.sample_step": SampleSampleStep;
}
