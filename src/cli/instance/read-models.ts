// Every read model of the product: one line each.
import { auditTrail } from "../../projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../projections/batch-record/batch-record.ts";
import { genealogy } from "../../projections/genealogy/genealogy.ts";
import { processData } from "../../projections/process-data/process-data.ts";

export const readModels = [auditTrail, genealogy, batchRecord, processData] as const;
