// Sections of the sample that judge, prove and explain.
import type { Section } from "../../../src/reports/model/document.ts";
import { emptyTable, LONG_LOT, trail } from "./tables.ts";

export const deviations: Section = {
  id: "deviations",
  number: "23",
  title: "Deviations and unusual events",
  blocks: [
    {
      kind: "paragraph",
      text:
        "DEV-2026-118: starch weighed 60 g over its tolerance. Detected at 06:31 by the " +
        "scale; the step was authorised by the supervisor (Nadja Črnič) with reason. " +
        "Investigation open.",
      tone: "bad",
    },
    emptyTable(
      "other-batches",
      "Other batches considered",
      "None considered yet: the investigation is open.",
    ),
  ],
};

export const audit = (entries: number): Section => ({
  id: "audit",
  number: "25",
  title: "Audit trail annex",
  note: "Everything recorded about this batch up to log index 10,333, in the order of recording.",
  blocks: [trail(entries)],
});

export const genealogy: Section = {
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

export const signatures: Section = {
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

export const attachments: Section = {
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

export const integrity: Section = {
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

export const glossary: Section = {
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
