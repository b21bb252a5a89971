// Bytes kept under the SHA-256 of what they are: issued PDFs, imported files, receipts.
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Chunks, isCode, sweepDrafts, writeDraft } from "./draft.ts";
import { VaultFault } from "./fault.ts";

export interface Blobs {
  /** Answers the SHA-256 in hex once the bytes are on disk. The same bytes again change nothing. */
  put(content: Uint8Array | Chunks): Promise<string>;
  /** Undefined where there is none; throws BLOB_DAMAGED where the bytes are not what was put. */
  get(sha256: string): Promise<Buffer | undefined>;
  has(sha256: string): Promise<boolean>;
  /** Of the bytes that stand there, which are not read; undefined where there are none. */
  size(sha256: string): Promise<number | undefined>;
}

/**
 * The folder is DATA_DIR/blobs. Its owner sweeps out what interrupted writers left; a guest of the
 * owner must not.
 */
export async function openBlobs(
  folder: string,
  { asGuest = false }: { readonly asGuest?: boolean } = {},
): Promise<Blobs> {
  if (!asGuest) await sweepDrafts(folder);
  return {
    put: (content) => put(folder, content instanceof Uint8Array ? [content] : content),
    get: (sha256) => get(pathOf(folder, sha256)),
    has: async (sha256) => (await sizeOf(pathOf(folder, sha256))) !== undefined,
    size: (sha256) => sizeOf(pathOf(folder, sha256)),
  };
}

async function put(folder: string, chunks: Chunks): Promise<string> {
  const hash = createHash("sha256");
  const draft = await writeDraft(folder, digesting(chunks, hash), 0o400);
  const sha256 = hash.digest("hex");
  await draft.publish(join(folder, sha256)); // Also mends a blob that was damaged meanwhile.
  return sha256;
}

async function get(path: string): Promise<Buffer | undefined> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  if (path.endsWith(createHash("sha256").update(bytes).digest("hex"))) return bytes;
  throw new VaultFault(
    "BLOB_DAMAGED",
    `The bytes of ${path} are not those whose SHA-256 it is named by. Restore the file from a ` +
      "backup; until then nothing that needs it is issued.",
  );
}

function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

/** Nothing but a digest is ever joined to the folder's path. */
function pathOf(folder: string, sha256: string): string {
  if (/^[0-9a-f]{64}$/.test(sha256)) return join(folder, sha256);
  throw new VaultFault("BLOB_NAME_MALFORMED", `"${sha256}" is not a SHA-256 in lower-case hex.`);
}

async function* digesting(
  chunks: Chunks,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
