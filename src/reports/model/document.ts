// The document model: what a batch record, an audit trail or a trace answer says, before it has a
// shape. Plain data, and every renderer (PDF, HTML, JSON, CSV) reads the same value.
import type { Block } from "./block.ts";
import type { Fact } from "./fact.ts";
import type { Tone } from "./tone.ts";

export interface Document {
  /** What it is, for machines: "batch-record", "audit-trail", "trace". */
  readonly kind: string;
  readonly title: string;
  readonly subtitle?: string;
  /** BCP 47, of the fixed words; data keeps the language it was written in. */
  readonly language: string;
  readonly identity: Identity;
  /** Shown on every page: what the reader must not take this document for. */
  readonly banner?: Banner;
  readonly sections: readonly Section[];
  /** The record itself for machines; goes into JSON as it is, and is not printed. */
  readonly data?: Json;
}

/** In the header of every page (Annex 11 8.1, 21 CFR 11.50(b), EU GMP 4.20(a)). */
export interface Identity {
  /** Who issues it: the organisation's name as registered. */
  readonly organisation: string;
  /** What it is about: product, batch, lot, period. The first two are in the running header. */
  readonly subject: readonly Fact[];
  readonly recordId: string;
  readonly recordVersion: string;
  readonly status: Status;
  readonly printed: Printed;
  /** Copy number and mark: "Copy 2, true copy", "Uncontrolled copy". */
  readonly copy: string;
}

export interface Status {
  readonly text: string;
  readonly tone: Tone;
}

export interface Printed {
  /** UTC, ISO 8601 with milliseconds. The document's dates all come from here. */
  readonly at: string;
  /** IANA zone of the site, so that the local time can be printed beside it. */
  readonly zone: string;
  readonly by: string;
}

export interface Banner {
  readonly text: string;
  readonly tone: Tone;
}

export interface Section {
  /** Stable, unique in the document; bookmark, anchor and JSON name. */
  readonly id: string;
  /** Printed number. Given, not counted: record sections keep their numbers when one is absent. */
  readonly number?: string;
  readonly title: string;
  /** One line under the heading: the clause, the source, what the section means. */
  readonly note?: string;
  readonly blocks: readonly Block[];
  readonly sections?: readonly Section[];
}

/** JSON values, as the machine-readable side of a document holds them. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
