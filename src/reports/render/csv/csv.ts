// One table as CSV (RFC 4180): for spreadsheets and for people's own analysis.
import type { Cell } from "../../model/fact.ts";
import { FLAGS, flagged } from "../../model/fact.ts";
import type { Row, Table } from "../../model/table.ts";
import { checkedRows, columnTitle } from "../../model/walk.ts";
import { inChunks } from "../pieces.ts";

/** Marks of cells cannot stand in their cells, or numbers would no longer be numbers. */
const MARKS_TITLE = "Marks";

/** Lines end in CRLF; the first holds the titles, the last column the marks of the row. */
export const renderCsv = (table: Table): AsyncIterable<string> => inChunks(lines(table));

async function* lines(table: Table): AsyncGenerator<string> {
  yield csvTitles(table.columns);
  for await (const row of checkedRows(table)) {
    yield csvLine([...row.map((cell) => flagged(cell).text), marks(table, row)]);
  }
}

const marks = (table: Table, row: Row): string =>
  row
    .flatMap((cell, index) => {
      const mark = markOf(cell);
      return mark === "" ? [] : [`${table.columns[index]?.title ?? ""}: ${mark}`];
    })
    .join("; ");

function markOf(cell: Cell): string {
  const { flag, note } = flagged(cell);
  const label = flag === undefined ? [] : [FLAGS[flag].label];
  return [...label, ...(note === undefined ? [] : [note])].join(", ");
}

/** The first line of a table. */
export const csvTitles = (columns: Table["columns"]): string =>
  csvLine([...columns.map(columnTitle), MARKS_TITLE]);

/** One line, with its end. */
export const csvLine = (values: readonly string[]): string => `${values.map(field).join(",")}\r\n`;

function field(value: string): string {
  if (isPlain.test(value)) return value;
  const safe = startsFormula.test(value) && !isNumber.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe.trim() !== safe ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Most of all values, told at one look: nothing in them is quoted or run. */
const isPlain = /^(?:[A-Za-z0-9_][A-Za-z0-9_.:/-]*)?$/;

/** What a spreadsheet would run as a formula; the full-width forms are read as such by some. */
const startsFormula = /^\s*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
const isNumber = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
