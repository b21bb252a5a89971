// A proof of one event: its bytes, the path to the head of the log, and who signed that head.
import { readFile } from "node:fs/promises";
import { entryHash, parseEntry } from "../../../integrity/entry.ts";
import { type HandOver, parseHandOvers, verifierFor } from "../../../integrity/hand-over.ts";
import { parseKey, printKey, verifyNote } from "../../../integrity/note.ts";
import { isProven, parseProof } from "../../../integrity/tlog-proof.ts";
import type { Run } from "../../run.ts";
import { CliFault } from "../../terminal/fault.ts";
import { contentOf } from "../../terminal/file.ts";
import { lookOf, styleIn, textTable } from "../../terminal/table.ts";

/** Throws LOG_KEY_NEEDED, VERIFICATION_FAILED, and IntegrityFault for what is no proof. */
export async function verifyProof(
  run: Run,
  file: string,
  bytes: Buffer,
  keyOrFile: string | undefined,
  handOverFiles: readonly string[],
): Promise<void> {
  if (keyOrFile === undefined) {
    const message = "A proof counts by the key of its log: give it with --key, from elsewhere.";
    throw new CliFault("LOG_KEY_NEEDED", message);
  }
  const known = parseKey(await keyText(keyOrFile));
  const proof = parseProof(bytes.toString("utf8"));
  const { index, checkpoint, extra } = proof;
  const entry = extra && parseEntry(extra);
  const handOvers = await handOversIn(handOverFiles);
  const verifier = verifierFor(checkpoint.size, known, handOvers);
  const signed = verifyNote(checkpoint.note, [verifier]);
  const isLogs = checkpoint.origin === verifier.name;
  const faults = [
    ...(entry && isProven(entryHash(entry), proof) ? [] : ["ENTRY_NOT_PROVEN"]),
    ...(signed?.length && isLogs ? [] : ["CHECKPOINT_FORGED"]),
  ];
  const valid = faults.length === 0;
  const said = {
    file,
    valid,
    findings: faults,
    log: checkpoint.origin,
    position: index,
    size: checkpoint.size,
    key: printKey(verifier),
    event: valid && entry ? eventOf(entry) : undefined,
  };
  await run.terminal.write(run.json ? `${JSON.stringify(said)}\n` : text(run, said));
  if (valid) return;
  const message = `${file} does not verify: ${faults.join(", ")}.`;
  throw new CliFault("VERIFICATION_FAILED", message, { findings: faults });
}

/** Throws FILE_UNREADABLE for what can only be the name of a file: a key has a "+". */
const keyText = (keyOrFile: string): Promise<string> =>
  readFile(keyOrFile, "utf8").catch((cause: Error) => {
    if (keyOrFile.includes("+")) return keyOrFile;
    const message = `${keyOrFile} is no key, and cannot be read: ${cause.message}.`;
    throw new CliFault("FILE_UNREADABLE", message, { cause });
  });

async function handOversIn(files: readonly string[]): Promise<readonly HandOver[]> {
  const texts = await Promise.all(files.map(contentOf));
  return texts.flatMap((bytes) => parseHandOvers(bytes.toString("utf8")));
}

const eventOf = (entry: NonNullable<ReturnType<typeof parseEntry>>) => ({
  id: entry.id,
  stream: entry.stream,
  revision: entry.revision,
  type: entry.type,
  data: Buffer.from(entry.data).toString("utf8"),
  metadata: Buffer.from(entry.metadata).toString("utf8"),
});

interface Said {
  readonly file: string;
  readonly valid: boolean;
  readonly findings: readonly string[];
  readonly log: string;
  readonly position: number;
  readonly size: number;
  readonly event: ReturnType<typeof eventOf> | undefined;
}

function text(
  { terminal }: Run,
  { file, valid, log, position, size, event, findings }: Said,
): string {
  const look = lookOf(terminal.output);
  const style = styleIn(look);
  const verdict = valid
    ? style("green", "valid: the event is in the log")
    : style("red", "NOT VALID");
  const rows = [
    ["Log", log],
    ["Position", `${position} of ${size} events`],
    ...(event
      ? [
          ["Event", `${event.type}, revision ${event.revision} of ${event.stream}`],
          ["Id", event.id],
          ["Data", event.data],
          ["Metadata", event.metadata],
        ]
      : []),
    ...findings.map((code) => [code, ""]),
  ];
  const columns = [{ title: "" }, { title: "" }];
  return `${file}: ${verdict}\n${textTable({ columns, rows, empty: "" }, look)}`;
}
