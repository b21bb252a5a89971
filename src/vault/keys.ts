// Where secrets are kept. A folder by default; another provider (a key server, a hardware module)
// gives the same six answers.
import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isCode, syncFolder, writeDraft } from "./draft.ts";
import { VaultFault } from "./fault.ts";
import { checkSigningKey, makeSigningKey, type SigningKeyKind } from "./signing-key.ts";

/** Names are like `instance/mac`, `people/0197...`: parts of letters, digits, `_`, `.` and `-`. */
export interface KeyProvider {
  /** The 32 bytes that events are authenticated with (HMAC-SHA-256); made at first use. */
  hmacKey(): Promise<Buffer>;
  /** A private key as PKCS #8 PEM; made at first use, Ed25519 unless said otherwise. */
  signingKey(name: string, kind?: SigningKeyKind): Promise<string>;
  get(name: string): Promise<Buffer | undefined>;
  /** False where the name is taken: then the key that is there stays. A key is never changed. */
  put(name: string, key: Uint8Array): Promise<boolean>;
  /** The key of that name, made of 32 random bytes where there is none. */
  getOrMake(name: string): Promise<Buffer>;
  /** What was encrypted with it can no longer be read. Nothing happens where there is none. */
  destroy(name: string): Promise<void>;
}

/** Of the key that `hmacKey` makes or finds. */
export const macKeyName = "instance/mac";

/** The folder is DATA_DIR/keys, readable by its owner only. */
export async function openKeys(folder: string): Promise<KeyProvider> {
  await mkdir(folder, { recursive: true, mode: ownerOnlyFolder });
  await chmod(folder, ownerOnlyFolder);
  const get = (name: string) => readKey(pathOf(folder, name));
  const put = (name: string, key: Uint8Array) => writeKey(pathOf(folder, name), key);
  const getOr = async (name: string, make: () => Promise<Uint8Array>): Promise<Buffer> => {
    const known = await get(name);
    if (known) return known;
    const made = await make();
    // Of two makers at once the first wins, and both answer its key.
    return (await put(name, made)) ? Buffer.from(made) : getOr(name, make);
  };
  const getOrMake = (name: string) => getOr(name, async () => randomBytes(secretBytes));
  return {
    hmacKey: () => getOrMake(macKeyName),
    async signingKey(name, kind = "ed25519") {
      const pem = (await getOr(`signing/${name}.pem`, () => makeSigningKey(kind))).toString();
      checkSigningKey(name, pem, kind);
      return pem;
    },
    get,
    put,
    getOrMake,
    async destroy(name) {
      const path = pathOf(folder, name);
      await rm(path, { force: true });
      await syncFolder(dirname(path)).catch(absent);
    },
  };
}

const ownerOnlyFolder = 0o700;
const ownerOnlyFile = 0o600;
const secretBytes = 32;

function pathOf(folder: string, name: string): string {
  const wellFormed = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/.test(name);
  if (wellFormed && name.length <= 200) return join(folder, name);
  throw new VaultFault(
    "KEY_NAME_MALFORMED",
    `"${name}" does not name a key: letters, digits, "_", "." and "-" in parts joined by "/".`,
  );
}

function absent(error: unknown): undefined {
  if (isCode(error, "ENOENT")) return undefined;
  throw error;
}

/** Throws KEY_READABLE_BY_OTHERS: one that was copied about carelessly may be anybody's. */
async function readKey(path: string): Promise<Buffer | undefined> {
  const file = await open(path).catch(absent);
  if (!file) return undefined;
  try {
    const { mode } = await file.stat();
    if (process.platform === "win32" || (mode & 0o077) === 0) return await file.readFile();
  } finally {
    await file.close();
  }
  const message = `The key ${path} can be read by others than its owner. Run chmod 600 on it.`;
  throw new VaultFault("KEY_READABLE_BY_OTHERS", message);
}

async function writeKey(path: string, key: Uint8Array): Promise<boolean> {
  const folder = dirname(path);
  if (await mkdir(folder, { recursive: true, mode: ownerOnlyFolder })) {
    await syncFolder(dirname(folder));
  }
  const draft = await writeDraft(folder, [key], ownerOnlyFile);
  return draft.publishNew(path);
}
