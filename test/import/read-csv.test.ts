import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Dialect, type Row, readCsv } from "../../src/import/csv/read-csv.ts";
import { ImportFault } from "../../src/import/import-fault.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "csv-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dialect: Dialect = { separator: ";", columns: { batch: true, force: true, note: false } };
async function read(content: string | Uint8Array): Promise<Row[] | object> {
  const path = join(folder, "file.csv");
  await writeFile(path, content);
  return Array.fromAsync(readCsv(path, dialect)).catch(said);
}
const said = (error: unknown) => {
  if (!(error instanceof ImportFault)) throw error;
  const { line, column } = error.place;
  return { code: error.code, line, column };
};

test("a byte-order mark, either line end and blank lines are taken as they are meant", async () => {
  const rows = [
    { line: 2, cells: { batch: "1", force: "5.2" } },
    { line: 3, cells: { batch: "2", force: "" } },
  ];
  expect(await read("batch;force\n1;5.2\n2;\n")).toEqual(rows);
  expect(await read("\ufeffbatch;force\r\n1;5.2\r\n2;\r\n")).toEqual(rows);
  expect(await read("batch;force\n1;5.2\n2;")).toEqual(rows);
});

test.each([
  ["empty", "", "FILE_EMPTY", undefined],
  ["only a byte-order mark", "\ufeff", "FILE_EMPTY", undefined],
  ["only a header", "batch;force\n", "FILE_EMPTY", undefined],
  ["cut in a row", "batch;force\n1;5\n2", "FILE_TRUNCATED", 3],
  ["a cell too many", "batch;force\n1;5;6\n", "ROW_MALFORMED", 2],
  ["an open quote", 'batch;force\n1;"5\n', "ROW_MALFORMED", 2],
  ["binary", "batch;force\n1;\u0000\u0001\n", "FILE_BINARY", 2],
  ["separated by commas", "batch,force\n1,5\n", "SEPARATOR_WRONG", 1],
  ["an unknown column", "batch;force;pressure\n1;5;6\n", "COLUMN_UNKNOWN", 1],
  ["a missing column", "batch;note\n1;x\n", "COLUMN_MISSING", 1],
  ["a column twice", "batch;force;force\n1;5;5\n", "COLUMN_REPEATED", 1],
])("%s is said with its place", async (_, content, code, line) => {
  expect(await read(content)).toMatchObject(line === undefined ? { code } : { code, line });
});

test("another encoding is said with its line, also when a character spans two reads", async () => {
  const latin = Buffer.concat([
    Buffer.from("batch;force\n1;5\n2;"),
    Buffer.of(0xe9),
    Buffer.from("\n"),
  ]);
  expect(await read(latin)).toMatchObject({ code: "FILE_ENCODING", line: 3 });
  const utf16 = Buffer.from("batch;force\n1;5\n", "utf16le");
  expect(await read(utf16)).toMatchObject({ code: "FILE_BINARY", line: 1 });
  const long = `batch;force;note\n${"1;5;ž\n".repeat(40_000)}`;
  expect(await read(long)).toHaveLength(40_000);
});

test("a folder or a file that is not there is no file", async () => {
  const missing = Array.fromAsync(readCsv(join(folder, "none.csv"), dialect)).catch(said);
  expect(await missing).toMatchObject({ code: "FILE_MISSING" });
  expect(await Array.fromAsync(readCsv(folder, dialect)).catch(said)).toMatchObject({
    code: "FILE_MISSING",
  });
});
