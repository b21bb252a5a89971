// From what was typed to the people that may be meant: an id, a username, or a printed name of any
// time.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";

export interface PersonCalled {
  readonly id: string;
  /** As last known; the id where no name is. */
  readonly name: string;
}

/** One where the text is an id or a username: these are never given twice. */
export async function peopleCalled(
  kysely: Kysely<DB>,
  text: string,
): Promise<readonly PersonCalled[]> {
  const folded = text.toLowerCase();
  const { rows } = await sql<PersonCalled & { readonly exact: boolean }>`
    with called as (
      select id, true as exact from audit_trail.audit_subject where kind = 'person' and id = ${text}
      union select actor_id, true from audit_trail.audit_entry
      where actor_kind = 'person' and (actor_id = ${text} or lower(actor_username) = ${folded})
      union select id, false from audit_trail.name
      where kind = 'person' and lower(name) = ${folded}
    )
    select id, bool_or(exact) as exact, coalesce((
      select name from audit_trail.name as named
      where named.kind = 'person' and named.id = called.id order by position desc limit 1
    ), id) as name
    from called group by id order by id`.execute(kysely);
  const exact = rows.filter((row) => row.exact);
  return (exact.length > 0 ? exact : rows).map(({ id, name }) => ({ id, name }));
}
