// What an anchor is: somewhere outside, where a head is kept beyond the reach of who runs the log.
import { createHash } from "node:crypto";
import type { Checkpoint, Head } from "../integrity/checkpoint.ts";

export type AnchorKind = "file" | "timestamp" | "witness";

/** Which one it is, for as long as it is the same: settings may come and go. */
export interface AnchorName {
  readonly kind: AnchorKind;
  /** The path, the address of the authority, or the key of the witness. */
  readonly of: string;
}

/** What an anchor answered. */
export interface Anchored {
  /** As it was given; from a witness with its cosignature. */
  readonly checkpoint: Checkpoint;
  /** DER of the time-stamp token (RFC 3161). */
  readonly token?: Buffer;
}

export interface Anchor extends AnchorName {
  /**
   * Kept outside when it resolves, and what was answered is verified. The same head again is no
   * fault. Throws AnchorFault.
   */
  anchor(head: Checkpoint, past: Past): Promise<Anchored>;
}

export interface Past {
  /** What it answered for last. */
  readonly last: Head | undefined;
  /** RFC 9162, 2.1.4.1, of the log as it is. */
  consistency(from: number, to: number): Promise<readonly Buffer[]>;
  readonly signal: AbortSignal;
}

/** Of the file that keeps its receipts: `witness-5f1c...`. */
export const fileNameOf = ({ kind, of }: AnchorName): string =>
  `${kind}-${createHash("sha256").update(of).digest("hex").slice(0, 16)}`;

export const titleOf = ({ kind, of }: AnchorName): string => `${words[kind]} ${of}`;

const words = {
  file: "file",
  timestamp: "time stamps of",
  witness: "witness",
} as const satisfies Record<AnchorKind, string>;
