// How much of each material the copy asks for, and how much went in (21 CFR 211.101, 211.188(b)).
import { asMeant } from "../../kernel/entry/meant.ts";
import {
  divided,
  exactText,
  type Fraction,
  fractionOf,
  negative,
  plus,
  times,
} from "../../kernel/formula/fraction.ts";
import { isFault } from "../../kernel/formula/token.ts";
import { compare, convert, type Quantity, sumOf } from "../../kernel/quantity.ts";
import { Amounts } from "../../kernel/recipe/amount.ts";
import type { Input } from "../../kernel/recipe/formula-section.ts";
import type { Step } from "../../kernel/recipe/plan.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { isRefusal } from "../../kernel/refusal.ts";
import { isOutside, type Limits } from "../../kernel/shape/limits.ts";
import type { Batch } from "../batch-part.ts";
import type { Compensation } from "../dispensing/compensation.ts";
import { type Copied, stepsIn } from "./control-recipe.ts";

interface Part {
  readonly input: Input;
  /** By the nominal values of the lots, and by those that it was weighed in by. */
  readonly own: Fraction;
  readonly value: Fraction;
}

export interface AmountAsked {
  readonly name: string;
  readonly target: Quantity;
  /** By the nominal values of the lots. */
  readonly nominal: Quantity;
  readonly limits: Limits;
}

const hundred = fractionOf("100");

/** What is put in again is asked for by an input of that kind, and meets no other. */
export interface Portion {
  readonly materialDefinitionId: string;
  readonly isRework: boolean;
}

export const portionOf = ({ material, kind }: Pick<Charged, "material" | "kind">): Portion => ({
  materialDefinitionId: material.materialDefinitionId,
  isRework: kind === "rework",
});

export const isSamePortion = (one: Portion, other: Portion): boolean =>
  one.materialDefinitionId === other.materialDefinitionId && one.isRework === other.isRework;

const inputsOf = ({ inputs = [] }: Recipe, portion: Portion): readonly Input[] =>
  inputs.filter((one) => isSamePortion(portionOf(one), portion));

/**
 * By these steps, together where more than one input is of the portion; undefined where it cannot
 * be told. Without a tolerance the amount is met when it is so in the decimals it is written with.
 */
export function amountAsked(
  batch: Batch,
  { recipe }: Copied,
  portion: Portion,
  steps: readonly Step[],
): AmountAsked | undefined {
  const size = batch.issued.plannedQuantity;
  const amounts = size && Amounts.of(recipe, size);
  const inputs = inputsOf(recipe, portion);
  const [first] = inputs;
  if (!amounts || isRefusal(amounts) || !first) return undefined;
  const { unitOfMeasure } = first.quantity;
  const parts: readonly (Part | undefined)[] = steps.flatMap(({ phase }) =>
    (phase.charges ?? []).flatMap(({ of, percent = "100" }) => {
      const input = inputs.find(({ key }) => key === of);
      const amount = input && amounts.input(input.key);
      if (!input || !amount || isFault(amount)) return [];
      const same = convert(amount.amount, unitOfMeasure);
      if (isRefusal(same)) return [undefined];
      const factor = input.potency && compensated(batch, recipe, input);
      const own = times(fractionOf(same.value), share100(fractionOf(percent)));
      return [{ input, own, value: factor ? times(own, factor) : own }];
    }),
  );
  if (parts.length === 0 || !parts.every((part) => part !== undefined)) return undefined;
  const total = (of: (part: Part) => Fraction): Quantity => ({
    value: exactText(parts.reduce((sum, part) => plus(sum, of(part)), fractionOf("0"))),
    unitOfMeasure,
  });
  const hasTolerance = parts.some(({ input }) => input.tolerance);
  const rounding = hasTolerance ? ("none" as const) : ("toLimitDecimals" as const);
  const part = (percent: string | undefined) => share100(fractionOf(percent ?? "0"));
  const low = total(({ input, value }) =>
    plus(value, negative(times(value, part(input.tolerance?.below)))),
  );
  const high = total(({ input, value }) => plus(value, times(value, part(input.tolerance?.above))));
  const target = total(({ value }) => value);
  const nominal = total(({ own }) => own);
  return { name: first.material.name, target, nominal, limits: { low, high, rounding } };
}

const share100 = (percent: Fraction): Fraction => divided(percent, hundred) ?? percent;

/**
 * How much more of an input is weighed in than by its nominal values, by the copy's own formula and
 * the values of the lots that it was weighed from; in proportion to what was meant from each.
 * Undefined: nothing of it was weighed out by a formula.
 */
function compensated(batch: Batch, recipe: Recipe, input: Input): Fraction | undefined {
  const { materialDefinitionId } = input.material;
  const weighings = [...batch.dispensing.dispensed.values()].flatMap(
    ({ material, compensation, nominal }) => {
      if (!compensation || material.materialDefinitionId !== materialDefinitionId) return [];
      const meant = convert(nominal, input.quantity.unitOfMeasure);
      const factor = factorBy(batch, recipe, input, compensation.inputs);
      return isRefusal(meant) || !factor ? [] : [{ meant: fractionOf(meant.value), factor }];
    },
  );
  const sum = (of: readonly Fraction[]) => of.reduce(plus, fractionOf("0"));
  const required = sum(weighings.map(({ meant, factor }) => times(meant, factor)));
  return divided(required, sum(weighings.map(({ meant }) => meant)));
}

