// "As it was known at K": rows that carry the position of their event can be answered for any tree
// size in the past.
import { type Kysely, sql } from "kysely";
import type { DB } from "../database/schema.ts";
import { asOf } from "./as-of.ts";
import { QueryFault } from "./query-fault.ts";

/**
 * The tree size to answer for: the one asked for, or all that the read model has. Throws QueryFault
 * AS_OF_AHEAD where the read model is not that far, and what `asOf` throws where there is none.
 */
export async function knownAt(kysely: Kysely<DB>, name: string, wanted?: number): Promise<number> {
  return known(name, await asOf(kysely, name), wanted);
}

/** The same, where it is known how far the read model is. */
export function known(name: string, reached: number, wanted?: number): number {
  if (wanted === undefined || wanted <= reached) return wanted ?? reached;
  throw new QueryFault(
    "AS_OF_AHEAD",
    `${name} holds ${reached} events; the answer was asked for at ${wanted}. Ask again shortly.`,
  );
}

/**
 * For an answer from several read models: the furthest that all of them hold, or the one asked for.
 */
export async function commonlyKnownAt(
  kysely: Kysely<DB>,
  names: readonly string[],
  wanted?: number,
): Promise<number> {
  const reached: number[] = [];
  for (const name of names) reached.push(await knownAt(kysely, name, wanted));
  return Math.min(...reached);
}

export interface ReadModelAt {
  readonly name: string;
  readonly version: number;
  /** The tree size that was answered for. */
  readonly asOf: number;
}

/** Which read models an answer was made from, in which version. */
export async function readModelsAt(
  kysely: Kysely<DB>,
  names: readonly string[],
  asOf: number,
): Promise<readonly ReadModelAt[]> {
  const { rows } = await sql<{ name: string; version: number }>`
    select name, version from batchproof.projection_progress
    where name = any(${[...names]}::text[]) order by name`.execute(kysely);
  return rows.map((row) => ({ ...row, asOf }));
}
