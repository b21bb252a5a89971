// Every table, written by `npm run db:types`.
import type { AccessTables } from "./schema/access.ts";
import type { AuditTrailTables } from "./schema/audit-trail.ts";
import type { BatchRecordTables } from "./schema/batch-record.ts";
import type { BatchproofTables } from "./schema/batchproof.ts";
import type { GenealogyTables } from "./schema/genealogy.ts";
import type { IntegrityTables } from "./schema/integrity.ts";
import type { LaboratoryTables } from "./schema/laboratory.ts";
import type { MasterRecipeTables } from "./schema/master-recipe.ts";
import type { ProcessDataTables } from "./schema/process-data.ts";
import type { ReviewTables } from "./schema/review.ts";
import type { WhereaboutsTables } from "./schema/whereabouts.ts";

export interface DB
  extends AccessTables,
    AuditTrailTables,
    BatchRecordTables,
    BatchproofTables,
    GenealogyTables,
    IntegrityTables,
    LaboratoryTables,
    MasterRecipeTables,
    ProcessDataTables,
    ReviewTables,
    WhereaboutsTables {}
