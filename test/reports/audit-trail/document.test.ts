// The audit trail on paper and as a spreadsheet, from the read model itself (AT-2, AT-4, AT-19).
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import { auditTrailOf } from "../../../src/projections/audit-trail/audit-trail.ts";
import { auditTrailFor } from "../../../src/projections/audit-trail/trail.ts";
import { auditTrailDocument } from "../../../src/reports/audit-trail/document.ts";
import { trailExport } from "../../../src/reports/audit-trail/tables.ts";
import { renderCsv } from "../../../src/reports/render/csv/csv.ts";
import { renderHtml } from "../../../src/reports/render/html/html.ts";
import { renderJson } from "../../../src/reports/render/json/json.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";
import { begun, catalogue, heated, named, renamed } from "../../projections/audit-trail/plant.ts";
import { eventIdAt, importer, project, stored } from "../../projections/history.ts";

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  const history = [
    named("Bertha"),
    begun("12"),
    heated("12", eventIdAt(1)),
    { ...renamed("Old Bertha", "Bertha"), by: importer },
  ];
  await project(database, auditTrailOf(catalogue), catalogue, stored(catalogue, history));
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const issue = {
  organisation: "Example Ltd",
  printed: { at: "2026-11-21T08:00:00.000Z", zone: "Europe/Ljubljana", by: "Ada Novak (ada)" },
  copy: "Uncontrolled copy",
};
const textOf = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join("");

test("the document holds question, entries with old and new value, its banner", async () => {
  const trail = await auditTrailFor(database.kysely, { batch: "12" });
  const document = await auditTrailDocument(trail, "batch 12", issue);
  expect(document.banner?.text).toBe("DEMONSTRATION");
  const json: unknown = JSON.parse(await textOf(renderJson(document)));
  expect(json).toMatchObject({
    kind: "audit-trail",
    sections: [{ id: "question" }, { id: "entries" }, { id: "seal" }],
  });
  const html = await textOf(renderHtml(document));
  expect(html).toContain("Called: Bertha \u2192 Old Bertha");
  expect(html).toContain("Tablet import (import)");
});

test("the spreadsheet has a row for each entry and every field of it", async () => {
  const trail = await auditTrailFor(database.kysely, {});
  const csv = await textOf(renderCsv(trailExport("trail", trail.entries)));
  const [head, ...rows] = csv.trimEnd().split("\r\n");
  expect(rows).toHaveLength(4);
  expect(head?.split(",").slice(0, 4)).toEqual([
    "Entry",
    "Recorded (UTC)",
    "Recorded (local)",
    "Zone",
  ]);
  expect(rows[0]).toContain("2026-11-20T08:00:00.000Z,2026-11-20 09:00:00.000 +01:00");
});
