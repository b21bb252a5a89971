// A proof of one event: its bytes, the path to the head of the log, and who signed that head.
import { type EntryParts, entryHash, parseEntry } from "../../../integrity/entry.ts";
import { isProven, parseProof } from "../../../integrity/tlog-proof.ts";
import type { Run } from "../../run.ts";
import { signatureRows, signaturesOn, type Trusted } from "./key.ts";
import { tellVerdict } from "./verdict.ts";

/** Throws VERIFICATION_FAILED, and IntegrityFault for what is no proof. */
export async function verifyProof(
  run: Run,
  file: string,
  bytes: Buffer,
  trusted: Trusted,
): Promise<void> {
  const proof = parseProof(bytes.toString("utf8"));
  const { index, checkpoint, extra } = proof;
  const entry = extra && parseEntry(extra);
  const signatures = signaturesOn(checkpoint, trusted, "CHECKPOINT_FORGED");
  const { key, witnesses } = signatures;
  const isIn = entry !== undefined && isProven(entryHash(entry), proof);
  const faults = [...(isIn ? [] : ["ENTRY_NOT_PROVEN"]), ...signatures.faults];
  const event = entry && faults.length === 0 ? eventOf(entry) : undefined;
  const { origin: log, size } = checkpoint;
  const said = { log, position: index, size, key, witnesses, event };
  const rows = [
    ["Log", log],
    ["Position", `${index} of ${size} events`],
    ...(event ? eventRows(event) : []),
    ...signatureRows(signatures),
  ];
  await tellVerdict(run, file, { sound: "valid: the event is in the log", faults, said, rows });
}

const eventOf = (entry: EntryParts) => ({
  id: entry.id,
  stream: entry.stream,
  revision: entry.revision,
  type: entry.type,
  data: Buffer.from(entry.data).toString("utf8"),
  metadata: Buffer.from(entry.metadata).toString("utf8"),
});

const eventRows = ({ id, stream, revision, type, data, metadata }: ReturnType<typeof eventOf>) => [
  ["Event", `${type}, revision ${revision} of ${stream}`],
  ["Id", id],
  ["Data", data],
  ["Metadata", metadata],
];
