// Folds of streams without end, kept over a start of the program, so that the first command on an
// old machine reads its latest events and not all that it ever had. They are derived: deleted, they
// are made again. Each is good for the very code that made it, and sealed with the key of the
// events' macs, for decisions rest on it.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** A fold, and which event of the log it goes up to. */
export interface KeptFold {
  readonly revision: number;
  readonly eventId: string;
  readonly site: string | undefined;
  readonly recordedAt: string;
  readonly state: unknown;
  readonly authors: readonly string[];
  readonly seen: Uint8Array;
}

export interface KeptFolds {
  /** Undefined: none, or one that is not to be relied on. */
  get(stream: string): Promise<KeptFold | undefined>;
  /** Rejects where it cannot be written; what was kept before is still there then. */
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
      return timingSafeEqual(mac, macOf(stream, body)) ? read(body) : undefined;
    },
    put(stream, fold) {
      const body = written(fold);
      return files.write(nameOf(stream), Buffer.concat([macOf(stream, body), body]));
    },
  };
}

/** One line of JSON, then the commands that it has seen. */
const written = ({ seen, ...fold }: KeptFold): Buffer =>
  Buffer.concat([Buffer.from(`${JSON.stringify(fold)}\n`), seen]);

function read(body: Buffer): KeptFold {
  const end = body.indexOf("\n");
  const fold = JSON.parse(body.toString("utf8", 0, end)) as Omit<KeptFold, "seen">;
  return { ...fold, seen: body.subarray(end + 1) };
}
