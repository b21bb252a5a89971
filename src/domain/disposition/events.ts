// What may become of a lot, or of a part of it: decided by a person, for a quantity and a market.
import { z } from "zod";
import { type EventOf, eventType } from "../kernel/event-type.ts";
import { Quantity } from "../kernel/quantity.ts";
import { Id, Text } from "../kernel/shape/reference.ts";

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

export const DispositionDecided = eventType("DispositionDecided", {
  data: z.strictObject({
    materialLotId: Id,
    decision: z.enum(decisions),
    former: z.enum(decisions).exactOptional().describe("What had been decided before."),
    batchId: Id.exactOptional(),
    quantity: Quantity.exactOptional().describe("Absent: all of the lot."),
    market: z.string().min(1).max(120).exactOptional(),
    conditions: Text.exactOptional(),
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
  },
  subjects: ({ materialLotId, batchId }) => [
    { materialLot: materialLotId },
    ...(batchId ? [{ batch: batchId }] : []),
  ],
  sentence: ({ materialLotId, decision, quantity, market, conditions }, show) => {
    const of = quantity ? `${show.quantity(quantity)} of ` : "";
    const where = market ? ` for ${market}` : "";
    const under = conditions ? `, on condition: ${conditions}` : "";
    return `${of}${show.materialLot(materialLotId)}: ${words[decision]}${where}${under}`;
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
