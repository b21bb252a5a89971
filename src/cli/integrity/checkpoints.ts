// The signed heads of this instance's log: who signs them, which there are, and the next one.
import { createPrivateKey } from "node:crypto";
import { join } from "node:path";
import { type CheckpointFile, openCheckpointFile } from "../../anchors/checkpoint-file.ts";
import { type Checkpoint, signCheckpoint } from "../../integrity/checkpoint.ts";
import { publicKeyOf, type Signer, verifyNote } from "../../integrity/note.ts";
import { rootAt, treeSize } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";

export interface Checkpoints extends AsyncDisposable {
  readonly signer: Signer;
  readonly all: readonly Checkpoint[];
  /** Of the tree as it is now; the last one where it has not grown. On disk when it resolves. */
  sign(): Promise<Checkpoint>;
}

type Parts = Pick<Instance, "stores" | "log" | "keys" | "database">;

/** Undefined where the log is empty: it has no name yet. */
export async function openCheckpoints(instance: Parts): Promise<Checkpoints | undefined> {
  const signer = await signerOf(instance);
  if (!signer) return undefined;
  const { kysely } = instance.database;
  const file = await openCheckpointFile(join(instance.stores.folder.path, "checkpoints", "log"));
  return {
    signer,
    all: file.all,
    async sign() {
      const size = await treeSize(kysely);
      const last = largestOf(file.all);
      if (last?.size === size) return last;
      const head = { origin: signer.name, size, root: await rootAt(kysely, size) };
      const checkpoint = signCheckpoint(head, signer);
      await file.append(checkpoint);
      return checkpoint;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** The log is called by the id of its first event, which no other log has. */
async function signerOf({ log, keys }: Parts): Promise<Signer | undefined> {
  for await (const { id } of log.readAll({ limit: 1 })) {
    const privateKey = createPrivateKey(await keys.signingKey("log"));
    const publicKey = publicKeyOf(privateKey);
    return { name: `batchproof/${id}`, type: "ed25519", publicKey, privateKey };
  }
  return undefined;
}

export const largestOf = (all: CheckpointFile["all"]): Checkpoint | undefined =>
  all.reduce<Checkpoint | undefined>(
    (largest, one) => (largest && largest.size > one.size ? largest : one),
    undefined,
  );

/**
 * That the log has not lost or changed what was signed before. The tree has all of the log. Throws
 * CHECKPOINT_FORGED, TAIL_CUT or CHECKPOINT_CONTRADICTED.
 */
export async function refuseOtherLog(
  { database }: Parts,
  { all, signer }: Checkpoints,
): Promise<void> {
  const largest = largestOf(all);
  if (!largest) return;
  const size = await treeSize(database.kysely);
  const { size: signed } = largest;
  const details = { signed, size };
  if (!verifyNote(largest.note, [signer])?.length) {
    const message = `The last checkpoint on file is not signed by ${signer.name}.`;
    throw new CliFault("CHECKPOINT_FORGED", message, details);
  }
  if (size < signed) {
    const message = `The log has ${size} events, and ${signed} were signed for. Restore a backup.`;
    throw new CliFault("TAIL_CUT", message, details);
  }
  if ((await rootAt(database.kysely, signed)).equals(largest.root)) return;
  const message = `The first ${signed} events are not those that were signed for.`;
  throw new CliFault("CHECKPOINT_CONTRADICTED", message, details);
}
