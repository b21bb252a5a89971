// Sections of the sample that tell how the batch was made.
import type { Section } from "../../../src/reports/model/document.ts";
import { emptyTable, materials, steps } from "./tables.ts";
import { forceChart, temperatureChart } from "./trend.ts";

export const summary: Section = {
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
      text:
        "Missing for release: quality review of the record (29), disposition (30). The " +
        "batch is on hold until deviation DEV-2026-118 is closed.",
      tone: "attention",
    },
  ],
};

export const identity: Section = {
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

export const materialSection: Section = {
  id: "materials-used",
  number: "7",
  title: "Materials used",
  note: "21 CFR 211.188(b)(3) and (4), EU GMP 4.20(d). Quantities as weighed.",
  blocks: [materials, emptyTable("recovered", "Recovered, reprocessed or returned material")],
};

export const process = (count: number): Section => ({
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

export const parameters = (points: number): Section => ({
  id: "parameters",
  number: "10",
  title: "Critical process parameters",
  note:
    "Values as recorded by the press every four seconds. Stops are shown as gaps; " +
    "nothing is interpolated.",
  blocks: [
    forceChart("main-force", points),
    {
      kind: "paragraph",
      text:
        "One value of 17.2 kN at 2026-11-03 14:19 local time is above the upper limit of " +
        "16.0 kN. The tablets of that second were rejected by the press (rejection gate " +
        "log, line 2,281).",
    },
  ],
});

export const controls: Section = {
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

export const yields: Section = {
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
