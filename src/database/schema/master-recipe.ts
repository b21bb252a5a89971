// Tables of master_recipe, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface MasterRecipeRecipeBatch {
  batch_id: string;
  batch_number: string;
  former_number: string | null;
  material_id: string;
  order_id: string | null;
  position: number;
  recipe_id: string | null;
  recipe_version: string | null;
}

interface MasterRecipeRecipeBatchStep {
  batch_id: string;
  position: number;
  what: string;
}

interface MasterRecipeRecipeContent {
  at: string;
  by_id: string;
  by_name: string;
  digest: string;
  material_id: string;
  material_name: string;
  name: string;
  number: string;
  position: number;
  profiles: Json;
  recipe_id: string;
  version: number;
}

interface MasterRecipeRecipeOrder {
  amount: string;
  campaign: string | null;
  customer: string | null;
  due_on: string | null;
  material_id: string;
  material_name: string;
  order_id: string;
  order_number: string;
  position: number;
  priority: string;
  rework: string | null;
  site: string;
  unit_of_measure: string;
}

interface MasterRecipeRecipeOrderEnd {
  order_id: string;
  outcome: string;
  position: number;
}

interface MasterRecipeRecipeOrderStep {
  order_id: string;
  position: number;
  what: string;
}

interface MasterRecipeRecipeStep {
  at: string;
  by_id: string;
  by_name: string;
  by_version: number | null;
  from_at: string | null;
  position: number;
  recipe_id: string;
  reference: string | null;
  version: number;
  what: string;
}

export interface MasterRecipeTables {
  "master_recipe.recipe_batch": MasterRecipeRecipeBatch;
  "master_recipe.recipe_batch_step": MasterRecipeRecipeBatchStep;
  "master_recipe.recipe_content": MasterRecipeRecipeContent;
  "master_recipe.recipe_order": MasterRecipeRecipeOrder;
  "master_recipe.recipe_order_end": MasterRecipeRecipeOrderEnd;
  "master_recipe.recipe_order_step": MasterRecipeRecipeOrderStep;
  "master_recipe.recipe_step": MasterRecipeRecipeStep;
}
