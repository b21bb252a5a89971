// A label and a value, and the marks that a value may carry.
import type { Tone } from "./tone.ts";

/** Why a value needs a second look. Printed as words beside the value. */
export type Flag =
  | "out-of-limit"
  | "late"
  | "corrected"
  | "voided"
  | "manual"
  | "imported"
  | "unknown"
  | "held"
  | "refused";

/** How each flag is printed. A new flag does not compile until it has words and a tone here. */
export const FLAGS: Readonly<Record<Flag, { readonly label: string; readonly tone: Tone }>> = {
  "out-of-limit": { label: "out of limit", tone: "bad" },
  late: { label: "late entry", tone: "attention" },
  corrected: { label: "corrected", tone: "attention" },
  voided: { label: "voided", tone: "attention" },
  manual: { label: "entered by hand", tone: "attention" },
  imported: { label: "imported", tone: "neutral" },
  unknown: { label: "unknown", tone: "attention" },
  held: { label: "on hold", tone: "bad" },
  refused: { label: "refused", tone: "bad" },
};

export interface FlaggedText {
  readonly text: string;
  readonly flag?: Flag;
  /** Printed small under the value: the original value, who changed it, why. */
  readonly note?: string;
}

/** One value of a table or a fact. Amounts are decimal strings, instants are already formatted. */
export type Cell = string | FlaggedText;

export interface Fact {
  readonly label: string;
  readonly value: Cell;
}

/** A cell in its full form; plain text is a cell without flag and note. */
export const flagged = (cell: Cell): FlaggedText =>
  typeof cell === "string" ? { text: cell } : cell;
