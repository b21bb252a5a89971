// How material went into a batch: said by the lot when it is drawn, and again by the batch when it
// is consumed.
import { z } from "zod";
import { BusinessTime } from "../instant.ts";
import { Quantity } from "../quantity.ts";
import { confirmed } from "./limits.ts";
import { OverrideIds } from "./override-ids.ts";
import { PhasePath } from "./phase.ts";

/** When the material flowed; `observed` alone may narrow a trace (design, section 5). */
export const Interval = z.strictObject({
  from: BusinessTime,
  to: BusinessTime,
  basis: z.enum(["observed", "claimed", "backflushed", "unknown"]),
});

/** Where along a reel, or in a run: metres, pieces; the two ends in any order. */
export const Span = z.strictObject({ from: Quantity, to: Quantity });
export type Span = z.output<typeof Span>;

export const Charge = z.strictObject({
  kind: z.enum(["charge", "rework", "heel"]),
  basis: z
    .enum(["weighed", "counted", "backflushed", "unknown"])
    .describe("How the quantity is known."),
  interval: Interval.exactOptional(),
  span: Span.exactOptional().describe("Which part of the reel, or of the lot's run, went in."),
  path: PhasePath.exactOptional(),
  overrideIds: OverrideIds,
  confirmed,
});
export type Charge = z.output<typeof Charge>;

export const chargeLabels = {
  kind: "Kind of charge",
  basis: "Quantity known by",
  interval: "Charged from and to",
  span: "Part of the reel or run",
  path: "Step",
  overrideIds: "Overrides used",
  confirmed: "Confirmed as meant",
} as const;

/** What was not as the rules ask: in an act it is the refusal, in an observation it is noted. */
export const DrawFlag = z.enum([
  "CONTAINER_UNKNOWN",
  "LOT_EMPTY",
  "LOT_ON_HOLD",
  "MATERIAL_EXPIRED",
  "MATERIAL_NOT_RELEASED",
  "MATERIAL_REJECTED",
  "MATERIAL_SUSPENDED",
  "QUANTITY_NOT_AVAILABLE",
  "REPROCESSING_NOT_APPROVED",
  "RETEST_DUE",
  "SUPPLIER_LOT_REQUIRED",
  "UNIT_NOT_CONVERTIBLE",
]);
export type DrawFlag = z.output<typeof DrawFlag>;
