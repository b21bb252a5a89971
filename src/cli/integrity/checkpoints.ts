// The signed heads of this instance's log: who signs them, which there are, and the next one.
import { createPrivateKey } from "node:crypto";
import { join } from "node:path";
import { type CheckpointFile, openCheckpointFile } from "../../anchors/checkpoint-file.ts";
import { type Checkpoint, signCheckpoint } from "../../integrity/checkpoint.ts";
import { publicKeyOf, type Signer } from "../../integrity/note.ts";
import { rootAt, rootsAt, treeSize } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";
import { largestOf, refuseOtherLog, type TreeNow, tailCut } from "./refuse-other-log.ts";

export interface Checkpoints extends AsyncDisposable {
  readonly signer: Signer;
  readonly all: readonly Checkpoint[];
  /**
   * Of the tree as it is now; the last one where it has not grown. On disk when it resolves. Throws
   * what `refuseOtherLog` throws where the tree is not what was signed last.
   */
  sign(): Promise<Checkpoint>;
}

type Parts = Pick<Instance, "stores" | "log" | "keys" | "database">;

/**
 * Undefined where the log is empty, and was: it has no name yet. Throws TAIL_CUT where it was not,
 * and SIGNING_KEY_LOST.
 */
export async function openCheckpoints(instance: Parts): Promise<Checkpoints | undefined> {
  const { database, stores } = instance;
  const file = await openCheckpointFile(join(stores.folder.path, "checkpoints", "log"));
  try {
    const signer = await signerOf(instance, file);
    if (signer) return checkpoints(database, file, signer);
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
  database: Parts["database"],
  file: CheckpointFile,
  signer: Signer,
): Checkpoints {
  return {
    signer,
    all: file.all,
    async sign() {
      const tree = await treeNow(database);
      const last = largestOf(file.all);
      // Whoever signed a shorter or another log would bear witness against the true one.
      const lasts = file.all.filter(({ size }) => size === last?.size);
      await refuseOtherLog(tree, lasts, signer);
      if (last?.size === tree.size) return last;
      const root = await rootAt(database.kysely, tree.size);
      const checkpoint = signCheckpoint({ origin: signer.name, size: tree.size, root }, signer);
      await file.append(checkpoint);
      return checkpoint;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

const treeNow = async ({ kysely }: Parts["database"]): Promise<TreeNow> => ({
  size: await treeSize(kysely),
  rootsAt: (sizes) => rootsAt(kysely, sizes),
});

/** The log is called by the id of its first event, which no other log has. */
async function signerOf({ log, keys }: Parts, file: CheckpointFile): Promise<Signer | undefined> {
  for await (const { id } of log.readAll({ limit: 1 })) {
    // Another key in its place would call everything forged that was signed before.
    if (file.all.length > 0 && !(await keys.get("signing/log.pem"))) {
      const message = "Checkpoints are there, and the key that signed them is not.";
      throw new CliFault("SIGNING_KEY_LOST", `${message} Restore keys/signing/log.pem.`);
    }
    const privateKey = createPrivateKey(await keys.signingKey("log"));
    const publicKey = publicKeyOf(privateKey);
    return { name: `batchproof/${id}`, type: "ed25519", publicKey, privateKey };
  }
  return undefined;
}
