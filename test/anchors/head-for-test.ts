// A log of some leaves, and its heads.
import { generateKeyPairSync } from "node:crypto";
import { type Checkpoint, signCheckpoint } from "../../src/integrity/checkpoint.ts";
import { publicKeyOf, type SignatureType, type Signer } from "../../src/integrity/note.ts";
import { consistencyProof, rootOf } from "../../src/integrity/tree/proof.ts";
import { treeOf } from "../integrity/tree/tree-for-test.ts";

export function signerFor(name: string, type: SignatureType = "ed25519"): Signer {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { name, type, publicKey: publicKeyOf(privateKey), privateKey };
}

export interface LogForTest {
  readonly signer: Signer;
  head(size: number): Checkpoint;
  consistency(from: number, to: number): Promise<Buffer[]>;
}

/** Two logs of one name and key, and of other leaves, are what a witness is there for. */
export function logOf(
  leaves: number | readonly Buffer[],
  signer = signerFor("plant.example/log"),
): LogForTest {
  const { read } = treeOf(leaves);
  return {
    signer,
    head: (size) => signCheckpoint({ origin: signer.name, size, root: rootOf(size, read) }, signer),
    consistency: async (from, to) => consistencyProof(from, to, read),
  };
}
