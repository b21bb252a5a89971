// What a schema.sql may not hold, because a rebuild would not come out the same: values that depend
// on when and where rows are written, things outside its own schema, rows without a key, tables
// without a digest.
import type { ClientBase } from "pg";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Projection } from "../projection.ts";
import { ProjectionFault } from "./fault.ts";

/**
 * Before the text is run: some words would end the transaction that it is tried in. Throws
 * SCHEMA_UNFIT.
 */
export function refuseWords(name: string, text: string): void {
  refuse(
    name,
    wordsOf(text).map((word) => `a word that has no place there: ${word}`),
  );
}

/** Looks at what the text made in this transaction; throws SCHEMA_UNFIT. */
export async function refuseUnfit<Event extends AnyEvent>(
  client: ClientBase,
  schema: string,
  { name, digest }: Projection<Event>,
): Promise<void> {
  const { rows } = await client.query<Line>(findings, [schema]);
  const tables = rows.filter(({ what }) => what === "table").map(({ which }) => which);
  refuse(name, [
    ...rows.filter(({ what }) => what !== "table").map(({ what, which }) => `${what}: ${which}`),
    ...tables.filter((table) => !(table in digest)).map((table) => `no digest of table: ${table}`),
    ...Object.keys(digest)
      .filter((table) => !tables.includes(table))
      .map((table) => `a digest of no table: ${table}`),
  ]);
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new ProjectionFault("SCHEMA_UNFIT", `schema.sql of ${name}: ${faults.join("; ")}`);
}

interface Line {
  readonly what: string;
  readonly which: string;
}

/** Words outside comments. Their result depends on the moment, or they end the transaction. */
function wordsOf(text: string): readonly string[] {
  const bare = text.replace(/--.*$/gm, "").replace(/\/\*.*?\*\//gs, "");
  return [...bare.matchAll(forbidden)].map(([word]) => word);
}

const functions = "now|nextval|random|setseed|timeofday|gen_random_uuid|uuidv[47]";
const timestamps = "(?:clock|statement|transaction)_timestamp";
const values = "(?:current|local)_?(?:date|time|timestamp|user|role)|session_user";
const forbidden = new RegExp(
  `\\b(?:(?:${functions}|${timestamps})(?=\\s*\\()|${values}|begin|commit|rollback|set)\\b`,
  "gi",
);

const findings = `
  with own as (select oid from pg_namespace where nspname = $1),
  relation as (select c.* from pg_class c join own on c.relnamespace = own.oid)
  select 'table' as what, relname::text as which from relation
   where relkind in ('r', 'p') and not relispartition
  union all
  select 'a sequence', relname from relation where relkind = 'S'
  union all
  select 'no primary key', relname from relation
   where relkind in ('r', 'p')
     and not exists (select from pg_index where indrelid = relation.oid and indisprimary)
  union all
  select 'a trigger', tgname from pg_trigger t join relation r on r.oid = t.tgrelid
   where not t.tgisinternal
  union all
  select 'a default', r.relname || '.' || a.attname
    from pg_attribute a join relation r on r.oid = a.attrelid
   where a.atthasdef and a.attgenerated = ''
  union all
  select 'a function', proname from pg_proc p join own on p.pronamespace = own.oid
  union all
  select 'a key into another schema', conname
    from pg_constraint k join relation r on r.oid = k.conrelid
    join pg_class other on other.oid = k.confrelid
   where other.relnamespace <> r.relnamespace
  union all
  select 'made in another schema', c.oid::regclass::text
    from pg_class c, own
   where c.xmin = pg_current_xact_id()::xid
     and c.relnamespace not in (own.oid, 'pg_toast'::regnamespace)
     and not exists (select from pg_attribute a where a.attrelid = c.oid and a.xmin <> c.xmin)`;
