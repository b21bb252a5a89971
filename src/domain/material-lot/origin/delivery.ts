// How goods were found when they came: each container weighed and looked at, the certificate that
// came with them, and what was not as it should be (21 CFR 211.82, 211.184(a)).
import { z } from "zod";
import { DateOnly } from "../../kernel/instant.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Digest, Id, Name, Text } from "../../kernel/shape/reference.ts";

/** What was not as the rules ask: the goods stand on the dock, and so it is only noted. */
export const ArrivalFlag = z.enum([
  "SUPPLIER_NOT_APPROVED",
  "SUPPLIER_CONDITIONAL",
  "NOT_ON_ORDER",
  "OVER_DELIVERED",
  "CONTAINER_DAMAGED",
  "WEIGHT_DIFFERS",
]);
export type ArrivalFlag = z.output<typeof ArrivalFlag>;

const ReceivedContainer = z.strictObject({
  containerId: Id,
  quantity: Quantity.exactOptional().describe("Net, as stated or as weighed."),
  gross: Quantity.exactOptional(),
  tare: Quantity.exactOptional(),
  condition: z.enum(["sound", "damaged", "soiled", "sealBroken"]).exactOptional(),
  remark: Text.exactOptional(),
});
export type ReceivedContainer = z.output<typeof ReceivedContainer>;

const Certificate = z.strictObject({
  identifier: Name,
  digest: Digest.describe("Of the document, so that it is known which one was relied on."),
  results: z
    .array(z.strictObject({ test: Name, value: Name }))
    .describe("What the maker claims; nothing is concluded from it."),
});

export const delivery = {
  containers: z.array(ReceivedContainer),
  orderLine: z.strictObject({ purchaseOrderId: Id, lineNumber: z.int().min(1) }).exactOptional(),
  manufacturedOn: DateOnly.exactOptional(),
  certificate: Certificate.exactOptional(),
  storageCondition: Name.exactOptional().describe("As the label or the specification asks."),
  arrival: z
    .strictObject({
      on: DateOnly.describe("The date at the site."),
      flags: z.array(ArrivalFlag),
      artworkVersion: Name.exactOptional().describe("Of printed matter, as defined that day."),
    })
    .exactOptional()
    .describe("What was asked at the dock; absent where nobody asked, as in an import."),
};

export const deliveryLabels = {
  containers: "Containers",
  orderLine: "Line of the purchase order",
  manufacturedOn: "Manufactured on",
  certificate: "Certificate of analysis",
  storageCondition: "Storage condition",
  arrival: "Found at arrival",
};
