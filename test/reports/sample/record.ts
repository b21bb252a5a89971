// A made-up batch record of about twelve pages, for looking at and for tests.
import type { Document, Section } from "../../../src/reports/model/document.ts";
import { emptyTable, LONG_LOT, materials, steps, trail } from "./tables.ts";
import { forceChart, temperatureChart } from "./trend.ts";

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

const summary: Section = {
  id: "summary",
  number: "1",
  title: "Summary",
  note: "What this record says, in figures. Each figure is worked out from the sections behind it.",
  blocks: [
    {
      kind: "figures",
      figures: [
        { label: "Made", value: "954,086", unit: "tablets" },
        { label: "Batch yield", value: "99.384", unit: "%", tone: "good" },
        { label: "Waste", value: "3,684", unit: "tablets" },
        { label: "Deviations", value: "1", tone: "attention" },
        { label: "Out of limit", value: "3", tone: "bad" },
        { label: "Corrections", value: "1", tone: "attention" },
        { label: "Late entries", value: "2" },
        { label: "Signatures", value: "4 of 5" },
      ],
    },
    {
      kind: "paragraph",
      text: "Missing for release: quality review of the record (29), disposition (30). The batch is on hold until deviation DEV-2026-118 is closed.",
      tone: "attention",
    },
  ],
};

const identity: Section = {
  id: "identity",
  number: "2",
  title: "Product and batch identity",
  blocks: [
    {
      kind: "facts",
      facts: [
        { label: "Name and strength", value: "Amlodipine 20 mg film-coated tablets" },
        { label: "Batch size planned / actual", value: "960,000 / 954,086 tablets" },
        { label: "Manufacturing date", value: "2026-11-03" },
        { label: "Expiry", value: "2029-10-31" },
        { label: "Order", value: { text: "ERP 4500018832", note: "item 10, due 2026-11-14" } },
        { label: "Customer reference", value: "" },
      ],
    },
  ],
};

const materialSection: Section = {
  id: "materials-used",
  number: "7",
  title: "Materials used",
  note: "21 CFR 211.188(b)(3) and (4), EU GMP 4.20(d). Quantities as weighed.",
  blocks: [materials, emptyTable("recovered", "Recovered, reprocessed or returned material")],
};

const process = (count: number): Section => ({
  id: "process",
  number: "9",
  title: "Process steps",
  blocks: [],
  sections: [
    {
      id: "granulation",
      number: "9.1",
      title: "Granulation and drying",
      blocks: [steps("steps-granulation", count), temperatureChart("dryer")],
    },
    {
      id: "compression",
      number: "9.2",
      title: "Compression",
      blocks: [steps("steps-compression", 9)],
    },
    { id: "coating", number: "9.3", title: "Film coating", blocks: [] },
  ],
});

const parameters = (points: number): Section => ({
  id: "parameters",
  number: "10",
  title: "Critical process parameters",
  note: "Values as recorded by the press every four seconds. Stops are shown as gaps; nothing is interpolated.",
  blocks: [
    forceChart("main-force", points),
    {
      kind: "paragraph",
      text: "One value of 17.2 kN at 2026-11-03 14:19 local time is above the upper limit of 16.0 kN. The tablets of that second were rejected by the press (rejection gate log, line 2,281).",
    },
  ],
});

const controls: Section = {
  id: "controls",
  number: "11",
  title: "In-process controls",
  blocks: [
    {
      kind: "table",
      id: "ipc",
      columns: [
        { key: "test", title: "Test", weight: 3 },
        { key: "limits", title: "Limits", weight: 2 },
        { key: "result", title: "Result", align: "end", weight: 1.4 },
        { key: "verdict", title: "Verdict", weight: 1.4 },
      ],
      rows: () => [
        ["Mean mass", "315 mg ± 3 %", "314.8", "meets"],
        ["Hardness", "80 to 140 N", "112", "meets"],
        ["Friability", "≤ 1.0 %", "0.12", "meets"],
        [
          "Disintegration",
          "≤ 15 min",
          { text: "16.2", flag: "out-of-limit", note: "repeat 1: 11.4, repeat 2: 11.9" },
          "OOS-2026-031",
        ],
      ],
    },
  ],
};

const yields: Section = {
  id: "yields",
  number: "14",
  title: "Yields and reconciliation",
  blocks: [
    {
      kind: "facts",
      facts: [
        { label: "Theoretical", value: "960,000 tablets" },
        { label: "Actual", value: "954,086 tablets" },
        { label: "Yield", value: "99.384 % (limits 97.0 to 101.0 %)" },
        { label: "Calculated / verified", value: "system, rule YLD-2 / A. Novak" },
      ],
    },
  ],
};

