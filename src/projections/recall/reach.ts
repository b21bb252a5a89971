// What a recall reaches at one moment: everything that its seeds went into, with the seeds, and
// what of it went in after it had been left out.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Thing } from "../../domain/recall/opening/events.ts";
import type { Trace, Unknown } from "../genealogy/answer.ts";
import type { Reaching } from "../genealogy/graph/asked.ts";
import { by } from "../genealogy/reach/nodes.ts";
import { groupModels, isGroup, isGroupKind, resolveSeed } from "../genealogy/seed/seed-group.ts";
import { candidateThing, nodeWords } from "../genealogy/seed.ts";
import { type OneTrace, trace } from "../genealogy/trace.ts";
import { commonlyKnownAt } from "../known-at.ts";
import { QueryFault } from "../query-fault.ts";

/** `known`: what it was found to stand for before; it is traced from that too. */
export interface Suspect {
  readonly seed: string;
  readonly known: readonly Thing[];
}

export interface SeedFound {
  readonly asked: string;
  /** None: nothing is known by it yet. Several: all of them are suspect, none is picked. */
  readonly found: readonly Thing[];
  readonly nearest: readonly string[];
}

export interface Reached {
  readonly seeds: readonly SeedFound[];
  /** Ids, sorted. */
  readonly lots: readonly string[];
  readonly batches: readonly string[];
  readonly shipments: readonly string[];
  /** Of those which are none, but left by an event of a lot: which lot, by the event's id. */
  readonly sentOutOf: ReadonlyMap<string, string>;
  /** What is not known, of each trace; sorted. */
  readonly unknown: Trace["unknown"];
  /** What that names beside what is reached. */
  readonly besides: OneTrace["besides"];
  readonly digests: readonly string[];
  /** A tree size: complete over the recorded events 0 to asOf - 1. */
  readonly asOf: number;
}

/** Which read models are asked: what is no thing of the genealogy stands in the record. */
export const readModelsFor = (seeds: readonly string[]): readonly string[] =>
  seeds.some(isGroup) ? ["genealogy", ...groupModels] : ["genealogy"];

/**
 * Throws ProjectionFault PROJECTION_UNKNOWN while there is no read model, QueryFault AS_OF_AHEAD
 * while it does not know yet what was found before, and what `resolveSeed` throws.
 */
export async function reached(
  kysely: Kysely<DB>,
  suspects: readonly Suspect[],
  at: string,
  graph?: Reaching,
  bound?: number,
): Promise<Reached> {
  const models = readModelsFor(suspects.map(({ seed }) => seed));
  const asOf = bound ?? (await commonlyKnownAt(kysely, models));
  const seeds = await Promise.all(suspects.map(({ seed }) => seedFor(kysely, seed, asOf)));
  const things = suspects.flatMap(({ known }, n) => [...(seeds[n]?.found ?? []), ...known]);
  const traces: Trace[] = [];
  const besides: OneTrace["besides"][number][] = [];
  for (const [n, { seed, known }] of suspects.entries()) {
    const { found = [], isOne, covered } = seeds[n] ?? {};
    const named = new Set([...found, ...known].map(nameOf)).difference(covered ?? new Set());
    const from = isOne ? [...new Set([seed, ...named])] : [...named];
    if (from.length === 0) continue;
    const answer = await trace(kysely, { from, direction: "forward", asOf, at }, graph);
    if (answer.found !== "one") throw notYet(answer.asked, asOf);
    traces.push(answer.trace);
    besides.push(...answer.besides);
  }
  const of = (kind: Thing["kind"], ids: readonly string[]) => {
    const own = things.filter((one) => one.kind === kind).map(({ id }) => id);
    return [...new Set([...own, ...ids])].sort();
  };
  const shipments = of(
    "shipment",
    traces.flatMap((one) => one.shipments.map(({ shipmentId }) => shipmentId)),
  );
  return {
    seeds: seeds.map(({ isOne: _, covered: __, ...seed }) => seed),
    lots: of(
      "materialLot",
      traces.flatMap(({ lots }) => lots.map(({ lotId }) => lotId)),
    ),
    batches: of(
      "batch",
      traces.flatMap(({ batches }) => batches.map(({ batchId }) => batchId)),
    ),
    shipments,
    sentOutOf: await lotsSentOut(kysely, shipments),
    unknown: unlike([
      ...seeds.filter(isNotRecorded).map(({ asked }) => notRecorded(asked)),
      ...traces.flatMap(({ unknown }) => unknown),
    ]),
    besides,
    digests: traces.map(({ digest }) => digest).sort(),
    asOf,
  };
}

/** It was found before: only a read model that is being made anew does not know it. */
const notYet = (asked: string, asOf: number): QueryFault =>
  new QueryFault(
    "AS_OF_AHEAD",
    `${asked} was found before, and is not in the first ${asOf} events. Ask again shortly.`,
  );

async function lotsSentOut(
  kysely: Kysely<DB>,
  shipments: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; lotId: string }>`
    select t.key as id, s.key as "lotId" from genealogy.genealogy_node t
    join genealogy.genealogy_edge e on e.target = t.id
    join genealogy.genealogy_node s on s.id = e.source
    where t.kind = 'shipment' and t.key = any(${[...shipments]}::text[])
      and e.event_id::text = t.key`.execute(kysely);
  return new Map(rows.map(({ id, lotId }) => [id, lotId]));
}

