// What a section is made of. Each kind is drawn by every renderer: a new kind does not compile
// until all of them know it.
import type { Chart } from "./chart.ts";
import type { Fact } from "./fact.ts";
import type { SealBlock, Signatures } from "./signature.ts";
import type { Table } from "./table.ts";
import type { Tone } from "./tone.ts";
import type { Tree } from "./tree.ts";

export type Block =
  | Paragraph
  | Facts
  | Figures
  | Table
  | Chart
  | Tree
  | Attachments
  | Signatures
  | SealBlock
  | Glossary;

export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: string;
  /** With a tone it is set off in a box; the tone's meaning must be in the text. */
  readonly tone?: Tone;
}

export interface Facts {
  readonly kind: "facts";
  readonly facts: readonly Fact[];
}

/** Key figures in large type: three to eight, for a summary. */
export interface Figures {
  readonly kind: "figures";
  readonly figures: readonly Figure[];
}

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly tone?: Tone;
}

/** Files that travel with the document or belong to it. */
export interface Attachments {
  readonly kind: "attachments";
  readonly files: readonly AttachedFile[];
}

export interface AttachedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  /** SHA-256 as lower-case hex; absent where the file is made together with the document. */
  readonly digest?: string;
}

export interface Glossary {
  readonly kind: "glossary";
  readonly terms: readonly { readonly term: string; readonly meaning: string }[];
}
