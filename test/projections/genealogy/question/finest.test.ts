// Edges at the finest level that is known, what stayed where surplus came back, parts of a reel,
// sublots rolled up on request, things that are only named, numbers that went over.
import { expect, test } from "vitest";
import type { Database } from "../../../../src/database/connection.ts";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import type { Answered } from "../../../../src/projections/genealogy/question/asking.ts";
import { between } from "../../../../src/projections/genealogy/question/between.ts";
import { shares } from "../../../../src/projections/genealogy/question/shares.ts";
import { type TraceQuery, trace } from "../../../../src/projections/genealogy/trace.ts";
import { withDatabase } from "../../../database-hook.ts";
import { eventIdAt, type Happened, project, recordedAt, stored } from "../../history.ts";
import {
  consumed,
  corrected,
  issued,
  kg,
  produced,
  received,
  relabelled,
  splitOff,
} from "../material.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
const happened = (...history: readonly Happened[]) =>
  project(database, genealogy, eventTypes, stored(eventTypes, history), 2);

async function traced(from: string, more: Partial<TraceQuery> = {}) {
  const query = { from, direction: "forward", at: recordedAt(10_000), ...more } as const;
  const answer = await trace(database.kysely, query);
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.trace;
}
async function one<Answer>(found: Promise<Answered<Answer>>): Promise<Answer> {
  const answer = await found;
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.answer;
}
const codes = ({ unknown }: { unknown: readonly { code: string; subject: string }[] }) =>
  unknown.map(({ code, subject }) => `${code} ${subject}`);

const drawn = (lot: string, batchId: string, value: string): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialDrawn",
  data: { purpose: "charge", observed: false, batchId, quantity: kg(value), flags: [] },
});
const back = (lot: string, position: number, quantity?: object): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialReturned",
  data: {
    drawnEventId: eventIdAt(position),
    reason: "surplus",
    exceedsDraw: false,
    ...(quantity && { quantity }),
  },
});

/** Lot a of 10 kg; 6 kg drawn into batch 1 at 3, 4 kg into batch 2 at 5. */
const drawnTwice: readonly Happened[] = [
  received("a", { quantity: kg("10") }),
  issued("1"),
  issued("2"),
  drawn("a", "1", "6"),
  consumed("1", "a", { quantity: kg("6"), drawnEventId: eventIdAt(3) }),
  drawn("a", "2", "4"),
  consumed("2", "a", { quantity: kg("4"), drawnEventId: eventIdAt(5) }),
];
const held = async (more: object = {}) => {
  const query = { from: "lot:a", mixing: "wellMixed", ...more } as const;
  const { shares: list, heldByLot, unknown } = await one(shares(database.kysely, query));
  return {
    lot: heldByLot,
    batches: Object.fromEntries(list.map(({ name, held, possible }) => [name, [held, possible]])),
    unknown: codes({ unknown }),
  };
};

test("shares are of what stayed where surplus came back, in its unit and in parts", async () => {
  await happened(
    ...drawnTwice,
    back("a", 3, { value: "500", unitOfMeasure: "g" }),
    back("a", 3, kg("1.5")),
  );
  expect(await held()).toEqual({
    lot: "2",
    batches: { "1": ["4", "4"], "2": ["4", "4"] },
    unknown: [],
  });
  // Before it had come back it had stayed.
  expect((await held({ happenedBy: recordedAt(6) })).batches["1"]).toEqual(["6", "6"]);
  expect((await held({ asOf: 7 })).batches["1"]).toEqual(["6", "6"]);
  const { edges } = await one(between(database.kysely, { from: "lot:a", to: "batch:1" }));
  expect(edges).toMatchObject([{ quantity: kg("6"), returned: { value: "2000" } }]);
  expect(edges[0]?.sentence).toContain("of it came back");
});

test("nothing stayed of what came back whole, or more than whole; the rest is told", async () => {
  await happened(...drawnTwice, back("a", 3, kg("8")));
  const { lot, batches, unknown } = await held({ bad: kg("10") });
  expect(batches["1"]).toEqual(["0", "0"]);
  expect(unknown).toContain("MORE_RETURNED lot-no:a -> 1");
  // 12 kg were there in all, of which 10 are bad: a third of them went on.
  expect(Number(lot) + Number(batches["2"]?.[0])).toBeCloseTo(10, 8);
  expect(Number(batches["2"]?.[0])).toBeCloseTo(10 / 3, 8);
});

test("how much stayed is not known where it is not known how much came back", async () => {
  await happened(...drawnTwice, back("a", 3));
  const { batches, unknown } = await held();
  expect(batches["1"]?.[1]).toBe("10");
  expect(unknown).toContain("RETURN_UNKNOWN lot-no:a -> 1");
});

test("what came back is taken off the corrected amount too", async () => {
  await happened(...drawnTwice, back("a", 3, kg("1")), {
    ...corrected("1", "a", 4, kg("5")),
    data: {
      correctsEventId: eventIdAt(4),
      materialLotId: "a",
      drawnEventId: eventIdAt(3),
      quantity: kg("5"),
    },
  });
  expect((await held()).batches["1"]).toEqual(["4", "4"]);
});

