// Made-up tables of a batch record, with every kind of cell a renderer must cope with.
import type { Row, Table } from "../../../src/reports/model/table.ts";
import { random } from "./random.ts";

/** Sixty characters of three scripts. */
export const LONG_LOT = "SMCC-2026/0007-ŽAGAR-KIRÁLYHÁZA-Ωσ-кириллица-0123456789ABCDEF";

export const materials: Table = {
  kind: "table",
  id: "materials",
  title: "Materials charged",
  columns: [
    { key: "material", title: "Material", weight: 22 },
    { key: "lot", title: "Lot", weight: 24 },
    { key: "supplier", title: "Supplier, supplier's lot", weight: 24 },
    { key: "expiry", title: "Expiry", weight: 11 },
    { key: "net", title: "Net", unit: "kg", align: "end", weight: 10 },
    { key: "by", title: "Weighed / checked", weight: 18, blank: "not attributed" },
  ],
  rows: () => [
    [
      "Amlodipine besilate Ph. Eur.",
      "API-1/40",
      "Krka Raw d.o.o., K-88123",
      "2028-03-31",
      "27.734",
      "M. Žagar / P. Ωmega",
    ],
    [
      "Silicified microcrystalline cellulose, grade 90, low moisture",
      LONG_LOT,
      "JRS Pharma, 90-5512",
      "2027-11-30",
      {
        text: "412.060",
        flag: "corrected",
        note: "was 421.060; digits transposed, M. Žagar 06:12",
      },
      "M. Žagar / Иван Петров",
    ],
    [
      "Lactose monohydrate 200M",
      "LAC-5",
      "Meggle, L 4471",
      "2027-01-31",
      "298.500",
      "M. Žagar / P. Ωmega",
    ],
    [
      "Maize starch",
      "STA-5",
      "Roquette, E 902",
      "2026-12-31",
      { text: "96.310", flag: "out-of-limit", note: "tolerance 96.000 ± 0.250 kg; DEV-2026-118" },
      "A. Novak / P. Ωmega",
    ],
    ["Magnesium stearate", "MGS-11", "Peter Greven, M-12", "2028-06-30", "8.640", ""],
    [
      "Purified water",
      "loop PW-2",
      "own utility",
      "n/a",
      { text: "120.0", flag: "manual" },
      "A. Novak / P. Ωmega",
    ],
  ],
};

const INSTRUCTIONS = [
  "Check that the room is released, the label of the room shows this batch, and no " +
    "material of another batch is present.",
  "Charge lactose monohydrate and silicified microcrystalline cellulose through the 2.0 mm sieve.",
  "Mix at 12 rpm.",
  "Add the granulation liquid at 1.2 kg/min; stop at the end point of the impeller torque.",
  "Dry until the loss on drying is not more than 1.8 %.",
  "Mill through the 1.2 mm screen.",
  "Add magnesium stearate, mix at 8 rpm.",
];

/** Steps in executed order; as many as asked for. */
export const steps = (id: string, count: number, title = "Process steps"): Table => ({
  kind: "table",
  id,
  title,
  columns: [
    { key: "step", title: "Step", weight: 8 },
    { key: "start", title: "Start (UTC)", weight: 16 },
    { key: "instruction", title: "Instruction as issued", weight: 40 },
    { key: "limits", title: "Limits", weight: 14 },
    { key: "result", title: "Result", align: "end", weight: 14 },
    { key: "by", title: "By / checked", weight: 16 },
  ],
  rows: () => stepRows(count),
});

function* stepRows(count: number): Generator<Row> {
  const next = random(count);
  for (let index = 0; index < count; index++) {
    const at = new Date(Date.UTC(2026, 10, 2, 21, 5) + index * 171_000).toISOString();
    const result = (64 + next() * 12).toFixed(1);
    const odd = index % 17 === 5;
    yield [
      `${1 + Math.floor(index / 12)}.${1 + (index % 12)}`,
      `${at.slice(0, 10)} ${at.slice(11, 19)}`,
      INSTRUCTIONS[index % INSTRUCTIONS.length]!,
      "65.0 to 75.0 °C",
      odd ? { text: result, flag: index % 2 ? "late" : "out-of-limit" } : result,
      index % 3 ? "M. Žagar / P. Ωmega" : "Иван Петров / A. Novak",
    ];
  }
}

export const trail = (count: number): Table => ({
  kind: "table",
  id: "trail",
  title: "Audit trail of this batch, its lots, equipment and people",
  columns: [
    { key: "position", title: "No.", align: "end", weight: 8 },
    { key: "recorded", title: "Recorded (UTC)", weight: 19 },
    { key: "who", title: "Who", weight: 18 },
    { key: "what", title: "What", weight: 46 },
    { key: "reason", title: "Reason", weight: 18, blank: "none needed" },
  ],
  rows: () => trailRows(count),
});

const torque = (index: number) => (3 + (index % 31) / 10).toFixed(1);

function* trailRows(count: number): Generator<Row> {
  for (let index = 0; index < count; index++) {
    const at = new Date(Date.UTC(2026, 10, 2, 21) + index * 37_000).toISOString();
    const changed = index % 23 === 7;
    yield [
      String(10_244 + index),
      `${at.slice(0, 10)} ${at.slice(11, 23)}`,
      index % 5 ? "Marija Žagar (mzagar), operator" : "Press P-12 (device)",
      changed
        ? {
            text: `Net weight of lot STA-5 changed from 421.060 kg to 412.060 kg`,
            flag: "corrected",
          }
        : `Parameter impeller torque of step ${1 + (index % 12)} recorded: ${torque(index)} Nm`,
      changed ? "Digits transposed when typed" : "",
    ];
  }
}

export const emptyTable = (id: string, title: string, empty?: string): Table => ({
  kind: "table",
  id,
  title,
  columns: [
    { key: "what", title: "What", weight: 3 },
    { key: "who", title: "Who", weight: 1 },
  ],
  rows: () => [],
  ...(empty && { empty }),
});
