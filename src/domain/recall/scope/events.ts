// What a recall reaches. It widens by itself, as the log goes on; it narrows only when somebody
// decides so (issue 5, section 2).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Digest, EventId, Id, Name, Text } from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";

export const Members = z.strictObject({
  lots: z.array(Id).describe("Material lots."),
  batches: z.array(Id),
});
export type Members = z.output<typeof Members>;
const memberLabels = { lots: "Material lots", batches: "Batches" };

export const ShippedTo = z.strictObject({
  shipmentId: Id,
  customerPartyId: Id.exactOptional().describe("Absent: a laboratory, say, that is no party."),
  name: Name.describe("The consignee, as the shipment names it."),
  address: z.string().min(1).max(500).exactOptional(),
  lines: z.array(
    z.strictObject({
      materialLotId: Id,
      quantity: Quantity.exactOptional().describe("Absent: nobody said how much."),
    }),
  ),
});

/** As the recall numbers them: C1, C2. */
export const ConsigneeNumber = z.string().regex(/^C[1-9]\d{0,6}$/);

const Reached = z.strictObject({
  ...ShippedTo.shape,
  consigneeNumber: ConsigneeNumber.describe("The same for every shipment to one name and address."),
});

export const RecallScopeWidened = eventType("RecallScopeWidened", {
  data: z.strictObject({
    ...Members.shape,
    shipments: z.array(Reached).describe("That left with something of it in them."),
    asOf: z.int().min(1).describe("Tree size that the answer is complete to."),
    digests: z.array(Digest).describe("Of the traces that it follows from."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...memberLabels,
    shipments: "Shipments",
    asOf: "As of",
    digests: "Digests of the traces",
  },
  subjects: ({ shipments, ...members }) => [
    ...subjectsOf(members),
    ...shipments.map(({ shipmentId }) => ({ shipment: shipmentId })),
  ],
  sentence: ({ lots, batches, shipments }) =>
    `Reached: ${counted(lots, "lot")}, ${counted(batches, "batch", "batches")}, ` +
    `${counted(shipments, "shipment")} more`,
  entry: "Status Change",
});

/** From here on everything in the scope is on hold, whatever comes into it. */
export const RecallHoldOrdered = eventType("RecallHoldOrdered", {
  data: z.strictObject({
    sites: z.array(Id).min(1).describe("Where the suspect lots are held also as not yet made."),
    text: Text.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: { sites: "Sites", text: "Text" },
  subjects: ({ sites }) => sites.map((holdRegister) => ({ holdRegister })),
  sentence: ({ text }) => `Everything in the scope is to be held${text ? `: ${text}` : ""}`,
  entry: "Status Change",
});

/** Second half of whatever changes which holds must stand. */
export const RecallHoldsSettled = eventType("RecallHoldsSettled", {
  data: z.strictObject({
    forEventIds: z.array(EventId).min(1),
    lots: z.int().min(0).describe("Looked at."),
    batches: z.int().min(0).describe("Looked at."),
  }),
  action: "verify",
  criticality: "critical",
  labels: { forEventIds: "After", lots: "Material lots", batches: "Batches" },
  subjects: () => [],
  sentence: ({ lots, batches }) =>
    `Holds stand as the scope asks, on ${lots} of its lots and ${batches} of its batches`,
  entry: "Status Change",
});

export const RecallNarrowingProposed = eventType("RecallNarrowingProposed", {
  data: z.strictObject({
    proposalId: Id,
    ...Members.shape,
    why: z
      .enum(["notReached", "judged"])
      .describe("The trace no longer reaches it; or somebody holds it for unaffected."),
    text: Text,
    asOf: z.int().min(1).exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: { proposalId: "Proposal", ...memberLabels, why: "Why", text: "Text", asOf: "As of" },
  subjects: (members) => subjectsOf(members),
  sentence: ({ lots, batches, text }) =>
    `Proposed to leave out ${counted(lots, "lot")} and ` +
    `${counted(batches, "batch", "batches")}: ${text}`,
  entry: "Other",
});

export const RecallNarrowingDecided = eventType("RecallNarrowingDecided", {
  data: z.strictObject({ proposalId: Id, accepted: z.boolean(), ...Members.shape }),
  action: "approve",
  criticality: "critical",
  labels: { proposalId: "Proposal", accepted: "Accepted", ...memberLabels },
  subjects: (members) => subjectsOf(members),
  sentence: ({ accepted, lots, batches }) => {
    const what = `${counted(lots, "lot")} and ${counted(batches, "batch", "batches")}`;
    return accepted ? `${what} left out of the scope` : `${what} stay in the scope`;
  },
  entry: "Status Change",
});

/** What it was to leave out has been reached again before anybody decided. */
export const RecallNarrowingWithdrawn = eventType("RecallNarrowingWithdrawn", {
  data: z.strictObject({ proposalId: Id }),
  action: "void",
  criticality: "critical",
  labels: { proposalId: "Proposal" },
  subjects: () => [],
  sentence: () => "Proposal withdrawn: what it names is reached again",
  entry: "Status Change",
});

export const scopeEvents = [
  RecallScopeWidened,
  RecallHoldOrdered,
  RecallHoldsSettled,
  RecallNarrowingProposed,
  RecallNarrowingDecided,
  RecallNarrowingWithdrawn,
] as const;

const subjectsOf = ({ lots, batches }: Members): readonly Subject[] => [
  ...lots.map((materialLot) => ({ materialLot })),
  ...batches.map((batch) => ({ batch })),
];

const counted = ({ length }: readonly unknown[], one: string, many = `${one}s`): string =>
  `${length} ${length === 1 ? one : many}`;
