// Where everything is, as one table: a line for each place of each lot, and then one for each range
// of serial numbers where they were asked for.

import {
  type Holding,
  type LotWhereabouts,
  type SerialLine,
  type SerialPlace,
  states,
  type Whereabouts,
} from "../../projections/whereabouts/answer.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { Table } from "../model/table.ts";

/** For other programs: numbers and units apart, and what is not known is empty. */
export const whereaboutsExport = ({ lots, serials }: Whereabouts): Table => ({
  kind: "table",
  id: "whereabouts",
  title: "Where everything is",
  columns: [...exported, ...(serials ? numbered : [])].map(([key, title]) => ({
    ...{ key, title, weight: 1, blank: "" },
  })),
  rows: () => [
    ...lots.flatMap((lot) =>
      lot.holdings.map((holding) => [
        ...exportedRow(lot, holding),
        ...(serials ? numbered.map(() => "") : []),
      ]),
    ),
    ...(serials ?? []).map(serialRow),
  ],
  empty: "Nothing was made.",
});

const exported = [
  ["lotId", "Lot id"],
  ["lot", "Lot"],
  ["material", "Material"],
  ["state", "State"],
  ["quantity", "Quantity"],
  ["unitOfMeasure", "Unit (UCUM)"],
  ["in", "Batch, lot, shipment, unit or sample"],
  ["id", "Its id"],
  ["consignee", "Consignee"],
  ["documents", "Documents"],
  ["where", "Place"],
  ["detail", "Detail"],
] as const;

const numbered = [
  ["batch", "Batch of the serial numbers"],
  ["batchId", "Its id"],
  ["fromSerial", "Serial number"],
  ["toSerial", "To"],
  ["serials", "How many"],
  ["became", "What became of them"],
  ["among", "Which of these places is not recorded"],
] as const;

function serialRow(line: SerialLine): string[] {
  const { lot = "", lotId = "", state = "", in: name = "", id = "", consignee = "" } = line;
  const { batch = "", batchId = "", from, to = "", count, became } = line;
  return [
    ...[lotId, lot, "", state, "", "", name, id, consignee, "", "", ""],
    ...[batch, batchId, from, to, String(count), became, amongText(line)],
  ];
}

export const amongText = ({ among = [] }: SerialLine): string => among.map(placeText).join("; ");

/** `With the consignee: shipment S1, Wholesale` */
export function placeText(place: SerialPlace): string {
  const more = holdingText(place);
  return more === "" ? states[place.state] : `${states[place.state]}: ${more}`;
}

function exportedRow({ lotId, lot, material }: LotWhereabouts, holding: Holding): string[] {
  const { state, quantity, id, consignee, documents, detail } = holding;
  const what = [lotId, lot, material, state, quantity?.value ?? "", quantity?.unitOfMeasure ?? ""];
  const where = [holding.in ?? "", id ?? "", consignee ?? "", documents?.join("; ") ?? ""];
  return [...what, ...where, placesText(holding), detail ?? ""];
}

/** `Warehouse 1, container 2: 25 kg` */
export const placesText = ({ places = [] }: Holding): string =>
  places
    .map(({ location, containerId, quantity }) => {
      const container = containerId === undefined ? [] : [`container ${containerId}`];
      const where = [...(location === undefined ? [] : [location]), ...container].join(", ");
      return quantity ? `${where}: ${quantityText(quantity)}` : where;
    })
    .filter((text) => text !== "")
    .join("; ");

/** What a holding is in, to whom it went, and why, in one line. */
export function holdingText(holding: Holding): string {
  const { consignee, documents, detail, returned } = holding;
  return [
    ...(holding.in === undefined ? [] : [inWords(holding)]),
    ...(consignee === undefined ? [] : [consignee]),
    ...(documents ?? []),
    placesText(holding),
    detail ?? "",
    returned ? `${quantityText(returned)} of it came back` : "",
  ]
    .filter((text) => text !== "")
    .join(", ");
}

const inWords = ({ state, in: name = "" }: Holding): string => `${nouns[state] ?? ""}${name}`;

const nouns: { readonly [State in keyof typeof states]?: string } = {
  inProcess: "batch ",
  consumed: "batch ",
  inTransit: "shipment ",
  shipped: "shipment ",
  donated: "shipment ",
  notArrived: "shipment ",
  packed: "unit ",
  otherLot: "lot ",
  sampled: "sample ",
  retained: "sample ",
};
