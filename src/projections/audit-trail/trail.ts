// Questions to the audit trail, and its answer: entries in log order, as many as there are, never
// all in memory.
import { createHash } from "node:crypto";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { ActionClass, Criticality } from "../../domain/kernel/event-type.ts";
import type { SubjectKind } from "../../domain/kernel/subject.ts";
import { canonicalJson } from "../../integrity/canonical-json.ts";
import { knownAt } from "../known-at.ts";
import { positionsConcerning } from "./concerning.ts";
import { type AuditEntry, auditEntry, type EntryLine } from "./entry.ts";
import { type TrailKind, trailKinds } from "./which-trail.ts";

/** Everything that is asked for must hold of an entry; nothing asked: the whole trail. */
export interface TrailQuery {
  /**
   * What concerns the batch: its own events, and those of other streams (concerning.ts says which).
   */
  readonly batch?: string;
  /** What names this thing among its subjects. */
  readonly about?: { readonly kind: SubjectKind; readonly id: string };
  /** What this person did, or what was done about them. */
  readonly person?: string;
  /** By the server's clock, UTC; from is in it, until is not. */
  readonly from?: string;
  readonly until?: string;
  /**
   * Left out: record and system, so that log-ins do not drown what was done; all three where a
   * person, actions or types are asked for.
   */
  readonly trails?: readonly TrailKind[];
  readonly actions?: readonly ActionClass[];
  readonly types?: readonly string[];
  readonly criticalities?: readonly Criticality[];
  /** Draft Annex 11, 12.1: what people did, without machines, services and imports. */
  readonly peopleOnly?: boolean;
  readonly refusedOnly?: boolean;
  /** Annex 11, 8.2: what changed or voided an earlier value. */
  readonly changedOnly?: boolean;
  readonly lateOnly?: boolean;
  readonly foreignOnly?: boolean;
  /** A tree size; left out: all there is. */
  readonly asOf?: number;
  /** Only entries after this log index: how to go on where a page ended. */
  readonly after?: number;
  readonly limit?: number;
}

export interface Trail {
  readonly query: TrailQuery;
  readonly asOf: number;
  /** Starts from the beginning each time. */
  entries(): AsyncIterable<AuditEntry>;
  /** In what ways those who made the entries were known: `none`, `demo`, `password`, ... */
  authenticationMethods(): Promise<readonly string[]>;
}

/** Throws QueryFault AS_OF_AHEAD. A batch or thing that is not in the log has no entries. */
export async function auditTrailFor(kysely: Kysely<DB>, query: TrailQuery): Promise<Trail> {
  const asOf = await knownAt(kysely, "audit_trail", query.asOf);
  const concerning =
    query.batch === undefined ? undefined : await positionsConcerning(kysely, query.batch, asOf);
  return {
    query,
    asOf,
    entries: () => entries(kysely, query, asOf, concerning),
    authenticationMethods: () => methods(kysely, query, asOf, concerning),
  };
}

/** SHA-256, hex, of entries in their order: of each the text of RFC 8785 and a line feed. */
export function trailDigest() {
  const hash = createHash("sha256");
  return {
    add(entry: AuditEntry): void {
      hash.update(`${canonicalJson(entry)}\n`);
    },
    digest: (): string => hash.digest("hex"),
  };
}

/** The entries at these log indexes, in their order. */
export async function auditEntriesAt(
  kysely: Kysely<DB>,
  positions: readonly number[],
): Promise<readonly AuditEntry[]> {
  const part = { asOf: Number.MAX_SAFE_INTEGER, after: -1, among: positions };
  return (await linesOf(kysely, {}, { ...part, size: positions.length })).map(auditEntry);
}

const page = 1_000;

async function* entries(
  kysely: Kysely<DB>,
  query: TrailQuery,
  asOf: number,
  concerning: readonly number[] | undefined,
): AsyncGenerator<AuditEntry> {
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  let after = query.after ?? -1;
  const remaining = concerning?.filter((position) => position > after);
  for (let taken = 0; left > 0; taken += page) {
    const among = remaining?.slice(taken, taken + page);
    if (among?.length === 0) return;
    const size = Math.min(page, left);
    const lines = await linesOf(kysely, query, { asOf, after, among, size });
    for (const line of lines) yield auditEntry(line);
    left -= lines.length;
    if (!among && lines.length < size) return;
    after = lines.at(-1)?.position ?? after;
  }
}

