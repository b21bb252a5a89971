// What may become of a lot, or of a part of it: decided by a person, for a quantity and a market.
import { z } from "zod";
import { QualifiedAs } from "../kernel/access/qualified-as.ts";
import { SignatureSlot } from "../kernel/access/signature-slot.ts";
import { type EventOf, eventType } from "../kernel/event-type.ts";
import { DateOnly } from "../kernel/instant.ts";
import { Quantity } from "../kernel/quantity.ts";
import { Calculation, calculationText, Undated } from "../kernel/shape/dating.ts";
import { Override } from "../kernel/shape/override.ts";
import { Digest, Id, Market, Text } from "../kernel/shape/reference.ts";

export const decisions = [
  "release",
  "conditional",
  "useAtRisk",
  "reject",
  "rework",
  "suspend",
  "revoke",
] as const;
export type DispositionDecision = (typeof decisions)[number];
/** Those by which a lot may be used. */
export const freeing: ReadonlySet<DispositionDecision> = new Set([
  "release",
  "conditional",
  "useAtRisk",
]);

/** What the decision rests on, worked out when it was made. */
const Basis = z.strictObject({
  materialDefinitionId: Id,
  specificationVersion: z.int().min(1).exactOptional(),
  planNumber: z.int().min(1).exactOptional(),
  sampleIds: z.array(Id),
  supplierPartyId: Id.exactOptional().describe("Whose run of accepted lots it counts for."),
  receivedLotId: Id.exactOptional().describe("The lot of theirs that it is, or is a part of."),
  expiresOn: DateOnly.exactOptional(),
  retestOn: DateOnly.exactOptional(),
  calculations: z.array(Calculation),
  unknown: z.array(Undated).exactOptional().describe("Rules that no date follows from."),
});
export type Basis = z.output<typeof Basis>;

/**
 * What the decider had before them: each digest is that of the answer, and was compared with what
 * is answered for the position, and at the decision.
 */
const Shown = z.strictObject({
  asOf: z.int().min(1).describe("A tree size: entries 0 to asOf - 1."),
  trace: Digest.describe("Of what the lot came from."),
  trail: Digest.describe("Of the audit trail of the lot."),
  batches: z
    .array(
      z.strictObject({
        batchId: Id,
        toRevision: z.int().min(0).describe("Of its stream, up to which it was shown."),
        record: Digest,
        trail: Digest,
      }),
    )
    .describe("The record and the audit trail of each batch that made it."),
});
export type Shown = z.output<typeof Shown>;

export const DispositionDecided = eventType("DispositionDecided", {
  data: z.strictObject({
    materialLotId: Id,
    decision: z.enum(decisions),
    former: z.enum(decisions).exactOptional().describe("What had been decided before."),
    batchId: Id.exactOptional(),
    quantity: Quantity.exactOptional().describe("Absent: all of the lot."),
    market: Market.exactOptional(),
    conditions: Text.exactOptional(),
    batchIds: z.array(Id).min(2).exactOptional().describe("Of a lot that comes from several."),
    override: Override.exactOptional().describe("What was refused, and done all the same."),
    qualifiedAs: QualifiedAs.exactOptional().describe("Where a Qualified Person certifies."),
    basis: Basis.exactOptional().describe("Of a material that has a specification."),
    signature: SignatureSlot,
    shown: Shown.exactOptional().describe("Absent: no batch made it, and nothing was frozen."),
  }),
  action: "release",
  criticality: "critical",
  labels: {
    materialLotId: "Material lot",
    decision: "Decision",
    former: "Former decision",
    batchId: "Batch",
    quantity: "Quantity",
    market: "Market",
    conditions: "Conditions",
    batchIds: "Batches",
    override: "Overrides",
    qualifiedAs: "Certified as Qualified Person",
    basis: "Decided on",
    shown: "Shown to the decider",
    signature: "Signature",
  },
  subjects: ({ materialLotId, batchId, batchIds, override, basis }) => [
    { materialLot: materialLotId },
    ...[batchId, ...(batchIds ?? [])].flatMap((batch) => (batch ? [{ batch }] : [])),
    ...(override ? [{ deviation: override.deviationId }] : []),
    ...(basis?.sampleIds ?? []).map((sample) => ({ sample })),
  ],
  sentence: (data, show) => {
    const { materialLotId, decision, quantity, market, conditions, override, basis } = data;
    const { registerNumber: number, authority } = { ...data.qualifiedAs };
    const of = quantity ? `${show.quantity(quantity)} of ` : "";
    const where = market ? ` for ${market}` : "";
    const under = conditions ? `, on condition: ${conditions}` : "";
    const dates = (basis?.calculations ?? []).map(calculationText);
    const all = [
      `${of}${show.materialLot(materialLotId)}: ${words[decision]}${where}${under}`,
      ...dates,
      ...(number ? [`certified as Qualified Person, number ${number} of ${authority}`] : []),
      ...(override ? [`${override.code} overridden`] : []),
    ];
    return all.join("; ");
  },
  entry: "Status Change",
});

export const dispositionEvents = [DispositionDecided] as const;
export type DispositionEvent = EventOf<(typeof dispositionEvents)[number]>;

const words = {
  release: "released",
  conditional: "released on conditions",
  useAtRisk: "released for use at risk",
  reject: "rejected",
  rework: "to be reworked",
  suspend: "suspended",
  revoke: "former decision revoked",
} as const;
