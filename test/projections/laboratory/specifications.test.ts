// Specifications as they stood on any day, by what was known at any tree size.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { effectiveOn, specification } from "../../../src/domain/specification/specification.ts";
import { laboratory } from "../../../src/projections/laboratory/laboratory.ts";
import {
  specificationAt,
  specificationList,
  specificationsNamed,
} from "../../../src/projections/laboratory/specifications.ts";
import { withDatabase } from "../../database-hook.ts";
import { approved, draft, drafted, withdrawn } from "../../domain/specification/examples.ts";
import { stateOf } from "../../given.ts";
import { ada, type Happened, project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const bela = { ...ada, id: "person-bela", printedName: "Bela Kos" };
const of = (
  { type, data }: { readonly type: string; readonly data: object },
  by = ada,
  id = "starch",
): Happened => ({ stream: `specification-${id}`, type, data, by });
const bare = {
  type: "SpecificationDrafted",
  data: { ...draft, code: "SPEC-2", dating: {}, version: 1 },
};
const history: readonly Happened[] = [
  of(drafted(), bela),
  of(approved("2026-11-20")),
  of(drafted(2), bela),
  of(approved("2026-12-01", 2)),
  of(bare, bela, "lactose"),
  { ...of(withdrawn(2)), reason: { code: "ERROR", text: "A limit is wrong." } },
];
const happened = (events: readonly Happened[], chunk?: number) =>
  project(database, laboratory, eventTypes, stored(eventTypes, events), chunk);
const states = async (on: string, more: object = {}) =>
  (await specificationList(database.kysely, { on, ...more })).answer.map(
    ({ specificationId, version, state }) => [specificationId, version, state],
  );

test.each([1, 1_000])("each version as it stood on a day [chunks of %i]", async (chunk) => {
  await happened(history, chunk);
  expect(await states("2026-11-25", { asOf: 5 })).toEqual([
    ["starch", 1, "effective"],
    ["starch", 2, "approved"],
    ["lactose", 1, "draft"],
  ]);
  expect(await states("2026-12-01", { asOf: 5 })).toContainEqual(["starch", 1, "superseded"]);
  // Withdrawn before its day it never began: the first one stays in effect.
  expect(await states("2026-12-01")).toEqual([
    ["starch", 1, "effective"],
    ["starch", 2, "withdrawn"],
    ["lactose", 1, "draft"],
  ]);
  expect(await states("2026-11-25", { state: "draft" })).toEqual([["lactose", 1, "draft"]]);
  expect(await states("2026-11-25", { material: "starch", after: 0 })).toHaveLength(1);
  expect(await states("2026-11-25", { limit: 1 })).toHaveLength(1);
  await expect(states("2026-11-25", { asOf: 99 })).rejects.toMatchObject({ code: "AS_OF_AHEAD" });
});

test("one of them: tests, limits, rounding, plans, who approved and withdrew it", async () => {
  await happened(history);
  const on = "2026-12-01";
  const { asOf, answer } = await specificationAt(database.kysely, "starch", { on });
  expect(asOf).toBe(history.length);
  expect(answer?.versions).toMatchObject([
    {
      version: 1,
      state: "effective",
      effectiveFrom: "2026-11-20",
      tests: draft.tests,
      plans: draft.plans,
      dating: draft.dating,
      drafted: { position: 0, by: "Bela Kos", recordedAt: recordedAt(0) },
      approved: { position: 1, by: "Ada Novak", recordedAt: recordedAt(1), supersedes: null },
      withdrawn: null,
    },
    { version: 2, withdrawn: { position: 5, reason: { text: "A limit is wrong." } } },
  ]);
  expect(answer?.unknown).toEqual([]);
  const former = await specificationAt(database.kysely, "starch", { on, asOf: 1 });
  expect(former.answer?.versions).toMatchObject([{ state: "draft", approved: null }]);
  expect(former.answer?.unknown).toMatchObject([{ code: "SPEC_NOT_EFFECTIVE" }]);
  expect((await specificationAt(database.kysely, "starch", { on, asOf: 0 })).answer).toBe(
    undefined,
  );
});

test("what it does not say is unknown by name", async () => {
  await happened([of(bare, bela, "lactose"), of(approved(), ada, "lactose")]);
  const { answer } = await specificationAt(database.kysely, "lactose", { on: "2026-12-01" });
  expect(answer?.unknown.map(({ code }) => code)).toEqual([
    "EXPIRY_RULE_UNSTATED",
    "RETEST_RULE_UNSTATED",
  ]);
  expect(await specificationsNamed(database.kysely, "SPEC-2")).toEqual(["lactose"]);
  expect(await specificationsNamed(database.kysely, "none")).toEqual([]);
});

test("law: in effect is what the domain says, whatever was approved and withdrawn", async () => {
  const day = fc.integer({ min: 18, max: 24 }).map((n) => `2026-11-${n}`);
  const step = fc.record({ version: fc.integer({ min: 1, max: 4 }), from: day, out: fc.boolean() });
  const steps = fc.uniqueArray(step, { selector: ({ version }) => version, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(steps, day, async (all, on) => {
      const past = [
        ...[1, 2, 3, 4].map((version) => of(drafted(version))),
        ...all.flatMap(({ version, from, out }) => [
          of(approved(from, version)),
          ...(out ? [of(withdrawn(version))] : []),
        ]),
      ];
      await happened(past);
      const state = stateOf(
        specification,
        past.map(({ stream: _, ...event }, n) => ({ ...event, at: recordedAt(n) })),
      );
      const found = (await states(on)).find(([, , one]) => one === "effective");
      expect(found?.[1]).toBe(effectiveOn(state, on)?.version);
    }),
    { numRuns: 25 },
  );
});
