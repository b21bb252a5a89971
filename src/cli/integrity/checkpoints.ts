// The signed heads of this instance's log: who signs them, which there are, and the next one.
import { join } from "node:path";
import {
  type CheckpointFile,
  checkpointsIn,
  openCheckpointFile,
} from "../../anchors/checkpoint-file.ts";
import { type Checkpoint, signCheckpoint } from "../../integrity/checkpoint.ts";
import { type Epochs, epochNow, type LaterKeys } from "../../integrity/epoch.ts";
import type { Signer, Verifier } from "../../integrity/note.ts";
import { epochsFrom, firstPublicKey, originOf } from "../../projections/integrity/epochs.ts";
import { rootAt, rootsAt, treeSize } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { firstVerifier, laterKeys, signerNow } from "./log-key.ts";
import { largestOf, refuseOtherLog, type TreeNow, tailCut } from "./refuse-other-log.ts";

export interface Checkpoints extends AsyncDisposable {
  /** Id of the log's first event. */
  readonly logId: string;
  /** Those at the end of the file. */
  readonly newest: readonly Checkpoint[];
  /** Those in its last 2 MiB, some 8,000: more than the events that a start reads again. */
  recent(): Promise<readonly Checkpoint[]>;
  /** The oldest first, read from the file as it is: each time anew. */
  all(): AsyncGenerator<Checkpoint>;
  /** As the read model has them by now: wait for it first. Throws SIGNING_KEY_LOST. */
  epochs(): Promise<Epochs>;
  /** Of the vault, beyond those of the epochs. */
  laterKeys(): Promise<LaterKeys>;
  /** Of who signs by now. */
  verifier(): Promise<Verifier>;
  /** Who signs for so many events. Throws SIGNING_KEY_LOST. */
  signerAt(size: number): Promise<Signer>;
  /**
   * Of the tree as it is now; the last one where it has not grown. On disk when it resolves. Throws
   * SIGNING_KEY_LOST, and what `refuseOtherLog` throws where the tree is not what was signed last.
   */
  sign(): Promise<Checkpoint>;
}

type Parts = Pick<Instance, "stores" | "log" | "keys" | "database">;

/**
 * Undefined where the log is empty, and was: it has no name yet. Throws TAIL_CUT where it was not.
 */
export async function openCheckpoints(instance: Parts): Promise<Checkpoints | undefined> {
  const folder = join(instance.stores.folder.path, "checkpoints");
  const file = await openCheckpointFile(join(folder, fileName));
  try {
    for await (const { id } of instance.log.readAll({ limit: 1 })) {
      return checkpoints(instance, file, folder, id);
    }
    const signed = largestOf(file.all)?.size;
    if (signed !== undefined) throw tailCut(0, signed);
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

function checkpoints(
  { stores, database, keys }: Parts,
  file: CheckpointFile,
  folder: string,
  logId: string,
): Checkpoints {
  const { kysely } = database;
  async function epochs(): Promise<Epochs> {
    const name = originOf(logId);
    const publicKey = await firstPublicKey(kysely);
    const first: Verifier = publicKey
      ? { name, type: "ed25519", publicKey }
      : await firstVerifier(keys, folder, name);
    return epochsFrom(kysely, first);
  }
  async function signerAt(size: number): Promise<Signer> {
    const [first, ...later] = await epochs();
    // One may have begun behind this tree.
    return signerNow(keys, [first, ...later.filter(({ from }) => from <= size)]);
  }
  return {
    logId,
    newest: file.all,
    recent: () => Array.fromAsync(checkpointsIn(join(folder, fileName), recentLength)),
    all: () => checkpointsIn(join(folder, fileName)),
    epochs,
    laterKeys: async () => laterKeys(stores.folder.keys, await epochs()),
    signerAt,
    verifier: async () => epochNow(await epochs()).verifier,
    async sign() {
      const tree = await treeNow(database);
      const known = await epochs();
      const last = largestOf(file.all);
      // Whoever signed a shorter or another log would bear witness against the true one.
      const lasts = file.all.filter(({ size }) => size === last?.size);
      const later = await laterKeys(stores.folder.keys, known);
      await refuseOtherLog(tree, lasts, { epochs: known, later });
      if (last?.size === tree.size) return last;
      const signer = await signerAt(tree.size);
      const root = await rootAt(kysely, tree.size);
      const checkpoint = signCheckpoint({ origin: signer.name, size: tree.size, root }, signer);
      await file.append(checkpoint);
      return checkpoint;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

const fileName = "log";
/** Bytes. */
const recentLength = 2 * 1024 * 1024;

export const treeNow = async ({ kysely }: Parts["database"]): Promise<TreeNow> => ({
  size: await treeSize(kysely),
  rootsAt: (sizes) => rootsAt(kysely, sizes),
});
