// Profiles: what each asks, their union, and what may be said not to apply.
import { describe, expect, test } from "vitest";
import { profileNames } from "../../../src/domain/kernel/recipe/recipe.ts";
import type { Place } from "../../../src/domain/master-recipe/check/finding.ts";
import { missingItems, profiles } from "../../../src/domain/master-recipe/profile/profile.ts";
import { questions } from "../../../src/domain/master-recipe/profile/question.ts";
import { drying, edited, mixing, units } from "./edit.ts";

const bare: readonly (readonly [Place, unknown])[] = [
  ...["precautions", "storage", "location", "specifications", "timeLimits", "yields", "labels"].map(
    (name) => [[name], undefined] as const,
  ),
  [["inputs"], undefined],
  [
    ["outputs"],
    [
      {
        key: "granulesOut",
        material: { materialDefinitionId: "g", name: "g" },
        kind: "product",
        quantity: { value: "1", unitOfMeasure: "kg" },
      },
    ],
  ],
  [["product"], { materialDefinitionId: "g", name: "g" }],
  [[...units, 0, "equipment"], undefined],
  [[...mixing, 0, "clearance"], undefined],
  [[...mixing, 2, "parameters"], undefined],
  [[...drying, 0, "checks"], undefined],
  [[...drying, 2, "checks"], undefined],
  [[...drying, 2, "samples"], undefined],
];
const items = (...changes: readonly (readonly [Place, unknown])[]) =>
  missingItems(edited(...changes)).map(({ item }) => item);

describe.each(profileNames)("%s", (name) => {
  test("asks a bare master for each of its items that applies to one without packaging", () => {
    const asked = profiles[name].map(({ item }) => item);
    const packaging = ["labelControl", "lineClearance", "packagedExamined"];
    const always = ["yieldsVerified", "chargesVerified", ...packaging];
    const expected = asked.filter((item) => !always.includes(item));
    expect(items(...bare, [["profiles"], [name]])).toEqual([...new Set(expected)]);
  });
  test("takes a word that an item does not apply for those alone that may not", () => {
    const why = Object.keys(questions).map((item) => ({ item, why: "Said so." }));
    const missing = items(...bare, [["profiles"], [name]], [["notApplicable"], why]);
    const mayNot = profiles[name].filter((one) => one.mayNotApply).map(({ item }) => item);
    expect(missing.filter((item) => mayNot.includes(item))).toEqual([]);
    expect(missing.length).toBeGreaterThan(0);
  });
});

test("several profiles ask for their union, with the clauses of each", () => {
  const missing = missingItems(
    edited([["location"], undefined], [["profiles"], [...profileNames]]),
  );
  expect(missing.find(({ item }) => item === "location")?.clauses).toEqual([
    "EU GMP 4.18",
    "ICH Q7 6.41",
  ]);
});

test("printed packaging asks for its labels, clearance and examination", () => {
  const missing = items(
    [["labels"], undefined],
    [[...mixing, 0, "clearance"], undefined],
    [[...drying, 2, "checks"], undefined],
  );
  expect(missing).toEqual(["labelControl", "lineClearance", "packagedExamined"]);
});

test("without a profile nothing is asked", () => {
  expect(items(...bare, [["profiles"], []])).toEqual([]);
});
