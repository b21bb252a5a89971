// The whole log beside what was signed for it: every event read from the store and hashed again,
// and the root held against every head on file and against the tree. It says that something is
// wrong; `batchproof verify` names the first place, and what it is.
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import { entryHash } from "../../../integrity/entry.ts";
import type { Signers } from "../../../integrity/epoch.ts";
import { MerkleTree } from "../../../integrity/tree/merkle.ts";
import {
  type Heads,
  SignedHeads,
} from "../../../projections/integrity/against-tree/signed-heads.ts";
import { beyondTree, rootAt, treeSize } from "../../../projections/integrity/tree.ts";
import type { Instance } from "../../instance/instance.ts";
import { CliFault } from "../../terminal/fault.ts";
import { contradicted, refuseCut, tailCut } from "../refuse-other-log.ts";

export interface Checking {
  /** All that are on file. */
  readonly heads: Heads;
  readonly signers: () => Promise<Signers>;
  /** All that is read goes through it. */
  readonly pace: <One>(all: AsyncIterable<One>) => AsyncIterable<One>;
}

interface Checked {
  readonly log: Pick<Instance["log"], "readAllBytes">;
  readonly database: Pick<Instance["database"], "kysely">;
}

/**
 * As far as the tree goes when it begins. Throws CHECKPOINT_FORGED, CHECKPOINT_CONTRADICTED,
 * TAIL_CUT, TREE_DRIFTED; READ_MODEL_BEHIND, which says nothing of the log.
 */
export async function checkWhole(
  { log, database: { kysely } }: Checked,
  { heads, signers, pace }: Checking,
): Promise<void> {
  const size = await treeSize(kysely);
  let largest: Checkpoint | undefined;
  /** Larger ones are signed while it runs, maybe with a key that came after. */
  async function* upTo() {
    for await (const head of heads) {
      if (head.size <= size) yield head;
      else if (head.size > (largest?.size ?? 0)) largest = head;
    }
  }
  const signed = await SignedHeads.of(pace(upTo()), await signers(), 0);
  const [forged] = signed.forged(size);
  if (forged) throw new CliFault(forged.code, forged.detail, { signed: forged.position });
  const tree = new MerkleTree();
  for await (const bytes of pace(log.readAllBytes({ limit: size }))) {
    tree.append(entryHash(bytes));
    const other = signed.due.at(tree.size).some((root) => !root.equals(tree.root()));
    if (other) throw contradicted(tree.size, size);
  }
  if (tree.size < size) throw tailCut(tree.size, size);
  const now = await treeSize(kysely);
  if (largest && largest.size > now) {
    // The log itself says whether it ends before, or the tree is behind.
    let there = 0;
    for await (const _ of pace(log.readAllBytes({ limit: largest.size }))) there += 1;
    refuseCut(there, [largest], await signers());
    throw behind();
  }
  if (now < size) throw behind();
  const root = await rootAt(kysely, size).catch(beyondTree);
  if (root?.equals(tree.root())) return;
  const message = `The tree in PostgreSQL has another root at ${size} events than the log.`;
  throw new CliFault("TREE_DRIFTED", message, { size });
}

const behind = () =>
  new CliFault("READ_MODEL_BEHIND", "The tree in PostgreSQL does not have what was signed for.");
