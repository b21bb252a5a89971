// The formula of a recipe, in the sense of ISA-88: what goes in, what comes out, how much of it.
import { z } from "zod";
import { Quantity } from "../quantity.ts";
import { MaterialReference } from "../shape/reference.ts";
import { Decimal, Formula, Key, Line, Prose, UnitOfMeasure } from "./written.ts";

/** A value that a lot brings with it: assay, water content. */
const LotValue = z.strictObject({
  key: Key,
  name: Line,
  unitOfMeasure: UnitOfMeasure,
  nominal: Decimal.describe("What a dry run computes with."),
  low: Decimal.exactOptional(),
  high: Decimal.exactOptional(),
});

/** 21 CFR 211.186(b)(3)-(5): each component, its weight or measure, and any calculated excess. */
export const Input = z.strictObject({
  key: Key,
  material: MaterialReference,
  kind: z
    .enum([
      "active",
      "excipient",
      "ingredient",
      "processingAid",
      "intermediate",
      "component",
      "container",
      "closure",
      "packaging",
      "printedPackaging",
      "consumable",
      "rework",
    ])
    .describe("`rework`: what is put in again, and is charged as such (21 CFR 211.115)."),
  quantity: Quantity.describe("Theoretical, for the reference batch size."),
  scaling: z
    .enum(["proportional", "fixed"])
    .exactOptional()
    .describe("With the batch size; proportional where it is not said."),
  excess: Formula.extend({ justification: Prose })
    .exactOptional()
    .describe("In percent of the theoretical quantity."),
  lotValues: z.array(LotValue).exactOptional(),
  potency: Formula.exactOptional().describe(
    "The amount to be charged, in the unit of the quantity; `quantity` and `excess` are its own.",
  ),
  tolerance: z
    .strictObject({ below: Decimal, above: Decimal })
    .exactOptional()
    .describe("In percent of the amount to be charged."),
});
export type Input = z.output<typeof Input>;

export const Output = z.strictObject({
  key: Key,
  material: MaterialReference,
  kind: z.enum(["product", "intermediate", "coProduct", "byProduct", "waste"]),
  quantity: Quantity.describe("Theoretical, for the reference batch size."),
  scaling: Input.shape.scaling,
});
export type Output = z.output<typeof Output>;

/** A number with a name, for formulas. */
export const Constant = z.strictObject({
  key: Key,
  name: Line,
  value: Decimal,
  unitOfMeasure: UnitOfMeasure,
});