async function methods(
  kysely: Kysely<DB>,
  query: TrailQuery,
  asOf: number,
  among: readonly number[] | undefined,
): Promise<readonly string[]> {
  const rows = await selected(kysely, query, { asOf, after: query.after ?? -1, among })
    .select("entry.authentication_method as method")
    .distinct()
    .orderBy("method")
    .execute();
  return rows.flatMap(({ method }) => method ?? []);
}

interface Page {
  readonly asOf: number;
  readonly after: number;
  readonly among: readonly number[] | undefined;
  readonly size: number;
}

const linesOf = (kysely: Kysely<DB>, query: TrailQuery, { size, ...part }: Page) =>
  selected(kysely, query, part)
    .selectAll("entry")
    .select(subjects.as("about"))
    .$castTo<EntryLine>()
    .orderBy("entry.position")
    .limit(size)
    .execute();

const selected = (
  kysely: Kysely<DB>,
  query: TrailQuery,
  { asOf, after, among }: Omit<Page, "size">,
) =>
  kysely
    .selectFrom("audit_trail.audit_entry as entry")
    .where("entry.position", "<", asOf)
    .where("entry.position", ">", after)
    .$if(among !== undefined, (where) =>
      where.where(sql<boolean>`entry.position = any(${`{${among}}`}::bigint[])`),
    )
    .where((where) => where.and(conditions(query)));

const subjects = sql`(
  select jsonb_agg(jsonb_build_object('kind', kind, 'id', id, 'name', name) order by kind, id)
  from audit_trail.audit_subject as subject where subject.position = entry.position
)`;

type Condition = RawBuilder<boolean>;

function conditions(query: TrailQuery): readonly Condition[] {
  const { about, person, from, until, actions, types, criticalities } = query;
  const among = (column: string, values: readonly string[] | undefined) =>
    values && sql<boolean>`${sql.ref(column)} = any(${[...values]}::text[])`;
  return [
    about && isAbout(about.kind, about.id),
    person !== undefined &&
      sql<boolean>`(entry.actor_kind = 'person' and entry.actor_id = ${person}
        or ${isAbout("person", person)})`,
    from !== undefined && sql<boolean>`entry.recorded_at >= ${from}`,
    until !== undefined && sql<boolean>`entry.recorded_at < ${until}`,
    inTrails(query),
    among("entry.action", actions),
    among("entry.event_type", types),
    among("entry.criticality", criticalities),
    query.peopleOnly && sql<boolean>`entry.actor_kind = 'person'`,
    query.refusedOnly && sql<boolean>`entry.action = 'refused'`,
    query.changedOnly && sql<boolean>`entry.changes_earlier_value`,
    query.lateOnly && sql<boolean>`entry.is_late`,
    query.foreignOnly && sql<boolean>`entry.origin = 'foreign'`,
  ].filter((condition) => typeof condition === "object");
}

/** Which trails an answer is taken from. */
export const trailsAsked = ({ trails, person, actions, types }: TrailQuery): readonly TrailKind[] =>
  trails ?? ((person ?? actions ?? types) ? trailKinds : ["record", "system"]);

/** Written out, so that the indexes over a part of the trails can be used. */
function inTrails(query: TrailQuery): Condition | undefined {
  const asked = trailsAsked(query);
  const left = trailKinds.filter((kind) => !asked.includes(kind));
  const [one] = left;
  if (one === undefined) return undefined;
  if (left.length === 1) return sql<boolean>`entry.trail <> ${sql.lit(one)}`;
  return sql<boolean>`entry.trail = ${sql.lit(asked[0] ?? "")}`;
}

const isAbout = (kind: SubjectKind, id: string): Condition => sql`exists (
  select from audit_trail.audit_subject as subject
  where subject.position = entry.position and subject.kind = ${kind} and subject.id = ${id}
)`;
