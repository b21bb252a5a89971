// Tables of batch_record, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface BatchRecordBatch {
  batch_id: string;
  batch_number: string;
  campaign: string | null;
  data_origin: string;
  equipment_ids: string[];
  event_id: string;
  is_provisional: boolean;
  legal_entity: string;
  material_definition_id: string;
  order_id: string | null;
  planned_quantity: Json | null;
  position: number;
  product: string;
  recipe: Json | null;
  site: string;
  strength: string | null;
  zone: string;
}

interface BatchRecordBatchState {
  batch_id: string;
  detail: Json;
  position: number;
  state: string;
}

interface BatchRecordDeviation {
  batch_id: string | null;
  classification: string | null;
  description: string;
  detected_at: string;
  deviation_id: string;
  material_lot_ids: string[];
  position: number;
  title: string;
}

interface BatchRecordDeviationStep {
  data: Json;
  deviation_id: string;
  position: number;
  type: string;
}

interface BatchRecordDisposition {
  batch_id: string | null;
  conditions: string | null;
  decision: string;
  disposition_id: string;
  former: string | null;
  market: string | null;
  material_lot_id: string;
  position: number;
  qualified_as: Json | null;
  quantity: Json | null;
  signature: Json;
}

interface BatchRecordEntry {
  batch_id: string;
  data: Json;
  event_id: string;
  position: number;
  type: string;
}

interface BatchRecordInspection {
  batch_id: string;
  checks_event_id: string | null;
  equipment_id: string | null;
  findings: string | null;
  kind: string;
  name: string;
  path: Json | null;
  phase_of_batch: string | null;
  position: number;
  result: string;
}

interface BatchRecordLot {
  manufacturer: string | null;
  material_lot_id: string;
  position: number;
  receipt_number: string | null;
  split_off: Json | null;
  supplier: string | null;
}

interface BatchRecordLotDates {
  expires_on: string | null;
  material_lot_id: string;
  position: number;
  retest_on: string | null;
}

interface BatchRecordLotDeviation {
  deviation_id: string;
  material_lot_id: string;
  position: number;
}

interface BatchRecordLotFound {
  container_id: string | null;
  material_lot_id: string;
  position: number;
  quantity: Json;
}

interface BatchRecordLotHold {
  code: string;
  container_id: string | null;
  hold_id: string;
  is_lifted: boolean;
  material_lot_id: string;
  position: number;
}

interface BatchRecordLotIdentifiers {
  identifiers: Json;
  material_lot_id: string;
  position: number;
}

interface BatchRecordLotStatus {
  material_lot_id: string;
  position: number;
  status: string;
}

interface BatchRecordMaterialCorrection {
  batch_id: string;
  corrects_event_id: string;
  position: number;
  quantity: Json | null;
}

interface BatchRecordMaterialReturn {
  batch_id: string;
  container_id: string | null;
  drawn_event_id: string;
  exceeds_draw: boolean;
  material_lot_id: string;
  position: number;
  quantity: Json | null;
}

interface BatchRecordMaterialUse {
  basis: string;
  batch_id: string;
  charged: Json | null;
  container_id: string | null;
  drawn_event_id: string | null;
  event_id: string;
  flags: string[];
  kind: string;
  material: string;
  material_definition_id: string;
  material_lot_id: string;
  override_ids: string[];
  path: Json | null;
  position: number;
  quantity: Json | null;
}

interface BatchRecordOutput {
  batch_id: string;
  containers: Json;
  event_id: string;
  expires_on: string | null;
  flags: string[];
  identifiers: Json;
  material: string;
  material_definition_id: string;
  material_lot_id: string;
  pieces: Json | null;
  position: number;
  quantity: Json | null;
  retest_on: string | null;
}

interface BatchRecordReading {
  batch_id: string;
  claimed_source: string | null;
  corrects_event_id: string | null;
  equipment_id: string | null;
  event_id: string;
  is_outside: boolean | null;
  limits: Json | null;
  material_lot_id: string | null;
  method: string | null;
  name: string;
  occasion: string | null;
  path: Json | null;
  position: number;
  repeat_of_event_id: string | null;
  sample: string | null;
  source: string | null;
  stage: string | null;
  value: Json;
}

interface BatchRecordRemark {
  about_event_id: string | null;
  batch_id: string;
  deviation_id: string | null;
  evidence: string | null;
  kind: string;
  makes_stale: Json | null;
  position: number;
  proposes_hold: string | null;
  text: string;
}

interface BatchRecordSeries {
  batch_id: string;
  chunk_count: number;
  corrects_event_id: string | null;
  digest: string;
  equipment_id: string | null;
  event_id: string;
  from_at: string;
  position: number;
  row_count: number;
  stream_name: string;
  tags: Json;
  to_at: string;
}

interface BatchRecordStep {
  batch_id: string;
  deviation_id: string | null;
  equipment_ids: string[] | null;
  flags: string[];
  happened: string;
  instruction: string | null;
  override_ids: string[];
  path: Json;
  phase_id: string;
  position: number;
  result: string | null;
  run: number | null;
  times: Json | null;
}

interface BatchRecordTestsListed {
  basis: string;
  batch_id: string;
  material_lot_id: string | null;
  position: number;
  stage: string;
  tests: string[];
}

interface BatchRecordYield {
  actual: Json | null;
  basis: string;
  batch_id: string;
  corrects_event_id: string | null;
  event_id: string;
  formula: string;
  inputs: Json;
  is_implausible: boolean;
  is_outside: boolean | null;
  limits: Json | null;
  percent: Json;
  position: number;
  stage: string;
  theoretical: Json | null;
}

export interface BatchRecordTables {
  "batch_record.batch": BatchRecordBatch;
  "batch_record.batch_state": BatchRecordBatchState;
  "batch_record.deviation": BatchRecordDeviation;
  "batch_record.deviation_step": BatchRecordDeviationStep;
  "batch_record.disposition": BatchRecordDisposition;
  "batch_record.entry": BatchRecordEntry;
  "batch_record.inspection": BatchRecordInspection;
  "batch_record.lot": BatchRecordLot;
  "batch_record.lot_dates": BatchRecordLotDates;
  "batch_record.lot_deviation": BatchRecordLotDeviation;
  "batch_record.lot_found": BatchRecordLotFound;
  "batch_record.lot_hold": BatchRecordLotHold;
  "batch_record.lot_identifiers": BatchRecordLotIdentifiers;
  "batch_record.lot_status": BatchRecordLotStatus;
  "batch_record.material_correction": BatchRecordMaterialCorrection;
  "batch_record.material_return": BatchRecordMaterialReturn;
  "batch_record.material_use": BatchRecordMaterialUse;
  "batch_record.output": BatchRecordOutput;
  "batch_record.reading": BatchRecordReading;
  "batch_record.remark": BatchRecordRemark;
  "batch_record.series": BatchRecordSeries;
  "batch_record.step": BatchRecordStep;
  "batch_record.tests_listed": BatchRecordTestsListed;
  "batch_record.yield": BatchRecordYield;
}
