// Sections 7 to 13: what went in, on what, in which steps, with which values.
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type {
  EquipmentUse,
  MaterialUse,
  Reading,
  SurplusReturn,
} from "../../../projections/batch-record/record/record-part.ts";
import type { Section } from "../../model/document.ts";
import type { Cell } from "../../model/fact.ts";
import type { Row } from "../../model/table.ts";
import { amountCell, byCell, byText, codeText, marked, pathText, whenCell } from "../cells.ts";
import { checkedByCell } from "../checked.ts";
import { readingTable } from "../reading-table.ts";
import { sectionOf, tableOf } from "../section.ts";
import { givenUpTables, interruptionTables, stepTable } from "../step-table.ts";
import { figureTable, seriesFacts, type Trends, trendCharts } from "../trend.ts";
import { blankFormTables } from "./blank-form.ts";
import { weighingTables } from "./weighing.ts";

export function executionSections(record: BatchRecord, trends: Trends): readonly Section[] {
  return [
    sectionOf(7, record, [
      materialTable(record, record.materials),
      ...returnTables(record.returns),
      ...weighingTables(record),
    ]),
    sectionOf(8, record, [equipmentTable(record.equipment), aroundTable(record.equipment)]),
    sectionOf(9, record, [
      stepTable(record),
      ...interruptionTables(record.steps),
      ...givenUpTables(record.steps),
      ...writtenTables(record),
      ...blankFormTables(record),
    ]),
    {
      ...sectionOf(10, record, [readingTable("parameters", "Parameters", record.parameters)]),
      sections: record.processData.map((series, n) => ({
        id: `process-data-${n + 1}`,
        number: `10.${n + 1}`,
        title: `Readings of ${series.equipment ?? "a machine that the source does not name"}`,
        note: "As recorded; a gap is a gap, nothing is interpolated.",
        blocks: [
          seriesFacts(series),
          figureTable(`figures-${n + 1}`, series),
          ...trendCharts(`trend-${n + 1}`, series, trends),
        ],
      })),
    },
    sectionOf(11, record, [readingTable("in-process", "In-process controls", record.inProcess)]),
    sectionOf(12, record, [sampleTable(record)]),
  ];
}

const materialTable = (record: BatchRecord, materials: readonly MaterialUse[]) =>
  tableOf(
    "materials",
    "Materials used, each lot as it was at the time of use",
    [
      ["material", "Material", 5],
      ["lot", "Lot", 4],
      ["supplier", "Supplier", 4],
      ["status", "Status at use", 4],
      ["expiry", "Expiry or retest", 4],
      ["quantity", "Quantity", 4, "end"],
      ["by", "By", 4],
      ["when", "When", 5],
    ],
    materials.map((used) => materialRow(record, used)),
  );

const materialRow = (record: BatchRecord, used: MaterialUse): Row => [
  used.kind === "charge" ? used.material : { text: used.material, note: codeText(used.kind) },
  lotCell(used),
  supplierCell(used),
  statusCell(used),
  used.expiresOn ?? (used.retestOn === null ? "" : `retest ${used.retestOn}`),
  quantityCell(used),
  checkedByCell(record, used.by),
  whenCell(used.by),
];

/** What was taken for the batch and is not in it (21 CFR 211.184(c)). */
const returnTables = (returns: readonly SurplusReturn[]) =>
  returns.length === 0
    ? []
    : [
        tableOf(
          "returns",
          "Surplus put back into its lot",
          [
            ["material", "Material", 5],
            ["lot", "Lot", 5],
            ["quantity", "Quantity", 4, "end"],
            ["by", "By", 4],
            ["when", "When", 5],
          ],
          returns.map(
            ({ material, lot, container, quantity, exceedsDraw, by }): Row => [
              material,
              marked(lot, undefined, container === null ? [] : [container]),
              exceedsDraw
                ? marked(plain(amountCell(quantity)), "out-of-limit", ["more than was taken"])
                : amountCell(quantity),
              byCell(by),
              whenCell(by),
            ],
          ),
        ),
      ];

