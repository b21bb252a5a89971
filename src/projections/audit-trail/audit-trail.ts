// The audit trail: every event of the log, foreign ones and refused attempts too, as an entry for
// people. It is made from the catalogue, so that a new event type appears in it without anyone
// coming here.

import type { DB } from "../../database/schema.ts";
import { eventTypes, type ProductionEvent } from "../../domain/catalogue.ts";
import type { EventType } from "../../domain/kernel/event-type.ts";
import { type Projection, projection } from "../projection.ts";
import { entryRow, foreignRow, subjectRows } from "./entry-row.ts";
import { createMemory, type Memory, prepare } from "./memory.ts";

export function auditTrailOf(types: ReadonlyMap<string, EventType>): Projection<ProductionEvent> {
  return projection<DB, ProductionEvent>()({
    name: "audit_trail",
    version: 4,
    schema: new URL("schema.sql", import.meta.url),
    digest: {
      audit_entry: "select * from audit_entry order by position",
      audit_subject: "select * from audit_subject order by kind, id, position",
      name: "select * from name order by kind, id, position",
    },
    memory: (): Memory => createMemory(types),
    prefetch: (events, ask, memory) => prepare(events, ask, memory),
    any(into, event, memory) {
      const named = memory.nameGivenBy(event);
      if (named) into.insert("name", { ...named, position: event.position });
      const entry = entryRow(event, memory);
      into.insert("audit_entry", entry);
      for (const row of subjectRows(event, entry, memory)) into.insert("audit_subject", row);
    },
    on: {},
    foreign(into, event) {
      const { entry, subject } = foreignRow(event);
      into.insert("audit_entry", entry);
      if (subject) into.insert("audit_subject", subject);
    },
  });
}

export const auditTrail = auditTrailOf(eventTypes);
