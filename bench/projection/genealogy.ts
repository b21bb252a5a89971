// The read model of the projection benchmark: what the real genealogy does at its core, one edge for each event, natural
// keys to dense ids, two further indexes.
import { type Ask, type Occurred, projection } from "../../src/projections/projection.ts";

export interface Consumed {
  readonly type: "Consumed";
  readonly data: {
    readonly materialLotId: string;
    readonly batchId: string;
    readonly quantity: { readonly value: string; readonly unitOfMeasure: string };
    readonly remark: string;
  };
}

interface Tables {
  "bench_genealogy.node": { id: number; kind: string; key: string; position: number };
  "bench_genealogy.edge": {
    position: number;
    source: number;
    target: number;
    quantity: string | null;
    unit_of_measure: string | null;
    occurred_at: string;
  };
}

export const genealogy = projection<Tables, Consumed>()({
  name: "bench_genealogy",
  version: 1,
  schema: new URL("genealogy.sql", import.meta.url),
  digest: {
    node: "select kind, key, position from node order by kind, key",
    edge: "select position, quantity, unit_of_measure, occurred_at from edge order by position",
  },
  memory: () => new Nodes(),
  prefetch: (events, ask, nodes) => nodes.prefetch(events, ask),
  on: {
    Consumed: (into, { data, position, metadata }, nodes) => {
      const idOf = (kind: string, key: string): number => {
        const known = nodes.ids.get(key);
        if (known !== undefined) return known;
        const id = nodes.take(key);
        into.insert("node", { id, kind, key, position });
        return id;
      };
      into.insert("edge", {
        position,
        source: idOf("lot", data.materialLotId),
        target: idOf("batch", data.batchId),
        quantity: data.quantity.value,
        unit_of_measure: data.quantity.unitOfMeasure,
        occurred_at: metadata.occurredAt,
      });
    },
  },
});

const knownMax = 200_000;

class Nodes {
  readonly ids = new Map<string, number>();
  #next = 0;
  #isOpen = false;

  take(key: string): number {
    const id = this.#next;
    this.#next += 1;
    this.ids.set(key, id);
    return id;
  }

  async prefetch(events: readonly Occurred<Consumed>[], ask: Ask): Promise<void> {
    if (!this.#isOpen) {
      const [top] = await ask<{ next: number }>(
        "select coalesce(max(id) + 1, 0) as next from node",
      );
      this.#next = top?.next ?? 0;
      this.#isOpen = true;
    }
    if (this.ids.size > knownMax) this.ids.clear();
    const keys = events.flatMap(({ data }) => [data.materialLotId, data.batchId]);
    const unknown = [...new Set(keys.filter((key) => !this.ids.has(key)))];
    if (unknown.length === 0) return;
    const rows = await ask<{ id: number; key: string }>(
      "select id, key from node where kind in ('lot', 'batch') and key = any($1::text[])",
      [unknown],
    );
    for (const { id, key } of rows) this.ids.set(key, id);
  }
}
