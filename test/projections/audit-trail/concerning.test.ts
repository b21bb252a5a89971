// The trail of a batch holds what happened to its lots, equipment and people in other streams
// (design, section 2).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { auditTrailOf } from "../../../src/projections/audit-trail/audit-trail.ts";
import { auditTrailFor } from "../../../src/projections/audit-trail/trail.ts";
import { withDatabase } from "../../database-hook.ts";
import { eventIdAt, type Happened, project, stored } from "../history.ts";
import { arrived, begun, catalogue, heated, named, renamed, washed } from "./plant.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const heatedIn = (brew: string) => heated(brew, eventIdAt(0));

async function concerning(history: readonly Happened[], batch: string, asOf?: number) {
  await project(database, auditTrailOf(catalogue), catalogue, stored(catalogue, history));
  const trail = await auditTrailFor(database.kysely, { batch, ...(asOf && { asOf }) });
  const entries = await Array.fromAsync(trail.entries());
  return entries.map(({ position }) => position);
}

test("what befell a lot of the batch is in it, before and since", async () => {
  const history = [arrived("Malt 7"), begun("12"), heatedIn("12"), begun("13"), arrived("Malt 7b")];
  expect(await concerning(history, "12")).toEqual([0, 1, 2, 4]);
});

test("what other batches did with its lots and equipment is not", async () => {
  const history = [begun("12"), heatedIn("12"), begun("13"), heatedIn("13")];
  expect(await concerning(history, "12")).toEqual([0, 1]);
});

test("of equipment: the last of each type before, all while, the first after", async () => {
  const history = [
    named("Bertha"),
    washed("soda"),
    washed("lye"), // the cleaning that the batch found
    begun("12"),
    heatedIn("12"),
    washed("between"),
    heatedIn("12"),
    renamed("Old Bertha", "Bertha"),
    washed("after"), // the cleaning that followed
    washed("long after"),
  ];
  expect(await concerning(history, "12")).toEqual([0, 2, 3, 4, 5, 6, 7, 8]);
});

test("as it was known at K: what came later brings nothing in", async () => {
  const history = [washed("soda"), begun("12"), heatedIn("12"), washed("after")];
  expect(await concerning(history, "12", 2)).toEqual([1]);
  expect(await concerning(history, "12", 3)).toEqual([0, 1, 2]);
});

test("the import that its entries were made under is in it: its start and its end", async () => {
  const id = "0b0e7b7e-5f0c-8b7e-9a55-0d3a8e3f1a01";
  const ofImport = (soap: string): Happened => ({ ...washed(soap), stream: `import-${id}` });
  const under: Partial<Happened> = { $correlationId: id };
  const history = [
    ofImport("started"),
    { ...begun("12"), ...under },
    { ...begun("13"), ...under },
    ofImport("ended"),
  ];
  expect(await concerning(history, "12")).toEqual([0, 1, 3]);
});
