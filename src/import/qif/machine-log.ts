// The logs that a machine wrote while it made the parts: which serial number has one. What is in a
// log is kept as it came, and not taken apart.
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ImportFault } from "../import-fault.ts";
import { type SourceFile, sourceFile } from "../source-file.ts";
import type { QifDocument } from "./document.ts";

export interface MachineLogs {
  /** By serial number. */
  readonly of: ReadonlyMap<string, SourceFile>;
  /** Logs that belong to no serial number of the document. */
  readonly others: readonly SourceFile[];
}

/** As the technical data package of NIST is laid out: `FAIR/*.qif` and `PartData/*.txt`. */
const usual = "PartData";

/** `Cover-Hurco04-01of20.txt`: of the first of twenty covers, by the machine Hurco04. */
const naming = /^(?<part>[^-]+)-.+-(?<serial>\d+)of(?<count>\d+)\.txt$/i;

/**
 * In the folder named, or else in `PartData` beside the folder of the document, where that is.
 * Throws ImportFault.
 */
export async function findMachineLogs(
  path: string,
  folder: string | undefined,
  document: QifDocument,
): Promise<MachineLogs> {
  const from = folder ?? join(dirname(path), "..", usual);
  const names = await readdir(from).catch(() => undefined);
  if (!names && folder !== undefined) {
    throw new ImportFault("FILE_MISSING", { file: basename(folder) }, "There is no such folder.");
  }
  const of = new Map<string, SourceFile>();
  const others: SourceFile[] = [];
  for (const name of (names ?? []).sort()) {
    const named = naming.exec(name)?.groups;
    if (!named) continue;
    const file = await sourceFile(join(from, name));
    const serialNumber = serialOf(named, document);
    if (serialNumber === undefined || of.has(serialNumber)) others.push(file);
    else of.set(serialNumber, file);
  }
  return { of, others };
}

/** The name gives a word of the part's name, how many there are, and which it is. */
function serialOf(
  { part = "", serial = "", count }: Readonly<Record<string, string>>,
  { part: { name }, serials }: QifDocument,
): string | undefined {
  const isOfPart = name.toLowerCase().includes(part.toLowerCase());
  if (!isOfPart || Number(count) !== serials.length) return undefined;
  const plain = serial.replace(/^0+(?=\d)/, "");
  return serials.find(({ serialNumber }) => serialNumber === plain)?.serialNumber;
}
