// The press series as chunks in a stream of their own, and the
// summary that binds them to the batch. Rows stream through.
import { summariseProcessData } from "../../domain/batch/result/commands.ts";
import { recordProcessData, voidProcessData } from "../../domain/process-data/commands.ts";
import type { Run, Standing } from "../run.ts";
import { pressTags } from "./columns.ts";
import { type Reading, readPress, type Segment, tags } from "./press.ts";

/** Below the 1,024 rows and 128 KB that one event may hold. */
const chunkRows = 1_000;

export type Standings = ReadonlyMap<Segment, Standing>;

/** `onRows`: how many rows of the file have been read so far. */
export async function importPress(
  run: Run,
  path: string,
  segments: Standings,
  onRows: (rows: number) => void,
): Promise<void> {
  const inOrder = [...segments.keys()].sort((left, right) => left.firstLine - right.firstLine);
  let chunk: Reading[] = [];
  let chunkCount = 0;
  let read = 0;
  let segment = inOrder.shift();
  const flush = async () => {
    if (!segment || chunk.length === 0) return;
    await recordChunk(run, segment, chunk, chunkCount, segments.get(segment));
    chunkCount += 1;
    chunk = [];
    onRows(read);
  };
  const end = async () => {
    await flush();
    if (segment) await summarise(run, segment, chunkCount, segments.get(segment));
    segment = inOrder.shift();
    chunkCount = 0;
  };
  for await (const reading of readPress(path)) {
    read += 1;
    while (segment && reading.line > segment.lastLine) await end();
    if (!segment || reading.line < segment.firstLine) continue;
    if (reading.line === segment.firstLine) await voidFormer(run, segment, segments.get(segment));
    chunk.push(reading);
    if (chunk.length === chunkRows) await flush();
  }
  while (segment) await end();
  onRows(read);
}

/** The file names no press, so the stream is called after what it is. */
const seriesId = ({ batch }: Segment): string => `${batch}-press`;
const place = ({ file, firstLine: line, batch }: Segment) => ({ file, line, batch });

async function recordChunk(
  run: Run,
  segment: Segment,
  rows: readonly Reading[],
  n: number,
  standing: Standing | undefined,
): Promise<void> {
  const t0 = rows[0]?.at ?? segment.from;
  const start = Date.parse(`${t0}Z`);
  const data = {
    batchId: segment.batch,
    t0,
    dt: rows.map(({ at }) => (Date.parse(`${at}Z`) - start) / 1_000),
    columns: tags.map((tag, column) => ({
      tag,
      unitOfMeasure: pressTags[tag]?.unitOfMeasure ?? "1",
      values: rows.map(({ values }) => values[column] ?? null),
    })),
  };
  const key = [...contentKey(segment, standing), String(n)];
  const claims = { occurredAt: rows.at(-1)?.at ?? t0 };
  await run.give(recordProcessData, seriesId(segment), data, key, place(segment), claims);
}

async function summarise(
  run: Run,
  segment: Segment,
  chunkCount: number,
  standing: Standing | undefined,
): Promise<void> {
  const { from, to, rows, digest, batch } = segment;
  const data = {
    streamName: `processData-${seriesId(segment)}`,
    from,
    to,
    rowCount: rows,
    chunkCount,
    digest,
    tags: tags.map((tag) => ({ tag, unitOfMeasure: pressTags[tag]?.unitOfMeasure ?? "1" })),
  };
  const reason = run.correctionReason;
  const why = standing?.as === "corrected" && reason ? { reason } : {};
  const claims = { occurredAt: to, ...why };
  await run.give(
    summariseProcessData,
    batch,
    data,
    contentKey(segment, standing),
    place(segment),
    claims,
  );
}

/** Readings of another content under this key no longer count. */
async function voidFormer(
  run: Run,
  segment: Segment,
  standing: Standing | undefined,
): Promise<void> {
  if (standing?.as !== "corrected") return;
  const reason = run.correctionReason;
  const claims = reason ? { reason } : {};
  await run.give(
    voidProcessData,
    seriesId(segment),
    {},
    contentKey(segment, standing),
    place(segment),
    claims,
  );
}

const contentKey = ({ digest }: Segment, standing: Standing | undefined): readonly string[] =>
  standing?.as === "corrected" ? [digest, `edition ${standing.edition}`] : [digest];
