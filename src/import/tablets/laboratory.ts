// The laboratory's file: one row per batch with its raw lots, results and yields.
import { basename } from "node:path";
import { type Row, readCsv } from "../csv/read-csv.ts";
import { ImportFault } from "../import-fault.ts";
import { laboratoryColumns, type RawMaterial, resultColumns, yieldColumns } from "./columns.ts";
import { ContentDigest, decimal, month, text } from "./value.ts";

export interface LaboratoryRow {
  readonly file: string;
  readonly line: number;
  /** SHA-256 of the row's content. */
  readonly digest: string;
  readonly batch: string;
  readonly productCode: string;
  readonly strength: string;
  /** Tablets. */
  readonly size: string;
  /** 2019-04: the file gives no day. */
  readonly startMonth: string;
  readonly apiCode: string;
  readonly lots: Readonly<Record<RawMaterial, string>>;
  /** By column; a blank cell is not there: not tested. */
  readonly results: ReadonlyMap<string, string>;
  readonly notTested: readonly string[];
  /** Percent, by column. */
  readonly yields: ReadonlyMap<string, string>;
}

/** Reads and checks the whole file before anything is made of it. Throws ImportFault. */
export async function readLaboratory(path: string): Promise<readonly LaboratoryRow[]> {
  const file = basename(path);
  const rows = new Map<string, LaboratoryRow>();
  for await (const row of readCsv(path, { separator: ";", columns: laboratoryColumns })) {
    const read = laboratoryRow(file, row);
    const former = rows.get(read.batch);
    if (former) {
      const at = { file, line: row.line, column: "batch" };
      const hint = `Batch ${read.batch} stands in line ${former.line} already.`;
      throw new ImportFault("BATCH_DUPLICATE", at, `${hint} Keep one row for each batch.`);
    }
    rows.set(read.batch, read);
  }
  return [...rows.values()];
}

function laboratoryRow(file: string, row: Row): LaboratoryRow {
  const digest = new ContentDigest();
  digest.row(row, Object.keys(laboratoryColumns));
  const values = (columns: object) =>
    Object.keys(columns).map((column) => [column, decimal(file, row, column)] as const);
  const results = values(resultColumns);
  return {
    file,
    line: row.line,
    digest: digest.hex(),
    batch: text(file, row, "batch"),
    productCode: text(file, row, "code"),
    strength: text(file, row, "strength"),
    size: sizeOf(file, row),
    startMonth: month(file, row, "start"),
    apiCode: text(file, row, "api_code"),
    lots: {
      api: text(file, row, "api_batch"),
      smcc: text(file, row, "smcc_batch"),
      lactose: text(file, row, "lactose_batch"),
      starch: text(file, row, "starch_batch"),
    },
    results: new Map(results.flatMap(([column, value]) => (value ? [[column, value]] : []))),
    notTested: results.flatMap(([column, value]) => (value ? [] : [column])),
    yields: new Map(
      values(yieldColumns).flatMap(([column, value]) => (value ? [[column, value]] : [])),
    ),
  };
}

/** A batch of nothing is none. */
function sizeOf(file: string, row: Row): string {
  const size = decimal(file, row, "size") ?? text(file, row, "size");
  if (Number(size) > 0) return size;
  const at = { file, line: row.line, column: "size" };
  throw new ImportFault("VALUE_MALFORMED", at, `${size} is no size of a batch.`);
}
