// "Where is everything now?": of all that a trace reached, or of one lot.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { add, type Quantity } from "../../domain/kernel/quantity.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { digestOf } from "../../integrity/canonical-json.ts";
import { answered } from "../as-of.ts";
import {
  type LotWhereabouts,
  lacks,
  type Total,
  type Unknown,
  type Whereabouts,
} from "./answer.ts";
import { rowsOf } from "./rows.ts";
import { settle } from "./settle.ts";

/**
 * Of these lots as of a tree size that the read model has reached. `from`: as people write what was
 * asked about. A lot that nothing is recorded of is not in the answer.
 */
export async function whereaboutsOf(
  kysely: Kysely<DB>,
  { from, lotIds, asOf }: { from: string; lotIds: readonly string[]; asOf: number },
): Promise<Whereabouts> {
  const { answer: rows } = await answered(kysely, "whereabouts", (at) =>
    rowsOf(at, [...new Set(lotIds)], asOf),
  );
  const settled = rows.lots.map((lot) => settle(lot, rows.around));
  const lots = settled.map(({ lot }) => lot);
  const unknown = settled.flatMap(({ lot, lacks: codes }) =>
    codes.map((code): Unknown => ({ code, subject: lot.lot, detail: lacks[code] })),
  );
  const digest = digestOf({ question: "whereabouts", lots: lots.map(natural) });
  return { from, asOf, lots, totals: totalsOf(lots), unknown: unknown.toSorted(byText), digest };
}

/** What a trace does not know besides: each once. */
export function withUnknown(answer: Whereabouts, more: readonly Unknown[]): Whereabouts {
  const all = [...answer.unknown, ...more].map(
    (one) => [JSON.stringify([one.code, one.subject]), one] as const,
  );
  // Said by both, it is said in the words of the first.
  const unknown = [...new Map(all.toReversed()).values()].toSorted(byText);
  return { ...answer, unknown };
}

const byText = (one: Unknown, other: Unknown): number =>
  compareText(one.code, other.code) || compareText(one.subject, other.subject);

const compareText = (one: string, other: string): number =>
  one < other ? -1 : Number(one > other);

/** Without names, which may change while nothing moves. */
const natural = ({ lotId, made, difference, holdings }: LotWhereabouts) => ({
  lotId,
  ...(made && { made }),
  ...(difference && { difference }),
  holdings: holdings.map(({ state, id, quantity }) => ({
    state,
    ...(id !== undefined && { id }),
    ...(quantity && { quantity }),
  })),
});

function totalsOf(lots: readonly LotWhereabouts[]): readonly Total[] {
  const all = lots.flatMap(({ material, holdings }) =>
    holdings.map(({ state, quantity }) => ({ material, state, quantity })),
  );
  const groups = Map.groupBy(all, ({ material, state }) => JSON.stringify([material, state]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { material, state } = first;
    const known = group.flatMap(({ quantity }) => quantity ?? []);
    const unknown = group.length - known.length;
    return [{ material, state, quantities: known.reduce(addTo, []), unknown }];
  });
}

/** Into the first amount whose unit converts; else beside them. */
function addTo(sums: readonly Quantity[], quantity: Quantity): readonly Quantity[] {
  for (const [n, sum] of sums.entries()) {
    const both = add(sum, quantity);
    if (!isRefusal(both)) return sums.with(n, both);
  }
  return [...sums, quantity];
}
