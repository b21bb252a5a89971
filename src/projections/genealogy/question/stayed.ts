// What stayed where it went: an edge has what was drawn, and surplus of it may have come back.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { negate, type Quantity, sumOf } from "../../../domain/kernel/quantity.ts";
import { type AmountRow, quantityOf } from "../../amount-row.ts";
import type { Edge } from "../reach/walk.ts";

export interface Stayed {
  /** With what stayed; null: not known. */
  readonly edges: readonly Edge[];
  /** Of which it is not known how much stayed. */
  readonly unknown: readonly Edge[];
  /** What came back beyond what had gone in, by the edge; nothing of that stayed. */
  readonly beyond: ReadonlyMap<Edge, Quantity>;
}

/** `happenedBy`: what came back later had stayed till then. */
export async function stayedOf(
  at: Kysely<DB>,
  edges: readonly Edge[],
  { asOf, happenedBy }: { readonly asOf: number; readonly happenedBy?: string },
): Promise<Stayed> {
  const back = await returnsOf(at, edges, asOf, happenedBy ?? null);
  const unknown: Edge[] = [];
  const beyond = new Map<Edge, Quantity>();
  const net = edges.map((edge): Edge => {
    const returned = back.get(placeOf(edge));
    if (!returned || edge.quantity === null) return edge;
    const left = sumOf([edge, ...returned].map(quantityOf).map((one, n) => signed(one, n > 0)));
    if (!left) {
      unknown.push(edge);
      return { ...edge, quantity: null, unitOfMeasure: null };
    }
    if (!left.value.startsWith("-")) {
      return { ...edge, quantity: left.value, unitOfMeasure: left.unitOfMeasure };
    }
    const none = { ...edge, quantity: "0" };
    beyond.set(none, negate(left));
    return none;
  });
  return { edges: net, unknown, beyond };
}

const signed = (amount: Quantity | undefined, isBack: boolean): Quantity | undefined =>
  amount && isBack ? negate(amount) : amount;

interface Place {
  readonly position: number;
  readonly ord: number;
}
const placeOf = ({ position, ord }: Place): string => `${position} ${ord}`;

/** By the place of the edge; what was corrected stands again as of the same event. */
export async function returnsOf(
  at: Kysely<DB>,
  edges: readonly (Place & { readonly target: number })[],
  asOf: number,
  until: string | null,
): Promise<ReadonlyMap<string, readonly AmountRow[]>> {
  const targets = [...new Set(edges.map(({ target }) => target))];
  const { rows } = await sql<Place & AmountRow>`
    select e.position, e.ord, r.quantity, r.unit_of_measure as "unitOfMeasure"
    from genealogy.genealogy_return r
    join genealogy.genealogy_draw d on d.event_id = r.drawn_event_id
    join genealogy.genealogy_edge drawn on drawn.position = d.closed_position
    join genealogy.genealogy_edge e on e.source = drawn.source and e.target = drawn.target
      and e.event_id = drawn.event_id
    where e.target = any(${`{${targets}}`}::bigint[]) and r.position < ${asOf}
      and (${until}::timestamptz is null or r.at <= ${until}::timestamptz)
    order by r.position`.execute(at);
  return Map.groupBy(rows, placeOf);
}
