// Cells as values: what a cell must be, and where it stands when it is not.
import { createHash } from "node:crypto";
import type { Row } from "../csv/read-csv.ts";
import { ImportFault } from "../import-fault.ts";

/** A decimal number as it stands, or undefined for a blank cell: not tested, never 0. */
export function decimal(file: string, { line, cells }: Row, column: string): string | undefined {
  const cell = cells[column] ?? "";
  if (cell === "") return undefined;
  const at = { file, line, column };
  if (!/^-?\d{1,18}(\.\d{1,12})?$/.test(cell)) {
    const hint = "A number has a decimal point, no thousands separator and no unit.";
    throw new ImportFault("VALUE_NOT_NUMERIC", at, `${JSON.stringify(cell)} is no number. ${hint}`);
  }
  if (cell.startsWith("-") && Number(cell) !== 0) {
    throw new ImportFault("VALUE_NEGATIVE", at, `${cell} is less than zero, which cannot be.`);
  }
  return cell.replace(/^-/, "").replace(/^0+(?=\d)/, "");
}

/** Names in the domain are made of these cells and must stay within its limits. */
const textMax = 40;

/** A cell that must hold something that a person can read. */
export function text(file: string, { line, cells }: Row, column: string): string {
  const cell = cells[column] ?? "";
  const at = { file, line, column };
  if (cell === "") throw new ImportFault("VALUE_MISSING", at, "The cell is blank.");
  if (cell.length > textMax) {
    const words = `The cell has ${cell.length} characters; at most ${textMax} are taken.`;
    throw new ImportFault("VALUE_MALFORMED", at, words);
  }
  if (/\p{C}/u.test(cell)) {
    throw new ImportFault("VALUE_MALFORMED", at, "The cell holds characters that do not print.");
  }
  return cell;
}

const months = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "avg", "sep", "okt", "nov", "dec"];

/** Slovene month and two digits of the year, `avg.19`, as 2019-08. */
export function month(file: string, row: Row, column: string): string {
  const cell = text(file, row, column);
  const match = /^([a-z]{3})\.(\d{2})$/i.exec(cell);
  const index = months.indexOf(match?.[1]?.toLowerCase() ?? "");
  if (!match || index < 0) {
    const at = { file, line: row.line, column };
    throw new ImportFault("VALUE_MALFORMED", at, `${cell} is no month like apr.19 or avg.19.`);
  }
  return `20${match[2]}-${String(index + 1).padStart(2, "0")}`;
}

/** `2019-04-15 18:13:00` as local text without zone, since the file states none. */
export function stamp(file: string, row: Row, column: string): string {
  const cell = text(file, row, column);
  const local = cell.replace(" ", "T");
  const parsed = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(local) ? new Date(`${local}Z`) : undefined;
  if (!parsed || Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(local)) {
    const at = { file, line: row.line, column };
    throw new ImportFault("VALUE_MALFORMED", at, `${cell} is no time like 2019-04-15 18:13:00.`);
  }
  return local;
}

/** SHA-256 over what the cells mean: line ends, marks and the order of columns do not count. */
export class ContentDigest {
  readonly #digest = createHash("sha256");

  row({ cells }: Row, columns: readonly string[]): void {
    for (const column of columns) this.#digest.update(`${cells[column] ?? ""}\u001f`);
    this.#digest.update("\u001e");
  }

  hex(): string {
    return this.#digest.digest("hex");
  }
}
