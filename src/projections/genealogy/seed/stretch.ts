// A part of a lot as a seed: so many metres of a reel, so many pieces of a run. All of the lot, but
// where the order of things is asked for strictly.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { compare, Quantity } from "../../../domain/kernel/quantity.ts";
import { findSeed, type Meant } from "../seed.ts";

/**
 * `lot@from..to unit`, the lot as a trace finds it. `isNarrow`: what was taken from another part
 * of it is left out; what was taken from a part that is not stated, or does not compare, is not,
 * and is not known.
 */
export async function ofStretch(
  at: Kysely<DB>,
  text: string,
  asOf: number,
  isNarrow: boolean,
): Promise<Meant> {
  const [, written = "", first, last, unitOfMeasure] =
    /^(.+)@(-?[\d.]+)\.\.(-?[\d.]+)\s*(\S+)$/.exec(text) ?? [];
  const from = Quantity.safeParse({ value: first, unitOfMeasure }).data;
  const to = Quantity.safeParse({ value: last, unitOfMeasure }).data;
  const nothing = { nodeIds: [], gaps: [] };
  if (!from || !to) return nothing;
  const lot = await findSeed(at, written, asOf);
  if (lot.found !== "one" || lot.seed.kind !== "materialLot") return nothing;
  const { nodeIds, gaps = [] } = lot.seed;
  if (!isNarrow) return { nodeIds, gaps };
  const taken = await takenFrom(at, nodeIds, asOf);
  const isMeant = (one: Taken): boolean => meets(one, from, to) !== false;
  const unstated = taken.filter((one) => meets(one, from, to) === undefined);
  return {
    nodeIds: [...new Set(taken.filter(isMeant).map(({ target }) => target))],
    gaps: [
      ...gaps,
      ...unstated.map(({ target }) => ({ code: "SPAN_UNSTATED" as const, nodeId: target })),
    ],
    isKnown: true,
  };
}

interface Taken {
  readonly target: number;
  readonly spanFrom: string | null;
  readonly spanTo: string | null;
  readonly unitOfMeasure: string | null;
}

async function takenFrom(
  at: Kysely<DB>,
  nodeIds: readonly number[],
  asOf: number,
): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    select e.target, e.span_from as "spanFrom", e.span_to as "spanTo",
           e.span_unit as "unitOfMeasure"
    from genealogy.genealogy_edge e
    where e.source = any(${`{${nodeIds}}`}::bigint[]) and e.position < ${asOf} and not exists (
      select from genealogy.genealogy_edge_void v
      where v.position = e.position and v.ord = e.ord and v.void_position < ${asOf})
    order by e.position, e.ord`.execute(at);
  return rows;
}

/** Undefined: it is not stated, or does not compare. */
function meets(
  { spanFrom, spanTo, unitOfMeasure }: Taken,
  from: Quantity,
  to: Quantity,
): boolean | undefined {
  if (spanFrom === null || spanTo === null || unitOfMeasure === null) return undefined;
  const [low, high] = compare(from, to) === 1 ? [to, from] : [from, to];
  const before = compare({ value: spanTo, unitOfMeasure }, low);
  const after = compare({ value: spanFrom, unitOfMeasure }, high);
  if (typeof before !== "number" || typeof after !== "number") return undefined;
  return before !== -1 && after !== 1;
}