/** What the copy asks for with the values of one lot, against what it asks for with the nominal. */
function factorBy(
  { issued: { plannedQuantity: size } }: Batch,
  recipe: Recipe,
  { key }: Input,
  values: readonly { readonly name: string; readonly value: Quantity }[],
): Fraction | undefined {
  const lotValues = Object.fromEntries(values.map(({ name, value }) => [name, value.value]));
  const [own, nominal] = [{ [key]: lotValues }, {}].map((of) => {
    const amounts = size && Amounts.of(recipe, size, of);
    const amount = amounts && !isRefusal(amounts) ? amounts.input(key) : undefined;
    return amount && !isFault(amount) ? fractionOf(amount.amount.value) : undefined;
  });
  return own && nominal && divided(own, nominal);
}

/**
 * What the copy says of one weighing: how far it may be off, and of what is compensated how much is
 * to be weighed in of this lot. Undefined: the copy has no such input.
 */
export function weighedBy(
  batch: Batch,
  portion: Portion,
  nominal: Quantity,
  compensation: Compensation | undefined,
): { readonly limits?: Limits; readonly isPotent: boolean; readonly isMore: boolean } | undefined {
  const { copied } = batch;
  if (!copied) return undefined;
  const { recipe } = copied;
  const [input] = inputsOf(recipe, portion);
  if (!input) return undefined;
  const factor =
    input.potency && compensation && factorBy(batch, recipe, input, compensation.inputs);
  const meant = fractionOf(nominal.value);
  const target = factor ? times(meant, factor) : meant;
  const within = (percent: string, sign: (part: Fraction) => Fraction): Quantity => ({
    value: exactText(plus(target, sign(times(target, share100(fractionOf(percent)))))),
    unitOfMeasure: nominal.unitOfMeasure,
  });
  const { tolerance } = input;
  const limits = tolerance && {
    low: within(tolerance.below, negative),
    high: within(tolerance.above, (part) => part),
    target: { value: exactText(target), unitOfMeasure: nominal.unitOfMeasure },
    rounding: "none" as const,
  };
  const asked = amountAsked(batch, copied, portion, stepsIn(recipe));
  const isMore = asked !== undefined && compare(nominal, asked.nominal) === 1;
  return { ...(limits && { limits }), isPotent: input.potency !== undefined, isMore };
}

/** Of its charges, and what of it was in the vessel. Undefined: not known. */
export const charged = ({ material }: Batch, portion: Portion): Quantity | undefined =>
  sumOf(
    [...material.consumptions.values()]
      .filter(({ data, voided }) => !voided && isSamePortion(portionOf(data), portion))
      .map(({ quantity }) => quantity),
  );

/** Rework comes on top of what the copy asks for, unless it asks for rework of the material. */
export const isOfFormula = (
  { copied }: Batch,
  entered: Pick<Charged, "material" | "kind">,
): boolean =>
  entered.kind !== "rework" ||
  (copied !== undefined && inputsOf(copied.recipe, portionOf(entered)).length > 0);

/** Whether with this charge there is more of it than the whole recipe takes. */
export function isOvercharge(batch: Batch, { material, quantity, kind }: Charged): boolean {
  const { copied } = batch;
  if (!copied || !isOfFormula(batch, { material, kind }) || !quantity) return false;
  const portion = portionOf({ material, kind });
  const asked = amountAsked(batch, copied, portion, stepsIn(copied.recipe));
  const before = charged(batch, portion);
  const total = before ? sumOf([before, quantity]) : quantity;
  const high = asked?.limits.high;
  if (!asked || !total || !high || compare(total, high) !== 1) return false;
  return isOutside(total, asked.limits) === true;
}

/** Of a charge: far more than the whole recipe takes, or long before the batch was issued. */
export function chargeMeant(
  batch: Batch,
  entered: Charged & Parameters<typeof asMeant>[2],
  context: Parameters<typeof asMeant>[3],
): ReturnType<typeof asMeant> {
  const { copied, issuedAt: since } = batch;
  const { quantity, kind, material } = entered;
  const all = copied && isOfFormula(batch, { material, kind }) ? stepsIn(copied.recipe) : [];
  const asked = copied && amountAsked(batch, copied, portionOf({ material, kind }), all);
  const { low, high } = asked?.limits ?? {};
  // A part of it is charged by itself, however small.
  const isMore = high && quantity && compare(quantity, high) === 1;
  const limits = isMore ? { ...(low && { low }), high, rounding: "none" as const } : undefined;
  return asMeant(quantity, { limits, since }, entered, context);
}
interface Charged {
  readonly material: { readonly materialDefinitionId: string };
  readonly quantity?: Quantity;
  readonly kind: string;
}
