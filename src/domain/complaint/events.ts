// Somebody says that something is wrong with what they got (21 CFR 211.198; EU GMP chapter 8).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
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

/** What it is about; claimed by whoever complains, or confirmed by what was looked at. */
export const ComplaintLinked = eventType("ComplaintLinked", {
  data: z.strictObject({
    materialLotId: Id,
    serial: z.string().min(1).max(120).exactOptional(),
    standing: z.enum(["claimed", "confirmed"]),
  }),
  action: "create",
  criticality: "critical",
  labels: { materialLotId: "Material lot", serial: "Serial number", standing: "Standing" },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ materialLotId, serial, standing }, show) =>
    `About ${show.materialLot(materialLotId)}${serial ? `, serial ${serial}` : ""} (${standing})`,
  entry: "Other",
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
