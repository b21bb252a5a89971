// What came to each lot and what left it, in the lot's own
// unit. Unknown stays unknown, it is never zero.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { add, negate, type Quantity } from "../../../domain/kernel/quantity.ts";

export interface Balance {
  /** What came to it in all; undefined where a part is not known or does not convert. */
  readonly came: Quantity | undefined;
  /** Came less went; undefined where either is not known. */
  readonly left: Quantity | undefined;
}

interface Flow {
  readonly lotId: string;
  readonly direction: "in" | "out";
  readonly quantity: string | null;
  readonly unitOfMeasure: string | null;
}

export async function balances(
  at: Kysely<DB>,
  lotIds: readonly string[],
  asOf: number,
): Promise<ReadonlyMap<string, Balance>> {
  const { rows } = await sql<Flow>`
    select lot_id as "lotId", direction, quantity, unit_of_measure as "unitOfMeasure"
    from genealogy.genealogy_flow
    where lot_id = any(${lotIds}::text[]) and position < ${asOf}
      and (void_position is null or void_position >= ${asOf})
    order by lot_id, position, ord`.execute(at);
  const flows = Map.groupBy(rows, ({ lotId }) => lotId);
  return new Map([...flows].map(([lotId, of]) => [lotId, balance(of)]));
}

function balance(flows: readonly Flow[]): Balance {
  const came = sum(flows.filter(({ direction }) => direction === "in").map(amount));
  const went = flows.filter(({ direction }) => direction === "out").map(amount);
  const left = came && sum([came, ...went.map((quantity) => quantity && negate(quantity))]);
  return { came, left };
}

/** Undefined as soon as one part is unknown, or of another dimension than the first. */
function sum(parts: readonly (Quantity | undefined)[]): Quantity | undefined {
  const [first, ...rest] = parts;
  return rest.reduce((total, part) => {
    const next = total && part && add(total, part);
    return next && "refused" in next ? undefined : next;
  }, first);
}

const amount = ({ quantity, unitOfMeasure }: Flow): Quantity | undefined =>
  quantity === null || unitOfMeasure === null ? undefined : { value: quantity, unitOfMeasure };
