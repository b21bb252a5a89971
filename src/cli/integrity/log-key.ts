// The keys that sign the heads of this instance's log: one for each epoch, of which only the last
// is needed. What is needed of former ones is public.
import { createPrivateKey } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Epochs, LaterKeys } from "../../integrity/epoch.ts";
import {
  parseKey,
  printKey,
  publicKeyOf,
  type Signer,
  type Verifier,
} from "../../integrity/note.ts";
import { isCode, writeDraft } from "../../vault/draft.ts";
import type { KeyProvider } from "../../vault/keys.ts";
import { CliFault } from "../terminal/fault.ts";

/** Name of the n-th key, as `signingKey` takes it. */
const nameOf = (n: number): string => (n === 0 ? "log" : `log-${n}`);
const fileOf = (n: number): string => `signing/${nameOf(n)}.pem`;

/** Of the key that the next epoch is signed with; made where there is none. */
export const nextPublicKey = async (keys: KeyProvider, epochs: Epochs): Promise<Buffer> =>
  publicKeyOf(createPrivateKey(await keys.signingKey(nameOf(epochs.length))));

/** Undefined where the private key of the n-th epoch is not there. */
export async function signerFor(
  keys: KeyProvider,
  epochs: Epochs,
  n: number,
): Promise<Signer | undefined> {
  const [verifier, pem] = [epochs[n]?.verifier, await keys.get(fileOf(n))];
  if (!verifier || !pem) return undefined;
  const privateKey = createPrivateKey(await keys.signingKey(nameOf(n)));
  return publicKeyOf(privateKey).equals(verifier.publicKey)
    ? { ...verifier, privateKey }
    : undefined;
}

/** Who signs from now on. Throws SIGNING_KEY_LOST. */
export async function signerNow(keys: KeyProvider, epochs: Epochs): Promise<Signer> {
  const n = epochs.length - 1;
  const signer = await signerFor(keys, epochs, n);
  if (signer) return signer;
  const message = `The key that signs ${epochs[n]?.verifier.name} is not in keys/${fileOf(n)}.`;
  throw lost(message);
}

/** Throws SIGNING_KEY_LOST where the folder has no key of any epoch. */
export async function refuseKeyless(keysFolder: string): Promise<void> {
  const names = (await readdir(join(keysFolder, "signing")).catch(absent)) ?? [];
  if (names.some((name) => /^log(-\d+)?\.pem$/.test(name))) return;
  throw lost(`The log has events, and no key that signs it is in ${keysFolder}/signing.`);
}

/** Names of keys in this folder that the log has no epoch for. */
export async function laterKeyFiles(keysFolder: string, epochs: Epochs): Promise<string[]> {
  const folder = join(keysFolder, "signing");
  const names = await readdir(folder).catch(absent);
  return (names ?? []).flatMap((name) => {
    const [, n] = /^log-(\d+)\.pem$/.exec(name) ?? [];
    return n !== undefined && Number(n) >= epochs.length ? [join(folder, name)] : [];
  });
}

/** Their public halves. */
export async function laterKeys(keysFolder: string, epochs: Epochs): Promise<LaterKeys> {
  const files = await laterKeyFiles(keysFolder, epochs);
  const pems = await Promise.all(files.map((file) => readFile(file)));
  return pems.flatMap((pem) => {
    try {
      return [publicKeyOf(createPrivateKey(pem))];
    } catch {
      return []; // Nothing is signed with what is no key.
    }
  });
}

/** Nobody signs with it any more. */
export const destroyFormer = (keys: KeyProvider, epochs: Epochs): Promise<void> =>
  keys.destroy(fileOf(epochs.length - 2));

/** The first key, for a log that nothing was recorded in yet: later it is missed, not made. */
export async function makeFirstKey(keys: KeyProvider): Promise<void> {
  await keys.signingKey(nameOf(0));
}

/**
 * Of the first epoch, which no event tells: kept beside the checkpoints, so that they verify when
 * the private key is gone. Throws SIGNING_KEY_LOST, and CHECKPOINT_FORGED where the private key is
 * there and is another one's.
 */
export async function firstVerifier(
  keys: KeyProvider,
  folder: string,
  origin: string,
): Promise<Verifier> {
  const kept = await readFile(join(folder, keyFile), "utf8").catch(absent);
  if (kept !== undefined) {
    const verifier = { ...parseKey(kept), name: origin };
    await refuseOtherFirstKey(keys, verifier);
    return verifier;
  }
  const pem = await keys.get(fileOf(0));
  // Another key in its place would call everything forged that was signed before.
  if (!pem) throw lost(`The log has events, and its key (keys/${fileOf(0)}) is not there.`);
  const publicKey = publicKeyOf(createPrivateKey(pem));
  const verifier: Verifier = { name: origin, type: "ed25519", publicKey };
  await keepFirstKey(folder, verifier);
  return verifier;
}

/**
 * The vault is believed, and not what stands beside the checkpoints, where anybody who can forge
 * them can write. Throws CHECKPOINT_FORGED.
 */
export async function refuseOtherFirstKey(keys: KeyProvider, given: Verifier): Promise<void> {
  if (!(await keys.get(fileOf(0)))) return;
  const own = publicKeyOf(createPrivateKey(await keys.signingKey(nameOf(0))));
  if (own.equals(given.publicKey)) return;
  const message =
    `keys/${fileOf(0)} is not the key whose public half is in checkpoints/${keyFile}, or was ` +
    "given. Restore that file from a backup. Where it is the key in keys/ that is another's, put " +
    "that away.";
  throw new CliFault("CHECKPOINT_FORGED", message);
}

/** Its public half; what is there already stays. */
export async function keepFirstKey(folder: string, verifier: Verifier): Promise<void> {
  const draft = await writeDraft(folder, [Buffer.from(`${printKey(verifier)}\n`)], 0o600);
  await draft.publishNew(join(folder, keyFile));
}

const keyFile = "key";

function absent(error: unknown): undefined {
  if (isCode(error, "ENOENT")) return undefined;
  throw error;
}

const lost = (message: string): CliFault =>
  new CliFault(
    "SIGNING_KEY_LOST",
    `${message} Restore it; where there is no copy, run \`batchproof signing-key replace-lost\`.`,
  );
