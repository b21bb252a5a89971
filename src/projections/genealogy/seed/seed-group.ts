// Seeds that are no thing of the genealogy themselves: each is resolved to the lots, batches, units
// and shipments that the record names with it. Which were meant, the answer lists.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { toUtc } from "../../../domain/kernel/instant.ts";
import { compare, Quantity } from "../../../domain/kernel/quantity.ts";
import { knownAt } from "../../known-at.ts";
import type { Direction } from "../reach/walk.ts";
import { type Found, findSeed, type Meant } from "../seed.ts";
import { ofContainer } from "./container.ts";
import { ofArtwork, ofCalibration } from "./recorded.ts";

/** What stands before the colon. */
export const groupKinds = [
  "equipment",
  "person",
  "location",
  "order",
  "party",
  "recipe",
  "reading",
  "document",
  "container",
  "artwork",
  "calibration",
] as const;
export type GroupKind = (typeof groupKinds)[number];

/**
 * As `findSeed`, and besides: `equipment:`, `person:`, `location:`, `order:`, `party:` with an id
 * and perhaps `@from..to`; `recipe:id@version`; `reading:name<5 kN`; `document:number`;
 * `container:id`, which stands for another thing backward; `artwork:material@version`;
 * `calibration:equipment@certificate`. Throws QueryFault AS_OF_AHEAD while the read model that
 * knows is not that far.
 */
export async function resolveSeed(
  at: Kysely<DB>,
  written: string,
  asOf: number,
  direction: Direction = "forward",
  ever?: "ever",
): Promise<Found> {
  const cut = written.indexOf(":");
  const kind = groupKinds.find((one) => one === written.slice(0, Math.max(cut, 0)));
  const id = written.slice(cut + 1);
  const meant = kind && (await meantBy(at, kind, id, asOf, direction));
  const isMeant = meant && (meant.nodeIds.length > 0 || meant.isKnown);
  if (!kind || !isMeant) return findSeed(at, written, asOf, ever);
  const { nodeIds, gaps } = meant;
  return { found: "one", seed: { kind, id, name: written, nodeIds, gaps } };
}

export const isGroup = (written: string): boolean =>
  groupKinds.some((kind) => written.startsWith(`${kind}:`));

async function meantBy(
  at: Kysely<DB>,
  kind: GroupKind,
  id: string,
  asOf: number,
  direction: Direction,
): Promise<Meant> {
  switch (kind) {
    case "container":
      return ofContainer(at, id, asOf, direction);
    case "artwork":
      return ofArtwork(at, id, asOf);
    case "calibration":
      return ofCalibration(at, id, asOf);
    default:
      return { nodeIds: await nodesOf(at, kind, id, asOf), gaps: [] };
  }
}

function nodesOf(
  at: Kysely<DB>,
  kind: Exclude<GroupKind, "container" | "artwork" | "calibration">,
  id: string,
  asOf: number,
): Promise<readonly number[]> {
  switch (kind) {
    case "recipe":
      return byRecipe(at, id, asOf);
    case "reading":
      return byReading(at, id, asOf);
    case "document":
      return byDocument(at, id, asOf);
    default:
      return named(at, kind, id, asOf);
  }
}

/** What the entries of the record trail name together with it, also those that a person made. */
async function named(
  at: Kysely<DB>,
  kind: "equipment" | "person" | "location" | "order" | "party",
  written: string,
  asOf: number,
): Promise<readonly number[]> {
  await knownAt(at, "audit_trail", asOf);
  const [, id = written, from, to] = /^(.+)@([^@]*)\.\.([^@]*)$/.exec(written) ?? [];
  const [since, until] = [instant(from, "T00:00:00"), instant(to, "T23:59:59.999")];
  if (since === undefined || until === undefined) return [];
  const { rows } = await sql<{ id: number }>`
    with about as (
      select position from audit_trail.audit_subject where kind = ${kind} and id = ${id}
      union select position from audit_trail.audit_entry
      where actor_kind = ${kind} and actor_id = ${id}
    )
    select distinct n.id
    from about join audit_trail.audit_entry e using (position)
         join audit_trail.audit_subject s using (position)
         join genealogy.genealogy_node n on n.kind = s.kind and n.key = s.id
    where e.position < ${asOf} and n.position < ${asOf} and e.trail = 'record'
      and (${since}::timestamptz is null or e.occurred_at >= ${since}::timestamptz)
      and (${until}::timestamptz is null or e.occurred_at <= ${until}::timestamptz)
    order by 1`.execute(at);
  return rows.map((row) => row.id);
}

/** A day is the whole of it, in UTC; so is a time without a zone. Undefined: it is no time. */
function instant(text: string | undefined, time: string): string | null | undefined {
  if (text === undefined || text === "") return null;
  const whole = text.length === "2026-01-31".length ? `${text}${time}` : text;
  try {
    return toUtc(whole);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function byRecipe(at: Kysely<DB>, id: string, asOf: number): Promise<readonly number[]> {
  await knownAt(at, "batch_record", asOf);
  const [, recipeId = id, version = null] = /^(.+)@([^@]+)$/.exec(id) ?? [];
  const { rows } = await sql<{ id: number }>`
    select n.id from batch_record.batch b
         join genealogy.genealogy_node n on n.kind = 'batch' and n.key = b.batch_id
    where b.recipe ->> 'recipeId' = ${recipeId} and b.position < ${asOf}
      and (${version}::text is null or b.recipe ->> 'recipeVersion' = ${version})
    order by 1`.execute(at);
  return rows.map((row) => row.id);
}

const fits = {
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
  "=": (order: number) => order === 0,
} as const;

interface Reading {
  readonly id: number;
  /** An amount, or a text. */
  readonly value: unknown;
}

/** Readings that stand; those in a unit that does not convert are no reading of it. */
async function byReading(at: Kysely<DB>, text: string, asOf: number): Promise<readonly number[]> {
  const [, name, sign, value, unit] =
    /^(.+?)\s*(<=|>=|<|>|=)\s*(-?[\d.]+)\s*(\S+)$/.exec(text) ?? [];
  const { data: limit } = Quantity.safeParse({ value, unitOfMeasure: unit });
  if (!name || !limit) return [];
  await knownAt(at, "batch_record", asOf);
  const { rows } = await sql<Reading>`
    select n.id, r.value from batch_record.reading r
         join genealogy.genealogy_node n on n.kind = 'batch' and n.key = r.batch_id
    where r.name = ${name} and r.position < ${asOf} and not exists (
      select from batch_record.reading c
      where c.batch_id = r.batch_id and c.corrects_event_id = r.event_id and c.position < ${asOf})
    order by 1`.execute(at);
  const isFit = Object.entries(fits).find(([one]) => one === sign)?.[1] ?? (() => false);
  const found = rows.filter((row) => {
    const { data: read } = Quantity.safeParse(row.value);
    const order = read && compare(read, limit);
    return typeof order === "number" && isFit(order);
  });
  return [...new Set(found.map((row) => row.id))];
}

/** A shipment or a logistic unit by the number that it is known by. */
async function byDocument(
  at: Kysely<DB>,
  number: string,
  asOf: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from genealogy.genealogy_node
    where kind in ('shipment', 'logisticUnit') and position < ${asOf}
      and (name = ${number} or starts_with(name, ${`${number} to `}))
    order by 1`.execute(at);
  return rows.map((row) => row.id);
}
