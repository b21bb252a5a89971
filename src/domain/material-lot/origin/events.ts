// How a lot came to be: received, produced, split off another, or merged from several. One of these
// opens its stream.
import { z } from "zod";
import { eventType, type Show } from "../../kernel/event-type.ts";
import { Identifier, written } from "../../kernel/identifier.ts";
import { DateOnly } from "../../kernel/instant.ts";
import { Quantity, sumOf } from "../../kernel/quantity.ts";
import { Container } from "../../kernel/shape/container.ts";
import { asConfirmed, confirmed } from "../../kernel/shape/limits.ts";
import { MadeOn } from "../../kernel/shape/made-on.ts";
import {
  EventId,
  Id,
  Market,
  MaterialReference,
  Name,
  PartyReference,
} from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";
import { Opening } from "../quality/events.ts";
import { delivery, deliveryLabels } from "./delivery.ts";

export const qualityStatuses = [
  "quarantine",
  "unstated",
  "released",
  "conditional",
  "useAtRisk",
  "rejected",
  "rework",
  "suspended",
] as const;
/** `unstated`: the source of an import does not say; nothing is concluded from it. */
export const QualityStatus = z.enum(qualityStatuses);
export type QualityStatus = z.output<typeof QualityStatus>;

/** What every lot has from its first event on. */
const lot = {
  material: MaterialReference,
  identifiers: z.array(Identifier).describe("Every number that somebody gave this lot."),
  quantity: Quantity.exactOptional().describe("Absent: not known; never zero."),
  containers: z.array(Container),
  expiresOn: DateOnly.exactOptional(),
  retestOn: DateOnly.exactOptional(),
  locationId: Id.exactOptional(),
  ownerPartyId: Id.exactOptional().describe("Whose it is, where it is a client's."),
};
/** What a batch made, and what comes of that. */
const made = { madeOn: z.array(MadeOn).exactOptional() };
const madeLabels = { madeOn: "Made on" };
/** What has been decided of that which it comes from. */
const decided = {
  markets: z.array(Market).min(1).exactOptional().describe("Released for these alone."),
};
const decidedLabels = { markets: "Markets" };
const lotLabels = {
  material: "Material",
  identifiers: "Identifiers",
  quantity: "Quantity",
  containers: "Containers",
  expiresOn: "Expires on",
  retestOn: "Retest on",
  locationId: "Location",
  ownerPartyId: "Owner",
};
const Lot = z.strictObject(lot);
type Lot = z.output<typeof Lot>;

