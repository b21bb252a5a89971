// What came to each lot and what left it, in the lot's own
// unit. Unknown stays unknown, it is never zero.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { negate, type Quantity, sumOf } from "../../../domain/kernel/quantity.ts";
import { type AmountRow, quantityOf } from "../../amount-row.ts";

export interface Balance {
  /** What came to it, but for what came back of itself; undefined: a part is not known. */
  readonly came: Quantity | undefined;
  /** Came less went; undefined where either is not known. */
  readonly left: Quantity | undefined;
}

interface Flow extends AmountRow {
  readonly lotId: string;
  readonly direction: "in" | "out";
  readonly reason: string;
}

/** By lot id, of the lots among these nodes to which anything came or from which anything went. */
export async function balances(
  at: Kysely<DB>,
  nodeIds: readonly number[],
  asOf: number,
): Promise<ReadonlyMap<string, Balance>> {
  const { rows } = await sql<Flow>`
    select f.lot_id as "lotId", f.direction, f.reason, f.quantity,
           f.unit_of_measure as "unitOfMeasure"
    from genealogy.genealogy_node n join genealogy.genealogy_flow f on f.lot_id = n.key
    where n.id = any(${`{${nodeIds}}`}::bigint[]) and n.kind = 'materialLot'
      and f.position < ${asOf} and (f.void_position is null or f.void_position >= ${asOf})
    order by f.lot_id, f.position, f.ord`.execute(at);
  const flows = Map.groupBy(rows, ({ lotId }) => lotId);
  return new Map([...flows].map(([lotId, of]) => [lotId, balance(of)]));
}

function balance(flows: readonly Flow[]): Balance {
  const came = sumOf(flows.filter(isNew).map(quantityOf));
  const left = sumOf(
    flows.map((flow) => {
      const quantity = quantityOf(flow);
      return quantity && flow.direction === "out" ? negate(quantity) : quantity;
    }),
  );
  return { came, left: came && left };
}

const isNew = ({ direction, reason }: Flow): boolean => direction === "in" && reason !== "returned";

/** All that came to a lot but what came back of itself; undefined where a part is not known. */
export async function received(
  at: Kysely<DB>,
  lotId: string,
  asOf: number,
): Promise<Quantity | undefined> {
  const { rows } = await sql<Flow>`
    select lot_id as "lotId", direction, reason, quantity, unit_of_measure as "unitOfMeasure"
    from genealogy.genealogy_flow
    where lot_id = ${lotId} and direction = 'in' and reason <> 'returned' and position < ${asOf}
      and (void_position is null or void_position >= ${asOf})
    order by position, ord`.execute(at);
  return sumOf(rows.map(quantityOf));
}
