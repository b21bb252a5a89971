// An answer of a moment is the same whenever it is asked for again, and two answers that differ
// have two digests.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { type TraceQuery, trace } from "../../../src/projections/genealogy/trace.ts";
import { withDatabase } from "../../database-hook.ts";
import { eventIdAt, type Happened, project, recordedAt, stored } from "../history.ts";
import {
  consumed,
  issued,
  kg,
  loaded,
  opened,
  produced,
  received,
  relabelled,
} from "./material.ts";

let database: Database;
withDatabase((own) => {
  database = own;
});

async function happened(...history: readonly Happened[]): Promise<void> {
  const events = stored(eventTypes, history);
  for (const model of [genealogy, auditTrail]) await project(database, model, eventTypes, events);
}
async function traced(from: string, more: Partial<TraceQuery> = {}) {
  const query = { from, direction: "forward", at: recordedAt(10_000), ...more } as const;
  const answer = await trace(database.kysely, query);
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.trace;
}

test("whatever lots and batches are called later", async () => {
  const numbered: Happened = {
    stream: "batch-1",
    type: "BatchNumberGiven",
    data: { batchNumber: "9-1", formerNumber: "1" },
    before: { batchNumber: "1" },
  };
  const then = [
    received("a"),
    issued("1"),
    issued("2"),
    consumed("1", "a"),
    consumed("2", "a"),
    produced("1", "p"),
    produced("1", "q"),
  ];
  await happened(...then);
  const first = await traced("lot:a");
  const once = relabelled("p", "z");
  const twice = { ...relabelled("p", "y"), before: { ...Object(once.data) } };
  await happened(...then, once, numbered, twice);
  expect(await traced("lot:a", { asOf: then.length })).toEqual(first);
  const between = await traced("lot:a", { asOf: then.length + 1 });
  expect(between.lots.map(({ lot }) => lot)).toEqual(["lot-no:q", "lot-no:z"]);
  expect((await traced("lot:a")).batches.map(({ batchNumber }) => batchNumber)).toEqual([
    "2",
    "9-1",
  ]);
});

test("two of a press that stood for one batch, and then for two of one lot", async () => {
  const onPress = (batch: string): Happened => ({
    stream: `batch-${batch}`,
    type: "ParameterRecorded",
    data: { parameter: "force", value: kg("1"), source: "manual", equipmentId: "press" },
  });
  const start = [received("a"), issued("1"), issued("2"), onPress("1")];
  await happened(...start);
  const one = await traced("equipment:press");
  await happened(...start, onPress("2"));
  const two = await traced("equipment:press");
  expect([one.batches, one.lots]).toEqual([two.batches, two.lots]);
  expect(two.digest).not.toBe(one.digest);
});

test("two loads of one container are two units of one name", async () => {
  const tote = (unit: string): Happened => {
    const { data, ...event } = opened(unit);
    const identifiers = [{ scheme: "asset", issuer: "Example Ltd", value: "TOTE-1" }];
    return { ...event, data: { ...Object(data), identifiers } };
  };
  await happened(received("a"), received("b"), tote("u1"), tote("u2"), loaded("u1", "a"));
  const [first] = (await traced("lot:a")).logisticUnits;
  const { digest } = await traced("lot:a");
  await happened(received("a"), received("b"), tote("u1"), tote("u2"), loaded("u2", "a"));
  expect((await traced("lot:a")).logisticUnits).toEqual([
    { logisticUnitId: "u2", name: first?.name },
  ]);
  expect((await traced("lot:a")).digest).not.toBe(digest);
});

test("what comes back of a lot makes it no larger", async () => {
  const drawn: Happened = {
    stream: "materialLot-a",
    type: "MaterialDrawn",
    data: { quantity: kg("100"), flags: [], purpose: "charge", batchId: "1", observed: false },
  };
  const back: Happened = {
    stream: "materialLot-a",
    type: "MaterialReturned",
    data: {
      drawnEventId: eventIdAt(2),
      quantity: kg("40"),
      reason: "surplus",
      exceedsDraw: false,
      batchId: "1",
    },
  };
  await happened(received("a", { quantity: kg("100") }), issued("1"), drawn, back, opened("u"));
  const { lots } = await traced("batch:1", { direction: "backward" });
  expect(lots).toEqual([]);
  await happened(
    received("a", { quantity: kg("100") }),
    issued("1"),
    drawn,
    back,
    consumed("1", "a", { quantity: kg("100"), drawnEventId: eventIdAt(2) }),
  );
  const answer = await traced("batch:1", { direction: "backward" });
  expect(answer.lots).toMatchObject([{ lotId: "a", quantity: kg("100") }]);
  expect(answer.residue).toMatchObject([{ lotId: "a", value: "40" }]);
});
