// Imports a folder of the tablet data set: reads and checks all of
// it first, then records what it says and flags what cannot be.

import { completeImport } from "../../domain/import/commands.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import type { Run, Standing } from "../run.ts";
import { each } from "../side-by-side.ts";
import { type ImportParts, startRun } from "../start-run.ts";
import { anomaliesOf } from "./anomaly.ts";
import { completeRow, importRow } from "./batch-import.ts";
import { correctRow } from "./correct-row.ts";
import { dataSet } from "./data-set.ts";
import type { LaboratoryRow } from "./laboratory.ts";
import { Materials } from "./materials.ts";
import type { Segment } from "./press.ts";
import { importPress } from "./press-import.ts";
import { readSource, type Source } from "./source.ts";

export interface ImportOptions {
  /** Corrects what stands where a key comes with other content. */
  readonly correct?: Reason;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly what: "batches" | "rows";
  readonly done: number;
  readonly of: number;
}

export interface ImportSummary {
  readonly batches: number;
  readonly lots: number;
  /** Added now; none where all of it was imported before. */
  readonly events: number;
  readonly anomalies: number;
}

const importer = {
  name: "tablets",
  version: "1",
  called: "Import of the tablet data set",
  dataSet,
} as const;
/**
 * Throws ImportFault before anything is appended.
 * Interrupted, it is taken up again by the same call.
 */
export async function importTablets(
  parts: ImportParts,
  folder: string,
  options: ImportOptions = {},
): Promise<ImportSummary> {
  const source = await readSource(folder);
  const run = await startRun(parts, importer, source.files, options);
  const first = { file: source.files[0]?.name ?? "", line: 1 };
  for (const anomaly of anomaliesOf(source)) await run.note(anomaly);
  const materials = new Materials(run);
  const taken = await importRows(run, materials, source, options);
  await importSeries(run, source, options);
  await each(source.laboratory, (row) =>
    taken.get(row)?.as === "conflict"
      ? Promise.resolve()
      : completeRow(run, row, segmentOf(source, row)),
  );
  const summary = {
    batches: source.laboratory.length,
    lots: materials.lotIds.size,
    events: run.events,
    anomalies: run.anomalies,
  };
  await run.give(completeImport, run.importId, summary, [], first);
  return { ...summary, events: run.events };
}

async function importRows(
  run: Run,
  materials: Materials,
  source: Source,
  { onProgress }: ImportOptions,
): Promise<ReadonlyMap<LaboratoryRow, Standing>> {
  const taken = new Map<LaboratoryRow, Standing>();
  let done = 0;
  await each(source.laboratory, async (row) => {
    const standing = await run.take(itemOf("laboratory", row.batch), row.digest, row);
    taken.set(row, standing);
    if (standing.as === "imported") await importRow(run, materials, row, segmentOf(source, row));
    if (standing.as === "corrected") await correctRow(run, materials, row, standing.edition);
    done += 1;
    onProgress?.({ what: "batches", done, of: source.laboratory.length });
  });
  return taken;
}

async function importSeries(
  run: Run,
  source: Source,
  { onProgress }: ImportOptions,
): Promise<void> {
  const known = new Set(source.laboratory.map(({ batch }) => batch));
  const of = source.segments.reduce((sum, { rows }) => sum + rows, 0);
  let before = 0;
  for (const [path, inFile] of Map.groupBy(source.segments, (segment) => segment.path)) {
    const standings = new Map<Segment, Standing>();
    const seen = new Map<string, Segment>();
    for (const segment of inFile.filter(({ batch }) => known.has(batch))) {
      const former = seen.get(segment.batch);
      if (former?.digest === segment.digest) {
        await repeatedSegment(run, segment, former);
        continue;
      }
      seen.set(segment.batch, segment);
      const at = { file: segment.file, line: segment.firstLine };
      const standing = await run.take(itemOf("press", segment.batch), segment.digest, at);
      if (standing.as !== "conflict") standings.set(segment, standing);
    }
    const start = before;
    await importPress(run, path, standings, (rows) =>
      onProgress?.({ what: "rows", done: start + rows, of }),
    );
    before += inFile.reduce((sum, { rows }) => sum + rows, 0);
  }
}

const itemOf = (kind: string, batch: string) => ({
  kind,
  key: batch,
  batchId: batch,
  called: `batch ${batch}`,
});

const repeatedSegment = (run: Run, segment: Segment, former: Segment): Promise<void> =>
  run.note({
    file: segment.file,
    line: segment.firstLine,
    code: "SERIES_REPEATED",
    text: `The series of batch ${segment.batch} stands again, as from line ${former.firstLine} on.`,
    batch: segment.batch,
  });

const segmentOf = ({ segments }: Source, { batch }: LaboratoryRow): Segment | undefined =>
  segments.find((segment) => segment.batch === batch);
