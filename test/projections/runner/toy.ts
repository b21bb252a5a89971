// A small read model with all that the real ones use: dense ids, a memory with prefetch, inserts,
// upserts, updates.
import { type Ask, type Occurred, projection } from "../../../src/projections/projection.ts";

export type ToyEvent =
  | { readonly type: "Charged"; readonly data: { lot: string; batch: string; kg: string | null } }
  | { readonly type: "Labelled"; readonly data: { lot: string; label: string } }
  | { readonly type: "Noted"; readonly data: { text: string } };

export interface ToyDatabase {
  "toy.node": { id: number; kind: string; key: string; label: string | null; charges: number };
  "toy.edge": {
    position: number;
    source: number;
    target: number;
    quantity: string | null;
    note: unknown;
  };
  "notes.note": { position: number; text: string; stream: string };
}

export const toy = toyOf(1);

export function toyOf(
  version: number,
  before: (event: Occurred<ToyEvent>) => void = () => {},
  schema = new URL("toy.sql", import.meta.url),
) {
  return projection<ToyDatabase, ToyEvent>()({
    name: "toy",
    version,
    schema,
    digest: {
      node: "select kind, key, label, charges from node order by kind, key",
      edge: `select position, s.kind, s.key, t.kind, t.key, quantity, note
             from edge join node s on s.id = source join node t on t.id = target
             order by position`,
    },
    memory: () => new Nodes(),
    prefetch: (events, ask, nodes) => nodes.prefetch(events, ask),
    on: {
      Charged: (into, event, nodes) => {
        before(event);
        const { data, position } = event;
        const source = nodes.of("lot", data.lot) ?? nodes.make("lot", data.lot);
        const target = nodes.of("batch", data.batch) ?? nodes.make("batch", data.batch);
        source.charges += 1;
        for (const node of [source, target]) into.upsert("node", { ...node });
        into.insert("edge", {
          position,
          source: source.id,
          target: target.id,
          quantity: data.kg,
          note: { lot: data.lot },
        });
      },
      Labelled: (into, { data }, nodes) => {
        const node = nodes.of("lot", data.lot);
        if (node) {
          node.label = data.label;
          into.update("node", { id: node.id }, { label: data.label });
        } else {
          const made = nodes.make("lot", data.lot);
          made.label = data.label;
          into.insert("node", { ...made });
        }
      },
    },
  });
}

export function notesOf(version = 1, before: (event: Occurred<ToyEvent>) => void = () => {}) {
  return projection<ToyDatabase, ToyEvent>()({
    name: "notes",
    version,
    schema: new URL("notes.sql", import.meta.url),
    digest: { note: "select * from note order by position" },
    memory: () => undefined,
    on: {
      Noted: (into, event) => {
        before(event);
        const { data, position, stream } = event;
        into.insert("note", { position, text: data.text, stream });
      },
    },
    foreign: (into, { position, stored, reason }) =>
      into.insert("note", { position, text: reason, stream: stored.stream }),
  });
}

type Node = ToyDatabase["toy.node"];

class Nodes {
  #next: number | undefined;
  readonly #known = new Map<string, Node>();

  async prefetch(events: readonly Occurred<ToyEvent>[], ask: Ask): Promise<void> {
    const [top] = await ask<{ next: number }>("select coalesce(max(id) + 1, 0) as next from node");
    this.#next ??= top?.next;
    this.#known.clear();
    const keys = events.flatMap(({ type, data }) =>
      type === "Charged" ? [data.lot, data.batch] : type === "Labelled" ? [data.lot] : [],
    );
    const rows = await ask<Node>("select * from node where key = any($1)", [keys]);
    for (const row of rows) this.#known.set(`${row.kind} ${row.key}`, { ...row });
  }

  of(kind: string, key: string): Node | undefined {
    return this.#known.get(`${kind} ${key}`);
  }

  make(kind: string, key: string): Node {
    const id = this.#next ?? 0;
    this.#next = id + 1;
    const made = { id, kind, key, label: null, charges: 0 };
    this.#known.set(`${kind} ${key}`, made);
    return made;
  }
}
