// The place of the organisation's seal, for documents that have no section of their own for it.
import type { Section } from "./model/document.ts";

export const sealSection = (number: string): Section => ({
  id: "seal",
  number,
  title: "Seal",
  note: "Whoever holds the file can check it offline: batchproof verify, or a PDF reader.",
  blocks: [{ kind: "seal" }],
});
