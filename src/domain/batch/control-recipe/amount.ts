// How much of each material the copy asks for, and how much went in (21 CFR 211.101, 211.188(b)).
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
import type { Step } from "../../kernel/recipe/plan.ts";
import { isRefusal } from "../../kernel/refusal.ts";
import { isOutside, type Limits } from "../../kernel/shape/limits.ts";
import type { Batch } from "../batch-part.ts";
import { type Copied, stepsIn } from "./control-recipe.ts";

export interface AmountAsked {
  readonly name: string;
  readonly target: Quantity;
  readonly limits: Limits;
}

const hundred = fractionOf("100");

/**
 * By these steps, together where more than one input is of the material; undefined where it cannot
 * be told. Without a tolerance the amount is met when it is so in the decimals it is written with.
 */
export function amountAsked(
  batch: Batch,
  { recipe }: Copied,
  materialDefinitionId: string,
  steps: readonly Step[],
): AmountAsked | undefined {
  const size = batch.issued.plannedQuantity;
  const amounts = size && Amounts.of(recipe, size);
  const inputs = (recipe.inputs ?? []).filter(
    ({ material }) => material.materialDefinitionId === materialDefinitionId,
  );
  const [first] = inputs;
  if (!amounts || isRefusal(amounts) || !first) return undefined;
  const { unitOfMeasure } = first.quantity;
  const factor = compensated(batch, materialDefinitionId, unitOfMeasure);
  const parts = steps.flatMap(({ phase }) =>
    (phase.charges ?? []).flatMap(({ of, percent = "100" }) => {
      const input = inputs.find(({ key }) => key === of);
      const amount = input && amounts.input(input.key);
      if (!input || !amount || isFault(amount)) return [];
      const share = share100(fractionOf(percent));
      const own = fractionOf(amount.amount.value);
      const value = times(input.potency && factor ? times(own, factor) : own, share);
      return [{ input, value }];
    }),
  );
  if (parts.length === 0) return undefined;
  if (parts.some(({ input }) => input.quantity.unitOfMeasure !== unitOfMeasure)) return undefined;
  const total = (of: (part: (typeof parts)[number]) => Fraction): Quantity => ({
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
  return { name: first.material.name, target, limits: { low, high, rounding } };
}

const share100 = (percent: Fraction): Fraction => divided(percent, hundred) ?? percent;

/**
 * How much more of a material than was meant was to be weighed, by the values of the lots that it
 * was weighed from; whatever was meant, and for however many inputs. Undefined: it was not told.
 */
function compensated(
  { dispensing }: Batch,
  materialDefinitionId: string,
  unitOfMeasure: string,
): Fraction | undefined {
  const weighings = [...dispensing.dispensed.values()].flatMap(
    ({ material, compensation, nominal }) =>
      compensation && material.materialDefinitionId === materialDefinitionId
        ? [{ required: compensation.required, nominal }]
        : [],
  );
  const total = (of: (one: (typeof weighings)[number]) => Quantity): Fraction | undefined => {
    const sum = sumOf(weighings.map(of));
    const converted = sum && convert(sum, unitOfMeasure);
    return converted && !isRefusal(converted) ? fractionOf(converted.value) : undefined;
  };
  const [required, nominal] = [total((one) => one.required), total((one) => one.nominal)];
  return required && nominal && divided(required, nominal);
}

/** Of its charges, without rework and heels; undefined: not known. */
export const charged = ({ material }: Batch, materialDefinitionId: string): Quantity | undefined =>
  sumOf(
    [...material.consumptions.values()]
      .filter(
        ({ data, voided }) =>
          !voided &&
          data.kind === "charge" &&
          data.material.materialDefinitionId === materialDefinitionId,
      )
      .map(({ quantity }) => quantity),
  );

/** Whether with this charge there is more of it than the whole recipe takes. */
export function isOvercharge(batch: Batch, { material, quantity, kind }: Charged): boolean {
  const { copied } = batch;
  if (!copied || kind !== "charge" || !quantity) return false;
  const { materialDefinitionId } = material;
  const asked = amountAsked(batch, copied, materialDefinitionId, stepsIn(copied.recipe));
  const before = charged(batch, materialDefinitionId);
  const total = before ? sumOf([before, quantity]) : quantity;
  const high = asked?.limits.high;
  if (!asked || !total || !high || compare(total, high) !== 1) return false;
  return isOutside(total, asked.limits) === true;
}
interface Charged {
  readonly material: { readonly materialDefinitionId: string };
  readonly quantity?: Quantity;
  readonly kind: string;
}
