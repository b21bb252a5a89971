// The contacts of what a trace reached, or, where they were not asked for, that there can be some.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { asOf as sizeOf } from "../../as-of.ts";
import { knownAt } from "../../known-at.ts";
import { ProjectionFault } from "../../runner/fault.ts";
import { answerMax, refuseTooLarge } from "../question/asking.ts";
import { type Thing, thingOf } from "../question/thing.ts";
import { by } from "../reach/nodes.ts";
import type { NodeRow } from "../reach/row.ts";
import type { Direction } from "../reach/walk.ts";
import {
  type ClassStated,
  type Contact,
  type ContactClass,
  type Contacts,
  contactClasses,
} from "./contact.ts";
import { type CrossContact, crossContacts, type Use } from "./cross-contact.ts";
import { type Exposure, exposures } from "./exposure.ts";
import { type InPlace, placesOf, staysAround } from "./read-stays.ts";
import {
  type CleaningOf,
  cleaningsOf,
  equipmentOf,
  type OnEquipment,
  usesOn,
} from "./read-uses.ts";

/** Of larger scopes it is not looked up where there can be contacts, unless they are asked for. */
const placesOfMax = 1_000;

/** The read models that know of each. */
const modelsOf = {
  "cross-contact": ["audit_trail"],
  exposure: ["audit_trail", "whereabouts"],
} as const satisfies Record<ContactClass, readonly string[]>;

export interface ContactQuery {
  /** The nodes of the scope, those it began at included. */
  readonly scope: readonly number[];
  readonly direction: Direction;
  readonly asOf: number;
  /** Those to be listed. */
  readonly classes: readonly ContactClass[];
  rowsOf(nodeIds: readonly number[]): Promise<readonly NodeRow[]>;
}

interface Found {
  readonly contacts: readonly Contact[];
  readonly places: number;
  readonly outByClaimedCleaning?: number;
}

/**
 * Throws QueryFault AS_OF_AHEAD while a read model that knows of a class that was asked for is not
 * that far, ANSWER_TOO_LARGE.
 */
export async function contactsOf(at: Kysely<DB>, query: ContactQuery): Promise<Contacts> {
  const classes: ClassStated[] = [];
  const contacts: Contact[] = [];
  for (const one of contactClasses) {
    if (!query.classes.includes(one)) {
      const places = await placesWithout(at, one, query);
      const known = places !== undefined && { places };
      classes.push({ class: one, isListed: false, ...known, ask: `classes=${one}` });
      continue;
    }
    for (const model of modelsOf[one]) await knownAt(at, model, query.asOf);
    const found = await finding[one](at, query);
    contacts.push(...found.contacts);
    const { places, outByClaimedCleaning: out } = found;
    const things = new Set(found.contacts.map(({ thing: { kind, id } }) => `${kind} ${id}`)).size;
    const left = out !== undefined && { outByClaimedCleaning: out };
    classes.push({ class: one, isListed: true, places, things, ...left });
  }
  return { classes, contacts: contacts.sort(inOrder) };
}

const finding = { "cross-contact": crossContactsIn, exposure: exposuresIn } as const;

async function placesWithout(
  at: Kysely<DB>,
  one: ContactClass,
  { scope, asOf }: ContactQuery,
): Promise<number | undefined> {
  if (scope.length > placesOfMax) return undefined;
  for (const model of modelsOf[one]) if ((await sizeIf(at, model)) < asOf) return undefined;
  const places = await (one === "exposure" ? placesOf : equipmentOf)(at, scope, asOf);
  return places.length;
}

/** 0 while there is no such read model, or it has stopped. */
async function sizeIf(at: Kysely<DB>, model: string): Promise<number> {
  try {
    return await sizeOf(at, model);
  } catch (error) {
    if (error instanceof ProjectionFault) return 0;
    throw error;
  }
}

async function crossContactsIn(at: Kysely<DB>, query: ContactQuery): Promise<Found> {
  const { asOf, direction, scope } = query;
  const equipment = await equipmentOf(at, scope, asOf);
  const uses = await usesOn(at, equipment, asOf, answerMax);
  refuseTooLarge(uses.length, "uses of equipment");
  const cleanings = Map.groupBy(
    await cleaningsOf(at, equipment, asOf),
    ({ equipmentId }) => equipmentId,
  );
  const isIn = new Set(scope);
  const way = direction === "backward" ? "backward" : "forward";
  const found: CrossContact<OnEquipment, CleaningOf>[] = [];
  let outByClaimedCleaning = 0;
  for (const [id, all] of Map.groupBy(uses, ({ of }) => of.equipmentId)) {
    const suspects = all.filter(({ of }) => isIn.has(of.nodeId));
    const others = all.filter(({ of }) => !isIn.has(of.nodeId));
    const cleaned = cleanings.get(id) ?? [];
    const listed = crossContacts(suspects, others, cleaned, way);
    found.push(...listed);
    const sure = cleaned.filter(({ cleaning: { basis } }) => basis === "observed");
    if (sure.length === cleaned.length) continue;
    const more = crossContacts(suspects, others, sure, way);
    outByClaimedCleaning += thingsOf(more).size - thingsOf(listed).size;
  }
  const named = await naming(at, query, found.flatMap(nodesOfUse), "equipment", equipment);
  const contacts = unlike(found, ({ use: { of } }) => `${of.nodeId} ${of.equipmentId}`).map(
    ({ use, suspect, cleaning }): Contact => ({
      class: "cross-contact",
      ...named(use.of.nodeId, suspect.of.nodeId, use.of.equipmentId),
      time: use.of.time,
      suspectTime: suspect.of.time,
      reason: reasonOf(use, suspect, cleaning),
      ...(cleaning && { cleaning: cleaning.cleaning }),
    }),
  );
  return { contacts, places: equipment.length, outByClaimedCleaning };
}

