// What a user would pick instead: a table whose rows each hold a hash over their own content and
// the hash of the row before.
import type pg from "pg";
import type { LoggedBytes } from "../../src/eventstore/stored-event.ts";

const chunk = 1_000;

/** In chunks, each chained by the database in one statement. */
export async function appendChain(pool: pg.Pool, stored: readonly LoggedBytes[]): Promise<void> {
  await pool.query("drop table if exists chained");
  await pool.query("create table chained (id bigint primary key, content bytea, hash bytea)");
  for (let from = 0; from < stored.length; from += chunk) {
    const contents = stored
      .slice(from, from + chunk)
      .map(({ data, metadata }) => Buffer.concat([data, metadata]));
    await pool.query(
      `with recursive given as (
         select $1::bigint + n - 1 as id, content
         from unnest($2::bytea[]) with ordinality as g (content, n)
       ), linked as (
         select id, content,
           sha256(coalesce((select hash from chained where id = $1 - 1), '') || content) as hash
         from given where id = $1
         union all
         select given.id, given.content, sha256(linked.hash || given.content)
         from linked join given on given.id = linked.id + 1
       ) insert into chained select * from linked`,
      [from, contents],
    );
  }
}

/** Throws where a link is not what it should be. */
export async function checkChain(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query(
    `select count(*)::int as wrong from (
       select hash, sha256(coalesce(lag(hash) over (order by id), '') || content) as right_hash
       from chained
     ) as link where hash <> right_hash`,
  );
  if (rows[0]?.wrong !== 0) throw new Error("The chain is broken.");
}
