// Many events with one checkpoint: that each is in the log, and of which streams none is missing in
// between. What it cannot tell is whether there are more.
import { type EntryParts, entryHash, parseEntry } from "../../../integrity/entry.ts";
import {
  type BundleHead,
  headParts,
  parseBundleHead,
} from "../../../integrity/evidence/proof-bundle.ts";
import { IntegrityFault } from "../../../integrity/fault.ts";
import { isProven, parseInclusion } from "../../../integrity/tlog-proof.ts";
import type { Run } from "../../run.ts";
import { signatureRows, signaturesOn, type Trusted } from "./key.ts";
import { partsOf } from "./parts.ts";
import { tellVerdict } from "./verdict.ts";

/** Throws VERIFICATION_FAILED, and IntegrityFault for what is no bundle. */
export async function verifyBundle(run: Run, file: string, trusted: Trusted): Promise<void> {
  const parts = partsOf(file);
  const head = await headOf(parts);
  const { about, events, checkpoint } = head;
  const signatures = signaturesOn(checkpoint, trusted, "CHECKPOINT_FORGED");
  const found = await membersOf(parts, head);
  const faults = [
    ...(found.unproven === undefined ? [] : ["ENTRY_NOT_PROVEN"]),
    ...(found.count === events ? [] : ["BUNDLE_INCOMPLETE"]),
    ...signatures.faults,
  ];
  const { key, witnesses } = signatures;
  const streams = [...found.streams].map(([stream, span]) => ({ stream, ...span }));
  const { origin: log, size } = checkpoint;
  const said = {
    ...{ log, size, key, witnesses, about, events: found.count, streams },
    ...(found.unproven !== undefined && { firstUnproven: found.unproven }),
  };
  const rows = [
    ["Log", log],
    ["About, by its own word", `${about.kind} ${about.id}`],
    ["Events", `${found.count}, within the first ${size} of the log`],
    ...streams.slice(0, streamsShown).map((one) => [`Stream ${one.stream}`, spanText(one)]),
    ...(streams.length > streamsShown ? [["", `and ${streams.length - streamsShown} more`]] : []),
    ["Not proven", "that no other event concerns it, nor that a stream ends there"],
    ...signatureRows(signatures),
    ...(found.unproven === undefined ? [] : [["First not proven", `position ${found.unproven}`]]),
  ];
  const sound = `valid: all ${found.count} events are in the log`;
  await tellVerdict(run, file, { sound, faults, said, rows });
}

const streamsShown = 20;

async function headOf(parts: AsyncGenerator<string>): Promise<BundleHead> {
  const first: string[] = [];
  while (first.length < headParts) {
    const { value } = await parts.next();
    if (typeof value !== "string") break;
    first.push(value);
  }
  return parseBundleHead(first);
}

/** Of a stream: the revisions that are there. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

async function membersOf(parts: AsyncGenerator<string>, { checkpoint }: BundleHead) {
  const streams = new Map<string, Span>();
  let unproven: number | undefined;
  let count = 0;
  let before = -1;
  for await (const part of parts) {
    const inclusion = parseInclusion(part);
    const { index, extra } = inclusion;
    if (index <= before) {
      throw new IntegrityFault("PROOF_MALFORMED", `Position ${index} stands behind ${before}.`);
    }
    before = index;
    count += 1;
    const entry = extra && parseEntry(extra);
    if (entry && isProven(entryHash(entry), { ...inclusion, checkpoint })) widen(streams, entry);
    else unproven ??= index;
  }
  return { streams, unproven, count };
}

function widen(streams: Map<string, Span>, { stream, revision }: EntryParts): void {
  const span = streams.get(stream) ?? { first: revision, last: revision, count: 0 };
  const [first, last] = [Math.min(span.first, revision), Math.max(span.last, revision)];
  streams.set(stream, { first, last, count: span.count + 1 });
}

function spanText({ first, last, count }: Span): string {
  const missing = last - first + 1 - count;
  const between = missing === 0 ? "none missing between" : `${missing} between are not here`;
  return `revisions ${first} to ${last}, ${between}`;
}
