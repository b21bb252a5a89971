// The fold of entries as a Qualified Person.
import type { QualifiedAs } from "../../kernel/access/qualified-as.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import type { PersonState } from "../person.ts";
import type { QualifiedPersonEntered, qualifiedPersonEvents } from "./events.ts";

type Entry = EventOf<typeof QualifiedPersonEntered>["data"];

export interface QualifiedPersonPart {
  /** By register number: a later entry of a number replaces it. */
  readonly qualified: ReadonlyMap<string, Entry>;
}

export const notQualified: QualifiedPersonPart = { qualified: new Map() };

export function evolveQualified(
  { qualified }: QualifiedPersonPart,
  event: EventOf<(typeof qualifiedPersonEvents)[number]>,
): QualifiedPersonPart {
  const entries = new Map(qualified);
  switch (event.type) {
    case "QualifiedPersonEntered":
      return { qualified: entries.set(event.data.registerNumber, event.data) };
    case "QualifiedPersonEntryEnded":
      entries.delete(event.data.registerNumber);
      return { qualified: entries };
    default:
      return event satisfies never;
  }
}

interface Certified {
  readonly site: string;
  readonly materialDefinitionId: string;
  /** A calendar date at the site. */
  readonly date: string;
}

/** Undefined: on that day nobody's entry covers the product at the site. */
export function qualifiedFor(
  state: PersonState,
  { site, materialDefinitionId, date }: Certified,
): QualifiedAs | undefined {
  if (state.status === "unknown" || state.account === "left") return undefined;
  const found = [...state.qualified.values()].find(
    ({ sites, materials, from = date, until = date }) =>
      from <= date &&
      date <= until &&
      covers(sites, site) &&
      covers(materials, materialDefinitionId),
  );
  return found && { registerNumber: found.registerNumber, authority: found.authority };
}

const covers = (list: "all" | readonly string[], one: string): boolean =>
  list === "all" || list.includes(one);