const nodesOfUse = ({ use, suspect }: CrossContact<OnEquipment, CleaningOf>) => [
  use.of.nodeId,
  suspect.of.nodeId,
];

const thingsOf = (found: readonly CrossContact<OnEquipment, CleaningOf>[]): Set<number> =>
  new Set(found.map(({ use }) => use.of.nodeId));

function reasonOf(
  use: Use<unknown>,
  suspect: Use<unknown>,
  cleaning: CleaningOf | undefined,
): Contact["reason"] {
  if (use.from.at <= suspect.to.at && suspect.from.at <= use.to.at) return "SAME_TIME";
  return cleaning ? "BEFORE_CLEANING" : "CLEANING_UNKNOWN";
}

async function exposuresIn(at: Kysely<DB>, query: ContactQuery): Promise<Found> {
  const { asOf, scope } = query;
  const places = await placesOf(at, scope, asOf);
  const stays = await staysAround(at, places, asOf, answerMax);
  refuseTooLarge(stays.length, "stays of lots");
  const isIn = new Set(scope);
  const found = exposures(
    stays.filter(({ of }) => isIn.has(of.nodeId)),
    stays.filter(({ of }) => !isIn.has(of.nodeId)),
  );
  const rooms = stays.map(({ room }) => room);
  const named = await naming(at, query, found.flatMap(nodesOfStay), "location", rooms);
  const contacts = unlike(found, ({ stay }) => `${stay.of.nodeId} ${stay.room}`).map(
    ({ stay, suspect }): Contact => ({
      class: "exposure",
      ...named(stay.of.nodeId, suspect.of.nodeId, stay.room),
      time: stay.of.time,
      suspectTime: suspect.of.time,
      reason: "SAME_PLACE",
    }),
  );
  return { contacts, places: places.length };
}

const nodesOfStay = ({ stay, suspect }: Exposure<InPlace>) => [stay.of.nodeId, suspect.of.nodeId];

/** The first of each. */
function unlike<One>(list: readonly One[], keyOf: (one: One) => string): readonly One[] {
  const first = new Map<string, One>();
  for (const one of list) if (!first.has(keyOf(one))) first.set(keyOf(one), one);
  return [...first.values()];
}

type Named = Pick<Contact, "thing" | "lots" | "suspect" | "where">;

async function naming(
  at: Kysely<DB>,
  { asOf, rowsOf }: ContactQuery,
  nodeIds: readonly number[],
  kind: Contact["where"]["kind"],
  places: readonly string[],
): Promise<(node: number, suspect: number, place: string) => Named> {
  const outputs = Map.groupBy(await madeBy(at, nodeIds, asOf), ({ batch }) => batch);
  const made = [...outputs.values()].flatMap((lots) => lots.map(({ lot }) => lot));
  const rows = await rowsOf([...new Set([...nodeIds, ...made])]);
  const things = new Map(rows.map((row) => [row.nodeId, thingOf(row)]));
  const thing = (node: number): Thing => {
    const found = things.get(node);
    if (!found) throw new Error(`Node ${node} has no row.`);
    return found;
  };
  const names = await namesOf(at, kind, places, asOf);
  return (node, suspect, id) => ({
    thing: thing(node),
    lots: (outputs.get(node) ?? []).map(({ lot }) => thing(lot)),
    suspect: thing(suspect),
    where: { kind, id, name: names.get(id) ?? id },
  });
}

async function madeBy(at: Kysely<DB>, nodeIds: readonly number[], asOf: number) {
  const { rows } = await sql<{ batch: number; lot: number }>`
    select distinct e.source as batch, e.target as lot
    from genealogy.genealogy_edge e
    where e.source = any(${`{${[...new Set(nodeIds)]}}`}::bigint[]) and e.kind = 'produce'
      and e.position < ${asOf} and not exists (
        select from genealogy.genealogy_edge_void v
        where v.position = e.position and v.ord = e.ord and v.void_position < ${asOf})
    order by 1, 2`.execute(at);
  return rows;
}

async function namesOf(
  at: Kysely<DB>,
  kind: string,
  ids: readonly string[],
  asOf: number,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct on (id) id, name from audit_trail.name
    where kind = ${kind} and id = any(${[...new Set(ids)]}::text[]) and position < ${asOf}
    order by id, position desc`.execute(at);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const inOrder = (one: Contact, other: Contact): number =>
  by(one.class, other.class) ||
  by(one.thing.kind, other.thing.kind) ||
  by(one.thing.name, other.thing.name) ||
  by(one.thing.id, other.thing.id) ||
  by(one.where.id, other.where.id);
