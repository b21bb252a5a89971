// The readings of a machine while it worked on a batch: in chunks, and summed up in the batch's own
// record.
import { createHash } from "node:crypto";
import { summariseProcessData } from "../../domain/batch/result/commands.ts";
import type { EventOf } from "../../domain/kernel/event-type.ts";
import { recordProcessData } from "../../domain/process-data/commands.ts";
import { type ProcessDataRecorded, rowsMax } from "../../domain/process-data/events.ts";
import type { Course, Machine, Tag } from "../recipe/series.ts";
import type { Random } from "../story/random.ts";
import type { Story } from "../story/story.ts";

type Chunk = EventOf<typeof ProcessDataRecorded>["data"];

/** When the machine ran; a second run goes on in the same series. */
export interface Run {
  readonly from: Date;
  readonly to: Date;
  readonly episodes?: readonly Episode[];
}

/** For a while some tags had other values; null: none. */
export interface Episode {
  readonly from: Date;
  readonly to: Date;
  readonly values: Readonly<Record<string, number | null>>;
  /** Nothing was made meanwhile. */
  readonly stands: boolean;
}

export async function recordReadings(
  story: Story,
  batchId: string,
  machine: Machine,
  runs: readonly Run[],
): Promise<void> {
  const { equipment, tags } = machine;
  const equipmentId = story.id("equipment", equipment);
  const id = `${batchId}-${equipmentId}`;
  const chunks = runs.flatMap((run) => chunksOf(machine, run, story.random));
  for (const [n, chunk] of chunks.entries()) {
    const data = { batchId, equipmentId, ...chunk };
    const occurredAt = new Date(Date.parse(chunk.t0) + (chunk.dt.at(-1) ?? 0) * 1_000);
    await story.act({ device: equipment }, recordProcessData, id, data, { occurredAt });
    if (n + 1 < chunks.length) continue;
    const first = chunks[0] ?? chunk;
    await story.act({ device: equipment }, summariseProcessData, batchId, {
      streamName: `processData-${id}`,
      equipmentId,
      from: first.t0,
      to: occurredAt.toISOString(),
      rowCount: chunks.reduce((sum, { dt }) => sum + dt.length, 0),
      chunkCount: chunks.length,
      digest: createHash("sha256").update(JSON.stringify(chunks)).digest("hex"),
      tags: tags.map(({ tag, unitOfMeasure }) => ({ tag, unitOfMeasure })),
    });
  }
}

/** What the machine's counters stood at in the end. */
export const withTotals = (
  machine: Machine,
  totals: Readonly<Record<string, number>>,
): Machine => ({
  ...machine,
  tags: machine.tags.map((tag) => {
    const to = totals[tag.tag];
    return to === undefined ? tag : { ...tag, goes: { ...tag.goes, to } };
  }),
});

type Readings = Omit<Chunk, "batchId" | "equipmentId">;

function chunksOf(
  { every_s, tags }: Machine,
  { from, to, episodes = [] }: Run,
  random: Random,
): Readings[] {
  const start_ms = from.getTime();
  const rows = Math.floor((to.getTime() - start_ms) / 1_000 / every_s);
  const at = (row: number) => {
    const time_ms = start_ms + row * every_s * 1_000;
    return episodes.find((one) => one.from.getTime() <= time_ms && time_ms < one.to.getTime());
  };
  const worked = workedIn(rows, (row) => at(row)?.stands === true);
  const shareOf = ({ goes }: Tag, row: number) =>
    goes.course === "count" ? (worked[row] ?? 1) : row / (rows - 1);
  const chunks: Readings[] = [];
  for (let first = 0; first < rows; first += rowsMax) {
    const here = Array.from({ length: Math.min(rowsMax, rows - first) }, (_, n) => first + n);
    chunks.push({
      t0: new Date(start_ms + first * every_s * 1_000).toISOString(),
      dt: here.map((row) => (row - first) * every_s),
      columns: tags.map((tag) => ({
        tag: tag.tag,
        unitOfMeasure: tag.unitOfMeasure,
        values: here.map((row) => valueAt(tag, shareOf(tag, row), at(row), random)),
      })),
    });
  }
  return chunks;
}

/** Which share of its work the machine had done at each row: none while it stood. */
function workedIn(rows: number, stands: (row: number) => boolean): readonly number[] {
  let done = 0;
  const steps = Array.from({ length: rows }, (_, row) => {
    if (row > 0 && !stands(row)) done += 1;
    return done;
  });
  return steps.map((step) => step / Math.max(1, done));
}

function valueAt(
  { tag, goes, decimals, spread }: Tag,
  share: number,
  episode: Episode | undefined,
  random: Random,
): number | null {
  const instead = episode?.values[tag];
  if (instead === null || instead === 0) return instead;
  const steps = 10 ** decimals;
  const centre = Math.round((instead ?? course(goes, share)) * steps);
  return (spread === 0 ? centre : random.around(centre, spread)) / steps;
}

function course(goes: Course, share: number): number {
  if (goes.course === "count") {
    return Math.floor((goes.to * Math.max(0, share - goes.begins)) / (1 - goes.begins));
  }
  const done = goes.share === 0 ? 1 : Math.min(1, share / goes.share);
  return goes.from + (goes.to - goes.from) * done;
}
