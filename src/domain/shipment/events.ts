// Goods that leave for a consignee: what, how much, to whom,
// under which documents (EC 178/2002, Art. 18).
// Who received it is stored by value: a later change of
// master data does not change what was true then.
import { z } from "zod";
import { eventType, type Show } from "../kernel/event-type.ts";
import { Identifier } from "../kernel/identifier.ts";
import { Quantity } from "../kernel/quantity.ts";
import { Market, Text } from "../kernel/shape/reference.ts";
import type { Subject } from "../kernel/subject.ts";

const Document = z.strictObject({
  kind: z.string().min(1).max(60).describe("Delivery note, certificate, waybill."),
  number: z.string().min(1).max(120),
});
const documents = z.array(Document);

/** A firm's name and the address the goods go to; no person's. */
const Consignee = z.strictObject({
  name: z.string().min(1).max(200),
  address: z.string().min(1).max(500).exactOptional(),
  market: Market.exactOptional().describe("Where the goods go, if not to the customer's country."),
});

const Line = z.strictObject({ materialLotId: z.string().min(1), quantity: Quantity });
export type Line = z.output<typeof Line>;
const lines = z.array(Line);

const Discrepancy = z.strictObject({
  materialLotId: z.string().min(1),
  kind: z.enum(["short", "over", "notShipped"]),
});
export type Discrepancy = z.output<typeof Discrepancy>;

/** What was found, and had not been dispatched: it had left all the same. */
export const notListed = (of: {
  readonly lines: readonly Line[];
  readonly discrepancies: readonly Discrepancy[];
}): readonly Line[] =>
  of.lines.filter(({ materialLotId }) =>
    of.discrepancies.some(
      (one) => one.kind === "notShipped" && one.materialLotId === materialLotId,
    ),
  );

const contents = {
  customerPartyId: z.string().min(1),
  consignee: Consignee,
  fromLocationId: z.string().min(1).exactOptional(),
  lines,
  logisticUnitIds: z.array(z.string().min(1)),
  documents,
  donation: z.literal(true).exactOptional().describe("Given away, and not sold."),
  quarantineAgreement: Text.exactOptional().describe(
    "By which goods that are not released go there, and stay in quarantine (21 CFR 211.142(a)).",
  ),
};
const contentLabels = {
  customerPartyId: "Customer",
  consignee: "Consignee",
  fromLocationId: "Shipped from",
  lines: "Lots and quantities",
  logisticUnitIds: "Logistic units",
  documents: "Documents",
  donation: "Donated",
  quarantineAgreement: "In quarantine by",
};
const Contents = z.strictObject(contents);
type Contents = z.output<typeof Contents>;

export const ShipmentPrepared = eventType("ShipmentPrepared", {
  data: z.strictObject({ identifiers: z.array(Identifier).min(1), ...contents }),
  action: "create",
  criticality: "critical",
  labels: { identifiers: "Identifiers", ...contentLabels },
  subjects: (data) => contentSubjects(data),
  sentence: (data, show) =>
    `Prepared for ${data.consignee.name}: ${listed(data.lines, show)}${inUnits(data)}`,
  entry: "Movement",
  names: ({ identifiers, consignee }) => identifiers[0]?.value ?? `Shipment to ${consignee.name}`,
});

export const ShipmentFlag = z.enum([
  "LOT_ON_HOLD",
  "MATERIAL_EXPIRED",
  "RETEST_DUE",
  "MATERIAL_NOT_RELEASED",
  "MATERIAL_REJECTED",
  "MARKET_NOT_RELEASED",
]);

/** Complete by itself: what left is read from this event alone. */
export const ShipmentDispatched = eventType("ShipmentDispatched", {
  data: z.strictObject({
    ...contents,
    carrier: z.string().min(1).max(200).exactOptional(),
    sealNumber: z.string().min(1).max(60).exactOptional(),
    flags: z
      .array(ShipmentFlag)
      .exactOptional()
      .describe("Rules that this broke; it had left already, and is recorded all the same."),
  }),
  action: "release",
  criticality: "critical",
  labels: { ...contentLabels, carrier: "Carrier", sealNumber: "Seal", flags: "Against the rules" },
  subjects: (data) => contentSubjects(data),
  sentence: (data, show) => {
    const carrier = data.carrier ? ` with ${data.carrier}` : "";
    const what = `${listed(data.lines, show)}${inUnits(data)}`;
    const broken = data.flags?.length ? ` (${data.flags.join(", ")})` : "";
    return `Dispatched to ${data.consignee.name}${carrier}: ${what}${broken}`;
  },
  entry: "Movement",
});

const found = {
  lines: lines.describe("As found, whatever was expected."),
  discrepancies: z.array(Discrepancy).describe("Found by comparing with what was dispatched."),
};
const foundLabels = { lines: "Lots and quantities found", discrepancies: "Discrepancies" };

/** What the consignee says arrived. */
export const ShipmentReceived = eventType("ShipmentReceived", {
  data: z.strictObject({ ...found, documents }),
  action: "verify",
  criticality: "major",
  labels: { ...foundLabels, documents: "Documents" },
  subjects: (data) => lotSubjects(data.lines),
  sentence: (data, show) =>
    `Received by the consignee: ${listed(data.lines, show)}${differing(data.discrepancies, show)}`,
  entry: "Movement",
});

export const ShipmentReturned = eventType("ShipmentReturned", {
  data: z.strictObject({
    returnNumber: z.string().min(1).max(120).describe("A shipment may come back in parts."),
    ...found,
    toLocationId: z.string().min(1).exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: { returnNumber: "Return", ...foundLabels, toLocationId: "Put in" },
  subjects: (data) => [...lotSubjects(data.lines), ...placeSubjects(data.toLocationId)],
  sentence: (data, show) => {
    const what = `${listed(data.lines, show)}${differing(data.discrepancies, show)}`;
    return `Returned under ${data.returnNumber}: ${what}`;
  },
  entry: "Movement",
});

export const shipmentEvents = [
  ShipmentPrepared,
  ShipmentDispatched,
  ShipmentReceived,
  ShipmentReturned,
] as const;

function contentSubjects(data: Contents): readonly Subject[] {
  return [
    { party: data.customerPartyId },
    ...lotSubjects(data.lines),
    ...data.logisticUnitIds.map((logisticUnit) => ({ logisticUnit })),
    ...placeSubjects(data.fromLocationId),
  ];
}
const lotSubjects = (of: readonly Line[]): readonly Subject[] =>
  of.map(({ materialLotId }) => ({ materialLot: materialLotId }));
const placeSubjects = (location: string | undefined): readonly Subject[] =>
  location === undefined ? [] : [{ location }];

const listed = (of: readonly Line[], show: Show): string =>
  of
    .map(({ quantity, materialLotId }) => {
      return `${show.quantity(quantity)} of ${show.materialLot(materialLotId)}`;
    })
    .join(", ") || "no lots of its own";

const inUnits = ({ logisticUnitIds: { length } }: Contents): string =>
  length === 0 ? "" : ` in ${length} logistic unit${length === 1 ? "" : "s"}`;

const differences = {
  short: "less than dispatched",
  over: "more than dispatched",
  notShipped: "not dispatched at all",
} as const;
const differing = (discrepancies: readonly Discrepancy[], show: Show): string =>
  discrepancies
    .map(({ materialLotId, kind }) => `; ${show.materialLot(materialLotId)} ${differences[kind]}`)
    .join("");
