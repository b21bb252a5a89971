// A trace as CSV, in log order, in pieces of bytes that are made as they are taken: the next one is
// read while the last is on its way, and no more. Whoever stops taking stops the reading.
import { createHash } from "node:crypto";
import type {
  ReadRows,
  TraceInRows,
} from "../../../projections/genealogy/in-rows/trace-in-rows.ts";
import { csvLine, csvTitles } from "../../render/csv/csv.ts";
import { exportColumns } from "./cells.ts";
import { Counts, marksOf } from "./line.ts";
import { type Piece, RowFile } from "./row-file.ts";
import { inParts, linesOf, type Source } from "./rows.ts";

export interface RowParts {
  readonly read: ReadRows;
  /** Nodes of which something else is to be said than at that tree size. */
  readonly changedSince: (asOf: number) => Promise<readonly number[]>;
  /** Where the file of all rows is, if there is one. */
  readonly file?: string | undefined;
}

/**
 * The last line says that all came: its id is the SHA-256 of all bytes before it, its marks are the
 * figures that the answer holds besides. Rejects where a row cannot be read.
 */
export async function* traceCsv(trace: TraceInRows, parts: RowParts): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const told = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    return bytes;
  };
  yield told(Buffer.from(csvTitles(exportColumns)));
  const counts = new Counts();
  let rows = 0;
  for await (const { lengths, marks, text } of piecesOf(trace, parts)) {
    for (const [n, length] of lengths.entries()) {
      if (length === 0) continue;
      rows += 1;
      counts.add(marks[n] ?? 0);
    }
    if (text.length > 0) yield told(text);
  }
  const shipments = counts.of("shipment");
  for (const row of trace.begunAt) counts.add(marksOf(row));
  const figures = [`${shipments} of the rows are shipments`, ...figuresOf(trace, counts)];
  yield Buffer.from(closing(trace, rows, hash.digest("hex"), figures));
}

async function* piecesOf(trace: TraceInRows, parts: RowParts): AsyncGenerator<Piece> {
  const { file, ...source } = await sourceFor(trace, parts);
  let next: Promise<Piece> | undefined;
  try {
    for (const nodes of inParts(trace.nodes, file)) {
      const last = next;
      next = linesOf({ file, ...source }, nodes);
      // Whoever stops here does not wait for it.
      next.catch(() => {});
      if (last) yield await last;
    }
    if (next) yield await next;
  } finally {
    await next?.catch(() => {});
    await file?.[Symbol.asyncDispose]();
  }
}

async function sourceFor(
  { model, asOf }: TraceInRows,
  { read, changedSince, file: path }: RowParts,
): Promise<Source> {
  const file = path === undefined ? undefined : await RowFile.openFor(path, { model, asOf });
  return { read, file, changed: new Set(file ? await changedSince(file.of.asOf) : []) };
}

function figuresOf(
  { reach, asked, openDraws, begunAt }: TraceInRows,
  counts: Counts,
): readonly string[] {
  const receipts = counts.of("received");
  const lots = counts.of("lot");
  return [
    `${begunAt.length} it began at are counted and not listed`,
    `${reach.edgeCount} steps`,
    `${reach.inputsWithQuantity} of ${reach.inputs} inputs with quantity`,
    `${counts.of("balanced")} of ${lots} lots balanced`,
    `${counts.of("withOrigin")} of ${receipts} receipts with origin`,
    `${reach.gaps.length} gaps of steps`,
    `${counts.of("quantityUnknown")} lots of unknown quantity`,
    `${counts.of("twice")} lot ids twice`,
    `${openDraws} draws open`,
    ...(asked.happenedBy === undefined ? [] : [`happened by ${asked.happenedBy}`]),
    ...(asked.strict ? ["in strict time"] : []),
    ...(reach.isCut ? [`cut at depth ${asked.depth}`] : []),
  ];
}

function closing(
  { from, asked, asOf }: TraceInRows,
  rows: number,
  digest: string,
  figures: readonly string[],
): string {
  const whole = `complete over the recorded events 0 to ${asOf - 1}`;
  const about = `${rows} rows; ${from}, ${asked.direction}`;
  return csvLine(["answer", digest, about, whole, "", "", "", "", "", figures.join("; ")]);
}
