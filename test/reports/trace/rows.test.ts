// A trace as CSV is the same bytes, whatever part of it stands in the file of all rows.
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TraceInRows } from "../../../src/projections/genealogy/in-rows/trace-in-rows.ts";
import type { NodeRow } from "../../../src/projections/genealogy/reach/row.ts";
import { RowFile } from "../../../src/reports/trace/rows/row-file.ts";
import { traceCsv } from "../../../src/reports/trace/rows/stream.ts";
import { isBehind, renewRowFile } from "../../../src/reports/trace/rows/write.ts";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-rows-"));
  path = join(folder, "rows", "genealogy");
});
afterAll(() => rm(folder, { recursive: true }));

const model = "log made";
/** Of more than two pieces. */
const nodes = 40_000;

/** Every seventh has not been said what it is; names are of any length, also in bytes. */
const rowOf = (nodeId: number, edition: number): NodeRow[] => {
  if (nodeId % 7 === 3) return [];
  const name = `${"ž,".repeat(nodeId % 5)}${nodeId} ${edition}`;
  if (nodeId % 2 === 0) {
    return [{ kind: "shipment", nodeId, traced: { shipmentId: `s${nodeId}`, name } }];
  }
  return [{ kind: "logisticUnit", nodeId, key: `u${nodeId}`, name }];
};

/** Nodes that were changed in the second edition, and those that only it has. */
const isChanged = (nodeId: number): boolean => nodeId % 101 === 0;
const first = 30_000;

class Reader {
  readonly asked: number[] = [];
  readonly #edition: number;

  constructor(edition: number) {
    this.#edition = edition;
  }

  readonly read = async (ids: readonly number[]): Promise<NodeRow[]> => {
    this.asked.push(ids.length);
    return ids.flatMap((id) => rowOf(id, isChanged(id) ? this.#edition : 1)).reverse();
  };
  readonly changedSince = async (): Promise<readonly number[]> =>
    Array.from({ length: nodes }, (_, n) => n).filter(isChanged);

  get rows(): number {
    return this.asked.reduce((sum, n) => sum + n, 0);
  }
}

const traced = (reached: Int32Array, asOf = 20): TraceInRows => ({
  ...{ from: "starch:5", seeds: [], asked: { direction: "forward" }, asOf, model },
  ...{ nodes: reached, begunAt: [], openDraws: 0 },
  reach: { edgeCount: 3, inputs: 2, inputsWithQuantity: 1, gaps: [], isCut: false },
});

async function csvOf(trace: TraceInRows, reader: Reader, file?: string): Promise<Buffer> {
  const { read, changedSince } = reader;
  return Buffer.concat(await Array.fromAsync(traceCsv(trace, { read, changedSince, file })));
}

const written = (edition: number, of: { readonly asOf: number; readonly nodes: number }) => {
  const reader = new Reader(edition);
  const { read, changedSince } = reader;
  return { reader, writing: { path, of: { model, ...of }, read, changedSince } };
};

const all = Int32Array.from({ length: nodes }, (_, n) => n);
const some = all.filter((n) => n % 3 === 0 || n % 1000 < 400);

test("from PostgreSQL, the file or both it is the same, and says that all came", async () => {
  const plain = await csvOf(traced(some), new Reader(2));
  const { writing } = written(1, { asOf: 10, nodes: first });
  await renewRowFile(writing);
  const late = new Reader(2);
  expect((await csvOf(traced(some), late, path)).equals(plain)).toBe(true);
  expect(late.rows).toBeLessThan(some.length / 2);
  const lines = plain.toString().split("\r\n").slice(0, -1);
  const closing = lines.at(-1)?.split(",") ?? [];
  const expected = [...some].flatMap((node) => rowOf(node, isChanged(node) ? 2 : 1));
  expect(lines).toHaveLength(expected.length + 2);
  const before = plain.subarray(0, plain.lastIndexOf("answer,"));
  const digest = createHash("sha256").update(before).digest("hex");
  expect(closing.slice(0, 2)).toEqual(["answer", digest]);
  expect(lines.at(-1)).toContain(`${expected.length} rows; starch:5`);
  expect(lines.at(-1)).toContain("complete over the recorded events 0 to 19");
});

test("it is written anew only when it is behind, and then from what still holds", async () => {
  const early = written(1, { asOf: 10, nodes: first });
  await renewRowFile(early.writing);
  expect(await isBehind(early.writing)).toBe(false);
  const late = written(2, { asOf: 20, nodes });
  expect(await isBehind(late.writing)).toBe(true);
  await renewRowFile(late.writing);
  expect(late.reader.rows).toBeLessThan(nodes / 2);
  const reader = new Reader(2);
  const whole = await csvOf(traced(all), reader, path);
  expect(whole.equals(await csvOf(traced(all), new Reader(2)))).toBe(true);
  expect(await isBehind(written(2, { asOf: 20, nodes: 9 }).writing)).toBe(false);
});

test("a file that is damaged, cut, ahead or of another making is left aside", async () => {
  const plain = await csvOf(traced(some), new Reader(2));
  await renewRowFile(written(2, { asOf: 20, nodes }).writing);
  const good = await readFile(path);
  const harms = [
    ...[5, 70_000, good.length >> 1, good.length - 30, good.length - 3].map((at) =>
      Buffer.from(good).fill((good[at] ?? 0) ^ 1, at, at + 1),
    ),
    ...[0, 15, 1000, good.length - 1].map((length) => good.subarray(0, length)),
  ];
  for (const harm of harms) {
    await writeFile(path, harm);
    expect((await csvOf(traced(some), new Reader(2), path)).equals(plain)).toBe(true);
  }
  await writeFile(path, good);
  expect(await RowFile.openFor(path, { model, asOf: 19 })).toBeUndefined();
  expect(await RowFile.openFor(path, { model: "another", asOf: 20 })).toBeUndefined();
  expect(await RowFile.openFor(join(folder, "none"), { model, asOf: 20 })).toBeUndefined();
});

test("whoever stops taking stops the reading, and one part is read ahead, no more", async () => {
  const reader = new Reader(1);
  const { read, changedSince } = reader;
  const taking = traceCsv(traced(all), { read, changedSince });
  await taking.next();
  expect(reader.asked).toEqual([]);
  await taking.next();
  await taking.return(undefined);
  expect(reader.asked).toHaveLength(2);
  expect((await taking.next()).done).toBe(true);
});

test("a fault of the reading is the reader's", async () => {
  const read = () => Promise.reject(new Error("The read model was made anew meanwhile."));
  const taking = traceCsv(traced(all), { read, changedSince: async () => [] });
  await expect(Array.fromAsync(taking)).rejects.toThrow("anew");
});
