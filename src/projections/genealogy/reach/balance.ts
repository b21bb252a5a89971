// What came to each lot and what left it, in the lot's own
// unit. Unknown stays unknown, it is never zero.
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type Quantity, sumOf } from "../../../domain/kernel/quantity.ts";
import { quantityOf } from "../../amount-row.ts";
import { booksOf } from "../../books/books.ts";
import {
  type BookRows,
  type ContainerRow,
  type CountRow,
  type MovementRow,
  millisecondsOf,
} from "../../books/rows.ts";
import { isKnown, signed } from "../../books/sum.ts";

export interface Balance {
  /** What came to it or was found, without what came back; undefined: a part is not known. */
  readonly came: Quantity | undefined;
  /** What there is of it; undefined where that is not known. */
  readonly left: Quantity | undefined;
  /** All that came and went is known in quantity. */
  readonly isWhole: boolean;
  /** A count found more than the records leave for it. */
  readonly countedMore: boolean;
}

/** By lot id, of the lots among these nodes to which anything came or from which anything went. */
export async function balances(
  at: Kysely<DB>,
  nodeIds: readonly number[],
  asOf: number,
): Promise<ReadonlyMap<string, Balance>> {
  const nodes = sql`any(${`{${nodeIds}}`}::bigint[])`;
  const own = sql`select key from genealogy.genealogy_node
                  where id = ${nodes} and kind = 'materialLot'`;
  return balancesOf(at, own, asOf);
}

/** All that came to a lot but what came back of itself; undefined where a part is not known. */
export async function received(
  at: Kysely<DB>,
  lotId: string,
  asOf: number,
): Promise<Quantity | undefined> {
  const found = await balancesOf(at, sql`values (${lotId})`, asOf);
  return found.get(lotId)?.came;
}

async function balancesOf(
  at: Kysely<DB>,
  lotIds: RawBuilder<unknown>,
  asOf: number,
): Promise<ReadonlyMap<string, Balance>> {
  const read = async <Row>(query: RawBuilder<Row & { readonly lotId: string }>) =>
    Map.groupBy((await query.execute(at)).rows, ({ lotId }) => lotId);
  const flows = await read(sql<MovementRow & { readonly lotId: string }>`
    select f.lot_id as "lotId", f.since, ${millisecondsOf("f.at")} as at, f.direction,
           f.reason as account, f.container_id as "containerId",
           f.whole_containers as "wholeContainers", f.quantity,
           f.unit_of_measure as "unitOfMeasure"
    from (${lotIds}) lot (key) join genealogy.genealogy_flow f on f.lot_id = lot.key
    where f.position < ${asOf} and (f.void_position is null or f.void_position >= ${asOf})
    order by f.lot_id, f.since, f.position, f.ord`);
  const counts = await read(sql<CountRow & { readonly lotId: string }>`
    select c.lot_id as "lotId", c.position, ${millisecondsOf("c.at")} as at,
           c.container_id as "containerId", c.quantity, c.unit_of_measure as "unitOfMeasure"
    from (${lotIds}) lot (key) join genealogy.genealogy_count c on c.lot_id = lot.key
    where c.position < ${asOf} order by c.position`);
  const told = [...flows].filter(([lotId, all]) => counts.has(lotId) || !all.every(isPlain));
  const containers =
    told.length === 0
      ? new Map<string, ContainerRow[]>()
      : await read(sql<ContainerRow & { readonly lotId: string }>`
          select lot_id as "lotId", container_id as "containerId", quantity,
                 unit_of_measure as "unitOfMeasure"
          from genealogy.genealogy_container
          where lot_id = any(${told.map(([lotId]) => lotId)}::text[]) and position < ${asOf}
          order by container_id, position`);
  return new Map(
    [...flows].map(([lotId, movements]) => {
      const of = <Row>(rows: ReadonlyMap<string, Row[]>) => rows.get(lotId) ?? [];
      return [lotId, balance({ movements, counts: of(counts), containers: of(containers) })];
    }),
  );
}

function balance(rows: BookRows): Balance {
  const { counts, movements } = rows;
  // In whatever order it merely came and went, the sum is the same.
  if (counts.length === 0 && movements.every(isPlain)) {
    const came = cameIn(movements);
    const left = came && sumOf(movements.map(signed));
    return { came, left, isWhole: left !== undefined, countedMore: false };
  }
  const unit = movements.find(({ unitOfMeasure }) => unitOfMeasure !== null)?.unitOfMeasure ?? "1";
  const books = booksOf(rows, unit);
  const came = cameIn(books.movements);
  const left = isKnown(books.stock) ? books.stock.quantity : undefined;
  const isWhole = came !== undefined && sumOf(books.movements.map(signed)) !== undefined;
  return { came, left, isWhole, countedMore: books.countedMore };
}

/** How much it was does not follow from what was there. */
const isPlain = ({ account, wholeContainers }: MovementRow): boolean =>
  account !== "destroyed" && wholeContainers === null;

const cameIn = (movements: readonly MovementRow[]): Quantity | undefined =>
  sumOf(movements.filter(isNew).map(quantityOf));

const isNew = ({ direction, account }: MovementRow): boolean =>
  direction === "in" && (account === "made" || account === "adjusted");
