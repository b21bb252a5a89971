// The access log: who came when, by what proof, in which roles, from where, and how the session
// ended; what failed, and locks (draft Annex 11, 11.9). One row for each session.
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";

export interface AccessLogQuery extends AskedAt {
  readonly person?: string;
  /** Of the log-in, by the server's clock; from is in it, until is not. */
  readonly from?: string;
  readonly until?: string;
  readonly kinds?: readonly AccessKind[];
  /** Lines that have this text in one of their fields, in small letters or capitals. */
  readonly find?: string;
  /**
   * Left out: in the order of the log. Lines that are alike stay in it; those without a value come
   * last.
   */
  readonly sort?: AccessSort;
  readonly descending?: boolean;
  /** Only lines after the one with this log index: how to go on where a page ended. */
  readonly after?: number;
  readonly limit?: number;
}

export const accessKinds = [
  "session",
  "failed",
  "unknownNames",
  "cloneSuspected",
  "locked",
  "unlocked",
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** Each column by which the lines can be sorted, alike in every database. */
const sortKeys = {
  at: sql`position`,
  kind: sql`kind collate "C"`,
  name: sql`lower(person ->> 'name') collate "C"`,
  username: sql`lower(person ->> 'username') collate "C"`,
  roles: sql`nullif(array_to_string(roles, ' '), '') collate "C"`,
  method: sql`method collate "C"`,
  assurance: sql`assurance collate "C"`,
  network: sql`network collate "C"`,
  workstation: sql`workstation collate "C"`,
  endedAt: sql`"endedAt"`,
  cause: sql`cause collate "C"`,
  why: sql`why collate "C"`,
} as const satisfies Record<string, RawBuilder<unknown>>;
export type AccessSort = keyof typeof sortKeys;
export const accessSorts = Object.keys(sortKeys) as readonly AccessSort[] as [
  AccessSort,
  ...AccessSort[],
];

export interface AccessLine {
  readonly kind: AccessKind;
  /** Log index of the log-in, the failure or the lock. */
  readonly position: number;
  readonly at: string;
  /** By the names of then; null: under a name that nobody has. */
  readonly person: {
    readonly id: string;
    readonly username: string | null;
    readonly name: string | null;
  } | null;
  /** Granted and valid then, by id. */
  readonly roles: readonly string[];
  readonly sessionId: string | null;
  readonly method: string | null;
  readonly assurance: string | null;
  readonly network: string | null;
  readonly workstation: string | null;
  /** Sessions of the same person that were open at other stations (AT-21). */
  readonly otherSessions: number;
  /** Null: the session has not ended, or it is none. */
  readonly endedAt: string | null;
  readonly cause: string | null;
  /** Of a failure, or of an unlocking. */
  readonly why: string | null;
  /** Attempts that failed. */
  readonly count: number | null;
  readonly lockedUntil: string | null;
}

export interface AccessLog extends Moment {
  /** In the order of the log. */
  readonly lines: readonly AccessLine[];
  /** There may be more; ask again with this. */
  readonly next?: { readonly after: number };
}

const pageSize = 500;
const pageOfWhole = 5_000;

/** Throws QueryFault AS_OF_AHEAD. */
export async function accessLog(
  kysely: Kysely<DB>,
  query: AccessLogQuery = {},
): Promise<AccessLog> {
  const moment = await momentOf(kysely, query);
  const limit = query.limit ?? pageSize;
  const { sort = "at", descending = false, find = "" } = query;
  // Then the first of a page are looked up, and no others.
  const isByLog = sort === "at" && !descending;
  const isPage = isByLog && find === "";
  const { rows: lines } = await sql<AccessLine>`
    with line as materialized (
      select * from (
        select 'session' as kind, position, at, person_id from access.log_in
        union all select what, position, at, person_id from access.log_in_failure
        union all select what, position, at, person_id from access.account_lock
      ) as any_line
      where position < ${moment.asOf} ${within(query)}
        ${isByLog ? sql`and position > ${query.after ?? -1}` : sql``}
      ${isPage ? sql`order by position limit ${limit}` : sql``}
    ), told as (${toldOf(moment.asOf)}
    ), placed as (
      select *, row_number() over (
        order by ${sortKeys[sort]} ${descending ? sql`desc` : sql`asc`} nulls last, position
      ) as place
      from told
      where ${find === "" ? sql`true` : hasText(find)}
    )
    select kind, position, at, person, roles, "sessionId", method, assurance, network,
      workstation, "otherSessions", "endedAt", cause, why, count, "lockedUntil"
    from placed
    where ${isByLog || query.after === undefined ? sql`true` : isAfter(query.after)}
    order by place limit ${limit}`.execute(kysely);
  const last = lines.length === limit ? lines.at(-1)?.position : undefined;
  return { ...moment, lines, ...(last !== undefined && { next: { after: last } }) };
}

const toldOf = (asOf: number) => sql`
  select line.kind, line.position, line.at,
    case when line.person_id is not null then jsonb_build_object(
      'id', line.person_id, 'username', ${usernameThen}, 'name', ${nameThen}
    ) end as person,
    array(${rolesThen}) as roles,
    log_in.session_id as "sessionId", log_in.method, log_in.assurance,
    coalesce(log_in.network, failure.network) as network, log_in.workstation,
    coalesce(log_in.other_sessions, 0) as "otherSessions",
    ended.at as "endedAt", ended.why as cause,
    coalesce(failure.why, lock.reason) as why,
    coalesce(failure.count, lock.failures) as count, lock.until_at as "lockedUntil"
  from line
  left join access.log_in on log_in.position = line.position
  left join access.log_in_failure as failure on failure.position = line.position
  left join access.account_lock as lock on lock.position = line.position
  left join lateral (
    select at, why from access.session_end
    where session_end.session_id = log_in.session_id
      and session_end.position > log_in.position and session_end.position < ${asOf}
    order by session_end.position limit 1
  ) as ended on true`;

const hasText = (text: string) => sql`exists (
  select from jsonb_each_text((to_jsonb(told) - 'person') || coalesce(person, '{}')) as field
  where strpos(lower(field.value), lower(${text}::text)) > 0
)`;

const isAfter = (position: number) =>
  sql`place > (select place from placed where position = ${position})`;

/** All of it, as of one moment, never whole in memory. Throws QueryFault AS_OF_AHEAD. */
export async function wholeAccessLog(kysely: Kysely<DB>, query: AccessLogQuery) {
  const { asOf } = await momentOf(kysely, query);
  return { asOf, lines: () => pagesOf(kysely, { ...query, asOf }) };
}

async function* pagesOf(kysely: Kysely<DB>, query: AccessLogQuery): AsyncGenerator<AccessLine> {
  let { after } = query;
  do {
    const asked = { ...query, limit: pageOfWhole, ...(after !== undefined && { after }) };
    const { lines, next }: AccessLog = await accessLog(kysely, asked);
    yield* lines;
    after = next?.after;
  } while (after !== undefined);
}

const within = ({ person, from, until, kinds }: AccessLogQuery) => sql`
  ${person === undefined ? sql`` : sql`and person_id = ${person}`}
  ${from === undefined ? sql`` : sql`and at >= ${from}`}
  ${until === undefined ? sql`` : sql`and at < ${until}`}
  ${kinds === undefined ? sql`` : sql`and kind = any(${[...kinds]}::text[])`}`;

const usernameThen = sql`(
  select username from access.person
  where person.person_id = line.person_id and person.position < line.position
  order by person.position desc limit 1
)`;

const nameThen = sql`(
  select printed_name from access.person_name as named
  where named.person_id = line.person_id and named.position < line.position
  order by named.position desc limit 1
)`;

/** The last word on each role before the line, unless the person has left or come anew since. */
const rolesThen = sql`
  select role_id from (
    select distinct on (role_id) role_id, what, position, from_at, until_at
    from access.role_grant as given
    where given.person_id = line.person_id and given.position < line.position
    order by role_id, position desc
  ) as latest
  where what = 'granted'
    and (from_at is null or from_at <= line.at) and (until_at is null or until_at > line.at)
    and position > coalesce((
      select max(position) from access.account_status as status
      where status.person_id = line.person_id and status.position < line.position
        and status.status = 'left'
    ), -1)
  order by role_id`;
