// The fold of entries as a Qualified Person.
import type { QualifiedAs } from "../../kernel/access/qualified-as.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import { identifierKey } from "../../kernel/identifier.ts";
import type { PersonState } from "../person.ts";
import type { Entry, qualifiedPersonEvents } from "./events.ts";

export interface QualifiedPersonPart {
  /** By number and register. */
  readonly qualified: ReadonlyMap<string, Entry>;
  readonly qualifiedBefore: ReadonlySet<string>;
}

/** Each authority numbers those in its own register, and gives a number to one person, for ever. */
export const registerIdentifier = ({ registerNumber, authority }: QualifiedAs) => ({
  scheme: "qualifiedPerson",
  issuer: authority,
  value: registerNumber,
});

export const keyOf = (entry: QualifiedAs): string =>
  JSON.stringify(identifierKey(registerIdentifier(entry)));

export const notQualified: QualifiedPersonPart = {
  qualified: new Map(),
  qualifiedBefore: new Set(),
};

export function evolveQualified(
  part: QualifiedPersonPart,
  event: EventOf<(typeof qualifiedPersonEvents)[number]>,
): QualifiedPersonPart {
  const entries = new Map(part.qualified);
  switch (event.type) {
    case "QualifiedPersonEntered":
    case "QualifiedPersonEntryChanged":
      return { ...part, qualified: entries.set(keyOf(event.data), event.data) };
    case "QualifiedPersonEntryEnded": {
      const { registerNumber, authority } = event.data;
      const ended = [...part.qualified.values()]
        .filter((one) => one.registerNumber === registerNumber)
        .filter((one) => authority === undefined || keyOf(one) === keyOf({ ...one, authority }))
        .map(keyOf);
      for (const key of ended) entries.delete(key);
      return { qualified: entries, qualifiedBefore: new Set([...part.qualifiedBefore, ...ended]) };
    }
    default:
      return event satisfies never;
  }
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
