// The fold of entries as a Qualified Person.
import type { QualifiedAs } from "../../kernel/access/qualified-as.ts";
import type { Reservation } from "../../kernel/decider.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import { foldedValue } from "../../kernel/identifier.ts";
import type { PersonState } from "../person.ts";
import type { Entry, qualifiedPersonEvents } from "./events.ts";

export interface QualifiedPersonPart {
  /** By number: a later entry of a number replaces it, also where the register is another. */
  readonly qualified: ReadonlyMap<string, Entry>;
  /** Numbers whose entries were ended. */
  readonly qualifiedBefore: ReadonlySet<string>;
  /**
   * By register and number, as it stood last: ended or of another register by now, it stays theirs
   * until it is withdrawn.
   */
  readonly registered: ReadonlyMap<string, Entry>;
  /** By register and number: entered in error, and when it was withdrawn, by the server's time. */
  readonly registeredInError: ReadonlyMap<string, string>;
}

/** However it is written: case, spaces and composition of letters make no other number. */
const folded = (text: string): string => foldedValue(text).trim().replaceAll(/\s+/g, " ");

/** Each authority numbers those in its own register, and gives a number to one person, for ever. */
export const registerIdentifier = ({ registerNumber, authority }: QualifiedAs): Reservation => ({
  scheme: "qualifiedPerson",
  issuer: folded(authority),
  value: folded(registerNumber),
  asWritten: { issuer: authority, value: registerNumber },
});

export const inRegister = ({ registerNumber, authority }: QualifiedAs): string =>
  JSON.stringify([folded(authority), folded(registerNumber)]);

export const numberOf = ({ registerNumber }: Pick<QualifiedAs, "registerNumber">): string =>
  folded(registerNumber);

export const sameRegister = (one: QualifiedAs, other: QualifiedAs): boolean =>
  folded(one.authority) === folded(other.authority);

export const notQualified: QualifiedPersonPart = {
  qualified: new Map(),
  qualifiedBefore: new Set(),
  registered: new Map(),
  registeredInError: new Map(),
};

export function evolveQualified(
  part: QualifiedPersonPart,
  event: EventOf<(typeof qualifiedPersonEvents)[number]>,
  at: string,
): QualifiedPersonPart {
  const number = numberOf(event.data);
  const entries = new Map(part.qualified);
  switch (event.type) {
    case "QualifiedPersonEntered":
    case "QualifiedPersonEntryChanged":
      return {
        ...part,
        qualified: entries.set(number, event.data),
        registered: new Map(part.registered).set(inRegister(event.data), event.data),
        registeredInError: without(part.registeredInError, inRegister(event.data)),
      };
    case "QualifiedPersonEntryEnded":
      entries.delete(number);
      return {
        ...part,
        qualified: entries,
        qualifiedBefore: new Set(part.qualifiedBefore).add(number),
      };
    case "QualifiedPersonEntryWithdrawn":
      return withdrawn(part, event.data, at);
    default:
      return event satisfies never;
  }
}

/** Under another register the number stands on. */
function withdrawn(part: QualifiedPersonPart, data: Entry, at: string): QualifiedPersonPart {
  const key = inRegister(data);
  const qualified = new Map(part.qualified);
  const standing = qualified.get(numberOf(data));
  if (standing && sameRegister(standing, data)) qualified.delete(numberOf(data));
  const registered = new Map(part.registered);
  registered.delete(key);
  return {
    ...part,
    qualified,
    registered,
    registeredInError: new Map(part.registeredInError).set(key, at),
  };
}

function without(all: ReadonlyMap<string, string>, one: string): ReadonlyMap<string, string> {
  const rest = new Map(all);
  rest.delete(one);
  return rest;
}

interface Certified {
  /** All of those at which it was made. */
  readonly sites: readonly string[];
  readonly materialDefinitionId: string;
  /** A calendar date at the site. */
  readonly date: string;
}

/** Undefined: on that day no entry of the person covers the product at every such site. */
export function qualifiedFor(
  state: PersonState,
  { sites: madeAt, materialDefinitionId, date }: Certified,
): QualifiedAs | undefined {
  if (state.status === "unknown" || state.account === "left") return undefined;
  const found = [...state.qualified.values()].find(
    ({ sites, materials, from = date, until = date }) =>
      from <= date &&
      date <= until &&
      madeAt.every((site) => covers(sites, site)) &&
      covers(materials, materialDefinitionId),
  );
  return found && { registerNumber: found.registerNumber, authority: found.authority };
}

const covers = (list: "all" | readonly string[], one: string): boolean =>
  list === "all" || list.includes(one);
