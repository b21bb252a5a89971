// "Who could release on day D" (regulatory, AT-26): people and services that held a right.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { isForMachines, type Right } from "../../../domain/kernel/access/right.ts";
import type { RefusalCode } from "../../../domain/kernel/refusal.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";
import { type PersonAt, peopleAt } from "../state/person.ts";
import {
  type Barred,
  barred,
  keyStands,
  type Part,
  type RightHeld,
  rightsOfGrant,
  standsFor,
} from "../state/right.ts";
import { type Rules, rulesAt } from "../state/rules.ts";
import { type ServiceAt, servicesAt } from "../state/service.ts";

export interface Holder extends Omit<RightHeld, "right" | "hindrance"> {
  readonly kind: "person" | "service";
  readonly id: string;
  /** Printed name, or the service's, as of then. */
  readonly name: string;
  readonly username: string | null;
  /** Of a service: by which of its keys. */
  readonly key: { readonly id: string; readonly label: string } | null;
}

/** One to whom it was granted, and who could not use it. */
export interface Hindered extends Holder {
  readonly hindrance: RefusalCode | Barred;
}

export interface HoldersOf extends Moment {
  readonly right: Right;
  readonly part: Part;
  /** Who could, people first, by name; once for each grant that gives it. */
  readonly holders: readonly Holder[];
  readonly hindered: readonly Hindered[];
}

/**
 * For a site, a material and a client: whose grant includes them; what is left out is any. Throws
 * QueryFault AS_OF_AHEAD.
 */
export async function holdersOf(
  kysely: Kysely<DB>,
  right: Right,
  { asOf, on, ...part }: Part & AskedAt = {},
): Promise<HoldersOf> {
  const asked = { ...(asOf !== undefined && { asOf }), ...(on !== undefined && { on }) };
  const moment = await momentOf(kysely, asked);
  const rules = await rulesAt(kysely, moment.asOf);
  const people = await peopleAt(kysely, moment.asOf);
  const services = await servicesAt(kysely, moment.asOf);
  const there = { ...part, at: moment.at };
  const found = [
    ...people.flatMap((person) => ofPerson(person, right, rules, there)),
    ...services.flatMap((service) => ofService(service, right, rules, there)),
  ].sort(inOrder);
  return {
    ...moment,
    right,
    part,
    holders: found.flatMap(({ hindrance, ...holder }) => (hindrance === null ? [holder] : [])),
    hindered: found.flatMap(({ hindrance, ...holder }) =>
      hindrance === null ? [] : [{ ...holder, hindrance }],
    ),
  };
}

type Found = Holder & { readonly hindrance: RefusalCode | Barred | null };
type There = Part & { readonly at: string };

function ofPerson(person: PersonAt, right: Right, rules: Rules, there: There): readonly Found[] {
  const why = barred(person, rules, there.at);
  const { id, username, name, grants } = person;
  const who = { kind: "person", id, name: name.printedName, username, key: null } as const;
  return grants
    .filter(({ ended }) => ended === null)
    .map(({ ended: _, ...given }) => given)
    .flatMap((given) => rightsOfGrant(given, standsFor(person, rules), rules, there))
    .filter((held) => held.right === right)
    .map(({ right: _, hindrance, ...held }) => ({ ...who, ...held, hindrance: why ?? hindrance }));
}

const ofService = (
  { id, name, keys }: ServiceAt,
  right: Right,
  rules: Rules,
  there: There,
): readonly Found[] =>
  keys
    .filter(({ rights }) => rights.includes(right) && isForMachines(right))
    .flatMap((one) => {
      const { id: keyId, label, rights: _, actsFor: __, approved: ___, ...given } = one;
      const key = { id: keyId, label };
      return rightsOfGrant(given, keyStands(one), rules, there)
        .filter((held) => held.right === right)
        .map(({ right: ____, ...held }) => {
          return { kind: "service", id, name, username: null, key, ...held } as const;
        });
    });

/** By code units, so that it is the same on every machine. */
const inOrder = (one: Found, other: Found): number => {
  const [left, right] = [sortKey(one), sortKey(other)];
  return left < right ? -1 : left > right ? 1 : one.granted.position - other.granted.position;
};
const sortKey = ({ kind, name, id }: Found): string => [kind, name, id].join("\0");
