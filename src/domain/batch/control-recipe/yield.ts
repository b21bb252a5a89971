// A yield of the copy: what is theoretical and what is allowed the copy says, and what there is the
// outputs of the batch, whatever a caller thinks (21 CFR 211.103, 211.186(b)(7)).
import { isFault } from "../../kernel/formula/token.ts";
import { type Quantity, sumOf } from "../../kernel/quantity.ts";
import { Amounts } from "../../kernel/recipe/amount.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import type { Limits } from "../../kernel/shape/limits.ts";
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
export function yieldBy(
  { copied, issued, material }: Batch,
  stage: string,
): YieldBy | Refusal | undefined {
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
  const { materialDefinitionId } = output.material;
  const made = [...material.outputs.values()]
    .filter(({ data }) => data.material.materialDefinitionId === materialDefinitionId)
    .map(({ data }) => data.quantity);
  const actual = made.every((one) => one) ? sumOf(made) : undefined;
  if (!actual) {
    const missing = [{ section: 14, item: `output: ${output.material.name}` }];
    const message = `How much ${output.material.name} there is, is not known yet.`;
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
