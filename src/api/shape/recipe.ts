// Master recipes on the wire: the list of versions, one of them, a difference, what it touches.
import { z } from "zod";
import { Recipe } from "../../domain/kernel/recipe/recipe.ts";

const text = z.string();
const maybe = text.nullable();

export const RecipeVersionShape = z.object({
  recipeId: text,
  version: z.int(),
  number: text,
  name: text,
  materialId: text,
  materialName: text,
  profiles: z.array(text).readonly(),
  digest: text.describe("SHA-256 over the RFC 8785 text of the recipe, whole."),
  status: z.enum([
    "drafted",
    "submitted",
    "returned",
    "approved",
    "effective",
    "superseded",
    "withdrawn",
  ]),
  effectiveFrom: maybe,
  supersededFrom: maybe,
  changeControl: maybe,
  lastAt: text,
  lastBy: text,
});

export const RecipeListShape = z
  .object({ versions: z.array(RecipeVersionShape).readonly() })
  .meta({ id: "RecipeVersions" });

const FindingShape = z.object({ code: text, at: text, message: text });

export const RecipeShape = z
  .object({
    recipeId: text,
    version: z.int(),
    status: z.enum(["draft", "submitted", "approved", "withdrawn"]),
    digest: text,
    recipe: Recipe,
    findings: z.array(FindingShape).readonly().describe("Of the static check; none: sound."),
  })
  .meta({ id: "MasterRecipe" });

export const RecipeDifferenceShape = z
  .object({
    recipeId: text,
    from: z.int(),
    to: z.int(),
    sections: z
      .array(
        z.object({
          section: text,
          status: z.enum(["equal", "changed", "added", "removed"]),
          changes: z
            .array(z.object({ at: text, before: z.unknown(), after: z.unknown() }).partial())
            .readonly(),
        }),
      )
      .readonly()
      .describe("An equal section needs no reading again; its impact is stated."),
  })
  .meta({ id: "RecipeDifference" });

export const RecipeImpactShape = z
  .object({
    recipeId: text,
    version: z.int(),
    orders: z.array(z.object({ orderId: text, orderNumber: text })).readonly(),
    batches: z
      .array(
        z.object({
          batchId: text,
          batchNumber: text,
          recipeVersion: text,
          status: z.enum(["issued", "started", "completed"]),
        }),
      )
      .readonly(),
  })
  .meta({ id: "RecipeImpact" });
