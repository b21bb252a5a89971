// What the batch made and used again itself: how much was planned, made, charged, and is left.
import { add, negate, type Quantity, sumOf } from "../../../domain/kernel/quantity.ts";
import { Amounts } from "../../../domain/kernel/recipe/amount.ts";
import { isRefusal } from "../../../domain/kernel/refusal.ts";
import type { Intermediate, MaterialUse } from "../record/record-part.ts";
import type { Rows } from "../rows/rows.ts";
import { keptAs } from "./executed.ts";

/** `materials`: as they stand, corrections and all. `size`: of the batch. */
export function intermediatesOf(
  rows: Pick<Rows, "materials" | "outputs" | "entries">,
  materials: readonly MaterialUse[],
  size: Quantity | null,
): readonly Intermediate[] {
  const recipe = keptAs(rows.entries, "MasterRecipeCopied").at(-1)?.data.recipe;
  const amounts = recipe && size ? Amounts.of(recipe, size) : undefined;
  const used = rows.materials.flatMap((row, n) => {
    const use = materials[n];
    return use && !use.voided ? [{ id: row.material_definition_id, ...use }] : [];
  });
  const ids = new Set(rows.outputs.map((row) => row.material_definition_id));
  return [...ids].flatMap((id) => {
    const charges = used.filter((one) => one.id === id && one.kind === "charge");
    const [first] = charges;
    if (!first) return [];
    const output = recipe?.outputs?.find(({ material }) => material.materialDefinitionId === id);
    const made = totalOf(rows.outputs.filter((row) => row.material_definition_id === id));
    const charged = totalOf(charges);
    return [
      {
        material: first.material,
        planned: output && amounts && !isRefusal(amounts) ? amounts.theoretical(output) : null,
        made,
        charged,
        left: made && charged && differenceOf(made, charged),
      },
    ];
  });
}

const totalOf = (parts: readonly { readonly quantity: Quantity | null }[]): Quantity | null =>
  sumOf(parts.map(({ quantity }) => quantity ?? undefined)) ?? null;

function differenceOf(one: Quantity, other: Quantity): Quantity | null {
  const left = add(one, negate(other));
  return isRefusal(left) ? null : left;
}
