// The batch record as it was known at a tree size: facts from this read model, who and when and why
// from the audit trail, figures from the readings. All three are asked for the same position.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { digestOf } from "../../../integrity/canonical-json.ts";
import type { AuditEntry } from "../../audit-trail/entry.ts";
import { auditEntriesAt, auditTrailFor } from "../../audit-trail/trail.ts";
import { commonlyKnownAt } from "../../known-at.ts";
import type { FigureDefinition } from "../../process-data/figure-definition.ts";
import { figures } from "../../process-data/series.ts";
import { QueryFault } from "../../query-fault.ts";
import { batchExceptions } from "../../review/exceptions.ts";
import { blankFormsOf, copiedEntriesOf } from "../executed/blank-forms.ts";
import { countedOf } from "../executed/counted.ts";
import {
  attachmentsOf,
  controlRecipeOf,
  departuresOf,
  dispensingsOf,
  overridesOf,
  selectionsOf,
  timesOf,
  writtenEntriesOf,
} from "../executed/executed.ts";
import { intermediatesOf } from "../executed/intermediates.ts";
import { labelRollsOf } from "../executed/labels.ts";
import { reworkOf } from "../executed/rework.ts";
import { sampleTestsOf } from "../executed/sample-tests.ts";
import { serialNumbersOf } from "../executed/serials.ts";
import type { BatchRecord } from "../record/record.ts";
import type { MasterAct } from "../record/record-part.ts";
import { type Entries, entriesOf } from "../record/stamp.ts";
import { type BatchRow, batchRow, type Rows, rowsOf } from "../rows/rows.ts";
import { bannersOf } from "./banner.ts";
import { completenessOf } from "./completeness.ts";
import { countsOf } from "./counts.ts";
import { equipmentOf, inspectionsOf, stepsOf } from "./execution.ts";
import { identityOf } from "./identity.ts";
import { materialsUsed, outputsOf, returnsOf } from "./materials.ts";
import { readingsOf } from "./readings.ts";
import {
  deviationsOf,
  dispositionsOf,
  type FiguresOf,
  processSeriesOf,
  remarksOf,
  reviewsOf,
  yieldsOf,
} from "./results.ts";
import { changesIn, participantsIn, saidOf } from "./said.ts";

export interface BatchRecordQuery {
  /** What is worked out from readings; a definition whose tags a machine lacks says nothing. */
  readonly figures: readonly FigureDefinition[];
  /** A tree size; left out: all that the read models hold. */
  readonly asOf?: number;
}

const readModels = ["batch_record", "audit_trail", "process_data", "review"];

/** Throws QueryFault NOT_IN_LOG where no such batch was issued by then, and AS_OF_AHEAD. */
export async function batchRecord(
  kysely: Kysely<DB>,
  batchId: string,
  query: BatchRecordQuery,
): Promise<BatchRecord> {
  const asOf = await commonlyKnownAt(kysely, readModels, query.asOf);
  const batch = await batchRow(kysely, batchId, asOf);
  if (!batch) throw new QueryFault("NOT_IN_LOG", `No batch has the id ${batchId}.`);
  const rows = await rowsOf(kysely, batchId, asOf);
  const { all, trailLength } = await entriesFor(kysely, batch, rows, asOf);
  const entries = entriesOf(all);
  const figuresAt: FiguresOf = (definitions, processDataId) =>
    figures(kysely, definitions, { processDataId, asOf });
  const processData = await processSeriesOf(rows, entries, query.figures, figuresAt);
  const {
    coverage,
    rules,
    exceptions: flagged,
    ...rest
  } = await batchExceptions(kysely, batchId, {
    asOf,
  });
  const { notEvaluated, unflagged } = rest;
  const exceptions = { coverage, rules, exceptions: flagged, notEvaluated, unflagged };
  const own = all.filter(({ about }) =>
    about.some(({ kind, id }) => kind === "batch" && id === batchId),
  );
  const executedFacts = facts(batch, rows, entries);
  const content = {
    ...executedFacts,
    masterActs: await masterActsOf(kysely, executedFacts.controlRecipe, asOf),
    ...told(all, own),
    sampleTests: sampleTestsOf(all, rows),
    rework: reworkOf(all, batch.order_id),
    counted: countedOf(all, rows),
    anomalies: saidOf(all.filter(isAnomaly(batchId, rows))),
    equipment: equipmentOf(rows, own, entries),
    copiedEntries: copiedEntriesOf(rows, own.filter(isMadeIn(batchId)), entries),
    processData,
    banners: bannersOf(batch.data_origin, own),
    asOf,
    auditTrail: { entries: trailLength },
    exceptions,
  };
  const record = { ...content, counts: countsOf(content), completeness: completenessOf(content) };
  return { ...record, digest: recordDigest(record) };
}

