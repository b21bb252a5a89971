// A document of everything that breaks layouts: long words, long cells, foreign scripts, many
// columns, nothing at all.
import type { Document } from "../../../src/reports/model/document.ts";
import { emptyTable, LONG_LOT, steps } from "./tables.ts";
import { START } from "./trend.ts";

const LOREM = "The operator found the screen torn, stopped the mill and called the supervisor. ";

export const hardDocument = (): Document => ({
  kind: "hard",
  title:
    "A title that is long enough to need more than one line on the first page, and to " +
    "be cut in the running head of every page",
  subtitle: "Žagar, Ωσ, кириллица, ≤ ≥ ± µ, 中文 [not in the fonts], עברית, ✓ ✗ ☐ ☑, Ø é ñ ß",
  language: "en",
  identity: {
    organisation:
      "Vereinigte Arzneimittelwerke Königsbrück-Oberlichtenau Gesellschaft mit " +
      "beschränkter Haftung & Co. Kommanditgesellschaft",
    subject: [
      {
        label: "Product",
        value:
          "Hydrochlorothiazide, amlodipine besilate and valsartan film-coated tablets 12.5 " +
          "mg / 5 mg / 160 mg",
      },
      { label: "Batch", value: LONG_LOT },
      {
        label: "Digest",
        value: "c2c8b1a04ba0d9e0f4ee3b5b0c1c0a5a2a6f4a34d5a7d2f1c9f0ddc7b7a1f00e",
      },
    ],
    recordId: "BPR-2026-000000000171-ADDENDUM-17",
    recordVersion: "17",
    status: { text: "Amended and unsigned", tone: "bad" },
    printed: {
      at: "2026-03-29T23:30:00.000Z",
      zone: "America/Argentina/ComodRivadavia",
      by: "Maximiliane Freifrau von Hohenstein-Wallersbrunn-Ottenfels (mfvhwo)",
    },
    copy:
      "Copy 12, uncontrolled when printed, for inspection by the authority only, not " +
      "for use in manufacture",
  },
  banner: { text: "Imported batch data summary - not a batch production record", tone: "bad" },
  sections: [
    {
      id: "tall",
      number: "1",
      title:
        "A row taller than a page, and then a section title that itself runs over the " +
        "line because it explains too much at once",
      note: LOREM.repeat(4),
      blocks: [
        {
          kind: "table",
          id: "tall-table",
          title: `Comments of ${LONG_LOT} and of ${LONG_LOT}`,
          columns: [
            { key: "at", title: "At", weight: 2 },
            { key: "text", title: "Comment", weight: 6 },
            {
              key: "n",
              title: "Number of something with a long title",
              unit: "kg/m³",
              align: "end",
              weight: 1,
            },
          ],
          rows: () => [
            ["2026-11-20", { text: LOREM.repeat(90), flag: "late", note: LOREM.repeat(6) }, "1.0"],
            [
              "2026-11-21",
              "x".repeat(900),
              { text: "12345678901234567890.123", flag: "corrected", note: LOREM.repeat(3) },
            ],
          ],
        },
        { kind: "paragraph", text: LOREM.repeat(80) },
        { kind: "paragraph", text: LOREM.repeat(60), tone: "neutral" },
      ],
    },
    {
      id: "wide",
      number: "2",
      title: "Many columns",
      blocks: [
        {
          kind: "table",
          id: "wide-table",
          columns: Array.from({ length: 14 }, (_, index) => ({
            key: `k${index}`,
            title: `Parameter ${index}`,
            unit: "°C",
            weight: 1,
            align: "end" as const,
          })),
          rows: () =>
            Array.from({ length: 4 }, (_, row) =>
              Array.from({ length: 14 }, (_, column) =>
                column === 3 ? "" : String((row + 1.5) * 10 ** (column / 2)),
              ),
            ),
        },
        emptyTable("nothing", "Nothing"),
      ],
    },
    {
      id: "charts",
      number: "3",
      title: "Charts",
      blocks: [
        {
          kind: "chart",
          id: "empty-chart",
          title: "No values",
          unit: "kN",
          time: { from: START, to: START, zone: "UTC" },
          series: [],
          alt: "No values were recorded.",
        },
        {
          kind: "chart",
          id: "flat",
          title: "One value",
          unit: "Pa",
          time: { from: START, to: START + 3.2e10, zone: "UTC" },
          series: [{ name: "p", points: () => [[START + 1e9, -0.00012]] }],
          alt: "One value of -0.00012 Pa.",
        },
      ],
    },
    { id: "rows", number: "4", title: "Five hundred rows", blocks: [steps("many", 500)] },
    {
      id: "deep",
      number: "5",
      title: "Deep",
      blocks: [
        { kind: "tree", id: "deep-tree", roots: [chain(24)] },
        { kind: "tree", id: "no-tree", roots: [] },
        {
          kind: "figures",
          figures: [
            {
              label: "A label that needs two or three lines in its tile",
              value: "123,456,789,012.345",
              unit: "film-coated tablets",
            },
            { label: "None", value: "0" },
          ],
        },
        {
          kind: "facts",
          facts: [
            { label: "Long", value: LOREM.repeat(5) },
            { label: "Marked", value: { text: LONG_LOT, flag: "held", note: LOREM } },
          ],
        },
      ],
      sections: [
        {
          id: "deeper",
          number: "5.1",
          title: "Deeper",
          blocks: [],
          sections: [{ id: "deepest", number: "5.1.1", title: "Deepest", blocks: [] }],
        },
      ],
    },
    { id: "seal", number: "6", title: "Integrity", blocks: [{ kind: "seal" }] },
  ],
});

type Node = { label: string; detail?: string; flag?: "unknown"; children: Node[] };

function chain(depth: number): Node {
  const node: Node = {
    label: `Lot ${depth} ${depth % 5 === 0 ? LONG_LOT : ""}`,
    detail: LOREM.slice(0, depth * 4),
    flag: "unknown",
    children: [],
  };
  if (depth > 0) node.children.push(chain(depth - 1));
  return node;
}
