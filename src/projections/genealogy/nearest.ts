// Which identifiers a person may have meant.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";

const candidatesMax = 20_000;
const shownMax = 5;

/**
 * The written identifiers nearest to what was typed, by the fewest letters to change; at most five.
 */
export async function nearest(at: Kysely<DB>, written: string): Promise<readonly string[]> {
  const typed = written.toLowerCase();
  const { rows } = await sql<{ identifier: string }>`
    select scheme || ':' || value as identifier from genealogy.genealogy_identifier
    union select 'batch:' || batch_id from genealogy.genealogy_batch
    order by 1 limit ${candidatesMax}`.execute(at);
  return rows
    .map(({ identifier }) => ({ identifier, steps: steps(typed, identifier.toLowerCase()) }))
    .filter(({ steps }) => steps <= Math.max(2, typed.length / 2))
    .sort(
      (left, right) => left.steps - right.steps || (left.identifier < right.identifier ? -1 : 1),
    )
    .slice(0, shownMax)
    .map(({ identifier }) => identifier);
}

/** Letters to insert, remove or change to come from one text to the other (Levenshtein). */
function steps(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, n) => n);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
