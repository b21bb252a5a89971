// What a recipe limits and controls beside its phases: conditions, times, yields, equipment,
// labels.
import { z } from "zod";
import { Quantity } from "../quantity.ts";
import {
  Comparison,
  Decimal,
  Formula,
  Key,
  Line,
  Prose,
  SignOff,
  UnitOfMeasure,
} from "./written.ts";

/**
 * Asked when the first phase that it decides about might begin. A value of a phase is
 * `phase.parameter` or `phase.check`; pass is 1 and fail 0.
 */
export const Condition = Comparison.extend({ key: Key, name: Line });
export type Condition = z.output<typeof Condition>;

/** 21 CFR 211.111: a limit of time within a phase, or of a hold between two. */
export const TimeLimit = z.strictObject({
  key: Key,
  name: Line,
  kind: z.enum(["process", "hold"]),
  from: z.strictObject({ phase: Key, at: z.enum(["start", "end"]) }),
  to: z.strictObject({ phase: Key, at: z.enum(["start", "end"]) }),
  low: Quantity.exactOptional(),
  high: Quantity.exactOptional(),
  basis: Prose.exactOptional().describe("The study that it rests on."),
});
export type TimeLimit = z.output<typeof TimeLimit>;

/** 21 CFR 211.186(b)(7): percent of theoretical yield beyond which it is investigated. */
export const YieldLimit = z.strictObject({
  key: Key,
  name: Line,
  phase: Key.describe("After which it is computed."),
  of: Key.describe("The output."),
  theoretical: Formula.extend({ unitOfMeasure: UnitOfMeasure })
    .exactOptional()
    .describe("The quantity of the output where it is not said."),
  low: Decimal.exactOptional().describe("Percent."),
  high: Decimal.exactOptional().describe("Percent."),
  signOff: SignOff,
});
export type YieldLimit = z.output<typeof YieldLimit>;

export const EquipmentClass = z.strictObject({
  key: Key,
  name: Line,
  requirements: Prose.exactOptional(),
  capacity: Quantity.exactOptional(),
});

/** 21 CFR 211.125, 211.130, 211.186(b)(8): issue, use and reconciliation of printed matter. */
export const LabelControl = z.strictObject({
  key: Key,
  input: Key.describe("The printed packaging."),
  phase: Key.describe("In which it is applied."),
  artworkVersion: Line,
  specimen: Line.describe("Where the signed specimen is kept."),
  overprint: z.array(Line).exactOptional(),
  reconciliation: z
    .strictObject({ low: Decimal, high: Decimal })
    .exactOptional()
    .describe("Percent of what was issued; none only where all of it is verified."),
  allVerified: z
    .boolean()
    .exactOptional()
    .describe("Every label is examined by machine; reconciliation is waived (211.125(c))."),
  signOff: SignOff,
});

/** How many batches between cleanings. */
export const Campaign = z.strictObject({
  batchesMax: z.int().min(1).max(10_000).exactOptional(),
  durationMax: Quantity.exactOptional(),
  cleaningBetween: Prose,
});

export const Specification = z.strictObject({
  of: Key.describe("The input or output that it is for."),
  name: Line,
  version: Line,
});
