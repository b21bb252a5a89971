// Random access to a file's bytes, in memory or on disk.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

export interface ByteSource {
  readonly size: number;
  /** Fewer bytes than asked for at the end of the file. */
  read(at: number, length: number): Uint8Array;
  close(): void;
}

export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (at, length) => bytes.subarray(at, Math.min(at + length, bytes.length)),
  close: () => undefined,
});

export function fileSource(path: string): ByteSource {
  const file = openSync(path, "r");
  const { size } = fstatSync(file);
  return {
    size,
    read(at, length) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
      const count = readSync(file, bytes, 0, bytes.length, at);
      return bytes.subarray(0, count);
    },
    close: () => closeSync(file),
  };
}
