// Every read model of the product: one line each.
import { auditTrail } from "../../projections/audit-trail/audit-trail.ts";
import { genealogy } from "../../projections/genealogy/genealogy.ts";

export const readModels = [auditTrail, genealogy] as const;
