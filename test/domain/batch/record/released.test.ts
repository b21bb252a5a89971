// BR-1, BR-2: what the record of a batch must hold before a lot of it is released; for each, a
// record that lacks just that, refused naming just that section.
import { describe, expect, test } from "vitest";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import {
  type OfBatch,
  refuseAtRelease,
  refuseFailed,
  refuseWithoutUdi,
} from "../../../../src/domain/batch/record/released.ts";
import { isKnown } from "../../../../src/domain/batch/standing.ts";
import { type ProfileName, profileNames } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { type Past, stateOf, uuid } from "../../../given.ts";
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
  counted: new Set(),
  materialDefinitionId: "granules",
  identifiers: [],
  identifiersBefore: [],
  isDated: true,
  tested: new Set(),
};

function madeBy(profiles: readonly ProfileName[], past: readonly Past[], more: object = {}) {
  const data = { ...(x.copied.data as object), recipe: { ...x.recipe, profiles, ...more } };
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
    const tested = new Set(["Hardness"]);
    expect(lacking([profile], { tested }, [...w.closed, listed])).toEqual(incomplete(21));
  });
  test("without a quantity of what was made", () => {
    expect(lacking([profile], {}, [...w.closed, listed, assay, unweighed])).toEqual(incomplete(27));
  });
});

test("a result of a sample of the lot is a release test too", () => {
  const tested = new Set(["Assay"]);
  expect(lacking(["us-211"], { tested }, w.closed)).toBeUndefined();
  expect(lacking(["us-211"], { tested }, [...w.closed, listed])).toBeUndefined();
});

test("a result of another lot is none of this one", () => {
  expect(lacking(["us-211"], { materialLotIds: new Set(["out-2"]) })).toEqual(incomplete(21));
});

test("a test is asked of the lot that it is listed for, else of the product", () => {
  const { materialLotId: _, ...ofBatch } = listed.data as Record<string, unknown>;
  const fines = { materialLotIds: new Set(["out-2"]), materialDefinitionId: "fines" };
  const forFines: Past = { ...listed, data: { ...ofBatch, materialLotId: "out-2" } };
  expect(lacking(["us-211"], fines, [...w.closed, { ...listed, data: ofBatch }])).toBeUndefined();
  expect(lacking(["us-211"], fines, [...w.closed, listed])).toBeUndefined();
  expect(lacking(["us-211"], fines, [...w.closed, forFines])).toEqual(incomplete(21));
  expect(lacking(["us-211"], {}, [...w.closed, forFines, assay])).toBeUndefined();
});

test("a test that was listed stays listed, whatever a later list leaves out", () => {
  const two = { ...(listed.data as object), tests: ["Assay", "Dissolution"] };
  const shorter = [...w.closed, { ...listed, data: two }, assay, listed];
  expect(lacking(["eu-gmp-p1"], {}, shorter)).toEqual(incomplete(21));
});

test("what is not the product is asked for its quantity alone", () => {
  const change = { materialDefinitionId: "fines", isDated: false };
  expect(lacking(["us-211"], change, w.closed)).toBeUndefined();
  expect(lacking(["us-211"], change, [...w.closed, unweighed])).toEqual(incomplete(27));
});

test("how much there is a count of the lot says too, of that lot alone", () => {
  const past = [...w.closed, unweighed];
  const fines = (counted: string) => ({
    materialDefinitionId: "fines",
    counted: new Set([counted]),
  });
  expect(lacking(["us-211"], fines("out-2"), past)).toBeUndefined();
  expect(lacking(["us-211"], fines("out-1"), past)).toEqual(incomplete(27));
});

test("how much there is is not asked for what quality does without, by its name", () => {
  const past = (item: string): readonly Past[] => [
    ...[...w.closed, listed, assay, unweighed],
    { type: "DepartureAuthorised", data: { deviationId: "d-1", section: 27, item } },
  ];
  expect(lacking(["us-211"], {}, past("quantity made: Granules"))).toBeUndefined();
  expect(lacking(["us-211"], {}, past("quantity made: Fines"))).toEqual(incomplete(27));
});

test("all that is lacking is named, in the order of the sections", () => {
  const past = [...w.closed, unweighed];
  expect(lacking(["us-211"], { isDated: false }, past)).toEqual(incomplete(2, 21, 27));
});

