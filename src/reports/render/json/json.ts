// The machine-readable form of a document: its `data`, and everything that is printed.
import type { Document, Section } from "../../model/document.ts";
import { checkNames } from "../../model/unique.ts";
import { inChunks } from "../pieces.ts";
import { blockJson, cellJson } from "./block-json.ts";
import { canonicalPieces, type JsonSource } from "./canonical.ts";

export const DOCUMENT_SCHEMA = "batchproof-document/v1";

/** Canonical JSON (RFC 8785) in chunks; the same document gives the same bytes. */
export function renderJson(document: Document): AsyncIterable<string> {
  checkNames(document);
  return inChunks(canonicalPieces(documentJson(document)));
}

const documentJson = (document: Document): JsonSource => ({
  schema: DOCUMENT_SCHEMA,
  kind: document.kind,
  title: document.title,
  subtitle: document.subtitle,
  language: document.language,
  banner: document.banner && { ...document.banner },
  identity: {
    ...document.identity,
    subject: document.identity.subject.map(({ label, value }) => ({
      label,
      value: cellJson(value),
    })),
    status: { ...document.identity.status },
    printed: { ...document.identity.printed },
  },
  data: document.data,
  sections: document.sections.map(sectionJson),
});

const sectionJson = (section: Section): JsonSource => ({
  id: section.id,
  number: section.number,
  title: section.title,
  note: section.note,
  blocks: section.blocks.map(blockJson),
  sections: (section.sections ?? []).map(sectionJson),
});
