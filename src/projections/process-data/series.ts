// Questions to the readings: the figures of a batch, and one tag over time, thinned for a picture.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { zoneStated } from "../../domain/kernel/instant.ts";
import { knownAt } from "../known-at.ts";
import { decimate, type Point } from "./decimate.ts";
import { type Column, type Figure, figuresOf, type Readings } from "./figure.ts";
import type { FigureDefinition } from "./figure-definition.ts";

export interface SeriesQuery {
  /** The id of the series' stream: one machine during one batch. */
  readonly processDataId: string;
  readonly tag: string;
  /** At most so many points, none of them made up. Left out: all. */
  readonly maxPoints?: number;
  readonly asOf?: number;
}

export interface Series {
  readonly asOf: number;
  readonly processDataId: string;
  readonly batchId: string | null;
  readonly tag: string;
  readonly unitOfMeasure: string | null;
  /** False: local times of a zone that the source does not state, ordered as UTC. */
  readonly zoneStated: boolean;
  readonly rowCount: number;
  readonly missing: number;
  /** The commonest step from one row to the next; a much longer one is a gap. */
  readonly interval_ms: number | null;
  readonly points: readonly Point[];
}

/** A series that is not in the log has no rows. Throws QueryFault AS_OF_AHEAD. */
export async function series(kysely: Kysely<DB>, query: SeriesQuery): Promise<Series> {
  const { processDataId, tag, maxPoints } = query;
  const asOf = await knownAt(kysely, "process_data", query.asOf);
  const chunks = await chunksOf(kysely, { processDataId, asOf, tags: [tag] });
  const points = chunks.flatMap(pointsOf);
  // A clock that was set back does not fold the picture over itself.
  points.sort(([left], [right]) => left - right);
  return {
    asOf,
    processDataId,
    batchId: chunks[0]?.batchId ?? null,
    tag,
    unitOfMeasure: chunks[0]?.columns[0]?.unitOfMeasure ?? null,
    zoneStated: chunks.every(({ t0 }) => zoneStated(t0)),
    rowCount: points.length,
    missing: points.filter(([, value]) => value === null).length,
    interval_ms: commonestStep(points),
    points: maxPoints === undefined ? points : decimate(points, maxPoints),
  };
}

/**
 * What the definitions say of the series; see figure.ts. Answers from the chunks that stand at
 * `asOf`.
 */
export async function figures(
  kysely: Kysely<DB>,
  definitions: readonly FigureDefinition[],
  { processDataId, asOf }: { readonly processDataId: string; readonly asOf: number },
): Promise<readonly Figure[]> {
  const asked = definitions.flatMap(({ tag, where }) => [tag, ...where.map((one) => one.tag)]);
  const tags = [...new Set(asked)];
  const chunks = await chunksOf(kysely, { processDataId, asOf, tags });
  return figuresOf(definitions, chunks.map(readingsOf));
}

interface Chunk {
  readonly batchId: string;
  readonly t0: string;
  readonly t0_at: string;
  readonly seconds: readonly number[];
  readonly columns: readonly (Column & { readonly tag: string })[];
}

async function chunksOf(
  kysely: Kysely<DB>,
  of: { readonly processDataId: string; readonly asOf: number; readonly tags: readonly string[] },
): Promise<readonly Chunk[]> {
  const { rows } = await sql<Chunk>`
    select chunk.batch_id as "batchId", chunk.t0, chunk.t0_at, chunk.seconds,
           jsonb_agg(jsonb_build_object('tag', tag, 'unitOfMeasure', unit_of_measure,
                                        'values', readings)) as columns
    from process_data.process_chunk as chunk
    join process_data.process_column as reading using (position)
    where chunk.process_data_id = ${of.processDataId} and chunk.position < ${of.asOf}
      and tag = any(${[...of.tags]}::text[])
      and not exists (
        select from process_data.process_void as void
        where void.event_id = chunk.event_id and void.position < ${of.asOf}
      )
    group by chunk.position
    order by chunk.position`.execute(kysely);
  return rows;
}

function pointsOf({ t0_at, seconds, columns }: Chunk): Point[] {
  const start = Date.parse(t0_at);
  const values = columns[0]?.values ?? [];
  return seconds.map((after, row) => [Math.round(start + after * 1000), values[row] ?? null]);
}

const readingsOf = ({ columns }: Chunk): Readings =>
  new Map(columns.map(({ tag, unitOfMeasure, values }) => [tag, { unitOfMeasure, values }]));

function commonestStep(points: readonly Point[]): number | null {
  const steps = new Map<number, number>();
  let [previous] = points[0] ?? [0];
  for (const [time] of points.slice(1)) {
    steps.set(time - previous, (steps.get(time - previous) ?? 0) + 1);
    previous = time;
  }
  let [commonest, times]: [number | null, number] = [null, 0];
  for (const [step, count] of steps) if (count > times) [commonest, times] = [step, count];
  return commonest;
}