const deviations: Section = {
  id: "deviations",
  number: "23",
  title: "Deviations and unusual events",
  blocks: [
    {
      kind: "paragraph",
      text: "DEV-2026-118: starch weighed 60 g over its tolerance. Detected at 06:31 by the scale; the step was authorised by the supervisor (Nadja Črnič) with reason. Investigation open.",
      tone: "bad",
    },
    emptyTable(
      "other-batches",
      "Other batches considered",
      "None considered yet: the investigation is open.",
    ),
  ],
};

const audit = (entries: number): Section => ({
  id: "audit",
  number: "25",
  title: "Audit trail annex",
  note: "Everything recorded about this batch up to log index 10,333, in the order of recording.",
  blocks: [trail(entries)],
});

const genealogy: Section = {
  id: "genealogy",
  number: "26",
  title: "Genealogy",
  blocks: [
    {
      kind: "tree",
      id: "made-from",
      title: "Made from",
      roots: [
        {
          label: "AML-20-FCT 171",
          detail: "film-coated tablets, 954,086",
          children: [
            {
              label: "Film suspension FS-88",
              detail: "34.2 kg",
              children: [
                { label: "Opadry white OP-7", detail: "6.8 kg", children: [] },
                {
                  label: "Purified water PW-2",
                  detail: "quantity not recorded",
                  flag: "unknown",
                  children: [],
                },
              ],
            },
            {
              label: "Tablet cores TC-171",
              children: [
                {
                  label: LONG_LOT,
                  detail: "silicified microcrystalline cellulose, 412.060 kg",
                  children: [],
                },
                { label: "STA-5", detail: "maize starch, 96.310 kg", flag: "held", children: [] },
                { label: "API-1/40", detail: "amlodipine besilate, 27.734 kg", children: [] },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const signatures: Section = {
  id: "signatures",
  number: "32",
  title: "Signature register",
  blocks: [
    {
      kind: "signatures",
      slots: [
        {
          state: "signed",
          meaning: "Performed: compression",
          mark: {
            printedName: "Marija Žagar",
            username: "mzagar",
            role: "Operator",
            local: "2026-11-03 21:14:09 CET (UTC+01:00)",
            utc: "2026-11-03 20:14:09 UTC",
            method: "password and TOTP",
          },
        },
        {
          state: "signed",
          meaning: "Checked: compression",
          mark: {
            printedName: "Иван Петров",
            username: "ipetrov",
            role: "Supervisor",
            local: "2026-11-03 21:20:41 CET (UTC+01:00)",
            utc: "2026-11-03 20:20:41 UTC",
            reason: "Second-person check of the yields",
            method: "passkey",
          },
        },
        {
          state: "open",
          meaning: "Quality review of the record",
          role: "Quality assurance reviewer",
        },
        {
          state: "not-required",
          meaning: "Packaging approval",
          reason: "Packaged by the contract giver; see master record 17",
        },
      ],
    },
  ],
};

const attachments: Section = {
  id: "attachments",
  number: "33",
  title: "Attachments and true copies",
  blocks: [
    {
      kind: "attachments",
      files: [
        {
          name: "batch-record.json",
          mediaType: "application/json",
          description: "This record for machines",
        },
        {
          name: "rejection-gate.csv",
          mediaType: "text/csv",
          description: "Log of the rejection gate, press P-12",
          digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
      ],
    },
  ],
};

const integrity: Section = {
  id: "integrity",
  number: "34",
  title: "Integrity",
  blocks: [
    {
      kind: "facts",
      facts: [
        { label: "Events in this record", value: "1,204 of 31 streams" },
        { label: "Log size", value: "10,334" },
        {
          label: "Root digest",
          value: "c2c8b1a04ba0d9e0f4ee3b5b0c1c0a5a2a6f4a34d5a7d2f1c9f0ddc7b7a1f00e",
        },
        { label: "Anchored", value: "checkpoint file, 2026-11-20 08:00:00 UTC" },
      ],
    },
    { kind: "seal" },
  ],
};

const glossary: Section = {
  id: "glossary",
  number: "35",
  title: "Glossary",
  blocks: [
    {
      kind: "glossary",
      terms: [
        { term: "IPC", meaning: "In-process control" },
        {
          term: "OOS",
          meaning:
            "Out of specification: a result outside its limits, with an investigation of its own",
        },
        { term: "kN", meaning: "Kilonewton" },
        { term: "σ", meaning: "Standard deviation of the sample (n − 1)" },
      ],
    },
  ],
};