const plain = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text);

const lotCell = ({ lot, identifiers, receiptNumber, container }: MaterialUse): Cell =>
  marked(lot, undefined, [
    ...identifiers
      .map(({ scheme, value }) => `${scheme}:${value}`)
      .filter((written) => written !== lot),
    ...(receiptNumber === null ? [] : [`receipt ${receiptNumber}`]),
    ...(container === null ? [] : [container]),
  ]);

const supplierCell = ({ supplier, manufacturer }: MaterialUse): Cell =>
  manufacturer === null || manufacturer === supplier
    ? (supplier ?? "")
    : marked(supplier ?? "not recorded", undefined, [`made by ${manufacturer}`]);

function statusCell({ statusAtUse, holdsAtUse, flags }: MaterialUse): Cell {
  const notes = [...holdsAtUse.map((hold) => `hold: ${hold}`), ...flags];
  const flag = holdsAtUse.length > 0 ? "held" : undefined;
  const status = statusAtUse === "unstated" ? "not stated by the source" : statusAtUse;
  return marked(codeText(status ?? "not known"), flag, notes);
}

function quantityCell(used: MaterialUse): Cell {
  const { quantity, firstQuantity, corrections, voided } = used;
  if (corrections.length === 0) return amountCell(quantity);
  const text = plain(amountCell(voided ? firstQuantity : quantity));
  const was = plain(amountCell(firstQuantity));
  const said = corrections.map(({ by }) => {
    return `${byText(by)}, ${by.recordedLocal}${by.why ? `: ${by.why.text}` : ""}`;
  });
  return marked(text, voided ? "voided" : "corrected", [`first entry ${was}`, ...said]);
}

const equipmentTable = (equipment: readonly EquipmentUse[]) =>
  tableOf(
    "equipment",
    "Equipment used",
    [
      ["name", "Equipment", 4],
      ["steps", "Steps", 6],
      ["first", "First use", 4],
      ["last", "Last use", 4],
    ],
    equipment.map(({ name, steps, first, last }) => [
      name,
      steps.join("; ") || "batch as a whole",
      whenCell(first),
      whenCell(last),
    ]),
  );

const aroundTable = (equipment: readonly EquipmentUse[]) =>
  tableOf(
    "equipment-state",
    "State of the equipment: the last of each kind before, what happened, and what followed",
    [
      ["equipment", "Equipment", 3],
      ["what", "What", 6],
      ["by", "By", 3],
      ["when", "When", 4],
    ],
    equipment.flatMap(({ name, around }) =>
      around.map(({ sentence, by }) => [name, sentence, byCell(by), whenCell(by)]),
    ),
  );

/** What somebody wrote down where the recipe asks for it. */
const writtenTables = (record: BatchRecord) =>
  record.writtenEntries.length === 0
    ? []
    : [
        tableOf(
          "written-entries",
          "Written entries",
          [
            ["step", "Step", 5],
            ["entry", "Entry", 4],
            ["text", "Text", 6],
            ["by", "By", 4],
            ["when", "When", 4],
          ],
          record.writtenEntries.map(
            ({ step, entry, text, by }): Row => [
              pathText(step),
              entry,
              text,
              checkedByCell(record, by),
              whenCell(by),
            ],
          ),
        ),
      ];

const sampleTable = ({ samples, inProcess, release }: BatchRecord) =>
  tableOf(
    "samples",
    "Samples",
    [
      ["sample", "Sample", 6],
      ["by", "By", 3],
      ["when", "When", 4],
    ],
    [
      ...samples.map(({ sentence, by }): Row => [sentence, byCell(by), whenCell(by)]),
      ...sampleNumbers([...inProcess, ...release]).map(
        (sample): Row => [`${sample}, named with a result`, "", ""],
      ),
    ],
  );

const sampleNumbers = (readings: readonly Reading[]): readonly string[] => [
  ...new Set(readings.flatMap(({ sample }) => sample ?? [])),
];
