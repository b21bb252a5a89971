// A batch record printed from a history: every read model that it is made from, and the bytes that
// it is bound to.
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { StoredEvent } from "../../../src/eventstore/stored-event.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { processData } from "../../../src/projections/process-data/process-data.ts";
import { review } from "../../../src/projections/review/review.ts";
import { batchRecordDocument } from "../../../src/reports/batch-record/document.ts";
import { gatherBatchRecord } from "../../../src/reports/batch-record/gather.ts";
import type { EventBytes } from "../../../src/reports/event-bytes.ts";
import { type Happened, project, stored } from "../../projections/history.ts";

export const at = "2026-11-21T08:00:00.000Z";
const issue = {
  organisation: "Example Ltd",
  printed: { at, zone: "Europe/Ljubljana", by: "Ada Novak (ada)" },
  copy: "Uncontrolled copy",
};

export const bytesOf = ({ data, metadata, ...event }: StoredEvent) => ({
  ...event,
  data: Buffer.from(JSON.stringify(data)),
  metadata: Buffer.from(JSON.stringify(metadata)),
});

export async function printed(database: Database, history: readonly Happened[], asOf?: number) {
  const events = stored(eventTypes, history);
  for (const projection of [auditTrail, batchRecord, processData, review, genealogy]) {
    await project(database, projection, eventTypes, events);
  }
  const eventBytes: EventBytes = {
    async readBytes(stream, revision) {
      const found = events.find((one) => one.stream === stream && one.revision === revision);
      return found && bytesOf(found);
    },
  };
  const sources = { kysely: database.kysely, eventBytes, at };
  const parts = await gatherBatchRecord(sources, "171", asOf);
  return { events, parts, document: batchRecordDocument(parts, issue) };
}

export const textOf = async (pieces: AsyncIterable<string>) =>
  (await Array.fromAsync(pieces)).join("");
