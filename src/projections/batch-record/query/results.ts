// Yields, series of readings, deviations, dispositions, reviews and remarks as the record says
// them.

import type { SubjectKind } from "../../../domain/kernel/subject.ts";
import type { Figure } from "../../process-data/figure.ts";
import type { FigureDefinition } from "../../process-data/figure-definition.ts";
import type {
  Deviation,
  Disposition,
  ProcessSeries,
  Remark,
  Review,
  Yield,
} from "../record/record-part.ts";
import type { Entries } from "../record/stamp.ts";
import type { RemarkRow, Rows, YieldRow } from "../rows/rows.ts";
import { saidOf } from "./said.ts";

export function yieldsOf(rows: readonly YieldRow[], entries: Entries): readonly Yield[] {
  const replaced = new Set(rows.flatMap(({ corrects_event_id }) => corrects_event_id ?? []));
  return rows.map((row) => ({
    stage: row.stage,
    percent: row.percent,
    theoretical: row.theoretical,
    actual: row.actual,
    formula: row.formula,
    inputs: row.inputs.map(({ name, value }) => ({ name, value })),
    knownBy: row.basis,
    limits: row.limits,
    outside: row.is_outside,
    implausible: row.is_implausible,
    superseded: replaced.has(row.event_id),
    by: entries.stampAt(row.position),
  }));
}

export type FiguresOf = (
  definitions: readonly FigureDefinition[],
  processDataId: string,
) => Promise<readonly Figure[]>;

/** The series that stand; a summary that another one replaces is in the audit trail. */
export async function processSeriesOf(
  { series }: Rows,
  entries: Entries,
  definitions: readonly FigureDefinition[],
  figures: FiguresOf,
): Promise<readonly ProcessSeries[]> {
  const replaced = new Set(series.flatMap(({ corrects_event_id }) => corrects_event_id ?? []));
  const standing = series.filter(({ event_id }) => !replaced.has(event_id));
  const answers: ProcessSeries[] = [];
  for (const row of standing) {
    const processDataId = row.stream_name.slice(row.stream_name.indexOf("-") + 1);
    answers.push({
      processDataId,
      equipment: row.equipment_id && entries.nameAt(row.position, "equipment", row.equipment_id),
      from: row.from_at,
      to: row.to_at,
      rowCount: row.row_count,
      chunkCount: row.chunk_count,
      digest: row.digest,
      tags: row.tags,
      figures: await figures(definitions, processDataId),
      by: entries.stampAt(row.position),
    });
  }
  return answers;
}

export const deviationsOf = (
  { deviations, deviationSteps }: Rows,
  batchId: string,
  entries: Entries,
): readonly Deviation[] =>
  deviations.map((row) => {
    const steps = deviationSteps.filter(({ deviation_id }) => deviation_id === row.deviation_id);
    const classified = steps.findLast((one) => one.type === "DeviationClassified");
    const closed = steps.findLast((one) => one.type === "DeviationClosed");
    const assessed = steps.findLast(
      (one) => one.type === "DeviationImpactAssessed" && one.data.batchId === batchId,
    );
    const at = new Set(steps.map(({ position }) => position));
    return {
      deviationId: row.deviation_id,
      title: row.title,
      description: row.description,
      detectedAt: row.detected_at,
      concerns: row.is_of_batch ? "batch" : "lot",
      classification: classified?.data.classification ?? row.classification,
      assessment:
        assessed?.type === "DeviationImpactAssessed"
          ? {
              impact: assessed.data.impact,
              conclusion: assessed.data.conclusion,
              by: entries.stampAt(assessed.position),
            }
          : null,
      conclusion: closed?.data.conclusion ?? null,
      raised: entries.stampAt(row.position),
      closed: closed ? entries.stampAt(closed.position) : null,
      followed: saidOf(entries.all.filter(({ position }) => at.has(position))),
    };
  });

export const dispositionsOf = ({ dispositions }: Rows, entries: Entries): readonly Disposition[] =>
  dispositions.map((row) => ({
    lot: entries.nameAt(row.position, "materialLot", row.material_lot_id),
    decision: row.decision,
    former: row.former,
    quantity: row.quantity,
    market: row.market,
    conditions: row.conditions,
    signature: row.signature,
    qualifiedAs: row.qualified_as,
    by: entries.stampAt(row.position),
  }));

const acts = ["productionApproved", "reviewed", "approved", "notApproved"] as const;

export const reviewsOf = ({ states }: Rows, entries: Entries): readonly Review[] =>
  states.flatMap(({ state, detail, position }) => {
    const act = acts.find((one) => one === state);
    if (!act) return [];
    const { conclusion = null, toRevision = 0, coverage = null } = detail;
    return [{ act, conclusion, toRevision, coverage, by: entries.stampAt(position) }];
  });

export const remarksOf = (
  rows: readonly RemarkRow[],
  kind: "comment" | "addendum",
  entries: Entries,
): readonly Remark[] => {
  const entryOf = new Map(entries.all.map(({ eventId, position }) => [eventId, position]));
  return rows
    .filter((row) => row.kind === kind)
    .map((row) => {
      const namesOf = (kind: SubjectKind, ids: readonly string[]) =>
        ids.map((id) => entries.nameAt(row.position, kind, id));
      return {
        text: row.text,
        evidence: row.evidence,
        aboutEntry: row.about_event_id === null ? null : (entryOf.get(row.about_event_id) ?? null),
        makesStale: row.makes_stale && {
          entries: [...row.makes_stale.judgements, ...row.makes_stale.dispositions].flatMap(
            (id) => entryOf.get(id) ?? [],
          ),
          lots: namesOf("materialLot", row.makes_stale.materialLotIds),
          recalls: namesOf("recall", row.makes_stale.recallIds),
          traceExercises: namesOf("traceExercise", row.makes_stale.traceExerciseIds),
        },
        proposesHold: row.proposes_hold,
        by: entries.stampAt(row.position),
      };
    });
};