export const MaterialLotReceived = eventType("MaterialLotReceived", {
  data: z.strictObject({
    ...lot,
    ...delivery,
    qualityStatus: z.enum(["quarantine", "unstated"]),
    supplier: PartyReference.exactOptional(),
    manufacturer: PartyReference.exactOptional(),
    receiptNumber: z.string().min(1).max(120).exactOptional(),
    confirmed,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...lotLabels,
    ...deliveryLabels,
    qualityStatus: "Quality status",
    supplier: "Supplier",
    manufacturer: "Manufacturer",
    receiptNumber: "Receipt number",
    confirmed: "Confirmed as meant",
  },
  subjects: ({ supplier, manufacturer, orderLine, ...data }) => [
    ...lotSubjects(data),
    ...(orderLine ? [{ purchaseOrder: orderLine.purchaseOrderId }] : []),
    ...parties([supplier?.partyId, manufacturer?.partyId]),
  ],
  sentence: (data, show) => {
    const from = data.supplier ? ` from ${data.supplier.name}` : "";
    const flags = data.arrival?.flags ?? [];
    const against = flags.length > 0 ? ` (${flags.join(", ")})` : "";
    const quantity = data.quantity ?? sumOf(data.containers.map((one) => one.quantity));
    const all = quantity ? { quantity } : {};
    const is = asConfirmed(data.confirmed);
    return `${amount(all, show)}${named(data)} received${from}${against}${is}`;
  },
  entry: "Material",
  names: (data) => lotName(data),
});

export const MaterialLotProduced = eventType("MaterialLotProduced", {
  data: z.strictObject({
    ...lot,
    batchId: Id,
    outputEventId: EventId.describe("The batch's event that this lot came out of."),
    sublotOfMaterialLotId: Id.exactOptional(),
    ...made,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...lotLabels,
    ...madeLabels,
    batchId: "Batch",
    outputEventId: "Output of the batch",
    sublotOfMaterialLotId: "Sublot of",
  },
  subjects: ({ batchId, sublotOfMaterialLotId, ...data }) => [
    ...lotSubjects(data),
    { batch: batchId },
    ...lots([sublotOfMaterialLotId]),
  ],
  sentence: ({ batchId, ...data }, show) =>
    `${amount(data, show)}${named(data)} produced by batch ${show.batch(batchId)}`,
  entry: "Produce",
  names: (data) => lotName(data),
});

/** The other side of the parent's `MaterialLotSplit`: the child knows its parent. */
export const MaterialLotSplitOff = eventType("MaterialLotSplitOff", {
  data: z.strictObject({
    ...lot,
    fromMaterialLotId: Id,
    splitEventId: EventId,
    qualityStatus: QualityStatus.describe("As the parent's was."),
    retests: z.int().min(0).exactOptional().describe("How often the parent has been extended."),
    openings: z.array(Opening).exactOptional().describe("What was opened before, as it was."),
    artworkVersion: Name.exactOptional().describe("Of printed matter, as the parent's."),
    ...decided,
    ...made,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...lotLabels,
    ...madeLabels,
    ...decidedLabels,
    fromMaterialLotId: "Split off",
    splitEventId: "Split",
    qualityStatus: "Quality status",
    retests: "Extended before",
    openings: "Opened before",
    artworkVersion: "Artwork version",
  },
  subjects: ({ fromMaterialLotId, ...data }) => [
    ...lotSubjects(data),
    { materialLot: fromMaterialLotId },
  ],
  sentence: ({ fromMaterialLotId, ...data }, show) =>
    `${amount(data, show)}${named(data)} split off ${show.materialLot(fromMaterialLotId)}`,
  entry: "Material",
  names: (data) => lotName(data),
});

const MergedFrom = z.strictObject({
  materialLotId: Id,
  quantity: Quantity.exactOptional(),
  heel: z.boolean().describe("It was left in the vessel when the rest was put on top."),
});

/** The whole of the merge; the draws on the lots it was made from follow it. */
export const MaterialLotsMerged = eventType("MaterialLotsMerged", {
  data: z.strictObject({
    ...lot,
    from: z.array(MergedFrom).min(2),
    qualityStatus: QualityStatus.describe("That of all, where they agree; else quarantine."),
    ...decided,
    ...made,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...lotLabels,
    ...madeLabels,
    ...decidedLabels,
    from: "Merged from",
    qualityStatus: "Quality status",
  },
  subjects: ({ from, ...data }) => [
    ...lotSubjects(data),
    ...lots(from.map(({ materialLotId }) => materialLotId)),
  ],
  sentence: ({ from, ...data }, show) => {
    const parts = from.map(({ materialLotId, quantity, heel }) => {
      const what = `${show.quantity(quantity)} of ${show.materialLot(materialLotId)}`;
      return heel ? `the heel of ${what}` : what;
    });
    return `${amount(data, show)}${named(data)} merged from ${parts.join(" and ")}`;
  },
  entry: "Material",
  names: (data) => lotName(data),
});

export const originEvents = [
  MaterialLotReceived,
  MaterialLotProduced,
  MaterialLotSplitOff,
  MaterialLotsMerged,
] as const;

type Namable = Pick<Lot, "material" | "identifiers">;

/** By its first identifier, as people do. */
export const lotName = ({ material, identifiers: [first] }: Namable): string =>
  first ? written(first) : material.name;

const named = ({ material, identifiers }: Namable): string =>
  identifiers.length > 0
    ? `${material.name} (${identifiers.map(written).join(", ")})`
    : material.name;

const amount = ({ quantity }: Pick<Lot, "quantity">, show: Show): string =>
  `${show.quantity(quantity)} of `;

function lotSubjects({ material, containers, locationId, ownerPartyId }: Lot) {
  return [
    { materialDefinition: material.materialDefinitionId },
    ...containers.map(({ containerId }) => ({ container: containerId })),
    ...(locationId === undefined ? [] : [{ location: locationId }]),
    ...parties([ownerPartyId]),
  ];
}
const lots = (ids: readonly (string | undefined)[]): readonly Subject[] =>
  ids.flatMap((materialLot) => (materialLot === undefined ? [] : [{ materialLot }]));
const parties = (ids: readonly (string | undefined)[]): readonly Subject[] =>
  ids.flatMap((party) => (party === undefined ? [] : [{ party }]));
