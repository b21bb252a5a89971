// Imports the results of a QIF document: reads and checks all of it first, then records what it
// says, holds what does not conform, and says what is not known.
import { completeImport } from "../../domain/import/commands.ts";
import { defineMaterial } from "../../domain/material-definition/commands.ts";
import type { Item, Run } from "../run.ts";
import { each } from "../side-by-side.ts";
import { sourceFile } from "../source-file.ts";
import { type ImportParts, startRun } from "../start-run.ts";
import type { MeasuredSerial, QifDocument } from "./document.ts";
import { judge } from "./judge.ts";
import { findMachineLogs, type MachineLogs } from "./machine-log.ts";
import { type Nonconformance, nonconformanceOf, raise } from "./nonconformance.ts";
import { readDocument } from "./read-document.ts";
import { dataSet, importSerial, materialIdOf, partUnit, placeOf } from "./serial-import.ts";

export interface QifOptions {
  /** Where the machine's logs are. */
  readonly logs?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void;
}

/** What the files do not say; sorted by code and subject. */
export interface Unknown {
  readonly code: "CHARACTERISTIC_NOT_MEASURED" | "MACHINE_LOG_MISSING";
  readonly subject: string;
  readonly detail: string;
}

export interface QifSummary {
  readonly part: string;
  readonly serials: number;
  /** Of each serial number. */
  readonly characteristics: number;
  /** Measured values in the document. */
  readonly results: number;
  /** Added now; none where all of it was imported before. */
  readonly events: number;
  readonly anomalies: number;
  /** Each needs a disposition. */
  readonly nonconformances: readonly Nonconformance[];
  readonly unknown: readonly Unknown[];
}

const importer = { name: "qif", version: "1", called: "Import of QIF results", dataSet } as const;

/**
 * Throws ImportFault before anything is appended. Interrupted, it is taken up again by the same
 * call.
 */
export async function importQif(
  parts: ImportParts,
  path: string,
  options: QifOptions = {},
): Promise<QifSummary> {
  const document = await readDocument(path);
  const logs = await findMachineLogs(path, options.logs, document);
  const files = [await sourceFile(path), ...logs.of.values(), ...logs.others];
  const run = await startRun(parts, importer, files, options);
  const { file } = document;
  await noteOddities(run, document, logs);
  await definePart(run, document);
  const { serials } = document;
  let done = 0;
  await each(serials, async (serial) => {
    await take(run, document, serial, logs);
    done += 1;
    options.onProgress?.({ done, of: serials.length });
  });
  const summary = summaryOf(run, document, logs);
  const { length } = serials;
  const completed = { batches: length, lots: length, anomalies: run.anomalies, events: run.events };
  await run.give(completeImport, run.importId, completed, [], { file, line: 1 });
  return { ...summary, events: run.events, anomalies: run.anomalies };
}

/** Where other content stands under the serial number, that stays, and nothing is added. */
async function take(
  run: Run,
  document: QifDocument,
  serial: MeasuredSerial,
  logs: MachineLogs,
): Promise<void> {
  const standing = await run.take(itemOf(document, serial), serial.digest, {
    file: document.file,
    line: serial.line,
  });
  if (standing.as !== "imported") return;
  await importSerial(run, document, serial, logs.of.get(serial.serialNumber));
  const judged = judge(serial);
  if (judged.isNonconforming) await raise(run, document, serial, judged);
}

const itemOf = (document: QifDocument, serial: MeasuredSerial): Item => ({
  kind: "part",
  key: `${document.part.name}/${serial.serialNumber}`,
  batchId: placeOf(document, serial).batch,
  called: `part ${serial.serialNumber} of ${document.part.name}`,
});

async function definePart(run: Run, document: QifDocument): Promise<void> {
  const { name, qpId } = document.part;
  const identifiers =
    qpId === undefined ? [] : [{ scheme: "QPId", issuer: "ISO 23952 QIF", value: qpId }];
  const definition = {
    name,
    identifiers,
    traceability: [{ level: "serial" as const, mandatory: true }],
    kind: "finishedProduct" as const,
    baseUnitOfMeasure: partUnit,
  };
  const at = { file: document.file, line: 1 };
  await run.give(defineMaterial, materialIdOf(document), definition, [], at);
}

async function noteOddities(run: Run, document: QifDocument, logs: MachineLogs): Promise<void> {
  const { file, serials, unitsStated } = document;
  if (!unitsStated) {
    const text = "The document does not say in which unit lengths are; none is recorded.";
    await run.note({ file, line: 1, code: "UNIT_NOT_STATED", text });
  }
  for (const serial of serials) {
    const { batch } = placeOf(document, serial);
    for (const { line, text } of judge(serial).contradictions) {
      await run.note({ file, line, code: "STATUS_DISAGREES", text, batch });
    }
  }
  for (const { name } of logs.others) {
    const text = "No serial number of the document has this machine log, or it has another.";
    await run.note({ file: name, line: 1, code: "MACHINE_LOG_OF_NOTHING", text });
  }
}

function summaryOf(run: Run, document: QifDocument, logs: MachineLogs): QifSummary {
  const { part, serials, characteristics } = document;
  const measured = serials.flatMap((serial) => serial.measured.filter(({ value }) => value));
  return {
    part: part.name,
    serials: serials.length,
    characteristics: characteristics.length,
    results: measured.length,
    events: run.events,
    anomalies: run.anomalies,
    nonconformances: serials.flatMap((serial) => {
      const judged = judge(serial);
      return judged.isNonconforming ? [nonconformanceOf(document, serial, judged)] : [];
    }),
    unknown: serials.flatMap((serial) => unknownOf(document, serial, logs)).sort(byCode),
  };
}

function unknownOf(
  { characteristics }: QifDocument,
  { serialNumber, measured }: MeasuredSerial,
  logs: MachineLogs,
): readonly Unknown[] {
  const subject = `serialNumber:${serialNumber}`;
  const found = new Set(measured.flatMap(({ characteristic, value }) => value && characteristic));
  const lacking = characteristics.filter((one) => !found.has(one)).map(({ test }) => test);
  const hasLog = logs.of.has(serialNumber);
  const codes: readonly (readonly [Unknown["code"], boolean, string])[] = [
    ["CHARACTERISTIC_NOT_MEASURED", lacking.length > 0, lacking.join(", ")],
    ["MACHINE_LOG_MISSING", !hasLog, "No log of the machine that made it is among the files."],
  ];
  return codes.flatMap(([code, isSo, detail]) => (isSo ? [{ code, subject, detail }] : []));
}

const inOrder = new Intl.Collator("en", { numeric: true });
const byCode = (one: Unknown, other: Unknown): number =>
  inOrder.compare(one.code, other.code) || inOrder.compare(one.subject, other.subject);
