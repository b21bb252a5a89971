// The records of the demo's batches, each as sealed PDF, JSON and HTML, and the PDFs verified.
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DocumentFormat, rendered } from "../../api/document.ts";
import type { Paper } from "../../api/paper.ts";
import { verifyPdf } from "../../reports/verify/verify-pdf.ts";
import type { PlayedBatch } from "../../sample-plant/play.ts";
import { CliFault } from "../terminal/fault.ts";
import { deliver, type Terminal } from "../terminal/terminal.ts";

const formats = ["pdf", "json", "html"] as const satisfies readonly DocumentFormat[];

export interface WrittenRecord {
  readonly batchNumber: string;
  /** The PDF, relative to where the command was typed; the others have its name. */
  readonly file: string;
  readonly valid: boolean;
}

export async function writeRecord(
  terminal: Terminal,
  paper: Paper,
  folder: string,
  { batchId, batchNumber }: PlayedBatch,
): Promise<WrittenRecord> {
  await mkdir(folder, { recursive: true });
  const name = join(folder, `record-${batchNumber.replace(/[^A-Za-z0-9._-]+/g, "-")}`);
  for (const format of formats) {
    // A document is rendered once: its rows are read as they are written.
    const document = await paper.batchRecord(batchId);
    if (!document) throw new CliFault("BATCH_UNKNOWN", `Batch ${batchNumber} has no record.`);
    const { pieces } = await rendered(paper, document, format);
    await deliver(terminal, pieces, `${name}.${format}`);
  }
  const file = `${name}.pdf`;
  const { valid } = verifyPdf(await readFile(file));
  return { batchNumber, file, valid };
}
