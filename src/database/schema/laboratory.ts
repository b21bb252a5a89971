// Tables of laboratory, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface LaboratorySample {
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

interface LaboratorySampleStep {
  by_name: string;
  data: Json;
  occurred_at: string;
  position: number;
  reason: Json | null;
  recorded_at: string;
  sample_id: string;
  type: string;
}

interface LaboratorySpecificationStep {
  by_name: string;
  effective_from: string | null;
  position: number;
  reason: Json | null;
  recorded_at: string;
  specification_id: string;
  supersedes: number | null;
  version: number;
  what: string;
}

interface LaboratorySpecificationVersion {
  by_name: string;
  change_reference: string | null;
  code: string;
  dating: Json;
  material_name: string;
  plans: Json;
  position: number;
  recorded_at: string;
  specification_id: string;
  tests: Json;
  version: number;
}

export interface LaboratoryTables {
  "laboratory.sample": LaboratorySample;
  "laboratory.sample_step": LaboratorySampleStep;
  "laboratory.specification_step": LaboratorySpecificationStep;
  "laboratory.specification_version": LaboratorySpecificationVersion;
}
