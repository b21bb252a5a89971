// The tablet press: a row each ten seconds. Read twice: once
// to check it all and to know what is in it, once to record.
import { basename } from "node:path";
import { type Row, readCsv } from "../csv/read-csv.ts";
import { pressColumns, pressTags } from "./columns.ts";
import { ContentDigest, decimal, stamp, text } from "./value.ts";

/** Consecutive rows of one batch. */
export interface Segment {
  readonly file: string;
  readonly batch: string;
  readonly productCode: string;
  readonly campaign: string;
  readonly firstLine: number;
  lastLine: number;
  rows: number;
  /** Local time without zone. */
  readonly from: string;
  to: string;
  /** SHA-256 of the content; set when the segment ends. */
  digest: string;
  /** Thousands of tablets, the largest that the counter showed. */
  producedMax: number;
  /**
   * Lines at which time or a counter went back, or a step
   * other than ten seconds was made, and blank rows.
   */
  readonly oddities: Oddity[];
}

export interface Oddity {
  readonly kind: "CLOCK_BACKWARDS" | "COUNTER_RESET" | "ROW_BLANK" | "READINGS_MISSING";
  readonly line: number;
  readonly text: string;
  /** How many more of this kind came after, and the line of the last of them. */
  readonly more?: number;
  readonly upTo?: number;
}

/** A row as recorded: local time, and a number or null for each tag. */
export interface Reading {
  readonly line: number;
  readonly at: string;
  readonly values: readonly (number | null)[];
}

export const tags = Object.keys(pressTags);
const dialect = { separator: ";", columns: pressColumns } as const;
const step_ms = 10_000;
/** A file may be odd in each of its rows; each kind is told this often for each segment. */
const odditiesMax = 20;

/** Throws ImportFault. Memory grows with the number of segments, not of rows. */
export async function scanPress(path: string): Promise<readonly Segment[]> {
  const file = basename(path);
  const segments: Segment[] = [];
  let digest = new ContentDigest();
  let last: Reading | undefined;
  for await (const row of readCsv(path, dialect)) {
    let segment = segments.at(-1);
    if (isBlank(row)) {
      if (segment)
        note(segment, "ROW_BLANK", row.line, "The whole row is blank; nothing is made of it.");
      continue;
    }
    const reading = readingOf(file, row);
    const batch = text(file, row, "batch");
    if (segment?.batch !== batch) {
      if (segment) segment.digest = digest.hex();
      digest = new ContentDigest();
      last = undefined;
      segment = started(file, row, reading, batch);
      segments.push(segment);
    }
    digest.row(row, Object.keys(pressColumns));
    noteOddities(segment, last, reading);
    segment.lastLine = row.line;
    segment.rows += 1;
    segment.to = reading.at > segment.to ? reading.at : segment.to;
    segment.producedMax = Math.max(segment.producedMax, tagValue(reading, "produced") ?? 0);
    last = reading;
  }
  const end = segments.at(-1);
  if (end) end.digest = digest.hex();
  return segments;
}

/** The rows of one segment after another, in the order of the file; the file was scanned before. */
export async function* readPress(path: string): AsyncGenerator<{ batch: string } & Reading> {
  const file = basename(path);
  for await (const row of readCsv(path, dialect)) {
    if (!isBlank(row)) yield { batch: text(file, row, "batch"), ...readingOf(file, row) };
  }
}

function readingOf(file: string, row: Row): Reading {
  const values = tags.map((tag) => {
    const value = decimal(file, row, tag);
    return value === undefined ? null : Number(value);
  });
  return { line: row.line, at: stamp(file, row, "timestamp"), values };
}

const tagValue = ({ values }: Reading, tag: string): number | undefined =>
  values[tags.indexOf(tag)] ?? undefined;

function started(file: string, row: Row, { at }: Reading, batch: string): Segment {
  return {
    file,
    batch,
    productCode: text(file, row, "code"),
    campaign: text(file, row, "campaign"),
    firstLine: row.line,
    lastLine: row.line,
    rows: 0,
    from: at,
    to: at,
    digest: "",
    producedMax: 0,
    oddities: [],
  };
}

function noteOddities(segment: Segment, last: Reading | undefined, reading: Reading): void {
  const { line, at } = reading;
  if (reading.values.every((value) => value === null)) {
    note(segment, "ROW_BLANK", line, "The row has a time and no values.");
  }
  if (!last) return;
  const passed_ms = Date.parse(`${at}Z`) - Date.parse(`${last.at}Z`);
  if (passed_ms < 0) note(segment, "CLOCK_BACKWARDS", line, `${at} stands after ${last.at}.`);
  if (passed_ms > step_ms) {
    note(segment, "READINGS_MISSING", line, `Nothing between ${last.at} and ${at}.`);
  }
  for (const counter of ["produced", "waste"]) {
    const before = tagValue(last, counter);
    const now = tagValue(reading, counter);
    if (before === undefined || now === undefined || now >= before) continue;
    const words = `${counter} goes back from ${before} to ${now}; the largest is the total.`;
    note(segment, "COUNTER_RESET", line, words);
  }
}

function note(segment: Segment, kind: Oddity["kind"], line: number, words: string): void {
  const told = segment.oddities.filter((oddity) => oddity.kind === kind);
  const last = told[odditiesMax - 1];
  if (last)
    segment.oddities.splice(segment.oddities.indexOf(last), 1, {
      ...last,
      upTo: line,
      more: (last.more ?? 0) + 1,
    });
  else segment.oddities.push({ kind, line, text: words });
}

const isBlank = ({ cells }: Row): boolean => Object.values(cells).every((cell) => cell === "");
