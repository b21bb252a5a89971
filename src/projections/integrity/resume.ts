// Where a run begins that does not read the whole log: behind the last event that was signed for.
// The tiles are not believed. The tree that they give must have the signed root, and the event that
// stands last in it, read from the store, must be its last leaf.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { EventLog } from "../../eventstore/port.ts";
import type { StorePosition } from "../../eventstore/stored-event.ts";
import type { Head } from "../../integrity/checkpoint.ts";
import { leafHash, MerkleTree } from "../../integrity/tree/merkle.ts";
import { rootOfInclusion } from "../../integrity/tree/proof.ts";
import type { LogFinding, LogFindingCode } from "./finding.ts";
import { beyondTree, inclusionAt, treeAt, treeSize } from "./tree.ts";

export interface Resumed {
  readonly tree: MerkleTree;
  /** Of the last event of the tree; undefined: the log is read from its beginning. */
  readonly after: StorePosition | undefined;
}

export interface ResumeParts {
  readonly log: Pick<EventLog, "find">;
  readonly kysely: Kysely<DB>;
}

export const fromTheBeginning = (): Resumed => ({ tree: new MerkleTree(), after: undefined });

/** A finding where it is not so; undefined while the audit trail does not name the event. */
export async function resume(
  { log, kysely }: ResumeParts,
  { size, root }: Pick<Head, "size" | "root">,
): Promise<Resumed | LogFinding | undefined> {
  const held = await treeSize(kysely);
  if (held < size) {
    return finding("TAIL_CUT", held, `The log ends at ${held} events; ${size} were signed for.`);
  }
  // Where tiles are missing there is no tree.
  const tree = await treeAt(kysely, size).catch(beyondTree);
  if (!tree?.root().equals(root)) {
    const detail = `The tree in PostgreSQL has another root at ${size} events than was signed.`;
    return finding("TREE_DRIFTED", 0, `${detail} The whole log must be read to tell where.`);
  }
  if (size === 0) return { tree, after: undefined };
  const last = size - 1;
  const place = await kysely
    .selectFrom("audit_trail.audit_entry")
    .select(["stream", "revision"])
    .where("position", "=", last)
    .executeTakeFirst();
  if (!place) return undefined;
  const event = await log.find(place.stream, place.revision);
  if (!event) {
    const detail = "It was signed for, and the store has no such event.";
    return { ...finding("EVENT_REMOVED", last, detail), ...place };
  }
  const path = await inclusionAt(kysely, last, size);
  const found = rootOfInclusion(leafHash(event.entry), last, size, path);
  if (found?.equals(root)) return { tree, after: event.storePosition };
  return { ...finding("EVENT_CHANGED", last, "It is another than was signed for."), ...place };
}

const finding = (code: LogFindingCode, position: number, detail: string): LogFinding => ({
  code,
  position,
  detail,
});
