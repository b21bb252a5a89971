// Tables of specification, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface SpecificationSpecificationStep {
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

interface SpecificationSpecificationVersion {
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

export interface SpecificationTables {
  "specification.specification_step": SpecificationSpecificationStep;
  "specification.specification_version": SpecificationSpecificationVersion;
}
