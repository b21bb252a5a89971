// The rows of one batch as they were known at a tree size, with the shapes of their JSON columns.
import { type Kysely, type Selectable, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { TimeTaken } from "../../../domain/batch/phase/time-limit.ts";
import type { AddendumWritten } from "../../../domain/batch/review/events.ts";
import type { DeviationEvent } from "../../../domain/deviation/events.ts";
import type { QualifiedAs } from "../../../domain/kernel/access/qualified-as.ts";
import type { SignatureSlot } from "../../../domain/kernel/access/signature-slot.ts";
import type { EventOf } from "../../../domain/kernel/event-type.ts";
import type { Coverage } from "../../../domain/kernel/exception/evaluate.ts";
import type { Identifier } from "../../../domain/kernel/identifier.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import type { Amount, Container } from "../../../domain/kernel/shape/container.ts";
import type { Limits } from "../../../domain/kernel/shape/limits.ts";
import type { PhasePath } from "../../../domain/kernel/shape/phase.ts";
import type { KeptEvent } from "../handlers/entry.ts";
import type { Tables } from "../handlers/tables.ts";
import type { Recipe } from "../record/record.ts";
import type { Value } from "../record/record-part.ts";
import {
  deviationRows,
  deviationSteps,
  dispositionRows,
  foundRows,
  materialUses,
  outputRows,
  partRows,
} from "./lot-rows.ts";

/** A table's row with what its JSON columns hold. */
type Row<Table extends keyof Tables, Json extends object = object> = Omit<
  Selectable<Tables[Table]>,
  keyof Json
> &
  Json;

export type BatchRow = Row<"batch", { planned_quantity: Quantity | null; recipe: Recipe | null }>;
export type StateRow = Row<
  "batch_state",
  {
    detail: {
      holdId?: string;
      code?: string;
      conclusion?: string;
      toRevision?: number;
      coverage?: Coverage;
      batchNumber?: string;
    };
  }
>;
export type CorrectionRow = Row<"material_correction", { quantity: Quantity | null }>;
export type ReturnRow = Row<"material_return", { quantity: Quantity | null }>;
export type OutputRow = Row<
  "output",
  {
    identifiers: Identifier[];
    quantity: Quantity | null;
    pieces: Quantity | null;
    containers: Container[];
  }
>;
export interface PartRow extends Pick<Row<"lot">, "material_lot_id" | "position"> {
  readonly split_off: Amount & { readonly from: string };
}
export type FoundRow = Row<"lot_found", { quantity: Quantity }>;
export type StepRow = Row<"step", { path: PhasePath; times: TimeTaken[] | null }>;
/** An event of its type, as it was written. */
export type EntryRow = Omit<Row<"entry">, "type" | "data"> & KeptEvent;
export type ReadingRow = Row<
  "reading",
  { value: Value; limits: Limits | null; path: PhasePath | null }
>;
export type InspectionRow = Row<"inspection", { path: PhasePath | null }>;
export type YieldRow = Row<
  "yield",
  {
    percent: Quantity;
    theoretical: Quantity | null;
    actual: Quantity | null;
    inputs: { name: string; value: Quantity }[];
    limits: Limits | null;
  }
>;
export type RemarkRow = Row<
  "remark",
  { makes_stale: EventOf<typeof AddendumWritten>["data"]["makesStale"] | null }
>;
export type SeriesRow = Row<"series", { tags: { tag: string; unitOfMeasure: string }[] }>;

/** A use of material with what was known of the lot at its position. */
export type MaterialUseRow = Row<
  "material_use",
  {
    quantity: Quantity | null;
    charged: { from: string; to: string; basis: string } | null;
    path: PhasePath | null;
  }
> & {
  readonly identifiers: Identifier[] | null;
  readonly supplier: string | null;
  readonly manufacturer: string | null;
  readonly receipt_number: string | null;
  readonly expires_on: string | null;
  readonly retest_on: string | null;
  readonly status: string | null;
  readonly holds: string[] | null;
};

export type DeviationRow = Row<"deviation"> & {
  /** The batch itself is what it is about, not only a lot of it. */
  readonly is_of_batch: boolean;
};
export type DeviationStepRow = Omit<Row<"deviation_step">, "type" | "data"> &
  Exclude<DeviationEvent, { readonly type: "DeviationRaised" }>;
export type DispositionRow = Row<
  "disposition",
  { quantity: Quantity | null; signature: SignatureSlot; qualified_as: QualifiedAs | null }
>;

export interface Rows {
  readonly states: readonly StateRow[];
  readonly materials: readonly MaterialUseRow[];
  readonly materialCorrections: readonly CorrectionRow[];
  readonly materialReturns: readonly ReturnRow[];
  readonly outputs: readonly OutputRow[];
  /** Split off from the lots that the batch made. */
  readonly parts: readonly PartRow[];
  /** Of the lots that the batch made, and of those parts. */
  readonly lotFound: readonly FoundRow[];
  readonly steps: readonly StepRow[];
  readonly entries: readonly EntryRow[];
  readonly readings: readonly ReadingRow[];
  readonly testsListed: readonly Row<"tests_listed">[];
  readonly inspections: readonly InspectionRow[];
  readonly yields: readonly YieldRow[];
  readonly series: readonly SeriesRow[];
  readonly remarks: readonly RemarkRow[];
  readonly deviations: readonly DeviationRow[];
  readonly deviationSteps: readonly DeviationStepRow[];
  readonly dispositions: readonly DispositionRow[];
}

export async function batchRow(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<BatchRow | undefined> {
  return (await rowsIn<BatchRow>(kysely, "batch", batchId, asOf))[0];
}

export async function rowsOf(kysely: Kysely<DB>, batchId: string, asOf: number): Promise<Rows> {
  const all = <R>(table: keyof Tables) => rowsIn<R>(kysely, table, batchId, asOf);
  const deviations = await deviationRows(kysely, batchId, asOf);
  const outputs = await outputRows(kysely, batchId, asOf);
  const parts = await partRows(kysely, batchId, asOf);
  const lotIds = [...outputs, ...parts].map((row) => row.material_lot_id);
  return {
    states: await all("batch_state"),
    materials: await materialUses(kysely, batchId, asOf),
    materialCorrections: await all("material_correction"),
    materialReturns: await all("material_return"),
    outputs,
    parts,
    lotFound: await foundRows(kysely, lotIds, asOf),
    steps: await all("step"),
    entries: await all("entry"),
    readings: await all("reading"),
    testsListed: await all("tests_listed"),
    inspections: await all("inspection"),
    yields: await all("yield"),
    series: await all("series"),
    remarks: await all("remark"),
    deviations,
    deviationSteps: await deviationSteps(kysely, deviations, asOf),
    dispositions: await dispositionRows(kysely, batchId, asOf),
  };
}

async function rowsIn<R>(
  kysely: Kysely<DB>,
  table: keyof Tables,
  batchId: string,
  asOf: number,
): Promise<readonly R[]> {
  const { rows } = await sql<R>`
    select * from ${sql.table(`batch_record.${table}`)}
    where batch_id = ${batchId} and position < ${asOf} order by position`.execute(kysely);
  return rows;
}
