// A folder of the tablet data set: which files are read, and what
// is in them. All of it is checked before anything is made of it.
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { readCsv } from "../csv/read-csv.ts";
import { ImportFault } from "../import-fault.ts";
import { type SourceFile, sourceFile } from "../source-file.ts";
import { batchSizeColumns } from "./columns.ts";
import { type LaboratoryRow, readLaboratory } from "./laboratory.ts";
import { type Segment, scanPress } from "./press.ts";
import { decimal, text } from "./value.ts";

export interface Source {
  readonly files: readonly SourceFile[];
  readonly laboratory: readonly LaboratoryRow[];
  /** Of all press files, in the order of file and row. */
  readonly segments: readonly (Segment & { readonly path: string })[];
  /** Tablets of a batch, by product code; empty where the folder has no such file. */
  readonly batchSizes: ReadonlyMap<string, string>;
}

/**
 * Throws ImportFault. The authors' features (published_features.csv, Process.csv) are never read.
 */
export async function readSource(folder: string): Promise<Source> {
  const { laboratory, press, sizes } = await filesIn(folder);
  const rows = await readLaboratory(laboratory);
  if (press.length === 0) {
    const hint = "The folder has no press series: neither this file nor Process/ with files in it.";
    throw new ImportFault("FILE_MISSING", { file: "press_10s.csv" }, hint);
  }
  const segments: (Segment & { path: string })[] = [];
  for (const path of press) {
    for (const segment of await scanPress(path)) segments.push({ ...segment, path });
  }
  const batchSizes = sizes === undefined ? new Map<string, string>() : await readSizes(sizes);
  const paths = [laboratory, ...press, ...(sizes === undefined ? [] : [sizes])];
  return {
    files: await Promise.all(paths.map(sourceFile)),
    laboratory: rows,
    segments,
    batchSizes,
  };
}

interface Files {
  readonly laboratory: string;
  readonly press: readonly string[];
  readonly sizes: string | undefined;
}

async function filesIn(folder: string): Promise<Files> {
  const names = await listing(folder);
  if (!names) {
    throw new ImportFault("FILE_MISSING", { file: basename(folder) }, "There is no such folder.");
  }
  const named = (wanted: string) => names.find((name) => name.toLowerCase() === wanted);
  const laboratory = named("laboratory.csv");
  if (!laboratory) {
    const hint = "A folder of this data set holds laboratory.csv, and press_10s.csv or Process/.";
    throw new ImportFault("FILE_MISSING", { file: "laboratory.csv" }, hint);
  }
  const single = named("press_10s.csv");
  const many = named("process");
  const series = many === undefined ? [] : ((await listing(join(folder, many))) ?? []);
  const sizes = named("normalization.csv");
  return {
    laboratory: join(folder, laboratory),
    press: [
      ...(single === undefined ? [] : [join(folder, single)]),
      ...series
        .filter((name) => /^\d+\.csv$/i.test(name))
        .sort((left, right) => Number.parseInt(left, 10) - Number.parseInt(right, 10))
        .map((name) => join(folder, many ?? "", name)),
    ],
    sizes: sizes && join(folder, sizes),
  };
}

const listing = (folder: string): Promise<readonly string[] | undefined> =>
  readdir(folder).catch(() => undefined);

async function readSizes(path: string): Promise<Map<string, string>> {
  const file = basename(path);
  const sizes = new Map<string, string>();
  for await (const row of readCsv(path, { separator: ";", columns: batchSizeColumns })) {
    const size = decimal(file, row, "Batch Size (tablets)");
    if (size !== undefined) sizes.set(text(file, row, "Product code"), size);
  }
  return sizes;
}
