// Issuing by a master, and running by its conditions and loops.
import { describe, expect, test } from "vitest";
import { issueByMaster } from "../../../../src/domain/batch/control-recipe/commands.ts";
import { recordParameter } from "../../../../src/domain/batch/parameter/commands.ts";
import { startPhase } from "../../../../src/domain/batch/phase/commands.ts";
import { given, type Past } from "../../../given.ts";
import * as x from "./examples.ts";

const { order, recipe } = x;

describe("issuing a batch by a master", () => {
  test("happens, with an exact copy", () => {
    given().when(issueByMaster, order).then(x.issued, x.copied);
  });
  test("is repeated", () => {
    given(x.issued, x.copied).when(issueByMaster, order).thenNothing();
  });
  test("is refused of another batch under the id", () => {
    given(x.issued, x.copied)
      .when(issueByMaster, { ...order, batchNumber: "B-2" })
      .thenRefused("ALREADY_EXISTS");
  });
  test("ISSUANCE_MISMATCH: the copy is another by one digit", () => {
    const batchSize = { ...recipe.batchSize, reference: x.kg("10.0") };
    given()
      .when(issueByMaster, { ...order, seen: { version: 3, recipe: { ...recipe, batchSize } } })
      .thenRefused("ISSUANCE_MISMATCH");
  });
  test("NOT_FOUND: there is no such master", () => {
    const { seen: _, ...unseen } = order;
    given().when(issueByMaster, unseen).thenRefused("NOT_FOUND");
  });
  test.each(["4.999", "12.001"])("a batch of %s kg is not in the range of the master", (value) => {
    given()
      .when(issueByMaster, { ...order, plannedQuantity: x.kg(value) })
      .thenRefused("ADJUSTMENT_NOT_ALLOWED");
  });
  test("a size in grams, and a set point within its range, are allowed", () => {
    const adjustments = [{ phase: "mix", parameter: "speed", setPoint: "12" }];
    const plannedQuantity = { value: "5000", unitOfMeasure: "g" };
    const decided = issueByMaster.decide(
      { ...order, adjustments, plannedQuantity },
      { status: "unknown" },
      {} as never,
    );
    expect(decided).toMatchObject([
      { data: { recipe: { formula: [{ quantity: x.kg("5") }, {}] } } },
      { data: { adjustments, recipe } },
    ]);
  });
  test.each([
    ["mix", "speed", "12.1"],
    ["mix", "speed", "7"],
    ["dry", "loss", "1"],
    ["mix", "other", "1"],
    ["other", "speed", "10"],
  ])("%s.%s cannot be set to %s", (phase, parameter, setPoint) => {
    given()
      .when(issueByMaster, { ...order, adjustments: [{ phase, parameter, setPoint }] })
      .thenRefused("ADJUSTMENT_NOT_ALLOWED");
  });
});

const done = (phaseId: string, run = 1, ...within: Past[]): Past[] => [
  { type: "PhaseStarted", data: { phaseId, path: x.path(phaseId), run, flags: [] } },
  ...within,
  { type: "PhaseCompleted", data: { phaseId, path: x.path(phaseId), run } },
];
const look = (result: "pass" | "fail"): Past => ({
  type: "CheckPerformed",
  data: { check: "Fine enough", result, path: x.path("mix") },
});
const loss = (value: string): Past => ({
  type: "ParameterRecorded",
  data: {
    parameter: "Loss on drying",
    path: x.path("dry"),
    value: { value, unitOfMeasure: "%" },
    source: "manual",
  },
});
const starts = (past: readonly Past[], phaseId: string) =>
  given(...x.begun, ...past).when(startPhase, { phaseId });
const started = (phaseId: string, run = 1) => ({
  type: "PhaseStarted",
  data: { phaseId, path: x.path(phaseId), run, instruction: `Do ${phaseId}.`, flags: [] },
});

describe("a phase under a condition", () => {
  const mixed = [...done("weigh"), ...done("mix")];
  test("waits until the condition can be told", () => {
    starts(mixed, "mill").thenRefused("STEP_OUT_OF_ORDER");
    starts(mixed, "spread").thenRefused("STEP_OUT_OF_ORDER");
  });
  test("runs where it is so, and is waited for", () => {
    starts([...mixed, look("fail")], "mill").then(started("mill"));
    starts([...mixed, look("fail")], "spread").thenRefused("STEP_OUT_OF_ORDER");
    starts([...mixed, look("fail"), ...done("mill")], "spread").then(started("spread"));
  });
  test("is left out where it is not so, and not waited for", () => {
    starts([...mixed, look("pass")], "mill").thenRefused("STEP_OUT_OF_ORDER");
    starts([...mixed, look("pass")], "spread").then(started("spread"));
  });
});

