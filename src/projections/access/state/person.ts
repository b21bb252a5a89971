// A person as the rows below a tree size tell: the same fold as the domain's, with its history.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { guesses } from "../../../domain/person/log-in/events.ts";
import { type GrantOnce, grantsIn } from "./grant.ts";
import { type Done, done, type Row, rowsBelow } from "./rows.ts";

export interface PersonName extends Done {
  readonly printedName: string;
  readonly initials: string;
}

export interface AccountStatus extends Done {
  readonly status: "enabled" | "disabled" | "left";
  readonly reason: string | null;
}

export interface CredentialHeld {
  readonly id: string;
  readonly kind: string;
  readonly label: string | null;
  readonly expiresAt: string | null;
  readonly deviceBound: boolean | null;
  readonly given: Done;
}

export interface PersonAt {
  readonly id: string;
  readonly username: string;
  readonly account: "personal" | "shared";
  readonly enrolled: Done;
  readonly name: PersonName;
  /** Every name there was, that of now last. */
  readonly names: readonly PersonName[];
  readonly status: AccountStatus;
  /** Every status there was, that of now last. */
  readonly statuses: readonly AccountStatus[];
  readonly locked: (Done & { readonly until: string | null }) | null;
  readonly verified: (Done & { readonly how: string }) | null;
  readonly accepted: (Done & { readonly version: string; readonly digest: string }) | null;
  /** By topic, until which day; null: without end. */
  readonly trainings: ReadonlyMap<string, string | null>;
  readonly credentials: readonly CredentialHeld[];
  /** Every grant there was, in the order of the log. */
  readonly grants: readonly GrantOnce[];
  readonly lastLogInAt: string | null;
  /** Guesses since the password was last right, or unlocked. */
  readonly failures: number;
}

/** In the order of their ids; whoever was never enrolled is not among them. */
export async function peopleAt(
  kysely: Kysely<DB>,
  asOf: number,
  personId?: string,
): Promise<readonly PersonAt[]> {
  const where = { column: "person_id", is: personId } as const;
  const enrolments = await rowsBelow(kysely, "person", asOf, where);
  const enrolledAs = new Map(enrolments.map((row) => [row.person_id, row]));
  // As in the fold, what came before the person was enrolled is nothing.
  const known = <Of extends OfPerson>(rows: readonly Of[]) => {
    const later = rows.filter(
      ({ person_id, position }) =>
        position >= (enrolledAs.get(person_id)?.position ?? Number.POSITIVE_INFINITY),
    );
    const groups = Map.groupBy(later, ({ person_id }) => person_id);
    return (id: string): readonly Of[] => groups.get(id) ?? [];
  };
  const names = known(await rowsBelow(kysely, "person_name", asOf, where));
  const statuses = known(await rowsBelow(kysely, "account_status", asOf, where));
  const locks = known(await rowsBelow(kysely, "account_lock", asOf, where));
  const verified = known(await rowsBelow(kysely, "identity_verified", asOf, where));
  const accepted = known(await rowsBelow(kysely, "statement_accepted", asOf, where));
  const trainings = known(await rowsBelow(kysely, "training", asOf, where));
  const credentials = known(await rowsBelow(kysely, "credential", asOf, where));
  const grants = known(await rowsBelow(kysely, "role_grant", asOf, where));
  const logIns = known(await lastLogIns(kysely, asOf, personId));
  return [...enrolledAs.values()]
    .sort((one, other) => (one.person_id < other.person_id ? -1 : 1))
    .map((enrolled): PersonAt => {
      const id = enrolled.person_id;
      const [logIn] = logIns(id);
      return {
        ...identityIn(enrolled, names(id)),
        ...statusIn(statuses(id)),
        locked: lockIn(locks(id), logIn?.proven_position ?? -1),
        verified: verifiedIn(verified(id)),
        accepted: acceptedIn(accepted(id)),
        trainings: new Map(trainings(id).map((row) => [row.topic, row.valid_until])),
        credentials: credentialsIn(credentials(id)),
        grants: grantsIn(grants(id), statuses(id)),
        lastLogInAt: logIn?.at ?? null,
        failures: logIn?.failures ?? 0,
      };
    });
}

