// Many events and one checkpoint, in one text that verifies offline (docs/proofs.md): who it is
// about, how many events there are, the checkpoint, and an inclusion for each event. Each of them,
// with the checkpoint behind it, is a C2SP tlog-proof.
import { decimalOf } from "../base64.ts";
import { type Checkpoint, parseCheckpoint } from "../checkpoint.ts";
import { IntegrityFault } from "../fault.ts";
import { printNote } from "../note.ts";

const firstLine = "batchproof-bundle/v1";

export interface BundleHead {
  /** What its maker says that the events concern: nothing proves it. */
  readonly about: { readonly kind: string; readonly id: string };
  /** Events that follow. */
  readonly events: number;
  readonly checkpoint: Checkpoint;
}

/** With the empty line behind it. */
export const printBundleHead = ({ about, events, checkpoint }: BundleHead): string =>
  `${firstLine}\nabout ${about.kind} ${about.id}\nevents ${events}\n\n` +
  `${printNote(checkpoint.note)}\n`;

/** Whether a text begins like one. */
export const isBundle = (text: string): boolean => text.startsWith(`${firstLine}\n`);

/** An empty line ends a part; the head is the first three. */
export const headParts = 3;

/** Throws IntegrityFault PROOF_MALFORMED, and what `parseCheckpoint` throws. */
export function parseBundleHead([
  facts = "",
  text = "",
  signatures = "",
]: readonly string[]): BundleHead {
  const [first, aboutLine = "", eventsLine = "", ...rest] = facts.split("\n");
  const [, kind, id] = /^about ([A-Za-z]+) (.+)$/.exec(aboutLine) ?? [];
  const events = eventsLine.startsWith("events ") ? decimalOf(eventsLine.slice(7)) : undefined;
  if (first !== firstLine || !kind || !id || events === undefined || rest.length > 0) {
    const message = `A bundle begins with "${firstLine}", what it is about, a number of events.`;
    throw new IntegrityFault("PROOF_MALFORMED", message);
  }
  const checkpoint = parseCheckpoint(`${text}\n\n${signatures}\n`);
  return { about: { kind, id }, events, checkpoint };
}
