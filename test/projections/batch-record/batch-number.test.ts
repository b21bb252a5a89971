// A batch is found, and shown, by its final number and by what it was called before.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { auditTrailFor } from "../../../src/projections/audit-trail/trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { batchList } from "../../../src/projections/batch-record/query/batch-list.ts";
import * as query from "../../../src/projections/batch-record/query/batch-record.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { masterRecipes } from "../../../src/projections/master-recipe/master-recipe.ts";
import { processData } from "../../../src/projections/process-data/process-data.ts";
import { batchExceptions } from "../../../src/projections/review/exceptions.ts";
import { review } from "../../../src/projections/review/review.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";
import { issued, received, started } from "./tablets.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const models = [
  auditTrail,
  batchRecord,
  processData,
  review,
  genealogy,
  masterRecipes,
  whereabouts,
];
const first = issued();
const provisional = { batchNumber: "P-7", numberIsProvisional: true };
const history: readonly Happened[] = [
  { ...first, data: { ...Object(first.data), ...provisional } },
  started,
  received,
  {
    stream: "batch-171",
    type: "MaterialConsumed",
    data: {
      materialLotId: "lot-1",
      material: { materialDefinitionId: "starch", name: "Maize starch" },
      kind: "charge",
      basis: "weighed",
      flags: [],
    },
  },
  {
    stream: "batch-171",
    type: "BatchNumberGiven",
    data: { batchNumber: "900", formerNumber: "P-7" },
    before: { batchNumber: "P-7" },
  },
];
async function projected(events = history) {
  const all = stored(eventTypes, events);
  for (const model of models) await project(database, model, eventTypes, all);
  return database.kysely;
}

test("in the list, by either number; as of then by the one that it had", async () => {
  const kysely = await projected();
  const now = { batchId: "171", batchNumber: "900", formerNumber: "P-7" };
  for (const called of ["900", "P-7", "171"]) {
    expect((await batchList(kysely, { called })).batches, called).toMatchObject([now]);
  }
  const then = { batchNumber: "P-7", formerNumber: null };
  expect((await batchList(kysely, { called: "P-7", asOf: 2 })).batches).toMatchObject([then]);
  expect((await batchList(kysely, { called: "900", asOf: 2 })).batches).toEqual([]);
});

test("in its record, trail, review and in traces", async () => {
  const kysely = await projected();
  const { identity, completeness } = await query.batchRecord(kysely, "171", { figures: [] });
  expect(identity).toMatchObject({ batchNumber: "900", formerNumber: "P-7" });
  expect(JSON.stringify(completeness)).not.toContain("final batch number");
  const trail = await auditTrailFor(kysely, { batch: "171" });
  const entries = await Array.fromAsync(trail.entries());
  expect(entries.flatMap(({ record }) => (record?.kind === "batch" ? record.name : []))).toEqual([
    "P-7",
    "P-7",
    "P-7",
    "900",
  ]);
  expect(entries.at(-1)?.fields).toContainEqual(
    expect.objectContaining({ field: "batchNumber", old: "P-7", new: "900" }),
  );
  expect(await batchExceptions(kysely, "171")).toMatchObject({ batchNumber: "900" });
  const batches = [{ batchId: "171", batchNumber: "900", formerNumber: "P-7" }];
  const at = recordedAt(9);
  const found = await trace(kysely, { from: "lot:lot-1", direction: "forward", at });
  expect(found).toMatchObject({ trace: { batches } });
  for (const from of ["batch:171", "batch:900", "batch:P-7"]) {
    const back = await trace(kysely, { from, direction: "backward", at });
    expect(back, from).toMatchObject({ trace: { lots: [{ lotId: "lot-1" }] } });
  }
});

test("without it the record lacks it", async () => {
  const kysely = await projected(history.slice(0, 2));
  const { identity, completeness } = await query.batchRecord(kysely, "171", { figures: [] });
  expect(identity).toMatchObject({ batchNumber: "P-7", numberIsProvisional: true });
  expect(completeness.missing.find(({ number }) => number === 2)?.lacks).toContain(
    "final batch number",
  );
});