describe("a release test that is out of its limits", () => {
  const limits = { low: { value: "95", unitOfMeasure: "%" }, rounding: "none" };
  const found = (value: string, more: object = {}): Past => ({
    ...{ ...assay, id: uuid(0x77) },
    data: { ...(assay.data as object), limits, value: { value, unitOfMeasure: "%" }, ...more },
  });
  const judged = (more: object): Past => ({
    type: "ExceptionJudged",
    data: { eventId: uuid(0x77), ruleKeys: ["specification"], text: "Seen.", ...more },
  });
  const failed = (past: readonly Past[], change: Partial<OfBatch> = {}) =>
    refuseFailed(madeBy(["us-211"], [...w.closed, ...past]), { ...ready, ...change }, (id) => {
      return id === "d-1";
    })?.refused;
  const under = (deviationId: string) => judged({ judgement: "justified", deviationId });
  test("stands against the lot, whatever a repeat of it finds", () => {
    expect(failed([found("99")])).toBeUndefined();
    expect(failed([found("94")])).toBe("SPECIFICATION_FAILED");
    const repeat = { ...found("99", { repeatOfEventId: uuid(0x77) }), id: uuid(0x78) };
    expect(failed([found("94"), repeat])).toBe("SPECIFICATION_FAILED");
  });
  test("is not set aside by a mark alone, but by an investigation that is closed", () => {
    const bad = found("94");
    expect(failed([bad, judged({ judgement: "justified" })])).toBe("SPECIFICATION_FAILED");
    const needs = { judgement: "needsDeviation", deviationId: "d-1" };
    expect(failed([bad, judged(needs)])).toBe("SPECIFICATION_FAILED");
    expect(failed([bad, under("d-2")])).toBe("SPECIFICATION_FAILED");
    expect(failed([bad, under("d-1")])).toBeUndefined();
    expect(failed([bad, under("d-1"), judged(needs)])).toBe("SPECIFICATION_FAILED");
  });
  test("is what it was corrected to, and is investigated as that", () => {
    const value = { value: "94", unitOfMeasure: "%" };
    const corrected: Past = {
      ...{ type: "ResultCorrected", before: { value: null }, id: uuid(0x79) },
      data: { correctsEventId: uuid(0x77), stage: "release", test: "Assay", value },
    };
    expect(failed([found("99"), corrected])).toBe("SPECIFICATION_FAILED");
    const right = {
      ...corrected,
      data: { ...(corrected.data as object), value: { ...value, value: "99" } },
    };
    expect(failed([found("94"), right])).toBeUndefined();
    expect(failed([found("93"), under("d-1"), corrected])).toBe("SPECIFICATION_FAILED");
  });
  test("is one of its lot, or of the batch for its product; in process it is another", () => {
    expect(failed([found("94", { materialLotId: "out-9" })])).toBeUndefined();
    const { materialLotId: _, ...ofBatch } = found("94").data as Record<string, unknown>;
    const whole: Past = { ...found("94"), data: ofBatch };
    expect(failed([whole])).toBe("SPECIFICATION_FAILED");
    expect(failed([whole], { materialDefinitionId: "fines" })).toBeUndefined();
    expect(failed([found("94", { stage: "inProcess" })])).toBeUndefined();
  });
});

describe("MD-820.35 the UDI of a device", () => {
  const device = "09521234543213";
  const udi = { scheme: "udi", issuer: "GS1", value: `(01)${device}(10)B-1` };
  const registered = { product: { ...x.recipe.product, registration: device } };
  const refused = (change: Partial<OfBatch>, more: object = {}, of: ProfileName = "device-13485") =>
    refuseWithoutUdi(madeBy([of], w.closed, more), { ...ready, ...change })?.refused;
  test("is there with both of its parts, as registered or without a registration", () => {
    expect(refused({ identifiers: [udi] })).toBeUndefined();
    expect(refused({ identifiers: [udi] }, registered)).toBeUndefined();
  });
  test.each([
    ["there is none", []],
    ["it says which device alone", [{ ...udi, value: `(01)${device}` }]],
    ["its check digit is wrong", [{ ...udi, value: "(01)09521234543214(10)B-1" }]],
    ["it is that of another device", [{ ...udi, value: "(01)09506000134352(10)B-1" }]],
    ["another number looks like one", [{ ...udi, scheme: "lgtin" }]],
  ])("is missing where %s", (_, identifiers) => {
    expect(refused({ identifiers }, registered)).toBe("UDI_MISSING");
  });
  test("is that of what it was split off from, unless it is labelled with another", () => {
    const other = { ...udi, value: "(01)09506000134352(10)B-1" };
    expect(refused({ identifiersBefore: [udi] }, registered)).toBeUndefined();
    expect(refused({ identifiers: [udi], identifiersBefore: [other] }, registered)).toBeUndefined();
    const change = { identifiers: [other], identifiersBefore: [udi] };
    expect(refused(change, registered)).toBe("UDI_MISSING");
  });
  test("is not asked where the master says why, of another profile, or of a part", () => {
    const notApplicable = [{ item: "registration", why: "A part of a device." }];
    expect(refused({}, { notApplicable })).toBeUndefined();
    expect(refused({}, {}, "us-211")).toBeUndefined();
    expect(refused({ materialDefinitionId: "housing" })).toBeUndefined();
  });
});
