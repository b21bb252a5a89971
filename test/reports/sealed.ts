// Small sealed files and key stores for tests.
import { Buffer } from "node:buffer";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Document } from "../../src/reports/model/document.ts";
import type { Attachment } from "../../src/reports/render/pdf/file/attach.ts";
import { renderPdf } from "../../src/reports/render/pdf/pdf.ts";
import { sealPdf } from "../../src/reports/seal/seal-pdf.ts";
import { type KeyStore, openSealer } from "../../src/reports/seal/sealer.ts";
import { sampleRecord } from "./sample/record.ts";

export const NOW = new Date("2026-11-20T08:05:00.000Z");

export function memoryKeys(): KeyStore & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    get: async (name) => kept.get(name),
    put: async (name, bytes) => kept.has(name) || Boolean(kept.set(name, bytes)),
  };
}

export const sealerOf = (organisation: string, keys: KeyStore = memoryKeys(), at = NOW) =>
  openSealer(keys, { organisation, now: () => at });

export async function pdfBytes(
  document: Document,
  attachments: readonly Attachment[] = [],
): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), renderPdf(document, { out, attachments })]);
  return bytes;
}

/** The sample's last sections only: two pages. */
export function smallRecord(): Document {
  const { sections, ...document } = sampleRecord();
  return { ...document, sections: sections.filter(({ id }) => id === "integrity") };
}

export const note = (text: string): Attachment => ({
  name: "note.json",
  mediaType: "application/json",
  description: "A note",
  relationship: "Source",
  content: async function* () {
    yield text;
  },
});

export async function sealedBytes(attachments: readonly Attachment[] = []): Promise<Buffer> {
  const sealer = await sealerOf("Zdravila Žužemberk d.d.");
  return Buffer.from(await sealPdf(await pdfBytes(smallRecord(), attachments), sealer));
}
