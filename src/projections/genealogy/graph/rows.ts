// The rows of the edge table that a graph is made of, from a log index on, in log order, each as
// numbers. A correction voids edges of earlier events: a void names its edge by the event and by
// which of the event's edges it is.
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { edgeKinds, timeBases } from "../../../genealogy/edge.ts";
import { CopyReader, type Field } from "./copy-reader.ts";

export interface EdgeRow {
  readonly source: number;
  readonly target: number;
  readonly position: number;
  /** See `codeOf`. */
  readonly code: number;
  readonly quantity: number;
  readonly from: number;
  readonly to: number;
}

export interface VoidRow {
  readonly position: number;
  /** The edge is the n-th of its event, from 0. */
  readonly nth: number;
  readonly voidPosition: number;
}

export interface Counts {
  readonly nodes: number;
  readonly edges: number;
  readonly voids: number;
}

/** Beyond so many nodes, and of events from `from` on. */
export async function countRows(
  client: pg.Client,
  { nodes, from }: { readonly nodes: number; readonly from: number },
): Promise<Counts> {
  const { rows } = await client.query<Counts>(
    `select (select coalesce(max(id) + 1, 0) from genealogy.genealogy_node) - $2 as nodes,
            (select count(*) from genealogy.genealogy_edge where position >= $1) as edges,
            (select count(*) from genealogy.genealogy_edge_void
             where void_position >= $1) as voids`,
    [from, nodes],
  );
  return rows[0] ?? { nodes: 0, edges: 0, voids: 0 };
}

/** The log index of the event that first named each node, of those with an id from `from` on. */
export async function nodePositions(client: pg.Client, from: number): Promise<Int32Array> {
  const positions: number[] = [];
  const query = `select id, position from genealogy.genealogy_node where id >= ${whole(from)}
                 order by id`;
  await copy(client, query, ["int8", "int8"], ([id = 0, position = 0]) => {
    // Ids are dense, in log order: the graph has them as indexes.
    if (id !== from + positions.length) throw new RangeError(`Node ${id} is out of turn.`);
    positions.push(position);
  });
  return Int32Array.from(positions);
}

/** The row handed to `onEdge` is the same each time. */
export async function edgeRows(
  client: pg.Client,
  from: number,
  onEdge: (row: EdgeRow) => void,
): Promise<void> {
  const query = `
    select source, target, position, kind, time_basis, zone_stated, quantity, from_at, to_at
    from genealogy.genealogy_edge where position >= ${whole(from)} order by position, ord`;
  const row = { source: 0, target: 0, position: 0, code: 0, quantity: 0, from: 0, to: 0 };
  await copy(client, query, edgeFields, (values) => {
    row.source = of(values, 0);
    row.target = of(values, 1);
    row.position = of(values, 2);
    row.code = of(values, 3) | (of(values, 4) << 4) | (of(values, 5) === 1 ? 0 : zoneUnstated);
    row.quantity = of(values, 6);
    row.from = of(values, 7);
    const to = of(values, 8);
    row.to = Number.isNaN(to) ? row.from : to;
    if (Number.isNaN(of(values, 3) + of(values, 4))) {
      throw new RangeError(`An edge of event ${row.position} is of a kind that is not known.`);
    }
    onEdge(row);
  });
}

/** As PostgreSQL has them: what it would convert, it converts more slowly. */
const edgeFields: readonly Field[] = [
  ...(["int8", "int8", "int8"] as const),
  { oneOf: edgeKinds },
  { oneOf: timeBases },
  ...(["bool", "numeric", "time", "time"] as const),
];
/** See `codeOf`. */
const zoneUnstated = 64;

const of = (values: Float64Array, field: number): number => values[field] ?? Number.NaN;

/** Null where a kind or a basis is not known. */
const placeIn = (names: readonly string[], column: string): string =>
  `(array_position(array['${names.join("', '")}'], ${column}) - 1)`;

/** Kind, basis of time and zone in one number: `codeOf`. */
export const codeInSql = `${placeIn(edgeKinds, "kind")} + ${placeIn(timeBases, "time_basis")} * 16
                   + case when zone_stated then 0 else 64 end`;

/** In the order in which they came. */
export async function voidRows(client: pg.Client, from: number): Promise<readonly VoidRow[]> {
  const query = `
    select v.position, v.void_position,
           (select count(*) from genealogy.genealogy_edge e
            where e.position = v.position and e.ord < v.ord)
    from genealogy.genealogy_edge_void v where v.void_position >= ${whole(from)}
    order by v.void_position, v.position, v.ord`;
  const found: VoidRow[] = [];
  await copy(client, query, ["int8", "int8", "int8"], ([position = 0, at = 0, nth = 0]) => {
    found.push({ position, voidPosition: at, nth });
  });
  return found;
}

/** COPY takes no parameters. */
function whole(index: number): number {
  if (!Number.isSafeInteger(index)) throw new RangeError(`${index} is no log index.`);
  return index;
}

async function copy(
  client: pg.Client,
  query: string,
  fields: readonly Field[],
  onRow: (values: Float64Array) => void,
): Promise<void> {
  const reader = new CopyReader(fields, onRow);
  let fault: unknown;
  // To its end in any case: a COPY that is broken off would leave its connection waiting for ever.
  for await (const piece of client.query(copyTo(`copy (${query}) to stdout (format binary)`))) {
    try {
      if (fault === undefined) reader.write(piece);
    } catch (error) {
      fault = error;
    }
  }
  if (fault !== undefined) throw fault;
  reader.end();
}
