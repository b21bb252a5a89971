// Folds of long streams, kept over a start of the program, so that the first command on an old
// machine, or on a batch of many entries, reads its latest events and not all that it ever had.
// They are derived: deleted, they are made again. Each is good for the very code that made it, and
// sealed with the key of the events' macs, for decisions rest on it.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { fromBytes, toBytes } from "./state-bytes.ts";

/** A fold, and which event of the log it goes up to. */
export interface KeptFold {
  readonly revision: number;
  /** Of that event. */
  readonly mac: string;
  readonly site: string | undefined;
  readonly recordedAt: string;
  readonly state: unknown;
  readonly authors: readonly string[];
  readonly seen: Uint8Array;
}

export interface KeptFolds {
  /** Undefined: none, or one that is not to be relied on. */
  get(stream: string): Promise<KeptFold | undefined>;
  /** Rejects where it cannot be written; what was kept before is still there then. The fold is
   * read bit by bit, and must not change. */
  put(stream: string, fold: KeptFold): Promise<void>;
}

export interface KeepingFolds {
  readonly files: {
    read(name: string): Promise<Buffer | undefined>;
    write(name: string, bytes: Uint8Array): Promise<void>;
  };
  readonly key: Uint8Array;
  /** Other code, another edition. Asked for where a fold is kept or looked for. */
  readonly edition: () => string;
}

const macLength = 32;

export function createKeptFolds({ files, key, edition }: KeepingFolds): KeptFolds {
  const nameOf = (stream: string): string =>
    `${createHash("sha256").update(stream).digest("hex")}.fold`;
  /** What was kept of another stream is no fold of this one. */
  const macOf = (stream: string, body: Uint8Array): Buffer =>
    createHmac("sha256", key)
      .update(JSON.stringify([edition(), stream]))
      .update(body)
      .digest();

  return {
    async get(stream) {
      const bytes = await files.read(nameOf(stream));
      if (!bytes || bytes.length < macLength) return undefined;
      const [mac, body] = [bytes.subarray(0, macLength), bytes.subarray(macLength)];
      return timingSafeEqual(mac, macOf(stream, body)) ? foldOf(body) : undefined;
    },
    async put(stream, fold) {
      const body = await toBytes(fold);
      return files.write(nameOf(stream), Buffer.concat([macOf(stream, body), body]));
    },
  };
}

/** Undefined: a newer Node.js wrote it in a form that this one does not read. */
function foldOf(body: Uint8Array): KeptFold | undefined {
  try {
    return fromBytes(body) as KeptFold;
  } catch {
    return undefined;
  }
}
