// Reads a log and its copy side by side, to the end of both.
import { entryHash } from "../../integrity/entry.ts";
import { MerkleTree } from "../../integrity/tree/merkle.ts";
import type { EventLog } from "../port.ts";
import type { StoredBytes } from "../stored-event.ts";
import { refuseOther } from "./same-event.ts";

export interface Comparing {
  readonly source: Pick<EventLog, "readAllBytes">;
  readonly target: Pick<EventLog, "readAllBytes">;
  /** So many events are compared: the source may have grown since they were copied. */
  readonly size: number;
  /** Told of the tree of the copy, from its own bytes, after each event. */
  readonly onRead?: (tree: MerkleTree) => void;
  readonly onProgress?: (done: number) => void;
}

export interface Compared {
  readonly size: number;
  /** Of the copy, from its own bytes. */
  readonly root: Buffer;
}

/** What the target has behind them is refused. Throws TARGET_DIFFERS. */
export async function compareLogs(comparing: Comparing): Promise<Compared> {
  const { source, target, size, onRead, onProgress } = comparing;
  const tree = new MerkleTree();
  const copy = target.readAllBytes()[Symbol.asyncIterator]();
  for await (const event of source.readAllBytes({ limit: size })) {
    const there: IteratorResult<StoredBytes> = await copy.next();
    refuseOther(tree.size, event, there.value);
    tree.append(entryHash(there.value));
    onRead?.(tree);
    if (tree.size % progressEvery === 0) onProgress?.(tree.size);
  }
  const beyond: IteratorResult<StoredBytes> = await copy.next();
  if (tree.size < size || !beyond.done) refuseOther(tree.size, undefined, beyond.value);
  return { size: tree.size, root: tree.root() };
}

const progressEvery = 1_000;