/** 21 CFR 211.186(a): of the master's own trail, what is about the version that was copied. */
async function masterActsOf(
  kysely: Kysely<DB>,
  copy: BatchRecord["controlRecipe"],
  asOf: number,
): Promise<BatchRecord["masterActs"]> {
  if (!copy) return [];
  const about = { kind: "masterRecipe" as const, id: copy.masterRecipeId };
  const types = ["RecipeSubmitted", "RecipeApproved", "RecipeMadeEffective"];
  const trail = await auditTrailFor(kysely, { about, types, asOf });
  const acts: MasterAct[] = [];
  for await (const entry of trail.entries()) {
    const { type, fields } = entry;
    const version = fields.find(({ label }) => label === "Version")?.new;
    if (version !== String(copy.version)) continue;
    acts.push(...saidOf([entry]).map((said) => ({ type, ...said })));
  }
  return acts;
}

/** Of what is answered: as JSON has it. */
function recordDigest({ asOf: _, ...record }: Omit<BatchRecord, "digest">): string {
  return digestOf(JSON.parse(JSON.stringify(record)));
}

/** The trail of the batch, and besides it every entry that a row of the record was made by. */
async function entriesFor(kysely: Kysely<DB>, batch: BatchRow, rows: Rows, asOf: number) {
  const trail = await auditTrailFor(kysely, { batch: batch.batch_id, asOf });
  const inTrail = await Array.fromAsync(trail.entries());
  const known = new Set(inTrail.map(({ position }) => position));
  const needed = [
    ...rows.deviations.map(({ position }) => position),
    ...rows.deviationSteps.map(({ position }) => position),
    ...rows.dispositions.map(({ position }) => position),
  ].filter((position) => !known.has(position));
  const besides = await auditEntriesAt(kysely, [...new Set(needed)]);
  return { all: [...inTrail, ...besides], trailLength: inTrail.length };
}

const facts = (batch: BatchRow, rows: Rows, entries: Entries) => ({
  ...executed(rows, entries, batch.planned_quantity),
  schema: "batchproof-batch-record/v1" as const,
  kind:
    batch.data_origin === "import"
      ? ("importedBatchDataSummary" as const)
      : ("batchProductionRecord" as const),
  identity: identityOf(batch, rows, entries),
  recipe: batch.recipe,
  inspections: inspectionsOf(rows.inspections, entries),
  steps: stepsOf(rows.steps, entries),
  parameters: readingsOf(rows, null, entries),
  inProcess: readingsOf(rows, "inProcess", entries),
  incoming: readingsOf(rows, "incoming", entries),
  release: readingsOf(rows, "release", entries),
  yields: yieldsOf(rows.yields, entries),
  outputs: outputsOf(rows, entries),
  deviations: deviationsOf(rows, batch.batch_id, entries),
  comments: remarksOf(rows.remarks, "comment", entries),
  addenda: remarksOf(rows.remarks, "addendum", entries),
  reviews: reviewsOf(rows, entries),
  dispositions: dispositionsOf(rows, entries),
});

function executed(rows: Rows, entries: Entries, planned: BatchRow["planned_quantity"]) {
  const materials = materialsUsed(rows, entries);
  return {
    controlRecipe: controlRecipeOf(rows.entries, entries),
    materials,
    returns: returnsOf(rows, entries),
    intermediates: intermediatesOf(rows, materials, planned),
    selections: selectionsOf(rows.entries, entries),
    dispensings: dispensingsOf(rows.entries, entries),
    writtenEntries: writtenEntriesOf(rows.entries, entries),
    blankForms: blankFormsOf(rows.entries, entries),
    times: timesOf(rows.steps, entries),
    labels: labelRollsOf(rows.entries, materials, entries),
    serialNumbers: serialNumbersOf(rows.entries, entries),
    departures: departuresOf(rows.entries, entries),
    overrides: overridesOf(rows, entries),
    attachments: attachmentsOf(rows.entries, entries),
  };
}

const told = (all: readonly AuditEntry[], own: readonly AuditEntry[]) => ({
  people: participantsIn(own),
  changes: changesIn(own),
  lateEntries: saidOf(own.filter(({ when }) => when?.late)),
  refusedAttempts: saidOf(own.filter(({ action }) => action === "refused")),
  samples: saidOf(
    all.filter(({ entryKind, record }) => entryKind === "Sample" && record?.kind === "materialLot"),
  ),
});

/** In the batch's own stream, and not an attempt that was refused. */
const isMadeIn =
  (batchId: string) =>
  ({ record, action }: AuditEntry): boolean =>
    record?.kind === "batch" && record.id === batchId && action !== "refused";

/** What an import found amiss with the batch, or with a lot that it used or made. */
const isAnomaly =
  (batchId: string, { materials, outputs }: Rows) =>
  ({ record, about }: AuditEntry): boolean => {
    const lots = new Set([...materials, ...outputs].map((row) => row.material_lot_id));
    return (
      record?.kind === "import" &&
      about.some(({ kind, id }) =>
        kind === "batch" ? id === batchId : kind === "materialLot" && lots.has(id),
      )
    );
  };
