// A made-up batch record of about twelve pages, for looking at and for tests.
import type { Document } from "../../../src/reports/model/document.ts";
import {
  attachments,
  audit,
  deviations,
  genealogy,
  glossary,
  integrity,
  signatures,
} from "./sections-closing.ts";
import {
  controls,
  identity,
  materialSection,
  parameters,
  process,
  summary,
  yields,
} from "./sections-made.ts";

export interface SampleSize {
  readonly steps?: number;
  readonly trail?: number;
  readonly points?: number;
}

export const sampleRecord = ({
  steps: count = 46,
  trail: entries = 90,
  points = 10_000,
}: SampleSize = {}): Document => ({
  kind: "batch-record",
  title: "Batch production record",
  subtitle: "Amlodipine 20 mg film-coated tablets",
  language: "en",
  identity: {
    organisation: "Zdravila Žužemberk d.d.",
    subject: [
      { label: "Product", value: "Amlodipine 20 mg film-coated tablets" },
      { label: "Batch", value: "171" },
      { label: "Product code", value: "AML-20-FCT" },
      { label: "Site", value: "Plant 1, Žužemberk" },
      { label: "Market", value: "SI, HR, BG (България)" },
      { label: "Master record", value: "MBR-0042, edition 7, effective 2026-09-01" },
    ],
    recordId: "BPR-2026-0171",
    recordVersion: "3",
    status: { text: "Executed, review open", tone: "attention" },
    printed: {
      at: "2026-11-20T08:04:11.000Z",
      zone: "Europe/Ljubljana",
      by: "Nadja Črnič (ncrnic)",
    },
    copy: "Copy 2, true copy",
  },
  banner: { text: "DEMONSTRATION", tone: "attention" },
  sections: [
    summary,
    identity,
    materialSection,
    process(count),
    parameters(points),
    controls,
    yields,
    deviations,
    audit(entries),
    genealogy,
    signatures,
    attachments,
    integrity,
    glossary,
  ],
  data: { batch: "171", yieldPercent: "99.384", waste: 3684 },
});
