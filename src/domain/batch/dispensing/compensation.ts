// How much to weigh in of what is not pure: formulas by name and version, computed exactly, so that
// whoever reads the record gets the same figure from what stands in it.
import { z } from "zod";
import { convert, Quantity } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { Name } from "../../kernel/shape/reference.ts";

const Input = z.strictObject({
  name: Name,
  value: Quantity,
  source: Name.exactOptional().describe("Certificate, result or recipe that it is taken from."),
});

export const Asked = z.strictObject({
  formula: z.enum(["potency", "balance"]),
  version: z.int().min(1),
  inputs: z.array(Input).min(1),
  decimals: z.int().min(0).max(12).describe("To which the amount is rounded, half up."),
});
export type Asked = z.output<typeof Asked>;

export const Compensation = z.strictObject({
  ...Asked.shape,
  text: z.string().min(1).max(400).describe("The formula in words."),
  exact: z.strictObject({
    numerator: z.string().regex(/^-?\d+$/),
    denominator: z.string().regex(/^\d+$/),
  }),
  required: Quantity.describe("The exact result, rounded half up."),
});
export type Compensation = z.output<typeof Compensation>;

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}
type Values = (name: string) => Fraction | undefined;

interface Formula {
  readonly text: string;
  /** Names of inputs and the units in which they count; one that may be left out says so. */
  readonly inputs: Readonly<
    Record<string, { readonly unit: "%" | "mass"; readonly optional?: true }>
  >;
  compute(value: Values): Fraction | undefined;
}

/** A version is never changed: the record names it. */
const formulas: Readonly<Record<Asked["formula"], readonly Formula[]>> = {
  potency: [
    {
      text:
        "required = nominal x (100 % + excess) / 100 % x 100 % / assay " +
        "x 100 % / (100 % - water); " +
        "assay on the dried substance; excess and water are 0 % unless given",
      inputs: {
        nominal: { unit: "mass" },
        assay: { unit: "%" },
        water: { unit: "%", optional: true },
        excess: { unit: "%", optional: true },
      },
      compute(value) {
        const [nominal, assay] = [value("nominal"), value("assay")];
        const dry = minus(hundred, value("water") ?? zero);
        if (!nominal || !assay || !isPositive(assay) || !isPositive(dry)) return undefined;
        const whole = times(nominal, plus(hundred, value("excess") ?? zero));
        return over(times(whole, hundred), times(assay, dry));
      },
    },
  ],
  balance: [
    {
      text: "required = nominal - (active required - active nominal)",
      inputs: {
        nominal: { unit: "mass" },
        activeRequired: { unit: "mass" },
        activeNominal: { unit: "mass" },
      },
      compute(value) {
        const [nominal, required, active] = [
          value("nominal"),
          value("activeRequired"),
          value("activeNominal"),
        ];
        return nominal && required && active && minus(nominal, minus(required, active));
      },
    },
  ],
};

/** The result with all that it follows from; in the unit of the nominal amount. */
export function compensate(asked: Asked): Compensation | Refusal {
  const formula = formulas[asked.formula][asked.version - 1];
  const nominal = asked.inputs.find(({ name }) => name === "nominal");
  if (!formula || !nominal) return unknown(`${asked.formula} version ${asked.version}`);
  const { unitOfMeasure } = nominal.value;
  const values = new Map<string, Fraction>();
  for (const { name, value } of asked.inputs) {
    const unit = Object.hasOwn(formula.inputs, name) ? formula.inputs[name]?.unit : undefined;
    if (!unit || values.has(name)) return unknown(`${asked.formula} with the input ${name}`);
    const same = convert(value, unit === "%" ? "%" : unitOfMeasure);
    if ("refused" in same) return same;
    values.set(name, fraction(same.value));
  }
  const missing = Object.entries(formula.inputs).find(
    ([name, { optional }]) => !optional && !values.has(name),
  );
  if (missing) return unknown(`${asked.formula} without ${missing[0]}`);
  const exact = formula.compute((name) => values.get(name));
  if (!exact || !isPositive(exact)) return unknown(`${asked.formula} of these amounts`);
  const value = rounded(exact, asked.decimals);
  const { numerator, denominator } = exact;
  return {
    ...asked,
    text: formula.text,
    exact: { numerator: String(numerator), denominator: String(denominator) },
    required: { value, unitOfMeasure },
  };
}

const unknown = (what: string): Refusal => refuse("FORMULA_UNKNOWN", `${what} cannot be computed.`);

const fraction = (decimal: string): Fraction => {
  const [whole = "", decimals = ""] = decimal.split(".");
  return reduced(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length));
};

function reduced(numerator: bigint, denominator: bigint): Fraction {
  const sign = denominator < 0n ? -1n : 1n;
  const by = sign * divisor(numerator < 0n ? -numerator : numerator, sign * denominator);
  return { numerator: numerator / by, denominator: denominator / by };
}

const divisor = (one: bigint, other: bigint): bigint =>
  other === 0n ? one : divisor(other, one % other);

const zero: Fraction = { numerator: 0n, denominator: 1n };
const hundred: Fraction = { numerator: 100n, denominator: 1n };
const isPositive = ({ numerator }: Fraction): boolean => numerator > 0n;

const plus = (one: Fraction, other: Fraction): Fraction =>
  reduced(
    one.numerator * other.denominator + other.numerator * one.denominator,
    one.denominator * other.denominator,
  );
const minus = (one: Fraction, { numerator, denominator }: Fraction): Fraction =>
  plus(one, { numerator: -numerator, denominator });
const times = (one: Fraction, other: Fraction): Fraction =>
  reduced(one.numerator * other.numerator, one.denominator * other.denominator);
const over = (one: Fraction, { numerator, denominator }: Fraction): Fraction =>
  times(one, { numerator: denominator, denominator: numerator });

/** Half up, of what is more than zero. */
function rounded({ numerator, denominator }: Fraction, decimals: number): string {
  const steps = 10n ** BigInt(decimals);
  const digits = String((2n * numerator * steps + denominator) / (2n * denominator));
  if (decimals === 0) return digits;
  const padded = digits.padStart(decimals + 1, "0");
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}
