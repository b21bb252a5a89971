// BR-1, BR-2: what the record of a batch must hold before a lot of it is released; for each, a
// record that lacks just that, refused naming just that section.
import { describe, expect, test } from "vitest";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import { type OfBatch, refuseAtRelease } from "../../../../src/domain/batch/record/released.ts";
import { isKnown } from "../../../../src/domain/batch/standing.ts";
import { type ProfileName, profileNames } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { type Past, stateOf } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";
import * as w from "../control-recipe/whole.ts";

const listed: Past = {
  type: "TestsListed",
  data: { stage: "release", tests: ["Assay"], basis: "specification", materialLotId: "out-1" },
};
const assay: Past = {
  type: "ResultRecorded",
  data: {
    stage: "release",
    test: "Assay",
    materialLotId: "out-1",
    value: { value: "99.8", unitOfMeasure: "%" },
    source: "manual",
  },
};
const ready: OfBatch = {
  materialLotIds: new Set(["part-1", "out-1"]),
  materialDefinitionId: "granules",
  isDated: true,
  isTested: false,
};

function madeBy(profiles: readonly ProfileName[], past: readonly Past[]) {
  const data = { ...(x.copied.data as object), recipe: { ...x.recipe, profiles } };
  const batch = stateOf(
    completeBatch.aggregate,
    past.map((one) => (one === x.copied ? { ...one, data } : one)),
  );
  if (!isKnown(batch)) throw new Error("It is issued.");
  return batch;
}
const lacking = (
  profiles: readonly ProfileName[],
  change: Partial<OfBatch> = {},
  past: readonly Past[] = [...w.closed, listed, assay],
): unknown => {
  const refused = refuseAtRelease(madeBy(profiles, past), { ...ready, ...change });
  return refused && [refused.refused, refused.attempted?.sections];
};
const incomplete = (...sections: number[]) => ["BATCH_RECORD_INCOMPLETE", sections];
const medicines: readonly ProfileName[] = ["us-211", "eu-gmp-p1", "ich-q7"];
const tested: readonly ProfileName[] = ["us-211", "ich-q7", "device-13485"];
const { quantity: _, ...made } = w.output.data as Record<string, unknown>;
const unweighed: Past = { ...w.output, data: { ...made, materialLotId: "out-2" } };

describe.each(profileNames)("by %s", (profile) => {
  test("a record that holds everything stands against nothing", () => {
    expect(lacking([profile])).toBeUndefined();
  });
  test("without a date", () => {
    const asked = medicines.includes(profile) ? incomplete(2) : undefined;
    expect(lacking([profile], { isDated: false })).toEqual(asked);
  });
  test("without a release test", () => {
    const asked = tested.includes(profile) ? incomplete(21) : undefined;
    expect(lacking([profile], {}, w.closed)).toEqual(asked);
  });
  test("without the result of a test that was listed", () => {
    expect(lacking([profile], { isTested: true }, [...w.closed, listed])).toEqual(incomplete(21));
  });
  test("without a quantity of what was made", () => {
    expect(lacking([profile], {}, [...w.closed, listed, assay, unweighed])).toEqual(incomplete(27));
  });
});

test("a result of a sample of the lot is a release test too", () => {
  expect(lacking(["us-211"], { isTested: true }, w.closed)).toBeUndefined();
});

test("a result of another lot is none of this one", () => {
  expect(lacking(["us-211"], { materialLotIds: new Set(["out-2"]) })).toEqual(incomplete(21));
});

test("what is not the product is asked for its quantity alone", () => {
  const change = { materialDefinitionId: "fines", isDated: false };
  expect(lacking(["us-211"], change, w.closed)).toBeUndefined();
  expect(lacking(["us-211"], change, [...w.closed, unweighed])).toEqual(incomplete(27));
});

test("all that is lacking is named, in the order of the sections", () => {
  const past = [...w.closed, unweighed];
  expect(lacking(["us-211"], { isDated: false }, past)).toEqual(incomplete(2, 21, 27));
});
