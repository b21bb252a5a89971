// Names inside a document are unique, because bookmarks, anchors and JSON are found by them.
import { ReportFault } from "../fault.ts";
import type { Document } from "./document.ts";
import { blocksOf, sectionsOf } from "./walk.ts";

/** Throws DOCUMENT_ID_REPEATED or SEAL_FIELD_REPEATED. Every renderer calls it first. */
export function checkNames(document: Document): void {
  const seen = new Set<string>();
  const claim = (id: string, what: string) => {
    if (seen.has(id)) {
      throw new ReportFault("DOCUMENT_ID_REPEATED", {
        what: `The id "${id}" is used twice.`,
        where: what,
        remedy: "Give every section, table, chart and tree an id of its own.",
      });
    }
    seen.add(id);
  };
  for (const { section } of sectionsOf(document.sections)) claim(section.id, "a section");
  let seals = 0;
  for (const block of blocksOf(document)) {
    if ("id" in block) claim(block.id, `a ${block.kind}`);
    if (block.kind === "seal") seals += 1;
  }
  if (seals > 1) {
    throw new ReportFault("SEAL_FIELD_REPEATED", {
      what: "The document has more than one place for its seal.",
      where: "blocks of kind seal",
      remedy: "Leave one, on the integrity page.",
    });
  }
}
