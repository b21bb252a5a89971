// What the genealogy must know of earlier events to place a
// new one: node ids, and the rows that a correction voids.
import { LRUCache } from "lru-cache";
import { Memory as Books } from "../books/memory.ts";
import type { Ask } from "../projection.ts";
import type { NodeKind } from "./seed.ts";

/**
 * Far more than one chunk names, so that what is looked up
 * for a chunk is there while it is handled.
 */
const nodesMax = 200_000;

export interface EdgeRow {
  readonly position: number;
  readonly ord: number;
  readonly source: number;
  readonly target: number;
  readonly kind: string;
  readonly container_id: string | null;
  readonly span_from: string | null;
  readonly span_to: string | null;
  readonly span_unit: string | null;
  readonly from_at: string;
  readonly to_at: string | null;
  readonly time_basis: string;
  readonly zone_stated: boolean;
}

export interface IdentifierKey {
  readonly scheme: string;
  readonly value_folded: string;
  readonly lot_id: string;
  readonly issuer: string;
  readonly position: number;
}

/** What went from a lot into a batch, by the event that first said so. */
export interface Charge {
  readonly eventId: string;
  readonly lotId: string;
  readonly batchId: string;
}

export class Memory {
  readonly books = new Books("genealogy_flow", "reason as account, null as reference");
  nextNode: number | undefined;
  /** By kind and key: the nodes that were named of late. */
  readonly nodes = new LRUCache<string, number>({ max: nodesMax });
  readonly edges = new Map<string, EdgeRow[]>();
  readonly identifiers = new Map<string, IdentifierKey[]>();
  /** Lots of which the log has said, once or again, that they came to be. */
  readonly lots = new Map<string, "once" | "again">();
  /** Events that are corrected in this chunk: of no other need the rows be remembered. */
  readonly corrected = new Set<string>();
  /** While events are only listened to: what they ask for. */
  readonly wanted = {
    nodes: new Set<string>(),
    charges: new Map<string, Charge>(),
    lots: new Set<string>(),
  };

  /** Asks for everything that the events will need, in a few questions. */
  async load(ask: Ask): Promise<void> {
    const { nodes, charges, lots } = this.wanted;
    for (const known of [this.edges, this.identifiers, this.lots]) known.clear();
    await this.#loadNodes(
      ask,
      [...nodes].filter((node) => !this.nodes.has(node)),
    );
    this.corrected.clear();
    for (const eventId of charges.keys()) this.corrected.add(eventId);
    if (charges.size > 0) await this.#loadRows(ask, [...charges.values()]);
    if (lots.size > 0) await this.#loadLots(ask, [...lots]);
    for (const asked of [nodes, charges, lots]) asked.clear();
  }

  async #loadNodes(ask: Ask, keys: readonly string[]): Promise<void> {
    if (this.nextNode === undefined) {
      const [last] = await ask<{ next: number }>(
        "select coalesce(max(id) + 1, 0) as next from genealogy_node",
      );
      this.nextNode = last?.next ?? 0;
    }
    if (keys.length === 0) return;
    const rows = await ask<{ id: number; node: string }>(
      `select id, kind || ' ' || key as node from genealogy_node
       where (kind, key) in (select split_part(n, ' ', 1), substr(n, strpos(n, ' ') + 1)
                             from unnest($1::text[]) n)`,
      [keys],
    );
    for (const { id, node } of rows) this.nodes.set(node, id);
  }

  async #loadRows(ask: Ask, charges: readonly Charge[]): Promise<void> {
    const edges = await ask<EdgeRow & { event_id: string }>(
      `select e.event_id, e.position, e.ord, e.source, e.target, e.kind, e.container_id,
              e.span_from, e.span_to, e.span_unit, e.from_at, e.to_at, e.time_basis, e.zone_stated
       from unnest($1::uuid[], $2::text[], $3::text[]) charge(event_id, lot_id, batch_id)
            join genealogy_node s on s.kind = 'materialLot' and s.key = charge.lot_id
            join genealogy_node t on t.kind = 'batch' and t.key = charge.batch_id
            join genealogy_edge e on e.source = s.id and e.target = t.id
              and e.event_id = charge.event_id
       where not exists (select from genealogy_edge_void v
                         where v.position = e.position and v.ord = e.ord)`,
      [
        charges.map(({ eventId }) => eventId),
        charges.map(({ lotId }) => lotId),
        charges.map(({ batchId }) => batchId),
      ],
    );
    for (const { event_id, ...edge } of edges) add(this.edges, event_id, edge);
  }

  async #loadLots(ask: Ask, lotIds: readonly string[]): Promise<void> {
    const known = await ask<{ lot_id: string; told: "once" | "again" }>(
      `select lot_id, case when again_position is null then 'once' else 'again' end as told
       from genealogy_lot where lot_id = any($1::text[])`,
      [lotIds],
    );
    for (const { lot_id, told } of known) this.lots.set(lot_id, told);
    const rows = await ask<IdentifierKey>(
      `select scheme, value_folded, lot_id, issuer, position from genealogy_identifier
       where lot_id = any($1::text[]) and void_position is null`,
      [lotIds],
    );
    for (const row of rows) add(this.identifiers, row.lot_id, row);
  }
}

export const nodeName = (kind: NodeKind, key: string): string => `${kind} ${key}`;

export function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
