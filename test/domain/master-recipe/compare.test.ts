// Dry run and difference.
import { describe, expect, test } from "vitest";
import { isRefusal } from "../../../src/domain/kernel/refusal.ts";
import {
  differences,
  equalSections,
} from "../../../src/domain/master-recipe/compare/difference.ts";
import { dryRun } from "../../../src/domain/master-recipe/compare/dry-run.ts";
import { granules } from "../kernel/recipe/example.ts";
import { drying, edited, mixing } from "./edit.ts";

function run(recipe = granules, value = "100") {
  const found = dryRun(recipe, { value, unitOfMeasure: "kg" });
  if (isRefusal(found)) throw new Error(found.message);
  return found;
}

describe("a dry run", () => {
  test("tells the order, what runs side by side, and both arms", () => {
    const { phases, arms, unreached } = run();
    expect(phases.map(({ key, rank }) => [rank, key])).toEqual([
      [1, "chargeActive"],
      [1, "chargeFiller"],
      [2, "mix"],
      [3, "drying"],
      [4, "tellQuality"],
      [5, "fill"],
    ]);
    expect(arms).toEqual([
      {
        condition: "dry",
        name: "The granules are dry",
        whenTrue: [],
        whenFalse: ["tellQuality"],
      },
    ]);
    expect(unreached).toEqual([]);
  });
  test("computes amounts for the size, and what each phase takes of them", () => {
    const half = edited(
      [[...mixing, 1, "charges"], [{ of: "filler", percent: "25" }]],
      [[...mixing, 2, "charges"], [{ of: "filler", percent: "75" }]],
    );
    const { phases, inputs, yields } = run(half, "50");
    expect(inputs.map((one) => ("amount" in one ? one.amount.value : one))).toEqual([
      "10.366",
      "39.634",
      "2",
    ]);
    const taken = phases.flatMap(({ charges }) => charges);
    expect(taken).toContainEqual({
      of: "filler",
      percent: "75",
      amount: { value: "29.7255", unitOfMeasure: "kg" },
    });
    expect(yields).toEqual([{ key: "overall", theoretical: { value: "50", unitOfMeasure: "kg" } }]);
  });
  test("tells what cannot be computed, and what never begins", () => {
    const faulty = edited(
      [["inputs", 1, "potency", "formula"], "quantity / 0"],
      [[...mixing, 0, "after"], ["mix"]],
    );
    const { inputs, unreached } = run(faulty);
    expect(inputs[1]).toMatchObject({ key: "filler", fault: "divisionByZero" });
    expect(unreached).toEqual(["chargeActive", "mix", "drying", "tellQuality", "fill"]);
  });
});

describe("a difference", () => {
  test("names the sections that are equal, and in the others what changed", () => {
    const after = edited(
      [[...drying, 0, "checks", 0, "high"], "1.8"],
      [["storage"], undefined],
      [["campaign"], { cleaningBetween: "Minor cleaning." }],
    );
    const found = differences(granules, after);
    expect(found.filter(({ status }) => status !== "equal")).toEqual([
      { section: "storage", status: "removed", changes: [{ at: "", before: granules.storage }] },
      {
        section: "procedure:finishing",
        status: "changed",
        changes: [
          {
            at: "operations.dryingOperation.phases.drying.checks.lossOnDrying.high",
            before: "2.0",
            after: "1.8",
          },
        ],
      },
      {
        section: "campaign",
        status: "added",
        changes: [{ at: "", after: { cleaningBetween: "Minor cleaning." } }],
      },
    ]);
    expect(equalSections(granules, after)).toContain("procedure:granulation");
  });
  test("tells another order of the same phases", () => {
    const { procedure } = granules;
    const turned = { ...procedure, unitProcedures: [...procedure.unitProcedures].reverse() };
    const found = differences(granules, { ...granules, procedure: turned });
    expect(found.filter(({ status }) => status === "changed")).toEqual([
      {
        section: "procedure",
        status: "changed",
        changes: [
          {
            at: "order",
            before: ["granulation", "finishing"],
            after: ["finishing", "granulation"],
          },
        ],
      },
    ]);
  });
  test("is never silent where two things of one key differ", () => {
    const twice = (second: string) =>
      edited([
        ["constants"],
        [
          { key: "a", name: "One", value: second, unitOfMeasure: "kg" },
          { key: "a", name: "Other", value: "2", unitOfMeasure: "kg" },
        ],
      ]);
    const found = differences(twice("1"), twice("3"));
    const changed = found.filter(({ status }) => status === "changed");
    expect(changed.map(({ section, changes }) => [section, changes.length])).toEqual([
      ["formula", 1],
    ]);
  });
});
