// A site by its name, as it was registered: for those whose name nobody reserved at the time.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";

/** Id of the first site of that name. Its stream in the log has the last word. */
export async function siteCalled(kysely: Kysely<DB>, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ readonly id: string }>`
    select named.location_id as id from whereabouts.whereabouts_location as named
    where named.name = ${name} and named.parent_location_id is null
      and not exists (
        select from whereabouts.whereabouts_location as earlier
        where earlier.location_id = named.location_id and earlier.position < named.position
      )
    order by named.position limit 1`.execute(kysely);
  return rows[0]?.id;
}
