// What a recall does not know is told in whatever state the read models are: less than all is never
// shown as all.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { unknownOf } from "../../../src/projections/recall/unknown.ts";
import { withDatabase } from "../../database-hook.ts";
import { consumed, issued, received } from "../genealogy/material.ts";
import { project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const history = [received("a"), issued("1"), consumed("1", "a"), received("b")];
const known = (id: string) => [{ kind: "materialLot", id } as const];

async function codes(id: string, scopeAsOf: number): Promise<readonly string[]> {
  const scope = { suspects: [{ seed: `lot:${id}`, known: known(id) }], asOf: scopeAsOf };
  const unknown = await unknownOf(database.kysely, scope, recordedAt(9_999));
  return [...new Set(unknown.map(({ code }) => code))];
}

test("without a read model it cannot be told, and that is told", async () => {
  expect(await codes("a", 4)).toEqual(["NOT_TRACED"]);
});

test("while a read model is made anew it cannot be told either", async () => {
  const events = stored(eventTypes, history);
  await project(database, genealogy, eventTypes, events.slice(0, 2));
  // Not even the lot is known by then; of another less is known than the scope was traced with.
  expect(await codes("b", 4)).toEqual(["NOT_TRACED"]);
  expect(await codes("b", 0)).toEqual(["NOT_TRACED"]);
  expect(await codes("a", 4)).toEqual(["NOT_TRACED"]);
  await project(database, genealogy, eventTypes, events);
  expect(await codes("a", 4)).toContain("INPUT_QUANTITY_UNKNOWN");
  expect(await codes("b", 4)).not.toContain("NOT_TRACED");
});
