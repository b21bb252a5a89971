// How a recipe says small things: keys, decimals, durations, formulas. Amounts and limits are text,
// never numbers: what a person wrote is what is kept, digit by digit.
import { z } from "zod";
import { formulaLengthMax } from "../formula/token.ts";
import { Quantity } from "../quantity.ts";

/** What a formula can call it by. */
export const Key = z
  .string()
  .regex(/^[A-Za-z]\w{0,59}$/)
  .describe("Unique within its kind; letters, digits and _, a letter first.");

export const Decimal = Quantity.shape.value;
export const UnitOfMeasure = Quantity.shape.unitOfMeasure;

export const Line = z.string().min(1).max(200);
export const Prose = z.string().min(1).max(4000);

const Expression = z
  .string()
  .min(1)
  .max(formulaLengthMax)
  .describe("Decimal numbers, + - * /, parentheses, and names that the recipe declares.");

/** Rounded once, at the end, half away from zero. */
export const Formula = z.strictObject({
  formula: Expression,
  decimals: z.int().min(0).max(12),
});

/** Compared exactly, unrounded. */
export const Comparison = z.strictObject({
  value: Expression,
  is: z.enum(["below", "atMost", "equal", "atLeast", "above"]),
  than: Expression,
});

/** Who does and who checks what stands like this, by policy (21 CFR 211.68(c), 211.101(c), (d)). */
export const SignOff = z.strictObject({
  policy: z.enum(["performed", "performedAndVerified", "automatedAndVerified"]),
  performer: Key.exactOptional().describe("The role that does it; none where it is automated."),
  verifier: Key.exactOptional().describe("The role that checks it, always another person."),
});
export type SignOff = z.output<typeof SignOff>;

/** Decimals in the unit that stands beside them. */
export const range = {
  low: Decimal.exactOptional(),
  high: Decimal.exactOptional(),
  rounding: z
    .enum(["none", "toLimitDecimals"])
    .exactOptional()
    .describe("Of the value, before it is compared with the limit; none where it is not said."),
};
