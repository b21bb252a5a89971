// Somebody says that something is wrong with what they got (21 CFR 211.198; EU GMP chapter 8).
import { z } from "zod";
import { eventType, formerly } from "../kernel/event-type.ts";
import { BusinessTime } from "../kernel/instant.ts";
import { Id, Name, Text } from "../kernel/shape/reference.ts";

export const ComplaintRaised = eventType("ComplaintRaised", {
  data: z.strictObject({
    number: Name.describe("By which people know it."),
    receivedAt: BusinessTime,
    from: z.enum(["customer", "patient", "consumer", "authority", "distributor", "other"]),
    customerPartyId: Id.exactOptional(),
    description: Text,
    seriousness: z.enum(["critical", "major", "minor"]).exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    number: "Number",
    receivedAt: "Received at",
    from: "From",
    customerPartyId: "Customer",
    description: "Description",
    seriousness: "Seriousness",
  },
  subjects: ({ customerPartyId }) => (customerPartyId ? [{ party: customerPartyId }] : []),
  sentence: ({ number, from, description }) =>
    `Complaint ${number} of a ${from === "other" ? "third party" : from} raised: ${description}`,
  entry: "Other",
  names: ({ number }) => number,
});

const Standing = z.enum(["claimed", "confirmed"]);
const SerialNumber = z.string().min(1).max(120);

const OfLot = z.strictObject({
  materialLotId: Id,
  serial: SerialNumber.exactOptional(),
  standing: Standing,
});

/** What it is about; claimed by whoever complains, or confirmed by what was looked at. */
export const ComplaintLinked = eventType("ComplaintLinked", {
  data: z.strictObject({
    materialLotId: Id.exactOptional().describe("Absent: whichever has what is named besides."),
    serial: SerialNumber.exactOptional(),
    containerId: Id.exactOptional(),
    standing: Standing,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    materialLotId: "Material lot",
    serial: "Serial number",
    containerId: "Container",
    standing: "Standing",
  },
  subjects: ({ materialLotId, containerId }) => [
    ...(materialLotId ? [{ materialLot: materialLotId }] : []),
    ...(containerId ? [{ container: containerId }] : []),
  ],
  sentence: ({ materialLotId, serial, containerId, standing }, show) => {
    const named = [
      ...(materialLotId ? [show.materialLot(materialLotId)] : []),
      ...(containerId ? [show.container(containerId)] : []),
      ...(serial ? [`serial ${serial}`] : []),
    ];
    return `About ${named.join(", ")} (${standing})`;
  },
  entry: "Other",
  formerly: [formerly(OfLot, (same) => same)],
});

export const ComplaintInvestigated = eventType("ComplaintInvestigated", {
  data: z.strictObject({
    findings: Text,
    otherBatches: Text.describe("Which others were considered, and why (21 CFR 211.192)."),
    isConfirmed: z.boolean(),
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    findings: "Findings",
    otherBatches: "Other batches considered",
    isConfirmed: "Confirmed",
  },
  subjects: () => [],
  sentence: ({ findings, isConfirmed }) =>
    `Investigated, ${isConfirmed ? "confirmed" : "not confirmed"}: ${findings}`,
  entry: "Other",
});

export const ComplaintClosed = eventType("ComplaintClosed", {
  data: z.strictObject({ conclusion: Text }),
  action: "approve",
  criticality: "critical",
  labels: { conclusion: "Conclusion" },
  subjects: () => [],
  sentence: ({ conclusion }) => `Closed: ${conclusion}`,
  entry: "Status Change",
});

export const complaintEvents = [
  ComplaintRaised,
  ComplaintLinked,
  ComplaintInvestigated,
  ComplaintClosed,
] as const;
