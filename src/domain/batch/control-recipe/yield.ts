// A yield of the copy: what is theoretical and what is allowed the copy says, and what there is the
// outputs of the batch, whatever a caller thinks (21 CFR 211.103, 211.186(b)(7)).
import type { Context } from "../../kernel/decider.ts";
import { datesMeant } from "../../kernel/entry/dates.ts";
import { asMeant } from "../../kernel/entry/meant.ts";
import { exactText, fractionOf, times } from "../../kernel/formula/fraction.ts";
import { isFault } from "../../kernel/formula/token.ts";
import { type Quantity, sumOf } from "../../kernel/quantity.ts";
import { Amounts } from "../../kernel/recipe/amount.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import type { Limits } from "../../kernel/shape/limits.ts";
import type { MaterialReference } from "../../kernel/shape/reference.ts";
import type { Batch } from "../batch-part.ts";

interface YieldBy {
  readonly theoretical: Quantity;
  readonly actual: Quantity;
  readonly limits: Limits;
}

/**
 * BATCH_RECORD_INCOMPLETE before all of the output is known; undefined where the copy has no such
 * yield, and it is as the caller says.
 */
export function yieldBy(batch: Batch, stage: string): YieldBy | Refusal | undefined {
  const { copied, issued } = batch;
  const asked = copied?.recipe.yields?.find(({ name }) => name === stage);
  const output = copied?.recipe.outputs?.find(({ key }) => key === asked?.of);
  const amounts =
    copied && issued.plannedQuantity && Amounts.of(copied.recipe, issued.plannedQuantity);
  if (!asked || !output || !amounts || isRefusal(amounts)) return undefined;
  const { theoretical: by, low, high } = asked;
  const computed = by && amounts.compute(by.formula, by.decimals);
  if (computed && isFault(computed)) return undefined;
  const theoretical =
    by && computed
      ? { value: computed.result, unitOfMeasure: by.unitOfMeasure }
      : amounts.theoretical(output);
  const percent = (value: string) => ({ value, unitOfMeasure: "%" });
  const made = madeOf(batch, output.material);
  const actual = made.every((one) => one) ? sumOf(made) : undefined;
  if (!actual) {
    const item = `yield: ${stage}`;
    const missing = [{ section: 14, item }];
    const message =
      `How much ${output.material.name} there is, is not known: each lot of it says so as it ` +
      "comes out, whole or in each of its containers. Where it stays unknown, quality authorises " +
      `that (authorise-departure, section 14, "${item}").`;
    return refuse("BATCH_RECORD_INCOMPLETE", message, { sections: [14], missing });
  }
  return {
    theoretical,
    actual,
    limits: {
      ...(low !== undefined && { low: percent(low) }),
      ...(high !== undefined && { high: percent(high) }),
      rounding: "none",
    },
  };
}

/**
 * An output as it is entered: with what came out already more than twice what can come of the
 * batch, by its copy or by its size; or with dates that can hardly be.
 */
export function outputMeant(
  batch: Batch,
  entered: Output,
  context: Context,
): Pick<Output, "confirmed"> | Refusal {
  const total = sumOf([...madeOf(batch, entered.material), amountOf(entered)]) ?? amountOf(entered);
  const theoretical = theoreticalOf(batch, entered.material);
  const limits = theoretical && {
    high: theoretical,
    plausible: { high: doubled(theoretical) },
    rounding: "none" as const,
  };
  const amount = asMeant(total, { limits }, entered, context);
  if (isRefusal(amount)) return amount;
  const { startedAt, issuedAt } = batch;
  const held = { on: context.date, madeOn: context.dateOf(startedAt ?? issuedAt) };
  const dates = datesMeant(entered, held, context);
  return isRefusal(dates) ? dates : { ...amount, ...dates };
}

interface Output {
  readonly material: MaterialReference;
  readonly quantity?: Quantity;
  readonly containers: readonly { readonly quantity?: Quantity }[];
  readonly expiresOn?: string;
  readonly retestOn?: string;
  readonly confirmed?: true;
}

const amountOf = ({ quantity, containers }: Output): Quantity | undefined =>
  quantity ?? sumOf(containers.map((one) => one.quantity));

const madeOf = ({ material }: Batch, { materialDefinitionId }: MaterialReference) =>
  [...material.outputs.values()]
    .filter(({ data }) => data.material.materialDefinitionId === materialDefinitionId)
    .map(({ data }) => amountOf(data));

function theoreticalOf(
  { copied, issued: { plannedQuantity: size, material: product } }: Batch,
  { materialDefinitionId }: MaterialReference,
): Quantity | undefined {
  const isOf = (one: MaterialReference) => one.materialDefinitionId === materialDefinitionId;
  if (!copied) return isOf(product) ? size : undefined;
  const output = copied.recipe.outputs?.find(({ material }) => isOf(material));
  const amounts = size && Amounts.of(copied.recipe, size);
  return output && amounts && !isRefusal(amounts) ? amounts.theoretical(output) : undefined;
}

const doubled = (of: Quantity): Quantity => ({
  ...of,
  value: exactText(times(fractionOf("2"), fractionOf(of.value))),
});
