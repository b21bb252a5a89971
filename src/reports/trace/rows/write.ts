// Writes the file of all rows anew: what stands in the last one and still holds is taken over.
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ReadRows } from "../../../projections/genealogy/in-rows/trace-in-rows.ts";
import { sweepDrafts } from "../../../vault/draft.ts";
import { type FileOf, type Piece, pieceNodes, RowFile, writeRowFile } from "./row-file.ts";
import { linesOf, type Source } from "./rows.ts";

export interface Writing {
  readonly path: string;
  /** What is to be written. */
  readonly of: FileOf;
  readonly read: ReadRows;
  readonly changedSince: (asOf: number) => Promise<readonly number[]>;
}

/** A smaller plant has its rows as quickly from PostgreSQL. */
const nodesMin = 10_000;

/** Whether more than one in 64 rows of the file that is there would have to be read anew. */
export async function isBehind({ path, of, changedSince }: Writing): Promise<boolean> {
  if (of.nodes < nodesMin) return false;
  await using file = await RowFile.openFor(path, of);
  if (!file) return true;
  const changed = await changedSince(file.of.asOf);
  return changed.length + of.nodes - file.of.nodes > of.nodes >>> 6;
}

/** Whoever writes it lets others have the machine for as long as it has it. */
export async function renewRowFile({ path, of, read, changedSince }: Writing): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await sweepDrafts(dirname(path));
  await using file = await RowFile.openFor(path, of);
  const changed = new Set(file ? await changedSince(file.of.asOf) : []);
  await writeRowFile(path, of, pieces({ read, changed, file }, of.nodes));
}

async function* pieces(source: Source, nodes: number): AsyncGenerator<Piece> {
  for (let from = 0; from < nodes; from += pieceNodes) {
    const began_ms = performance.now();
    const count = Math.min(pieceNodes, nodes - from);
    const own = Int32Array.from({ length: count }, (_, n) => from + n);
    yield await linesOf(source, own);
    await sleep(performance.now() - began_ms);
  }
}
