// How far a recall is, in every form: its clocks, its goods, and what is not known of it.
import { toldAfterText } from "../../projections/wording/clock.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { Answer, Form } from "../answer/form.ts";
import { fact, table } from "../answer/parts.ts";
import type { Table } from "../model/table.ts";

/** How far a recall is, as the recall has it. */
export interface RecallAnswer extends Answer {
  readonly number: string;
  readonly type: string;
  readonly mock: boolean;
  readonly status: string;
  readonly reason: string;
  readonly suspect: readonly { readonly seed: string; readonly found: number }[];
  readonly classification?: string;
  readonly lots: readonly string[];
  readonly batches: readonly string[];
  readonly held: boolean;
  readonly clocks: readonly Clock[];
  readonly consignees: readonly object[];
  readonly percentEffective?: number;
  readonly goods: readonly Goods[];
  readonly proposals: readonly object[];
}

interface Clock {
  readonly code: string;
  readonly what: string;
  readonly dueAt: string;
  readonly atOnce?: true;
  readonly toldAt?: string;
  readonly lateBy_ms?: number;
}

interface Goods {
  readonly lot: string;
  readonly materialLotId: string;
  readonly shipped: Amount | undefined;
  readonly recovered: Amount | undefined;
  readonly gone: Amount | undefined;
  readonly beyondReach: Amount | undefined;
  readonly disposed: Amount | undefined;
  readonly isAccounted: boolean;
}
type Amount = Parameters<typeof quantityText>[0];

export const recallForm: Form<RecallAnswer> = {
  kind: "recall",
  title: "Recall status",
  about: ({ number, type, mock }) => `${mock ? "exercise, " : ""}${type} ${number}`,
  facts: (of) => [
    fact("State", of.status),
    fact("Reason", of.reason),
    ...of.suspect.map(({ seed, found }) => fact("Suspect", `${seed}: ${foundText(found)}`)),
    fact("Class", of.classification ?? "not evaluated"),
    fact("Scope", `${of.lots.length} lots, ${of.batches.length} batches`),
    fact("Holds", of.held ? "stand" : "do not stand"),
    fact("Consignees", of.consignees.length),
    ...(of.percentEffective === undefined ? [] : [fact("Effective", `${of.percentEffective}%`)]),
    fact("To be decided", of.proposals.length),
  ],
  table: csvTable,
  print: (of) => [clockTable(of), goodsTable(of)],
  lists: {
    lots: "lot",
    batches: "batch",
    clocks: "clock",
    consignees: "consignee",
    goods: "goods",
    proposals: "proposal",
    unknown: "unknown",
  },
};

const foundText = (count: number): string =>
  count === 0 ? "nothing is recorded under it" : `${count} of what is recorded`;

/** Of each kind of line a part of the columns; which it is, the first says. */
function csvTable({ goods, clocks, unknown = [] }: RecallAnswer): Table {
  const columns = [
    ["line", "Line"] as const,
    ...goodsColumns,
    ...clockColumns,
    ["unknown", "Not known"] as const,
  ];
  const before = [...goodsColumns, ...clockColumns].map(() => "");
  const noGoods = goodsColumns.map(() => "");
  const noClock = clockColumns.map(() => "");
  return table("recall", columns, [
    ...goods.map((one) => ["goods", ...goodsRow(one), ...noClock, ""]),
    ...clocks.map((one) => ["clock", ...noGoods, ...clockRow(one), ""]),
    ...unknown.map(({ subject, detail }) => ["unknown", ...before, `${subject}: ${detail}`]),
  ]);
}

const goodsTable = ({ goods }: RecallAnswer): Table => ({
  ...table(
    "goods",
    goodsColumns.filter(isPrinted),
    goods.map((one) => goodsRow(one).filter(isPrinted)),
  ),
  title: "Goods",
});

const goodsColumns = [
  ["lot", "Lot"],
  ["lotId", "Lot id"],
  ["shipped", "Shipped"],
  ["recovered", "Back"],
  ["gone", "Used up or destroyed there"],
  ["beyondReach", "Beyond reach"],
  ["disposed", "Disposed of"],
  ["accounted", "Accounted for"],
] as const;

/** By its name alone: the id is in the other forms. */
const isPrinted = (_: unknown, n: number): boolean => goodsColumns[n]?.[0] !== "lotId";

const goodsRow = ({ lot, materialLotId, isAccounted, ...of }: Goods): string[] => [
  ...[lot, materialLotId],
  ...[of.shipped, of.recovered, of.gone, of.beyondReach, of.disposed].map((amount) =>
    amount ? quantityText(amount) : "",
  ),
  isAccounted ? "yes" : "no",
];

const clockTable = ({ clocks }: RecallAnswer): Table => ({
  ...table(
    "clocks",
    [
      ["clock", "Clock"],
      ["what", "What"],
      ["dueAt", "Due"],
      ["toldAt", "Told"],
      ["late", "After it was due"],
    ],
    clocks.map((clock) => [
      ...[clock.code, clock.what, clock.atOnce ? `at once from ${clock.dueAt}` : clock.dueAt],
      ...[clock.toldAt ?? "not told", toldAfterText(clock)],
    ]),
  ),
  title: "Clocks",
  empty: "No authority is to be told.",
});

const clockColumns = [
  ["clock", "Clock"],
  ["dueAt", "Due"],
  ["toldAt", "Told"],
  ["lateBy_ms", "Late by (ms)"],
] as const;

const clockRow = ({ code, dueAt, toldAt = "", lateBy_ms }: Clock): string[] => [
  ...[code, dueAt, toldAt],
  lateBy_ms === undefined ? "" : String(lateBy_ms),
];