const isNotRecorded = ({ isOne, found }: Resolved): boolean => !isOne && found.length === 0;

const notRecorded = (subject: string): Unknown => ({
  code: "NOT_RECORDED",
  subject,
  detail: "Nothing is recorded under this name.",
});

function unlike(unknown: readonly Unknown[]): readonly Unknown[] {
  const each = new Map(unknown.map((one) => [JSON.stringify(one), one])).values();
  return [...each].sort((one, other) => by(one.code, other.code) || by(one.subject, other.subject));
}

/** `isOne`: a trace begins at its name, which says what the name itself lacks. */
interface Resolved extends SeedFound {
  readonly isOne: boolean;
  /** What begins there too, of a name that stands for many: none of it is looked up once more. */
  readonly covered?: ReadonlySet<string>;
}

async function seedFor(kysely: Kysely<DB>, asked: string, asOf: number): Promise<Resolved> {
  const answer = await resolveSeed(kysely, asked, asOf, "forward", "ever");
  switch (answer.found) {
    case "one": {
      const { kind, nodeIds } = answer.seed;
      if (kind !== "container" && kind !== "complaint") {
        const within = await lotsIn(kysely, nodeIds, asOf);
        const found = await thingsAt(kysely, [...nodeIds, ...within]);
        const isOne = within.length === 0;
        const covered = isOne && isGroupKind(kind) && { covered: new Set(found.map(nameOf)) };
        return { asked, found, nearest: [], isOne, ...covered };
      }
      // What is left in a container is suspect too, and only the lot that it is of can be held;
      // the name besides says what it may stand for, or leaves out.
      const home = await resolveSeed(kysely, asked, asOf, "backward");
      const ids = home.found === "one" ? home.seed.nodeIds : [];
      const found = await thingsAt(kysely, [...nodeIds, ...ids]);
      return { asked, found, nearest: [], isOne: true };
    }
    case "several":
      return { asked, found: answer.candidates.map(candidateThing), nearest: [], isOne: false };
    case "none":
      return { asked, found: [], nearest: answer.nearest, isOne: false };
    default:
      return answer satisfies never;
  }
}

/** Of shipments and units: what is in them, which alone can be held and got back. */
async function lotsIn(
  kysely: Kysely<DB>,
  nodeIds: readonly number[],
  asOf: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct e.source as id from genealogy.genealogy_edge e
    where e.target = any(${[...nodeIds]}::bigint[]) and e.kind in ('pack', 'ship')
      and e.position < ${asOf} and not exists (
        select from genealogy.genealogy_edge_void v
        where v.position = e.position and v.ord = e.ord and v.void_position < ${asOf})
    order by 1`.execute(kysely);
  return rows.map(({ id }) => id);
}

/** Sorted by kind and id. */
async function thingsAt(kysely: Kysely<DB>, nodeIds: readonly number[]): Promise<Thing[]> {
  const { rows } = await sql<Thing>`
    select kind, key as id from genealogy.genealogy_node
    where id = any(${[...nodeIds]}::bigint[]) order by kind, key`.execute(kysely);
  return rows;
}

const nameOf = ({ kind, id }: Thing): string => `${nodeWords[kind]}:${id}`;

export interface LeftOut {
  readonly kind: "materialLot" | "batch";
  readonly id: string;
}

export interface Sources extends Pick<Reached, "lots" | "batches"> {
  /** Server's time, by id: since when it is in the scope. Of others: as of now. */
  readonly since: ReadonlyMap<string, string>;
}

/** When something of the scope last came to reach each of these: it went in, or came into the
 * scope later. Those which nothing reaches are not listed. An event that the audit trail does not
 * have yet counts as of now. */
export async function lastWentInto(
  kysely: Kysely<DB>,
  leftOut: readonly LeftOut[],
  { lots, batches, since }: Sources,
  now: string,
): Promise<readonly { readonly id: string; readonly at: string }[]> {
  if (leftOut.length === 0) return [];
  const out = new Set(leftOut.map(({ id }) => id));
  const sources = [...lots, ...batches].filter((id) => !out.has(id));
  const times = sources.map((id) => since.get(id) ?? now);
  const { rows } = await sql<{ id: string; at: string }>`
    select t.key as id, max(greatest(coalesce(a.recorded_at, ${now}::timestamptz), f.since)) as at
    from genealogy.genealogy_node t
    join genealogy.genealogy_edge e on e.target = t.id
    join genealogy.genealogy_node s on s.id = e.source
    join unnest(${sources}::text[], ${times}::timestamptz[]) f (key, since) on f.key = s.key
    left join audit_trail.audit_entry a on a.position = e.position
    where t.key = any(${leftOut.map(({ id }) => id)}::text[])
      and t.kind in ('materialLot', 'batch') and s.kind in ('materialLot', 'batch')
      and not exists (select from genealogy.genealogy_edge_void v
                      where v.position = e.position and v.ord = e.ord)
    group by t.key order by t.key`.execute(kysely);
  return rows.map(({ id, at }) => ({ id, at: new Date(at).toISOString() }));
}
