// What the genealogy answers besides a trace: ways, common causes, shares.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../../src/database/connection.ts";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import type { Answered } from "../../../../src/projections/genealogy/question/asking.ts";
import { refuseTooLarge } from "../../../../src/projections/genealogy/question/asking.ts";
import { between } from "../../../../src/projections/genealogy/question/between.ts";
import { common } from "../../../../src/projections/genealogy/question/common.ts";
import { shares } from "../../../../src/projections/genealogy/question/shares.ts";
import { createTestDatabase, type TestDatabase } from "../../../database-for-test.ts";
import { project, recordedAt, stored } from "../../history.ts";
import { consumed, issued, kg, produced, received, splitOff, voided } from "../material.ts";

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  const grams = { quantity: { value: "2500", unitOfMeasure: "g" } };
  const early = (minute: number) => ({
    interval: { from: recordedAt(minute), to: recordedAt(minute), basis: "observed" },
  });
  await project(
    database,
    genealogy,
    eventTypes,
    stored(eventTypes, [
      received("a", { quantity: kg("10") }),
      received("b", { quantity: kg("10") }),
      issued("1"),
      issued("2"),
      issued("3"),
      consumed("1", "a", grams),
      consumed("2", "a", { quantity: kg("7.5") }),
      consumed("2", "b", { quantity: kg("1") }),
      produced("1", "p1"),
      produced("2", "p2"),
      consumed("3", "b"),
      voided("3", "b", 10),
      // p1 was used up in batch 4 a day before batch 1 took of a.
      consumed("4", "p1", early(-1440)),
      produced("4", "q"),
      splitOff("a1", "b", { quantity: kg("2") }),
    ]),
  );
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

async function one<Answer>(found: Promise<Answered<Answer>>): Promise<Answer> {
  const answer = await found;
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.answer;
}

describe("between two things", () => {
  const ask = (from: string, to: string, more: object = {}) =>
    one(between(database.kysely, { from, to, ...more }));

  test("a shortest way, step by step, and all that is on any", async () => {
    const { reaches, path, edges, coverage } = await ask("lot:a", "lot:p2");
    expect(reaches).toBe(true);
    expect(path.map(({ from, to, position }) => [from.id, to.id, position])).toEqual([
      ["a", "2", 6],
      ["2", "p2", 9],
    ]);
    expect(path[0]).toMatchObject({
      quantity: { value: "7.5", unitOfMeasure: "kg" },
      timeBasis: "observed",
      sentence: expect.stringContaining("lot-no:a"),
    });
    expect([edges.length, coverage]).toEqual([2, { edges: 2, edgesWithQuantity: 1 }]);
  });

  test("where there is none it says why", async () => {
    expect(await ask("lot:a", "lot:b")).toMatchObject({ reaches: false, why: "NOT_RECORDED" });
    expect(await ask("lot:b", "batch:3")).toMatchObject({ why: "TAKEN_BACK", path: [] });
    const happenedBy = recordedAt(5);
    expect(await ask("lot:a", "lot:p2", { happenedBy })).toMatchObject({ why: "LATER" });
    expect(await ask("lot:b", "batch:3", { asOf: 11 })).toMatchObject({ reaches: true });
    expect(await ask("lot:a", "lot:a")).toMatchObject({ reaches: true, path: [] });
  });

  test("what is too much is not answered, rather than a part of it", () => {
    expect(() => refuseTooLarge(100_000, "steps")).not.toThrow();
    expect(() => refuseTooLarge(100_001, "steps")).toThrow(
      expect.objectContaining({ code: "ANSWER_TOO_LARGE" }),
    );
  });

  test("which of the two is not known is said", async () => {
    const found = await between(database.kysely, { from: "lot:a", to: "lot-no:zz" });
    expect(found).toMatchObject({ found: "none", asked: "lot-no:zz" });
  });
});

test("common causes: who explains most first, then who reached the fewest others", async () => {
  const of = ["lot:p1", "lot:p2", "lot:a1"];
  const { causes, candidates } = await one(common(database.kysely, { of, limit: 20 }));
  expect(causes.map(({ id, explains, others }) => [id, explains, others])).toEqual([
    ["b", ["lot:p2", "lot:a1"], 1],
    ["a", ["lot:p1", "lot:p2"], 4],
  ]);
  expect(candidates).toBe(2);
  expect(await one(common(database.kysely, { of, limit: 1 }))).toMatchObject({
    causes: [{ id: "b" }],
    candidates: 2,
  });
});

test("a thing that is named twice counts once, and is no two things", async () => {
  const of = ["lot:p1", "lot:p1", "lot:p2"];
  const { of: asked, causes } = await one(common(database.kysely, { of, limit: 20 }));
  expect(asked).toEqual(["lot:p1", "lot:p2"]);
  expect(causes.every(({ explains }) => new Set(explains).size === 2)).toBe(true);
  await expect(
    common(database.kysely, { of: ["lot:p1", "lot:p1"], limit: 20 }),
  ).rejects.toMatchObject({ code: "TWO_THINGS_NEEDED" });
});

describe("shares of a bad lot", () => {
  const ask = (from: string, more: object = {}) =>
    one(shares(database.kysely, { from, mixing: "wellMixed", ...more }));
  const rowsOf = ({ shares: rows }: Awaited<ReturnType<typeof ask>>) =>
    new Map(rows.map(({ id, ...row }) => [id, row]));

  test("grams and kilograms add up, and all of it is somewhere", async () => {
    const answer = await ask("lot:a");
    const rows = rowsOf(answer);
    expect(rows.get("1")).toMatchObject({ received: "2.5", certain: "2.5", possible: "2.5" });
    expect(rows.get("p2")).toMatchObject({ received: "7.5", held: "7.5", verdict: "certain" });
    const held = [...rows.values()].reduce((sum, row) => sum + Number(row.held), 0);
    expect(held + Number(answer.heldByLot)).toBeCloseTo(10);
  });

  test("of a part only the bounds are sure, and observed times exclude", async () => {
    const rows = rowsOf(await ask("lot:a", { bad: { value: "1000", unitOfMeasure: "g" } }));
    expect(rows.get("1")).toMatchObject({ verdict: "possible", certain: "0", possible: "1000" });
    expect(rows.get("1")).toMatchObject({ received: "250" });
    expect(rows.get("q")).toMatchObject({ verdict: "excluded", reason: "BY_TIME" });
  });

  test("without a model there are bounds only; what is no amount of it is refused", async () => {
    const [row] = (await ask("lot:a", { mixing: "unknown" })).shares;
    expect(row).not.toHaveProperty("received");
    for (const [from, more] of [
      ["lot:p1", {}],
      ["batch:1", {}],
      ["lot:a", { bad: { value: "1", unitOfMeasure: "L" } }],
      ["lot:a", { bad: { value: "10001", unitOfMeasure: "g" } }],
    ] as const) {
      await expect(ask(from, more)).rejects.toMatchObject({ code: "BAD_QUANTITY_UNFIT" });
    }
  });
});
