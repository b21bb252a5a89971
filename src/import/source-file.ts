// A file that is taken in: what it is called, how long it is, and its digest.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";

export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

export async function sourceFile(path: string): Promise<SourceFile> {
  const digest = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  return { path, name: basename(path), sha256: digest.digest("hex"), bytes };
}
