// Every read model of the product: one line each.
import { access } from "../../projections/access/access.ts";
import { auditTrail } from "../../projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../projections/batch-record/batch-record.ts";
import { genealogy } from "../../projections/genealogy/genealogy.ts";
import { integrity } from "../../projections/integrity/integrity.ts";
import { laboratory } from "../../projections/laboratory/laboratory.ts";
import { masterRecipes } from "../../projections/master-recipe/master-recipe.ts";
import { processData } from "../../projections/process-data/process-data.ts";
import { review } from "../../projections/review/review.ts";
import { whereabouts } from "../../projections/whereabouts/whereabouts.ts";

export const readModels = [
  integrity,
  auditTrail,
  access,
  genealogy,
  laboratory,
  batchRecord,
  masterRecipes,
  processData,
  review,
  whereabouts,
] as const;
