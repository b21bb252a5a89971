// Everybody who has or had an account: for administration, and for the review of access (21 CFR
// 11.300(b); draft Annex 11, 11.11).
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { Duty } from "../../../domain/kernel/access/duty.ts";
import { digestOf } from "../../../integrity/canonical-json.ts";
import type { Granted } from "../state/grant.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";
import { type PersonAt, peopleAt } from "../state/person.ts";
import { dormantSince, standsFor } from "../state/right.ts";
import { type Rules, rulesAt } from "../state/rules.ts";

export interface PersonLine {
  readonly id: string;
  readonly username: string;
  readonly printedName: string;
  readonly initials: string;
  readonly account: "personal" | "shared";
  readonly enrolledAt: string;
  readonly status: "enabled" | "disabled" | "left";
  readonly statusSince: string;
  readonly statusReason: string | null;
  /** `until` null: until somebody unlocks it. */
  readonly locked: { readonly since: string; readonly until: string | null } | null;
  /** The grants that stand, by role; one that is not valid yet or any more is among them. */
  readonly roles: readonly RoleHeld[];
  readonly duties: readonly Duty[];
  readonly identityVerifiedAt: string | null;
  /** The statement as it is published now. */
  readonly statementAccepted: boolean;
  readonly lastLogInAt: string | null;
  readonly dormantSince: string | null;
  readonly failedLogIns: number;
  /** How many of each kind stand; nothing of what they are. */
  readonly credentials: { readonly [kind: string]: number };
}

export interface RoleHeld extends Pick<Granted, "role" | "duty" | "scope" | "from" | "until"> {
  /** As the role is called; null: it is not defined, or retired, and gives nothing. */
  readonly title: string | null;
  readonly requestedBy: string | null;
  readonly grantedAt: string;
  readonly grantedBy: string;
  readonly inForce: boolean;
}

export interface PeopleList extends Moment {
  /** By username, and by id where that is the same. */
  readonly people: readonly PersonLine[];
  /** SHA-256 over RFC 8785 of `people`: the same whenever it is asked for as of this tree size. */
  readonly digest: string;
}

/** Throws QueryFault AS_OF_AHEAD. */
export async function peopleList(kysely: Kysely<DB>, asked: AskedAt = {}): Promise<PeopleList> {
  const moment = await momentOf(kysely, asked);
  const rules = await rulesAt(kysely, moment.asOf);
  const people = (await peopleAt(kysely, moment.asOf))
    .map((person) => lineOf(person, rules, moment.at))
    .sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
  return { ...moment, people, digest: digestOf(people) };
}

const sortKey = ({ username, id }: PersonLine): string => `${username}\0${id}`;

function lineOf(person: PersonAt, rules: Rules, at: string): PersonLine {
  const { id, username, account, name, status, locked } = person;
  const roles = rolesOf(person, rules, at);
  const isLocked = locked !== null && (locked.until === null || isBefore(at, locked.until));
  return {
    id,
    username,
    printedName: name.printedName,
    initials: name.initials,
    account,
    enrolledAt: person.enrolled.at,
    status: status.status,
    statusSince: status.at,
    statusReason: status.reason,
    locked: isLocked ? { since: locked.at, until: locked.until } : null,
    roles,
    duties: [...new Set(roles.map(({ duty }) => duty))].sort(),
    identityVerifiedAt: person.verified?.at ?? null,
    statementAccepted: standsFor(person, rules).statementAccepted,
    lastLogInAt: person.lastLogInAt,
    dormantSince: dormantSince(person, rules, at),
    failedLogIns: person.failures,
    credentials: credentialsByKind(person, at),
  };
}

const rolesOf = ({ grants }: PersonAt, rules: Rules, at: string): readonly RoleHeld[] =>
  grants
    .filter(({ ended }) => ended === null)
    .map(({ role, duty, scope, from, until, requestedBy, granted }): RoleHeld => {
      const defined = rules.roles.get(role);
      const title = defined?.status === "defined" ? defined.title : null;
      const isTime =
        (from === null || !isBefore(at, from)) && (until === null || isBefore(at, until));
      return {
        role,
        title,
        duty,
        scope,
        from,
        until,
        requestedBy,
        grantedAt: granted.at,
        grantedBy: granted.by.name,
        inForce: title !== null && isTime,
      };
    })
    .sort((one, other) => (one.role < other.role ? -1 : 1));

function credentialsByKind({ credentials }: PersonAt, at: string): PersonLine["credentials"] {
  const valid = credentials.filter(
    ({ expiresAt }) => expiresAt === null || isBefore(at, expiresAt),
  );
  const kinds = Map.groupBy(valid, ({ kind }) => kind);
  return Object.fromEntries([...kinds].sort().map(([kind, held]) => [kind, held.length]));
}

const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);
