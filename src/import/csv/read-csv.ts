// A separated file as rows, one at a time: lenient about
// byte-order marks and line ends, strict about everything else.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { ImportFault } from "../import-fault.ts";
import { decoded } from "../text.ts";

export interface Dialect {
  readonly separator: ";" | ",";
  /** Every column that the file may have; true where it must have it. */
  readonly columns: Readonly<Record<string, boolean>>;
}

export interface Row {
  /** 1-based line of the file on which the row starts. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Throws ImportFault with file and line. Memory does not grow with the file. */
export async function* readCsv(path: string, dialect: Dialect): AsyncGenerator<Row> {
  const file = basename(path);
  await refuseMissing(path, file);
  const parser = parse({
    delimiter: dialect.separator,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const feeding = pipeline(decoded(createReadStream(path), file), parser);
  // A fault of the source destroys the parser, and the loop below throws it.
  feeding.catch(() => undefined);
  let header: readonly string[] | undefined;
  let rows = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = info.lines;
      if (header) {
        rows += 1;
        yield { line, cells: cellsOf(file, line, header, record) };
      } else header = checkedHeader(file, record, dialect);
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(file, error) : error;
  } finally {
    parser.destroy();
  }
  if (rows > 0) return;
  const has = header ? "a header and no rows. Was it cut?" : "no header and no rows.";
  throw new ImportFault("FILE_EMPTY", { file }, `The file holds ${has}`);
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function refuseMissing(path: string, file: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ImportFault("FILE_MISSING", { file }, "There is no such file.");
  if (found.size === 0) throw new ImportFault("FILE_EMPTY", { file }, "The file is empty.");
}

function checkedHeader(
  file: string,
  names: readonly string[],
  dialect: Dialect,
): readonly string[] {
  const at = { file, line: 1 };
  const wanted = Object.keys(dialect.columns);
  const [only] = names;
  if (names.length === 1 && wanted.length > 1 && only !== undefined && !wanted.includes(only)) {
    const hint = `Columns are separated by ${dialect.separator} in this file format.`;
    throw new ImportFault("SEPARATOR_WRONG", at, `The header is one single column. ${hint}`);
  }
  const unknown = names.find((name) => !wanted.includes(name));
  if (unknown !== undefined) {
    const hint = "Columns are never left out silently; remove it, or use a file of this format.";
    throw new ImportFault("COLUMN_UNKNOWN", { ...at, column: unknown }, `Unknown column. ${hint}`);
  }
  const repeated = names.find((name, n) => names.indexOf(name) !== n);
  if (repeated !== undefined) {
    throw new ImportFault(
      "COLUMN_REPEATED",
      { ...at, column: repeated },
      "The column stands twice.",
    );
  }
  const missing = wanted.filter((name) => dialect.columns[name] && !names.includes(name));
  if (missing.length > 0) {
    throw new ImportFault(
      "COLUMN_MISSING",
      at,
      `These columns are missing: ${missing.join(", ")}.`,
    );
  }
  return names;
}

function cellsOf(
  file: string,
  line: number,
  header: readonly string[],
  record: readonly string[],
): Row["cells"] {
  if (record.length !== header.length) {
    const count = `The row has ${record.length} cells, the header ${header.length}`;
    const code = record.length < header.length ? "FILE_TRUNCATED" : "ROW_MALFORMED";
    throw new ImportFault(code, { file, line }, `${count}. Was the file cut or edited?`);
  }
  return Object.fromEntries(header.map((name, n) => [name, (record[n] ?? "").trim()]));
}

const malformed = (file: string, error: CsvError): ImportFault => {
  const line = "lines" in error && typeof error.lines === "number" ? { line: error.lines } : {};
  return new ImportFault("ROW_MALFORMED", { file, ...line }, error.message, error);
};
