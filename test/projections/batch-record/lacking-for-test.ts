// What a section of the printed record of batch 171 says that it lacks.
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord as readModel } from "../../../src/projections/batch-record/batch-record.ts";
import { batchRecord } from "../../../src/projections/batch-record/query/batch-record.ts";
import { processData } from "../../../src/projections/process-data/process-data.ts";
import { review } from "../../../src/projections/review/review.ts";
import { type Happened, project, stored } from "../history.ts";

export async function lackingIn(
  database: Database,
  section: number,
  history: readonly Happened[],
): Promise<readonly string[] | undefined> {
  const events = stored(eventTypes, history);
  for (const projection of [auditTrail, readModel, processData, review]) {
    await project(database, projection, eventTypes, events);
  }
  const { completeness } = await batchRecord(database.kysely, "171", { figures: [] });
  return completeness.missing.find(({ number }) => number === section)?.lacks;
}