interface OfPerson {
  readonly person_id: string;
  readonly position: number;
}

/** One line for each person, at the place of the enrolment. */
interface LastLogIn extends OfPerson {
  /** Of the last one by password. */
  readonly proven_position: number | null;
  readonly at: string | null;
  readonly failures: number;
}

async function lastLogIns(
  kysely: Kysely<DB>,
  asOf: number,
  personId: string | undefined,
): Promise<readonly LastLogIn[]> {
  const of = personId === undefined ? sql`` : sql`and person_id = ${personId}`;
  const { rows } = await sql<LastLogIn>`
    select one.person_id, one.position, proven.position as proven_position, log_in.at, (
      select count(*) from access.log_in_failure as failure
      where failure.person_id = one.person_id and failure.what = 'failed'
        and failure.why in (${sql.join([...guesses])}) and failure.position < ${asOf}
        and failure.position > greatest(one.position, proven.position, unlocked.position)
    ) as failures
    from (
      select person_id, max(position) as position from access.person
      where position < ${asOf} ${of} group by person_id
    ) as one
    left join lateral (
      select at from access.log_in
      where log_in.person_id = one.person_id and position < ${asOf} and position > one.position
      order by position desc limit 1
    ) as log_in on true
    left join lateral (
      select max(position) as position from access.log_in
      where log_in.person_id = one.person_id and position < ${asOf} and position > one.position
        and method = 'password'
    ) as proven on true
    left join lateral (
      select max(position) as position from access.account_lock
      where account_lock.person_id = one.person_id and what = 'unlocked' and position < ${asOf}
    ) as unlocked on true`.execute(kysely);
  return rows;
}

function identityIn(enrolled: Row<"person">, rows: readonly Row<"person_name">[]) {
  const names = rows.map((row): PersonName => {
    const { printed_name: printedName, initials } = row;
    return { ...done(row), printedName, initials };
  });
  const account = enrolled.account === "shared" ? "shared" : "personal";
  const of = { id: enrolled.person_id, username: enrolled.username, enrolled: done(enrolled) };
  return { ...of, account, name: last(names), names } as const;
}

function statusIn(rows: readonly Row<"account_status">[]) {
  const statuses = rows.map((row): AccountStatus => {
    const status = row.status === "left" || row.status === "disabled" ? row.status : "enabled";
    return { ...done(row), status, reason: row.reason };
  });
  return { status: last(statuses), statuses };
}

/** Who was enrolled has a name and a status from then on. */
function last<Item>(list: readonly Item[]): Item {
  const item = list.at(-1);
  if (item === undefined) throw new Error("A person was enrolled without a name or a status.");
  return item;
}

/** A log-in by password ends a lock, as unlocking does. */
function lockIn(rows: readonly Row<"account_lock">[], provenPosition: number): PersonAt["locked"] {
  const lock = rows.at(-1);
  if (lock?.what !== "locked" || lock.position < provenPosition) return null;
  return { ...done(lock), until: lock.until_at };
}

function verifiedIn(rows: readonly Row<"identity_verified">[]): PersonAt["verified"] {
  const row = rows.at(-1);
  return row ? { ...done(row), how: row.how } : null;
}

function acceptedIn(rows: readonly Row<"statement_accepted">[]): PersonAt["accepted"] {
  const row = rows.at(-1);
  return row ? { ...done(row), version: row.version, digest: row.digest } : null;
}

function credentialsIn(rows: readonly Row<"credential">[]): readonly CredentialHeld[] {
  const held = new Map<string, CredentialHeld>();
  for (const row of rows) {
    if (row.ended !== null) held.delete(row.credential_id);
    else {
      held.set(row.credential_id, {
        id: row.credential_id,
        kind: row.kind,
        label: row.label,
        expiresAt: row.expires_at,
        deviceBound: row.device_bound,
        given: done(row),
      });
    }
  }
  return [...held.values()];
}
