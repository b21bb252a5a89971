// What a trace answers, and what it says of what it does not know (design, section 5).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { Trace } from "../../../src/projections/genealogy/answer.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { type TraceQuery, trace } from "../../../src/projections/genealogy/trace.ts";
import { reached } from "../../../src/projections/recall/reach.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";
import {
  consumed,
  corrected,
  issued,
  kg,
  merged,
  produced,
  received,
  relabelled,
  splitOff,
  voided,
} from "./material.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const happened = (...history: readonly Happened[]) =>
  project(database, genealogy, eventTypes, stored(eventTypes, history), 3);
const ask = (from: string, direction: "forward" | "backward", more: Partial<TraceQuery> = {}) =>
  trace(database.kysely, { from, direction, at: recordedAt(10_000), ...more });
async function traced(...asked: Parameters<typeof ask>): Promise<Trace> {
  const answer = await ask(...asked);
  if (answer.found !== "one") throw new Error(`found ${answer.found}`);
  return answer.trace;
}
const lots = (answer: Trace) => answer.lots.map(({ lotId }) => lotId);
const codes = (answer: Trace) => answer.unknown.map(({ code, subject }) => `${code} ${subject}`);

test("forward and backward, through two batches, without the seed", async () => {
  await happened(
    received("a"),
    received("b"),
    issued("1"),
    consumed("1", "a"),
    produced("1", "p"),
    issued("2"),
    consumed("2", "p"),
    consumed("2", "b"),
    produced("2", "q"),
  );
  const forward = await traced("lot-no:a", "forward");
  expect(lots(forward)).toEqual(["p", "q"]);
  expect(forward.batches.map(({ batchId }) => batchId)).toEqual(["1", "2"]);
  expect(lots(await traced("lot-no:q", "backward"))).toEqual(["a", "b", "p"]);
  expect(lots(await traced("batch:2", "backward"))).toEqual(["a", "b", "p"]);
});

const suspect = { seed: "lot-no:a", known: [] };
test("a number that no lot has any more means the lot that had it", async () => {
  await happened(
    received("a"),
    issued("1"),
    consumed("1", "a"),
    produced("1", "p"),
    relabelled("a", "n"),
  );
  expect(lots(await traced("lot-no:n", "forward"))).toEqual(["p"]);
  expect(lots(await traced("lot-no:a", "forward"))).toEqual(["p"]);
  expect(await ask("lot-no:n", "forward", { asOf: 4 })).toMatchObject({ found: "none" });
  const { seeds } = await reached(database.kysely, [suspect], recordedAt(10_000));
  expect(seeds).toMatchObject([{ found: [{ kind: "materialLot", id: "a" }] }]);
});

test("a number that went over to another lot means that one, and for a recall both", async () => {
  await happened(received("a"), relabelled("a", "n"), received("b"), relabelled("b", "a"));
  expect(await traced("lot-no:a", "forward")).toMatchObject({ from: "lot-no:a" });
  const { seeds } = await reached(database.kysely, [suspect], recordedAt(10_000));
  expect(seeds[0]?.found.map(({ id }) => id)).toEqual(["a", "b"]);
});

test("what was not said is listed, never zero", async () => {
  await happened(
    received("a"),
    received("b", { supplier: { partyId: "s", name: "Supplier" }, quantity: kg("10") }),
    issued("1"),
    consumed("1", "a"),
    consumed("1", "b", { quantity: kg("4") }),
    produced("1", "p"),
  );
  const answer = await traced("lot-no:p", "backward");
  expect(codes(answer)).toEqual([
    "INPUT_QUANTITY_UNKNOWN lot-no:a -> batch:1",
    "LOT_QUANTITY_UNKNOWN lot-no:a",
    "LOT_QUANTITY_UNKNOWN lot-no:p",
    "ORIGIN_UNKNOWN lot-no:a",
    "OUTPUT_QUANTITY_UNKNOWN batch:1 -> lot-no:p",
  ]);
  expect(answer.coverage).toEqual({
    lots: 3,
    lotsBalanced: 1,
    inputs: 2,
    inputsWithQuantity: 1,
    receipts: 2,
    receiptsWithOrigin: 1,
  });
  expect(answer.residue).toEqual([
    { lot: "lot-no:b", lotId: "b", value: "6", unitOfMeasure: "kg" },
  ]);
});

test("ES-12 a void edge is no longer followed, but was as it was known then", async () => {
  await happened(
    received("a"),
    issued("1"),
    consumed("1", "a"),
    produced("1", "p"),
    voided("1", "a", 2),
  );
  expect(lots(await traced("lot-no:a", "forward"))).toEqual([]);
  const then = await traced("lot-no:a", "forward", { asOf: 4 });
  expect(lots(then)).toEqual(["p"]);
  expect(then.asOf).toBe(4);
});

