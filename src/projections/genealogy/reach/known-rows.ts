// What nodes are and what came to each lot, read from PostgreSQL and, by a service, kept between
// its answers: the next answer then asks only what has changed since, and what it has not met yet.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type Balance, balances } from "./balance.ts";
import { byName } from "./nodes.ts";
import { type Ranked, Ranks } from "./ranked.ts";
import { type NodeLine, type NodeRow, rowOf } from "./row.ts";

/** Some 600 bytes each. */
const rowsMax = 100_000;
/** Beyond so many new events, what is kept is forgotten rather than looked through. */
const eventsMax = 20_000;

/** The moment of a transaction: which making of the read model, and all that it has. */
export interface ReadAt {
  readonly model: string;
  readonly reached: number;
  /** Of the question: the time by which it is to have happened, as PostgreSQL reads it, in ms. */
  readonly until: number | null;
}

export class KnownRows {
  readonly #rows = new Map<number, Ranked>();
  #ranks = new Ranks();
  /** By lot id: where its row is. */
  readonly #lots = new Map<string, number>();
  #model = "";
  /** Tree size of which all that is kept is. */
  #asOf = 0;

  /**
   * Of these nodes, those of which it is recorded what they are, in the order of `byName`;
   * quantities and names are as of `asOf`, a tree size.
   */
  async of(
    at: Kysely<DB>,
    nodeIds: readonly number[],
    { model, reached }: Pick<ReadAt, "model" | "reached">,
    asOf: number,
  ): Promise<NodeRow[]> {
    // What was known at an earlier size is asked for seldom, and is not kept.
    const came = asOf === reached && (await this.#comesTo(at, model, reached));
    // Another answer may have gone on to a later moment in between.
    const isKept = came && this.#model === model && this.#asOf === reached;
    const known = isKept ? this.#keptOf(nodeIds) : [];
    if (known.length === nodeIds.length) return this.#ranks.sorted(known, this.#rows);
    const missing = isKept ? nodeIds.filter((nodeId) => !this.#rows.has(nodeId)) : nodeIds;
    const read = await readRows(at, missing, asOf, asOf < reached);
    if (isKept && this.#model === model && this.#asOf === reached && this.#keep(read)) {
      return this.#ranks.sorted(this.#keptOf(nodeIds), this.#rows);
    }
    return [...known.map(({ row }) => row), ...read].sort(byName);
  }

  #keptOf(nodeIds: readonly number[]): readonly Ranked[] {
    const found: Ranked[] = [];
    for (const nodeId of nodeIds) {
      const row = this.#rows.get(nodeId);
      if (row) found.push(row);
    }
    return found;
  }

  /** False: it is ahead of this moment. */
  async #comesTo(at: Kysely<DB>, model: string, reached: number): Promise<boolean> {
    if (this.#model === model && this.#asOf === reached) return true;
    const since = this.#asOf;
    const isSame = this.#model === model;
    if (isSame && since > reached) return false;
    const isNear = isSame && reached - since <= eventsMax;
    const changed = isNear ? await lotsChanged(at, since) : undefined;
    if (this.#model === model && this.#asOf > reached) return false;
    if (changed && this.#model === model) this.#forget(changed);
    else this.#begin(model);
    this.#asOf = reached;
    return true;
  }

  #begin(model: string): void {
    this.#model = model;
    this.#rows.clear();
    this.#ranks = new Ranks();
    this.#lots.clear();
  }

  #forget(lotIds: readonly string[]): void {
    for (const lotId of lotIds) {
      const nodeId = this.#lots.get(lotId);
      if (nodeId !== undefined) this.#rows.delete(nodeId);
      this.#lots.delete(lotId);
    }
  }

  /** False: not all of them are kept, or not beside what was kept already. */
  #keep(rows: readonly NodeRow[]): boolean {
    if (rows.length > rowsMax) return false;
    const hasRoom = this.#rows.size + rows.length <= rowsMax;
    if (!hasRoom) this.#begin(this.#model);
    let areAll = hasRoom;
    for (const row of rows) {
      // What it is may be said by any event to come.
      if ("isUnrecorded" in row && row.isUnrecorded) {
        areAll = false;
        continue;
      }
      this.#rows.set(row.nodeId, { row, rank: -1 });
      if (row.kind === "materialLot") this.#lots.set(row.lotId, row.nodeId);
    }
    return areAll;
  }
}

/**
 * Lots to which something came or from which something went, or that are called otherwise.
 * Undefined: a batch has another number, and all is to be read again.
 */
async function lotsChanged(at: Kysely<DB>, since: number): Promise<readonly string[] | undefined> {
  // From the end of the index: a plan made for any `since` would look through the whole table.
  const { rows: renamed } = await sql<{ last: number | null }>`
    select max(renamed_position) as last from genealogy.genealogy_batch`.execute(at);
  if ((renamed[0]?.last ?? -1) >= since) return undefined;
  const { rows } = await sql<{ lotId: string }>`
    select lot_id as "lotId" from genealogy.genealogy_flow where position >= ${since}
    union select lot_id from genealogy.genealogy_flow where void_position >= ${since}
    union select lot_id from genealogy.genealogy_count where position >= ${since}
    union select lot_id from genealogy.genealogy_identifier where position >= ${since}`.execute(at);
  return rows.map(({ lotId }) => lotId);
}

const namesNow = {
  lot: sql`l.name`,
  batchNumber: sql`b.batch_number`,
  formerNumber: sql`b.former_number`,
};

/** Of the row `l`: what the lot was called then. */
export const lotNameAt = (asOf: number) => sql<string | null>`coalesce((
  select coalesce(f.name, l.material_name) from genealogy.genealogy_lot_name f
  where f.lot_id = l.lot_id and f.until_position >= ${asOf}
  order by f.until_position limit 1), l.name)`;

/** An answer of then is the same whenever it is asked for again, in its names and their order. */
const namesAt = (asOf: number): typeof namesNow => ({
  lot: lotNameAt(asOf),
  batchNumber: sql`case when b.renamed_position >= ${asOf} then b.former_number
    else b.batch_number end`,
  formerNumber: sql`case when b.renamed_position < ${asOf} then b.former_number end`,
});

/** `isOfThePast`: more than `asOf` is recorded, and names are those of then. */
export async function readRows(
  at: Kysely<DB>,
  nodeIds: readonly number[],
  asOf: number,
  isOfThePast: boolean,
): Promise<NodeRow[]> {
  const then = isOfThePast ? namesAt(asOf) : namesNow;
  const { rows } = await sql<NodeLine>`
    select n.id as "nodeId", n.kind, n.key, n.name, ${then.lot} as lot,
           l.material_name as material, l.origin, l.supplier_name as supplier,
           coalesce(l.again_position < ${asOf}, false) as "isTwice",
           ${then.batchNumber} as "batchNumber", ${then.formerNumber} as "formerNumber",
           b.product_name as product
    from genealogy.genealogy_node n
         left join genealogy.genealogy_lot l on n.kind = 'materialLot' and l.lot_id = n.key
           and l.position < ${asOf}
         left join genealogy.genealogy_batch b on n.kind = 'batch' and b.batch_id = n.key
           and b.position < ${asOf}
    where n.id = any(${`{${nodeIds}}`}::bigint[])`.execute(at);
  const balanced: ReadonlyMap<string, Balance> = await balances(at, nodeIds, asOf);
  return rows.map((line) => rowOf(line, balanced.get(line.key)));
}
