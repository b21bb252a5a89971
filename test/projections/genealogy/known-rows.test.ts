// What a service keeps between its answers never shows: each is that of somebody who asks first.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { digestOf } from "../../../src/integrity/canonical-json.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import type { Reaching } from "../../../src/projections/genealogy/graph/asked.ts";
import { KnownRows } from "../../../src/projections/genealogy/reach/known-rows.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, projectAnew, recordedAt, stored } from "../history.ts";
import {
  consumed,
  corrected,
  issued,
  kg,
  prepared,
  produced,
  received,
  relabelled,
  shipped,
  voided,
} from "./material.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

/** What can change of a lot, each after an answer that named it. */
const history: readonly Happened[] = [
  received("a", { quantity: kg("10.0") }),
  received("ä"),
  issued("1"),
  consumed("1", "a", { quantity: kg("4") }),
  produced("1", "p"),
  corrected("1", "a", 3, kg("5")),
  relabelled("a", "renamed"),
  consumed("2", "p"),
  voided("1", "a", 5),
  consumed("1", "a", { quantity: kg("1") }),
  issued("2"),
  consumed("1", "ä", { quantity: kg("1") }),
  prepared("s", "p"),
  shipped("s", "p"),
];

const traceOf = async (from: string, asOf?: number, graph?: Reaching) => {
  const query = { from, direction: "backward", at: recordedAt(0) } as const;
  const bounded = { ...query, ...(asOf !== undefined && { asOf }) };
  const answer = await trace(database.kysely, bounded, graph);
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.trace;
};

test("what was read for an earlier answer is never in a later one, nor the other way", async () => {
  const rows = new KnownRows();
  const kept: Reaching = { ask: () => Promise.resolve(undefined), rows };
  await using projecting = await projectAnew(database, genealogy, eventTypes);
  for (const [n, event] of stored(eventTypes, history).entries()) {
    await projecting.add([event]);
    if (n < 5) continue;
    for (const asOf of [undefined, 5, undefined]) {
      expect(await traceOf("lot:p", asOf, kept)).toEqual(await traceOf("lot:p", asOf));
    }
  }
  await using _again = await projectAnew(database, genealogy, eventTypes);
  expect(await rows.of(database.kysely, [0, 1], { model: "another", reached: 14 }, 14)).toEqual([]);
});

test("the digest is that of RFC 8785", async () => {
  await using projecting = await projectAnew(database, genealogy, eventTypes);
  await projecting.add(stored(eventTypes, history));
  const answer = await traceOf("shipment:s");
  const { lots, batches, shipments, logisticUnits } = answer;
  expect(batches).toHaveLength(1);
  const natural = {
    query: { from: { kind: "shipment", id: "s" }, direction: "backward" },
    lots: lots.map(({ lotId, quantity }) => ({ lotId, ...(quantity && { quantity }) })),
    batches: batches.map(({ batchId }) => batchId),
    shipments: shipments.map(({ shipmentId }) => shipmentId),
    logisticUnits: logisticUnits.map(({ logisticUnitId }) => logisticUnitId),
  };
  expect(answer.digest).toBe(digestOf(natural));
});
