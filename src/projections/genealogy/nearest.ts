// Which identifiers a person may have meant. What is looked at does not grow with what is recorded:
// each name that is one slip of the fingers away, and the neighbours in the order of the letters.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { foldedValue } from "../../domain/kernel/identifier.ts";

const shownMax = 5;
/** On either side, of each scheme. */
const neighboursMax = 50;
/** No scheme with its value is longer. */
const lettersMax = 181;

/**
 * The written identifiers nearest to what was typed, by the fewest letters to change; at most five.
 * Of those with several slips, the ones that begin alike.
 */
export async function nearest(at: Kysely<DB>, written: string): Promise<readonly string[]> {
  if (written.length > lettersMax) return [];
  const typed = foldedValue(written);
  const found = await candidates(at, written);
  return found
    .map(({ identifier }) => ({ identifier, steps: steps(typed, foldedValue(identifier)) }))
    .filter(({ steps }) => steps <= Math.max(2, typed.length / 2))
    .sort(
      (left, right) => left.steps - right.steps || (left.identifier < right.identifier ? -1 : 1),
    )
    .slice(0, shownMax)
    .map(({ identifier }) => identifier);
}

/** One search in an index for each slip, and two for each scheme; nothing is read through. */
async function candidates(
  at: Kysely<DB>,
  written: string,
): Promise<readonly { readonly identifier: string }[]> {
  const cut = written.indexOf(":");
  const scheme = written.slice(0, Math.max(cut, 0));
  const value = written.slice(cut + 1);
  const folded = foldedValue(value);
  const { rows } = await sql<{ identifier: string }>`
    with recursive scheme (name) as (
      (select scheme from genealogy.genealogy_identifier order by scheme limit 1)
      union all
      select (select i.scheme from genealogy.genealogy_identifier i
              where i.scheme > scheme.name order by i.scheme limit 1)
      from scheme where scheme.name is not null
    )
    select scheme || ':' || value as identifier from genealogy.genealogy_identifier
    where scheme = ${scheme} and value_folded = any(${slips(folded)}::text[])
    union
    select scheme.name || ':' || near.value
    from scheme cross join lateral (
      (select value from genealogy.genealogy_identifier i
       where i.scheme = scheme.name and i.value_folded >= ${folded}
       order by i.value_folded limit ${neighboursMax})
      union all
      (select value from genealogy.genealogy_identifier i
       where i.scheme = scheme.name and i.value_folded < ${folded}
       order by i.value_folded desc limit ${neighboursMax})
    ) as near
    union
    select 'batch:' || batch_id from genealogy.genealogy_batch
    where batch_id = any(${slips(value)}::text[])
    union
    (select 'batch:' || batch_id from genealogy.genealogy_batch
     where batch_id >= ${value} order by batch_id limit ${neighboursMax})
    union
    (select 'batch:' || batch_id from genealogy.genealogy_batch
     where batch_id < ${value} order by batch_id desc limit ${neighboursMax})
    union
    select 'batch:' || batch_number from genealogy.genealogy_batch
    where batch_number = any(${slips(value)}::text[])
    union
    (select 'batch:' || batch_number from genealogy.genealogy_batch
     where batch_number >= ${value} order by batch_number limit ${neighboursMax})
    union
    (select 'batch:' || batch_number from genealogy.genealogy_batch
     where batch_number < ${value} order by batch_number desc limit ${neighboursMax})
  `.execute(at);
  return rows;
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** With a letter too few, too many or wrong, and with two neighbours exchanged. */
function slips(value: string): readonly string[] {
  const letters = new Set([...alphabet, ...alphabet.toUpperCase(), ...value, "-"]);
  const found = new Set([value]);
  for (let n = 0; n <= value.length; n += 1) {
    const [before, after] = [value.slice(0, n), value.slice(n)];
    const [first = "", second = ""] = after;
    found.add(before + after.slice(1));
    found.add(before + second + first + after.slice(2));
    for (const letter of letters) {
      found.add(before + letter + after);
      found.add(before + letter + after.slice(1));
    }
  }
  return [...found];
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
