// What came back, and what became of it.
import { z } from "zod";
import { eventType, type Show } from "../../kernel/event-type.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Digest, Id, Name } from "../../kernel/shape/reference.ts";
import { ConsigneeNumber } from "../scope/events.ts";

const Line = z.strictObject({ materialLotId: Id, quantity: Quantity });
export type Line = z.output<typeof Line>;
const lines = z.array(Line).min(1);

export const RecallGoodsRecovered = eventType("RecallGoodsRecovered", {
  data: z.strictObject({
    recoveryNumber: Name.describe("Of the return; counted once."),
    lines,
    shipmentId: Id.exactOptional().describe("The shipment that came back."),
    consigneeNumber: ConsigneeNumber.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    recoveryNumber: "Return",
    lines: "Goods",
    shipmentId: "Shipment",
    consigneeNumber: "Consignee",
  },
  subjects: ({ shipmentId, ...data }) => [
    ...lotsIn(data.lines),
    ...(shipmentId ? [{ shipment: shipmentId }] : []),
  ],
  sentence: (data, show) => `Came back under ${data.recoveryNumber}: ${listed(data.lines, show)}`,
  entry: "Movement",
});

export const RecallGoodsDisposed = eventType("RecallGoodsDisposed", {
  data: z.strictObject({
    certificate: Name.describe("Number of the certificate; counted once."),
    method: z.enum(["destroyed", "reworked", "relabelled", "returnedToSupplier", "released"]),
    lines,
    witness: Name.exactOptional(),
    certificateDigest: Digest.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    certificate: "Certificate",
    method: "What became of it",
    lines: "Goods",
    witness: "Witness",
    certificateDigest: "Digest of the certificate",
  },
  subjects: (data) => lotsIn(data.lines),
  sentence: ({ certificate, method, witness, ...data }, show) => {
    const seen = witness ? `, witnessed by ${witness}` : "";
    return `${listed(data.lines, show)} ${methodWords[method]} (${certificate}${seen})`;
  },
  entry: "Material",
});

const corrected = z.array(Line).describe("As it should be; empty where none of it is so.");

/** The number stands, and what was first written under it stays in the log. */
export const RecallRecoveryCorrected = eventType("RecallRecoveryCorrected", {
  data: z.strictObject({
    recoveryNumber: RecallGoodsRecovered.data.shape.recoveryNumber,
    lines: corrected,
  }),
  action: "change",
  criticality: "critical",
  labels: { recoveryNumber: "Return", lines: "Goods" },
  subjects: (data) => lotsIn(data.lines),
  sentence: (data, show) =>
    `What came back under ${data.recoveryNumber} corrected: ${listed(data.lines, show)}`,
  entry: "Change",
  changes: ["lines"],
});

export const RecallDisposalCorrected = eventType("RecallDisposalCorrected", {
  data: z.strictObject({
    certificate: RecallGoodsDisposed.data.shape.certificate,
    lines: corrected,
  }),
  action: "change",
  criticality: "critical",
  labels: { certificate: "Certificate", lines: "Goods" },
  subjects: (data) => lotsIn(data.lines),
  sentence: (data, show) =>
    `What certificate ${data.certificate} is for corrected: ${listed(data.lines, show)}`,
  entry: "Change",
  changes: ["lines"],
});

export const goodsEvents = [
  RecallGoodsRecovered,
  RecallGoodsDisposed,
  RecallRecoveryCorrected,
  RecallDisposalCorrected,
] as const;

const methodWords = {
  destroyed: "destroyed",
  reworked: "reworked",
  relabelled: "relabelled",
  returnedToSupplier: "returned to the supplier",
  released: "released again",
} as const;

const lotsIn = (of: readonly Line[]) =>
  of.map(({ materialLotId }) => ({ materialLot: materialLotId }));

const listed = (of: readonly Line[], show: Show): string =>
  of
    .map((line) => `${show.quantity(line.quantity)} of ${show.materialLot(line.materialLotId)}`)
    .join(", ") || "nothing";
