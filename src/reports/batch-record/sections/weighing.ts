// Section 7, further: which container was taken, and what was weighed out of it, with all that an
// auditor needs to compute the amount again (21 CFR 211.101(b), (c)).
import type {
  Dispensing,
  Selection,
} from "../../../projections/batch-record/record/executed-part.ts";
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import { limitsText } from "../../../projections/wording/limits.ts";
import { quantityText } from "../../../projections/wording/quantity.ts";
import type { Cell } from "../../model/fact.ts";
import type { Row, Table } from "../../model/table.ts";
import { byCell, marked, pathText, whenCell } from "../cells.ts";
import { checkedByCell } from "../checked.ts";
import { tableOf } from "../section.ts";

/** None where nothing was dispensed: the section then says what was charged and no more. */
export function weighingTables(record: BatchRecord): readonly Table[] {
  const { selections, dispensings } = record;
  if (selections.length + dispensings.length === 0) return [];
  const compensated = dispensings.filter(({ compensation }) => compensation !== null);
  return [
    selectionTable(selections),
    weighingTable(record),
    ...(compensated.length > 0 ? [compensationTable(compensated)] : []),
  ];
}

const selectionTable = (selections: readonly Selection[]): Table =>
  tableOf(
    "selections",
    "Containers taken: identity, status, dates and holds were checked",
    [
      ["material", "Material", 4],
      ["lot", "Lot and container", 5],
      ["scanned", "Scanned", 4],
      ["suggested", "Suggested", 4],
      ["step", "Step", 4],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    selections.map((one) => [
      one.material,
      of(one),
      one.scanned ?? "not scanned",
      suggestedCell(one),
      one.step ? pathText(one.step) : "batch as a whole",
      byCell(one.by),
      whenCell(one.by),
    ]),
  );

const of = ({ lot, container }: Selection | Dispensing): Cell =>
  marked(lot, undefined, container === null ? [] : [container]);

function suggestedCell({ suggested, followsSuggestion, by }: Selection): Cell {
  if (suggested === null) return "nothing";
  if (followsSuggestion !== false) return marked(suggested, undefined, ["taken as suggested"]);
  return marked(suggested, undefined, [`not taken: ${by.why?.text ?? "no reason given"}`]);
}

const weighingTable = (record: BatchRecord): Table =>
  tableOf(
    "weighings",
    "Weighings",
    [
      ["material", "Material and lot", 5],
      ["into", "Weighed into", 4],
      ["asked", "Asked", 3, "end"],
      ["net", "Net", 4, "end"],
      ["scale", "Scale and its calibration", 5],
      ["by", "By", 5],
      ["when", "When", 4],
    ],
    record.dispensings.map((one) => weighingRow(one, record)),
  );

function weighingRow(one: Dispensing, record: BatchRecord): Row {
  const { material, lot, container, compensation, nominal, limits, tare, gross, net, flags } = one;
  const asked = compensation?.required ?? nominal;
  const outside = flags.includes("QUANTITY_OUT_OF_TOLERANCE");
  return [
    marked(material, undefined, [lot, ...(container === null ? [] : [container])]),
    marked(one.into, undefined, [
      ...(one.label === null ? [] : [`label ${one.label}`]),
      ...(one.selectedBy === null ? [] : [`container taken by entry ${one.selectedBy}`]),
    ]),
    marked(quantityText(asked), undefined, [
      ...(compensation ? [`nominal ${quantityText(nominal)}`] : []),
      limitsText(limits) || "no limits given",
    ]),
    marked(quantityText(net), outside ? "out-of-limit" : undefined, [
      `gross ${quantityText(gross)}`,
      `tare ${quantityText(tare)}`,
      ...flags,
    ]),
    scaleCell(one),
    checkedByCell(record, one.by),
    whenCell(one.by),
  ];
}

function scaleCell({ scale, calibration, readAt, claimedReadAt }: Dispensing): Cell {
  const calibrated = calibration
    ? `${calibration.sentence}, entry ${calibration.by.position}`
    : "no calibration in the record";
  return marked(scale, undefined, [
    calibrated,
    ...(readAt === null ? [] : [`read at ${readAt.replace("T", " ")} by its own clock`]),
    ...(claimedReadAt === null ? [] : [`typed, as read at ${claimedReadAt.replace("T", " ")}`]),
  ]);
}

const compensationTable = (dispensings: readonly Dispensing[]): Table =>
  tableOf(
    "compensations",
    "Amounts asked, worked out for the lot: formula, inputs and exact result",
    [
      ["entry", "Entry", 2, "end"],
      ["material", "Material and lot", 4],
      ["formula", "Formula", 7],
      ["inputs", "Inputs", 6],
      ["exact", "Exact result", 4, "end"],
      ["required", "Rounded half up", 3, "end"],
    ],
    dispensings.flatMap(({ material, lot, compensation, by }) =>
      compensation ? [compensationRow(compensation, [material, lot], by.position)] : [],
    ),
  );

type Compensated = NonNullable<Dispensing["compensation"]>;
function compensationRow(
  { formula, version, text, inputs, exact, required, decimals }: Compensated,
  [material, lot]: readonly [string, string],
  entry: number,
): Row {
  const said = inputs.map(({ name, value, source }) => {
    return `${name} = ${quantityText(value)}${source ? ` (${source})` : ""}`;
  });
  return [
    String(entry),
    marked(material, undefined, [lot]),
    marked(text, undefined, [`${formula}, version ${version}`]),
    said.join("; "),
    `${exact.numerator} / ${exact.denominator}`,
    marked(quantityText(required), undefined, [`to ${decimals} decimals`]),
  ];
}