describe("a loop", () => {
  const mixed = [...done("weigh"), ...done("mix"), look("pass")];
  const round = (run: number, value: string) => [
    ...done("spread", run),
    ...done("dry", run, loss(value)),
  ];
  const first = [...mixed, ...round(1, "2.1")];
  test("goes round until its condition is so, each phase once a round, in order", () => {
    starts(first, "pack").thenRefused("STEP_OUT_OF_ORDER");
    starts(first, "dry").thenRefused("STEP_OUT_OF_ORDER");
    starts(first, "spread").then(started("spread", 2));
    const again = [...first, ...done("spread", 2)];
    starts(again, "spread").thenRefused("STEP_OUT_OF_ORDER");
    starts(again, "dry").then(started("dry", 2));
    const dry = [...first, ...round(2, "2.0")];
    starts(dry, "spread").thenRefused("STEP_OUT_OF_ORDER");
    starts(dry, "pack").then(started("pack"));
  });
  test("ends at its limit", () => {
    const thrice = [...first, ...round(2, "2.1"), ...round(3, "2.1")];
    starts(thrice, "spread").thenRefused("STEP_OUT_OF_ORDER");
    starts(thrice, "pack").then(started("pack"));
  });
  test("a value that is corrected decides as corrected", () => {
    const id = "00000000-0000-8000-8000-0000000000ff";
    const wrong: Past = { ...loss("2.1"), id };
    const corrected: Past = {
      type: "ParameterCorrected",
      data: {
        correctsEventId: id,
        parameter: "Loss on drying",
        value: { value: "1.9", unitOfMeasure: "%" },
      },
      before: { value: { value: "2.1", unitOfMeasure: "%" } },
    };
    const past = [...mixed, ...done("spread"), ...done("dry", 1, wrong), corrected];
    starts(past, "pack").then(started("pack"));
    // A former value that is corrected leaves the last one as it is.
    const later = [...mixed, ...done("spread"), ...done("dry", 1, wrong, loss("2.5")), corrected];
    starts(later, "pack").thenRefused("STEP_OUT_OF_ORDER");
  });
});

describe("nothing else stands for what a condition asks", () => {
  const check = (name: string, phase: string, result: string, more: object = {}): Past => ({
    type: "CheckPerformed",
    data: { check: name, result, path: x.path(phase), ...more },
  });
  const mixed = (...within: Past[]) => [...done("weigh"), ...done("mix", 1, ...within)];
  test("a failed check is no small number", () => {
    const past = [
      ...mixed(look("pass")),
      ...done("spread"),
      ...done("dry", 1, check("Loss on drying", "dry", "fail")),
    ];
    starts(past, "pack").thenRefused("STEP_OUT_OF_ORDER");
  });
  test("what is not applicable is neither passed nor failed", () => {
    starts(mixed(check("Fine enough", "mix", "notApplicable")), "mill").thenRefused(
      "STEP_OUT_OF_ORDER",
    );
  });
  test("who confirms that it failed does not make it pass", () => {
    const checksEventId = "00000000-0000-8000-8000-0000000000fe";
    const failed = { ...look("fail"), id: checksEventId };
    const confirmed = check("Fine enough", "mix", "pass", { checksEventId });
    starts(mixed(failed, confirmed), "mill").then(started("mill"));
  });
  test("a phase that is left out opens nothing that it would have waited for itself", () => {
    starts([...done("weigh"), look("pass")], "spread").thenRefused("STEP_OUT_OF_ORDER");
  });
  test("a round that was aborted is none", () => {
    const aborted = (run: number): Past[] => [
      { type: "PhaseStarted", data: { phaseId: "dry", path: x.path("dry"), run, flags: [] } },
      { type: "PhaseAborted", data: { phaseId: "dry", path: x.path("dry"), run } },
    ];
    const past = [...mixed(look("pass")), ...done("spread"), ...aborted(1), ...aborted(2)];
    const once = [...past, ...done("dry", 3, loss("2.1"))];
    starts(once, "pack").thenRefused("STEP_OUT_OF_ORDER");
    starts(once, "spread").then(started("spread", 2));
  });
});

test("the limits of the copy hold, whatever the caller sends", () => {
  const value = { value: "12.1", unitOfMeasure: "/min" };
  const data = { parameter: "Mixer speed", path: x.path("mix"), value, source: "manual" as const };
  const limits = {
    low: { ...value, value: "8" },
    high: { ...value, value: "12" },
    target: { ...value, value: "10" },
    rounding: "none" as const,
  };
  given(...x.begun)
    .when(recordParameter, { ...data, limits: { high: value, rounding: "none" } })
    .then({ type: "ParameterRecorded", data: { ...data, limits, outOfLimit: true } });
});
