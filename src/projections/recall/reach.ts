// What a recall reaches at one moment: everything that its seeds went into, with the seeds, and
// what of it went in after it had been left out.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { asOf as knownTo } from "../as-of.ts";
import type { Trace } from "../genealogy/answer.ts";
import type { Reaching } from "../genealogy/graph/asked.ts";
import { findSeed, type NodeKind, nodeWords } from "../genealogy/seed.ts";
import { trace } from "../genealogy/trace.ts";

export interface SeedFound {
  readonly asked: string;
  /** None: nothing is known by it yet. Several: all of them are suspect, none is picked. */
  readonly found: readonly { readonly kind: NodeKind; readonly id: string }[];
  readonly nearest: readonly string[];
}

export interface Reached {
  readonly seeds: readonly SeedFound[];
  /** Ids, sorted. */
  readonly lots: readonly string[];
  readonly batches: readonly string[];
  readonly shipments: readonly string[];
  /** What is not known, of each trace. */
  readonly unknown: Trace["unknown"];
  readonly digests: readonly string[];
  /** A tree size: complete over the recorded events 0 to asOf - 1. */
  readonly asOf: number;
}

/** Throws ProjectionFault PROJECTION_UNKNOWN while there is no read model. */
export async function reached(
  kysely: Kysely<DB>,
  asked: readonly string[],
  at: string,
  graph?: Reaching,
  bound?: number,
): Promise<Reached> {
  const asOf = bound ?? (await knownTo(kysely, "genealogy"));
  const seeds = await Promise.all(asked.map((one) => seedFor(kysely, one, asOf)));
  const traces: Trace[] = [];
  const named = new Map(seeds.flatMap(({ found }) => found.map((one) => [nameOf(one), one])));
  for (const from of named.keys()) {
    const answer = await trace(kysely, { from, direction: "forward", asOf, at }, graph);
    if (answer.found === "one") traces.push(answer.trace);
  }
  const of = (kind: NodeKind, ids: readonly string[]) => {
    const own = [...named.values()].filter((one) => one.kind === kind).map(({ id }) => id);
    return [...new Set([...own, ...ids])].sort();
  };
  return {
    seeds,
    lots: of(
      "materialLot",
      traces.flatMap(({ lots }) => lots.map(({ lotId }) => lotId)),
    ),
    batches: of(
      "batch",
      traces.flatMap(({ batches }) => batches.map(({ batchId }) => batchId)),
    ),
    shipments: of(
      "shipment",
      traces.flatMap(({ shipments }) => shipments.map(({ shipmentId }) => shipmentId)),
    ),
    unknown: [...new Map(traces.flatMap(({ unknown }) => unknown.map(byText))).values()],
    digests: traces.map(({ digest }) => digest).sort(),
    asOf,
  };
}

const byText = (one: Trace["unknown"][number]) => [JSON.stringify(one), one] as const;

async function seedFor(kysely: Kysely<DB>, asked: string, asOf: number): Promise<SeedFound> {
  const answer = await findSeed(kysely, asked, asOf, "ever");
  switch (answer.found) {
    case "one": {
      const { kind, id } = answer.seed;
      return { asked, found: [{ kind, id }], nearest: [] };
    }
    case "several": {
      const found = answer.candidates.map(
        ({ lotId: id }) => ({ kind: "materialLot", id }) as const,
      );
      return { asked, found, nearest: [] };
    }
    case "none":
      return { asked, found: [], nearest: answer.nearest };
    default:
      return answer satisfies never;
  }
}

const nameOf = ({ kind, id }: { readonly kind: NodeKind; readonly id: string }): string =>
  `${nodeWords[kind]}:${id}`;

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
