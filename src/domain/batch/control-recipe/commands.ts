// Issuing a batch by a master: the copy is the master as it was approved, or there is no batch.
import { z } from "zod";
import type { Scope } from "../../kernel/access/standing.ts";
import { sameContent } from "../../kernel/precondition.ts";
import { compare, type Quantity, refuseNotPositive } from "../../kernel/quantity.ts";
import { digestOf } from "../../kernel/recipe/digest.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import { BatchIssued } from "../lifecycle/events.ts";
import { numberOf, numberOfProduct } from "../lifecycle/lifecycle.ts";
import { isKnown } from "../standing.ts";
import { plainRecipe, stepsIn } from "./control-recipe.ts";
import { type Adjustment, MasterRecipeCopied } from "./events.ts";

/** What a person says; which version is effective, and what it says, the log knows. */
export const AskedByMaster = z.strictObject({
  ...BatchIssued.data.pick({
    batchNumber: true,
    numberIsProvisional: true,
    orderId: true,
    clientPartyId: true,
    campaign: true,
    equipmentIds: true,
  }).shape,
  plannedQuantity: BatchIssued.data.shape.plannedQuantity.unwrap(),
  ...MasterRecipeCopied.data.pick({ masterRecipeId: true, adjustments: true }).shape,
  digest: MasterRecipeCopied.data.shape.digest.describe("Of the version that was seen."),
});
export type AskedByMaster = z.output<typeof AskedByMaster>;

const Issue = z.strictObject({
  ...AskedByMaster.shape,
  /** The version that was seen, as the log has it; none where there is no master at all. */
  seen: MasterRecipeCopied.data.pick({ version: true, recipe: true }).exactOptional(),
});

export const issueByMaster = command(
  "IssueBatchByMaster",
  "issueBatch",
  Issue,
  ({ masterRecipeId, seen, digest, adjustments, ...order }, batch) => {
    if (!seen) return refuse("NOT_FOUND", "There is no master recipe under this id.");
    const { version, recipe } = seen;
    const { material, strength } = madeBy(recipe);
    const plain = plainRecipe({ masterRecipeId, version, digest, recipe }, order.plannedQuantity);
    const product = { material, ...(strength !== undefined && { strength }) };
    const data = { ...order, ...product, recipe: plain, dataOrigin: "live" as const };
    const copied = { masterRecipeId, version, digest, recipe, adjustments };
    if (isKnown(batch)) {
      const isSame = sameContent(batch.issued, data) && sameContent(batch.copied, copied);
      if (isSame) return [];
      return refuse("ALREADY_EXISTS", `Batch ${numberOf(batch)} is issued here already.`);
    }
    const refused =
      refuseOther(digest, recipe) ??
      refuseSize(recipe, order.plannedQuantity) ??
      adjustments.map((one) => refuseAdjustment(recipe, one)).find((one) => one) ??
      refuseTwice(adjustments);
    return (
      refused ?? [
        { type: "BatchIssued", data },
        { type: "MasterRecipeCopied", data: copied },
      ]
    );
  },
  {
    reserves: {
      identifiers: ({ batchNumber: value, seen }, _, site) => {
        const product = seen?.recipe.product;
        return product ? [numberOfProduct(value, site, product)] : [];
      },
      code: "BATCH_ID_EXISTS",
    },
    scope: (data) => scopeOfAsked(data),
  },
);

export function scopeOfAsked({
  clientPartyId,
  seen,
}: Pick<z.output<typeof Issue>, "clientPartyId" | "seen">): Scope {
  const material = seen?.recipe.product.materialDefinitionId ?? null;
  return { material, client: clientPartyId ?? null };
}

function madeBy({ product }: Recipe) {
  const { materialDefinitionId, name, strength } = product;
  return { material: { materialDefinitionId, name }, strength };
}

function refuseOther(digest: string, recipe: Recipe): Refusal | undefined {
  if (digestOf(recipe) === digest) return undefined;
  return refuse("ISSUANCE_MISMATCH", "The copy is not the master that was approved.");
}

/** Without limits a batch is as large as the quantities of the recipe are for. */
function refuseSize({ batchSize }: Recipe, size: Quantity): Refusal | undefined {
  const { reference, low = reference, high = reference } = batchSize;
  const [below, above] = [compare(size, low), compare(size, high)];
  if (typeof below !== "number") return below;
  if (typeof above !== "number") return above;
  if (below >= 0 && above <= 0) return refuseNotPositive(size);
  const range = `${low.value} to ${high.value} ${high.unitOfMeasure}`;
  return refuse("ADJUSTMENT_NOT_ALLOWED", `The master is for ${range}.`);
}

function refuseTwice(adjustments: readonly Adjustment[]): Refusal | undefined {
  const names = adjustments.map(({ phase, parameter }) => `${phase}.${parameter}`);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  return twice === undefined
    ? undefined
    : refuse("ADJUSTMENT_NOT_ALLOWED", `${twice} is set twice.`);
}

function refuseAdjustment(recipe: Recipe, one: Adjustment): Refusal | undefined {
  const step = stepsIn(recipe).find(({ phase }) => phase.key === one.phase);
  const parameter = step?.phase.parameters?.find(({ key }) => key === one.parameter);
  const name = `${one.phase}.${one.parameter}`;
  const { low, high, setPoint, unitOfMeasure } = parameter ?? {};
  if (setPoint === undefined || unitOfMeasure === undefined || (low ?? high) === undefined) {
    return refuse("ADJUSTMENT_NOT_ALLOWED", `${name} has no set point with a range.`);
  }
  const amount = (value: string) => ({ value, unitOfMeasure });
  const isBelow = low !== undefined && compare(amount(one.setPoint), amount(low)) === -1;
  const isAbove = high !== undefined && compare(amount(one.setPoint), amount(high)) === 1;
  if (!isBelow && !isAbove) return undefined;
  const range = `${low ?? ""} to ${high ?? ""} ${unitOfMeasure}`;
  return refuse("ADJUSTMENT_NOT_ALLOWED", `${name} is allowed from ${range}.`);
}
