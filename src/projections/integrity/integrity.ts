// The Merkle tree of the log as a read model: every event is a leaf, also a foreign one and one
// that this build cannot read. And the epochs of the log: who signs heads of which size.
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { leafHash } from "../../integrity/tree/merkle.ts";
import { Edge, tileWidth } from "../../integrity/tree/tile.ts";
import { type Ask, type Into, type Occurred, projection, type TablesOf } from "../projection.ts";

interface Memory {
  /** Undefined until the tiles that are not full yet have been read. */
  edge: Edge | undefined;
}

export const integrity = projection<DB, ProductionEvent>()({
  name: "integrity",
  version: 3,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    tile: "select * from tile order by level, tile_index",
    epoch: "select * from epoch order by position",
    hand_over: "select * from hand_over order by position",
  },
  memory: (): Memory => ({ edge: undefined }),
  async prefetch(_, ask, memory) {
    memory.edge ??= await edgeOf(ask);
  },
  each({ position, entry }, { edge }) {
    if (edge?.size !== position) {
      throw new RangeError(`The tree has ${edge?.size} leaves where leaf ${position} is due.`);
    }
    edge.append(leafHash(entry));
  },
  on: {
    SigningKeyRotated: beginEpoch,
    SigningKeyLost: beginEpoch,
    LogRestored: beginEpoch,
    SigningKeyHandedOver(into, { position, data }) {
      into.insert("hand_over", { position, note: data.note });
    },
  },
  finish(into, { edge }) {
    for (const { level, index, hashes } of edge?.touched() ?? []) {
      into.upsert("tile", { level, tile_index: index, hashes });
    }
  },
});

type Begins = Extract<
  ProductionEvent,
  { readonly type: "SigningKeyRotated" | "SigningKeyLost" | "LogRestored" }
>;

function beginEpoch(
  into: Into<TablesOf<DB, "integrity">>,
  { position, id, type, data }: Occurred<Begins>,
): void {
  const { formerPublicKey: former_public_key, publicKey: public_key } = data;
  const left_names = "left" in data ? [...(data.left ?? [])] : [];
  const keys = { former_public_key, public_key };
  into.insert("epoch", { position, event_id: id, begun_by: type, ...keys, left_names });
}

interface TileRow {
  readonly level: number;
  readonly tile_index: string;
  readonly hashes: Buffer;
}

async function edgeOf(ask: Ask): Promise<Edge> {
  const rows = await ask<TileRow>(
    `select distinct on (level) level, tile_index, hashes from tile
     order by level, tile_index desc`,
  );
  const lasts = new Map(rows.map((row) => [row.level, row]));
  const leaves = lasts.get(0);
  const size = leaves ? Number(leaves.tile_index) * tileWidth + leaves.hashes.length / 32 : 0;
  return new Edge(size, ({ level, index }) => {
    const last = lasts.get(level);
    return last && Number(last.tile_index) === index ? last.hashes : Buffer.of();
  });
}
