// Results, all of them kept; and what is out of specification.
import { describe, expect, test } from "vitest";
import { sample } from "../../../src/domain/sample/sample.ts";
import {
  assessOutOfSpecification,
  correctTestResult,
  recordTestResult,
} from "../../../src/domain/sample/testing/commands.ts";
import { validResults } from "../../../src/domain/sample/testing/testing.ts";
import { bela, given, type Past, stateOf, uuid } from "../../given.ts";
import { assessed, destroyed, opened, percent, result, taken, wasReceived } from "./examples.ts";

const reason = { code: "REPEAT", text: "The first drying was cut short." };
const found = (value: string) => ({ testId: "loss", finding: percent(value) });

describe("recording a result", () => {
  test.each([
    ["13.9", true],
    ["14.0", true],
    // Rounded to the limit's decimals, half up, and then compared (USP 7.20).
    ["14.04", true],
    ["14.049999", true],
  ])("%s conforms: %s", (value, conforms) => {
    given(taken, wasReceived).when(recordTestResult, found(value)).then(result(value, conforms));
  });
  test.each(["14.05", "14.1", "20"])("%s is out of specification, and opened", (value) => {
    given(taken, wasReceived)
      .when(recordTestResult, found(value))
      .then(result(value, false), opened(value));
  });
  test("a repeat says why, and the first stays", () => {
    const past = [taken, wasReceived, result("16.8", false), opened("16.8")];
    given(...past)
      .when(recordTestResult, found("13.0"))
      .thenRefused("REASON_REQUIRED");
    given(...past)
      .when(recordTestResult, found("13.0"), { reason })
      .then(result("13.0", true, 2));
    given(...past)
      .when(recordTestResult, found("16.7"), { reason })
      .then(result("16.7", false, 2), opened("16.7", 2));
  });
  test("is never refused for the state of the sample, but flagged", () => {
    given(taken)
      .when(recordTestResult, found("13"))
      .then(result("13", true, 1, ["NOT_RECEIVED"]));
    given(taken, wasReceived, destroyed)
      .when(recordTestResult, found("13"))
      .then(result("13", true, 1, ["SAMPLE_DESTROYED"]));
    const broken = {
      type: "SampleReceived",
      data: { ...wasReceived.data, sealIntact: false, flags: ["SEAL_BROKEN"] },
    };
    given(taken, broken)
      .when(recordTestResult, found("13"))
      .then(result("13", true, 1, ["SEAL_BROKEN"]));
  });
  const kilograms = { kind: "limits" as const, value: { value: "13", unitOfMeasure: "kg" } };
  const unknownUnit = { kind: "limits" as const, value: { value: "13", unitOfMeasure: "x" } };
  const word = { kind: "conformity" as const, conforms: true, found: "fine" };
  test.each([
    ["NOT_FOUND", [], found("13")],
    ["NOT_FOUND", [taken], { ...found("13"), testId: "none" }],
    ["UNIT_NOT_CONVERTIBLE", [taken], { testId: "loss", finding: kilograms }],
    ["UNIT_UNKNOWN", [taken], { testId: "loss", finding: unknownUnit }],
    ["MALFORMED_COMMAND", [taken], { testId: "loss", finding: word }],
  ] as const)("is refused with %s where it answers no question", (code, past, data) => {
    given(...past)
      .when(recordTestResult, data)
      .thenRefused(code);
  });
});

describe("correcting a result", () => {
  const corrected = (value: string, conforms: boolean, before: string, was: boolean) => ({
    type: "TestResultCorrected",
    data: {
      ...found(value),
      materialLotId: "lot-1",
      name: "Loss on drying",
      method: "Ph. Eur. 2.2.32",
      conforms,
      attempt: 1,
    },
    before: { finding: percent(before), conforms: was },
  });
  const again = (value: string) => ({ ...found(value), attempt: 1 });
  test("names what it corrects, and keeps what was open open", () => {
    given(taken, result("13.1", true))
      .when(correctTestResult, again("13.2"), { reason })
      .then(corrected("13.2", true, "13.1", true));
    given(taken, result("131", false), opened("131"))
      .when(correctTestResult, again("139"), { reason })
      .then(corrected("139", false, "131", false));
  });
  test("to what is out of specification opens it", () => {
    given(taken, result("1.5", true))
      .when(correctTestResult, again("15"), { reason })
      .then(corrected("15", false, "1.5", true), opened("15"));
  });
  test("to the same is nothing", () =>
    given(taken, result("13.1", true)).when(correctTestResult, again("13.1")).thenNothing());
  test.each([
    ["REASON_REQUIRED", [taken, result("13.1", true)]],
    ["NOT_FOUND", [taken]],
    ["NOT_FOUND", []],
  ] as const)("is refused with %s", (code, past) => {
    given(...past)
      .when(correctTestResult, again("13.2"))
      .thenRefused(code);
  });
});

describe("assessing what is out of specification", () => {
  const past: readonly Past[] = [taken, { ...result("16.8", false), by: bela }, opened("16.8")];
  const conclude = (conclusion: "laboratoryError" | "recordingError" | "confirmed", more = {}) => ({
    oosId: uuid(0x2000),
    conclusion,
    rationale: "The dryer was off.",
    ...more,
  });
  test("happens once, by somebody else", () => {
    given(...past)
      .when(assessOutOfSpecification, conclude("confirmed"))
      .then(assessed("confirmed"));
    given(...past, assessed("confirmed"))
      .when(assessOutOfSpecification, conclude("confirmed"))
      .thenNothing();
    given(...past, assessed("confirmed"))
      .when(assessOutOfSpecification, conclude("laboratoryError"))
      .thenRefused("STATUS_BLOCKS_USE");
  });
  test("of some containers only those that it was taken from", () => {
    const only = { onlyContainerIds: ["drum-2"] };
    given(...past)
      .when(assessOutOfSpecification, conclude("confirmed", only))
      .then(assessed("confirmed", only));
  });
  test.each([
    ["REVIEWER_NOT_INDEPENDENT", conclude("confirmed"), { actor: bela }],
    ["NOT_FOUND", { ...conclude("confirmed"), oosId: "none" }, {}],
    ["STATUS_BLOCKS_USE", conclude("recordingError"), {}],
    ["CONTAINER_UNKNOWN", conclude("confirmed", { onlyContainerIds: ["drum-9"] }), {}],
    ["CONTAINER_UNKNOWN", conclude("laboratoryError", { onlyContainerIds: ["drum-1"] }), {}],
    ["UNAUTHENTICATED", conclude("confirmed"), { authentication: { method: "none" as const } }],
  ] as const)("is refused with %s", (code, data, more) => {
    given(...past)
      .when(assessOutOfSpecification, data, more)
      .thenRefused(code);
  });
  test("is refused of no sample", () =>
    given().when(assessOutOfSpecification, conclude("confirmed")).thenRefused("NOT_FOUND"));
  test("an error in the laboratory, and nothing else, makes a result invalid", () => {
    const valid = (...more: Past[]) => {
      const state = stateOf(sample, [...past, result("13", true, 2), ...more]);
      return state.status === "unknown"
        ? []
        : validResults(state, "loss").map((one) => one.attempt);
    };
    expect(valid()).toEqual([1, 2]);
    expect(valid(assessed("confirmed"))).toEqual([1, 2]);
    expect(valid(assessed("laboratoryError"))).toEqual([2]);
  });
});
