// "Rights of P on day D" (Annex 11, 12.3; regulatory, AT-26).
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { rightNames } from "../../../domain/kernel/access/right.ts";
import { QueryFault } from "../../query-fault.ts";
import type { GrantOnce } from "../state/grant.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";
import { type AccountStatus, type PersonAt, type PersonName, peopleAt } from "../state/person.ts";
import { type Barred, barred, type RightHeld, rightsOfGrant, standsFor } from "../state/right.ts";
import { rulesAt } from "../state/rules.ts";

export interface RightsOf extends Moment {
  readonly person: Pick<PersonAt, "id" | "username" | "account" | "enrolled" | "verified">;
  readonly names: readonly PersonName[];
  readonly statuses: readonly AccountStatus[];
  /** Why there are no rights, where the account could not be used. */
  readonly barred: Barred | null;
  /** In the order of the list of rights, and of the grants that give them. */
  readonly rights: readonly RightHeld[];
  /** Every grant there was by then, also those that give nothing by now, or not yet. */
  readonly grants: readonly GrantOnce[];
}

/** Throws QueryFault NOT_IN_LOG where nobody of this id was enrolled by then, and AS_OF_AHEAD. */
export async function rightsOf(
  kysely: Kysely<DB>,
  personId: string,
  asked: AskedAt = {},
): Promise<RightsOf> {
  const moment = await momentOf(kysely, asked);
  const [person] = await peopleAt(kysely, moment.asOf, personId);
  if (!person) throw new QueryFault("NOT_IN_LOG", `Nobody of the id ${personId} was enrolled.`);
  const rules = await rulesAt(kysely, moment.asOf);
  const why = barred(person, rules, moment.at);
  const { id, username, account, enrolled, verified, names, statuses, grants } = person;
  const standing = grants.filter(({ ended }) => ended === null);
  const there = { at: moment.at };
  return {
    ...moment,
    person: { id, username, account, enrolled, verified },
    names,
    statuses,
    barred: why,
    rights: why
      ? []
      : standing
          .map(({ ended: _, ...given }) => given)
          .flatMap((given) => rightsOfGrant(given, standsFor(person, rules), rules, there))
          .sort(byRight),
    grants,
  };
}

const byRight = (one: RightHeld, other: RightHeld): number => {
  const order = rightNames.indexOf(one.right) - rightNames.indexOf(other.right);
  return order === 0 ? one.granted.position - other.granted.position : order;
};