const metres = (value: string) => ({ value, unitOfMeasure: "m" });
const span = (from: string, to: string) => ({ span: { from: metres(from), to: metres(to) } });
const reel: readonly Happened[] = [
  received("reel", { quantity: metres("900") }),
  ...["1", "2", "3", "4"].map(issued),
  consumed("1", "reel", { ...span("0", "300"), containerId: "core-1" }),
  // Unwound the other way.
  consumed("2", "reel", span("600", "300")),
  consumed("3", "reel", {
    span: {
      from: { value: "60000", unitOfMeasure: "cm" },
      to: { value: "90000", unitOfMeasure: "cm" },
    },
  }),
  consumed("4", "reel"),
  produced("1", "p1", span("0", "290")),
];

test("the part of a reel and the container stand in the edge", async () => {
  await happened(...reel);
  const { edges } = await one(between(database.kysely, { from: "lot:reel", to: "lot:p1" }));
  expect(edges).toMatchObject([
    { containerId: "core-1", span: { from: metres("0"), to: metres("300") } },
    { span: { from: metres("0"), to: metres("290") } },
  ]);
});

test("a part of a reel narrows only where it is asked for strictly", async () => {
  await happened(...reel);
  const batches = async (from: string, more: Partial<TraceQuery> = {}) => {
    const answer = await traced(from, more);
    const seeds = answer.seeds.flatMap(({ things }) => things);
    return [...seeds, ...answer.batches.map(({ batchId: id }) => ({ kind: "batch", id }))]
      .flatMap(({ kind, id }) => (kind === "batch" ? [id] : []))
      .sort();
  };
  const bad = "stretch:lot-no:reel@350..650 m";
  expect(await batches(bad)).toEqual(["1", "2", "3", "4"]);
  expect(await batches(bad, { isStrict: true })).toEqual(["2", "3", "4"]);
  const strict = await traced(bad, { isStrict: true });
  expect(codes(strict).filter((code) => code.startsWith("SPAN"))).toEqual(["SPAN_UNSTATED 4"]);
  expect(await batches(bad, { isStrict: true, direction: "backward" })).toEqual([]);
});

test("sublots stand under their lots on request, and the answer says so", async () => {
  await happened(
    received("a", { quantity: kg("10") }),
    splitOff("a1", "a", { quantity: kg("2") }),
    splitOff("a11", "a1", { quantity: kg("1") }),
    issued("1"),
    consumed("1", "a"),
    produced("1", "p", { quantity: kg("5") }),
    produced("1", "p1", { quantity: kg("2"), sublotOfMaterialLotId: "p" }),
    issued("2"),
    consumed("2", "p1"),
    produced("2", "q"),
  );
  const fine = await traced("lot:a");
  expect(fine.lots.map(({ lotId }) => lotId)).toEqual(["a1", "a11", "p", "p1", "q"]);
  expect(fine).not.toHaveProperty("rolledUp");
  const rolled = await traced("lot:a", { isRolledUp: true });
  expect(rolled.rolledUp).toEqual({ lots: 5 });
  expect(rolled.lots.map(({ lotId, rolledUp }) => [lotId, rolledUp])).toEqual([
    ["a", { isReached: false, sublots: [thing("a1"), thing("a11")] }],
    ["p", { isReached: true, sublots: [thing("p1")] }],
    ["q", { isReached: true, sublots: [] }],
  ]);
  expect([rolled.digest, rolled.coverage]).toEqual([fine.digest, fine.coverage]);
});
const thing = (id: string) => ({ kind: "materialLot", id, name: `lot-no:${id}` });

test("a batch of which only a charge is recorded is listed, and a lot only named too", async () => {
  await happened(received("a"), consumed("1", "a"), consumed("1", "x"), issued("2"));
  const { batches, unknown } = await traced("lot:a");
  expect(batches).toEqual([{ batchId: "1", batchNumber: "1", product: "not recorded" }]);
  expect(codes({ unknown })).toContain("NOT_RECORDED batch:1");
  const { lots } = await traced("batch:1", { direction: "backward" });
  expect(lots.map(({ lotId }) => lotId)).toEqual(["a", "x"]);
});

test("what was issued later was not known then", async () => {
  await happened(received("a"), consumed("1", "a"), issued("1"));
  expect((await traced("lot:a")).batches[0]?.product).toBe("Starch");
  expect((await traced("lot:a", { asOf: 2 })).batches[0]?.product).toBe("not recorded");
});

test("a number that was given up, or went over to another lot, is told", async () => {
  await happened(received("a"), relabelled("a", "n"), issued("1"), consumed("1", "a"));
  expect(codes(await traced("lot-no:a"))).toContain("NUMBER_GIVEN_UP lot-no:n");
  expect(codes(await traced("lot-no:n")).join()).not.toContain("NUMBER");
  await happened(received("a"), relabelled("a", "n"), received("b"), relabelled("b", "a"));
  expect(codes(await traced("lot-no:a"))).toContain("NUMBER_HAD_BEFORE lot-no:n");
  expect(codes(await traced("lot-no:a", { asOf: 1 })).join()).not.toContain("NUMBER");
});
