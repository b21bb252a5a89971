// Every read model of the product: one line each.
import { access } from "../../projections/access/access.ts";
import { auditTrail } from "../../projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../projections/batch-record/batch-record.ts";
import { genealogy } from "../../projections/genealogy/genealogy.ts";
import { integrity } from "../../projections/integrity/integrity.ts";
import { masterRecipes } from "../../projections/master-recipe/master-recipe.ts";
import { processData } from "../../projections/process-data/process-data.ts";
import { review } from "../../projections/review/review.ts";
import { samples } from "../../projections/sample/sample.ts";
import { specifications } from "../../projections/specification/specification.ts";
import { whereabouts } from "../../projections/whereabouts/whereabouts.ts";

export const readModels = [
  integrity,
  auditTrail,
  access,
  genealogy,
  batchRecord,
  masterRecipes,
  processData,
  review,
  samples,
  specifications,
  whereabouts,
] as const;
