// The consignees of a recall as one table: a line for each lot that went to each.
import type { quantityText } from "../../projections/wording/quantity.ts";
import type { Table } from "../model/table.ts";

type Quantity = Parameters<typeof quantityText>[0];

/** As the recall has it, with the name of the lot, and whom to reach where that was asked for. */
export interface NamedConsigneeLine {
  readonly consigneeNumber: string;
  readonly name: string;
  readonly address: string | undefined;
  readonly partyId: string | undefined;
  readonly passedOnBy: string | undefined;
  readonly state: string;
  readonly notified: number;
  readonly letterDigest: string | undefined;
  readonly effective: boolean | undefined;
  readonly materialLotId?: string;
  readonly shipped?: Quantity;
  readonly replied: {
    readonly onHand?: Quantity;
    readonly usedUp?: Quantity;
    readonly destroyed?: Quantity;
    readonly passedOn?: Quantity;
  };
  readonly text: string | undefined;
  readonly lot?: string;
  readonly material?: string;
  readonly contacts?: readonly Contact[];
  readonly contactsErased?: number;
}

interface Contact {
  readonly duty: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export interface ConsigneeList {
  readonly consignees: readonly NamedConsigneeLine[];
  /** Because of which there may be more: each is a line that names no consignee. */
  readonly unknown: readonly { readonly subject: string; readonly detail: string }[];
}

export function consigneesExport({ consignees: lines, unknown }: ConsigneeList): Table {
  const more = lines.some(({ contacts }) => contacts) ? [contactsColumn] : [];
  const shown = [...columns, ...more];
  const unknownRow = ({ subject, detail }: (typeof unknown)[number]): string[] =>
    shown.map(([key]) => (key === "unknown" ? `${subject}: ${detail}` : ""));
  return {
    kind: "table",
    id: "consignees",
    title: "Consignees",
    columns: shown.map(([key, title]) => ({ key, title, weight: 1, blank: "" })),
    rows: () => [...lines.map(rowOf), ...unknown.map(unknownRow)],
    empty: "Nobody got any of it.",
  };
}

const columns = [
  ["consignee", "Consignee"],
  ["name", "Name"],
  ["address", "Address"],
  ["partyId", "Customer id"],
  ["passedOnBy", "Passed on by"],
  ["state", "State"],
  ["notified", "Times told"],
  ["letterDigest", "SHA-256 of the letter"],
  ["effective", "Check"],
  ["lotId", "Lot id"],
  ["lot", "Lot"],
  ["material", "Material"],
  ...amountColumns("shipped", "Shipped"),
  ...amountColumns("onHand", "Still there"),
  ...amountColumns("usedUp", "Used up"),
  ...amountColumns("destroyed", "Destroyed there"),
  ...amountColumns("passedOn", "Passed on"),
  ["text", "What else it says"],
  ["unknown", "Not known"],
] as const;
const contactsColumn = ["contacts", "Contacts"] as const;

function amountColumns(key: string, title: string): readonly (readonly [string, string])[] {
  return [
    [key, title],
    [`${key}Unit`, `${title}, unit (UCUM)`],
  ];
}

function rowOf(one: NamedConsigneeLine): string[] {
  const { effective, replied, contacts, contactsErased = 0 } = one;
  const erased = contactsErased > 0 ? [`${contactsErased} erased`] : [];
  const checked = effective === undefined ? "" : effective ? "effective" : "notEffective";
  return [
    ...[one.consigneeNumber, one.name, one.address ?? "", one.partyId ?? "", one.passedOnBy ?? ""],
    ...[one.state, String(one.notified), one.letterDigest ?? "", checked],
    ...[one.materialLotId ?? "", one.lot ?? "", one.material ?? ""],
    ...[one.shipped, replied.onHand, replied.usedUp, replied.destroyed, replied.passedOn].flatMap(
      amountCells,
    ),
    ...[one.text ?? "", ""],
    ...(contacts ? [[...contacts.map(contactText), ...erased].join("; ")] : []),
  ];
}

const amountCells = (quantity: Quantity | undefined): string[] => [
  quantity?.value ?? "",
  quantity?.unitOfMeasure ?? "",
];

const contactText = ({ duty, name, email, phone }: Contact): string =>
  [duty, name, email, phone].filter(Boolean).join(", ");
