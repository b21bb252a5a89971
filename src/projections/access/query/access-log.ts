// The access log: who came when, by what proof, in which roles, from where, and how the session
// ended; what failed, and locks (draft Annex 11, 11.9). One row for each session.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";

export interface AccessLogQuery extends AskedAt {
  readonly person?: string;
  /** Of the log-in, by the server's clock; from is in it, until is not. */
  readonly from?: string;
  readonly until?: string;
  /** Only rows after this log index: how to go on where a page ended. */
  readonly after?: number;
  readonly limit?: number;
}

export type AccessKind =
  | "session"
  | "failed"
  | "unknownNames"
  | "cloneSuspected"
  | "locked"
  | "unlocked";

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

/** Throws QueryFault AS_OF_AHEAD. */
export async function accessLog(
  kysely: Kysely<DB>,
  query: AccessLogQuery = {},
): Promise<AccessLog> {
  const moment = await momentOf(kysely, query);
  const limit = query.limit ?? pageSize;
  const { rows: lines } = await sql<AccessLine>`
    with line as materialized (
      select * from (
        select 'session' as kind, position, at, person_id from access.log_in
        union all select what, position, at, person_id from access.log_in_failure
        union all select what, position, at, person_id from access.account_lock
      ) as any_line
      where position < ${moment.asOf} and position > ${query.after ?? -1} ${within(query)}
      order by position limit ${limit}
    )
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
        and session_end.position > log_in.position and session_end.position < ${moment.asOf}
      order by session_end.position limit 1
    ) as ended on true
    order by line.position`.execute(kysely);
  const last = lines.length === limit ? lines.at(-1)?.position : undefined;
  return { ...moment, lines, ...(last !== undefined && { next: { after: last } }) };
}

const within = ({ person, from, until }: AccessLogQuery) => sql`
  ${person === undefined ? sql`` : sql`and person_id = ${person}`}
  ${from === undefined ? sql`` : sql`and at >= ${from}`}
  ${until === undefined ? sql`` : sql`and at < ${until}`}`;

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