test("ES-9 a corrected quantity replaces the first, also when it is corrected again", async () => {
  await happened(
    received("a", { quantity: kg("10") }),
    issued("1"),
    consumed("1", "a", { quantity: kg("4") }),
    corrected("1", "a", 2, kg("5")),
    corrected("1", "a", 2, kg("6")),
  );
  const answer = await traced("lot-no:a", "forward");
  expect(answer.edgeCount).toBe(1);
  expect(answer.residue).toMatchObject([{ value: "4" }]);
  expect((await traced("lot-no:a", "forward", { asOf: 3 })).residue).toMatchObject([
    { value: "6" },
  ]);
});

test("splits, merges and heels carry on; a loop through rework ends by itself", async () => {
  await happened(
    received("a"),
    received("b"),
    splitOff("a1", "a"),
    merged("m", "a1", "b"),
    issued("1"),
    consumed("1", "m"),
    produced("1", "p"),
    issued("2"),
    consumed("2", "p", { kind: "rework" }),
    consumed("1", "p", { kind: "rework" }),
    produced("2", "q"),
  );
  expect(lots(await traced("lot-no:a", "forward"))).toEqual(["a1", "m", "p", "q"]);
  expect(lots(await traced("lot-no:q", "backward"))).toEqual(["a", "a1", "b", "m", "p"]);
  expect(lots(await traced("lot-no:p", "forward"))).toEqual(["q"]);
});

test("time is ignored unless it is asked for; what happened later is then left out", async () => {
  const late = { flags: [] };
  await happened(
    received("a"),
    issued("1"),
    { ...consumed("1", "a", late), occurredAt: "2026-01-01T08:00:00Z" },
    produced("1", "p"),
  );
  expect(lots(await traced("lot-no:a", "forward"))).toEqual(["p"]);
  const early = { happenedBy: "2026-02-01T00:00:00Z" };
  expect(lots(await traced("lot-no:a", "forward", early))).toEqual([]);
  expect((await traced("lot-no:a", "forward", early)).batches).toHaveLength(1);
});

test("an identifier that fits several lots has the list, an unknown one the nearest", async () => {
  const supplierLot = { identifiers: [{ scheme: "supplier", issuer: "S", value: "X-1" }] };
  await happened(received("a", supplierLot), received("b", supplierLot), received("starch-17"));
  expect(await ask("supplier:x-1", "forward")).toMatchObject({
    found: "several",
    candidates: [{ lotId: "a" }, { lotId: "b" }],
  });
  expect(await ask("lot-no:starch-71", "forward")).toMatchObject({
    found: "none",
    nearest: ["lot-no:starch-17"],
  });
  expect(await ask("nothing", "forward")).toMatchObject({ found: "none" });
});

test("the digest is over natural keys: order changes nothing, a quantity does", async () => {
  const inputs = [consumed("1", "a"), consumed("1", "b")];
  const start = [received("a"), received("b"), issued("1")];
  await happened(...start, ...inputs, produced("1", "p"));
  const first = (await traced("lot-no:p", "backward")).digest;
  await happened(...start.toReversed(), ...inputs.toReversed(), produced("1", "p"));
  expect((await traced("lot-no:p", "backward")).digest).toBe(first);
  await happened(
    received("a", { quantity: kg("1") }),
    ...start.slice(1),
    ...inputs,
    produced("1", "p"),
  );
  expect((await traced("lot-no:p", "backward")).digest).not.toBe(first);
});

test("of two lots under one id all is told, and that there are two", async () => {
  const identifiers = [{ scheme: "lot-no", issuer: "Example Ltd", value: "other" }];
  const again = produced("1", "b", { identifiers });
  const start = [received("a"), received("b"), issued("1"), consumed("1", "a")];
  await happened(...start, again, produced("1", "b"), consumed("2", "b"), issued("2"));
  const found = await traced("lot-no:a", "forward");
  expect(found.lots.map(({ lotId }) => lotId)).toEqual(["b"]);
  expect(found.batches.map(({ batchId }) => batchId)).toEqual(["1", "2"]);
  expect(codes(found)).toContain("LOT_ID_TWICE lot-no:b");
  expect(codes(await traced("lot-no:other", "backward"))).toContain("LOT_ID_TWICE lot-no:b");
  const before = await traced("lot-no:b", "forward", { asOf: 4 });
  expect(codes(before)).not.toContain("LOT_ID_TWICE lot-no:b");
});

test("a draw of which nothing more was heard is open after a minute", async () => {
  const drawn: Happened = {
    stream: "materialLot-a",
    type: "MaterialDrawn",
    data: { quantity: kg("2"), flags: [], purpose: "charge", batchId: "1", observed: false },
  };
  await happened(received("a", { quantity: kg("10") }), issued("1"), drawn);
  expect(codes(await traced("lot-no:a", "forward"))).toContain("DRAW_OPEN lot-no:a -> batch:1");
  const soon = await traced("lot-no:a", "forward", { at: recordedAt(2) });
  expect(codes(soon)).not.toContain("DRAW_OPEN lot-no:a -> batch:1");
});
