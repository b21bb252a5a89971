// Static checks: each code from a recipe that has just this fault, with the place of it.
import { describe, expect, test } from "vitest";
import { checkRecipe } from "../../../src/domain/master-recipe/check/check.ts";
import {
  findingCodes,
  type Place,
  placeText,
} from "../../../src/domain/master-recipe/check/finding.ts";
import { granules } from "../kernel/recipe/example.ts";
import { drying, edited, mixing, units } from "./edit.ts";

type Changes = readonly (readonly [at: Place, value: unknown])[];
type Expected = readonly (readonly [code: string, at: string])[];
interface Case {
  readonly changes: Changes;
  readonly found: Expected;
}

const phase = (list: Place, n: number): Place => [...list, n];
const text = (at: Place, ...more: Place): string => placeText([...at, ...more]);
const lossOnDrying: Place = [...phase(drying, 0), "checks", 0];
const time: Place = [...phase(mixing, 2), "parameters", 0];
const repeat: Place = [...phase(drying, 0), "repeat"];
const bag = { value: "4", unitOfMeasure: "{bag}" };
const one = (changes: Changes, code: string, at: string): Case => ({
  changes,
  found: [[code, at]],
});
const potency: Place = ["inputs", 1, "potency", "formula"];

const operations: Place = mixing.slice(0, mixing.indexOf("operations") + 1);
const operation = granules.procedure.unitProcedures[0]?.operations[0];
const many = Array.from({ length: 6 }, (_, o) => ({
  ...operation,
  key: `operation${o}`,
  phases: Array.from({ length: 170 }, (_, n) => ({
    ...operation?.phases[0],
    key: `phase${o}_${n}`,
  })),
}));

const cases: Readonly<Record<string, Case>> = {
  "more phases than can be checked": one([[operations, many]], "TOO_MANY_PHASES", "procedure"),
  "a key twice": one(
    [
      [["constants", 0, "key"], "claim"],
      [["conditions"], granules.conditions?.concat(granules.conditions)],
    ],
    "DUPLICATE_KEY",
    "conditions[1].key",
  ),
  "a name in a phase": one(
    [
      [
        [...mixing, 0, "entries"],
        ["first", "second"].map((key) => ({ key, name: "Remark", kind: "text", critical: false })),
      ],
    ],
    "DUPLICATE_NAME",
    text([...mixing, 0, "entries", 1, "name"]),
  ),
  "a name in a formula": one(
    [[potency, "batchSize - filler2.amount"]],
    "NAME_UNKNOWN",
    text(potency),
  ),
  "a name in a condition": one(
    [[["conditions", 0, "than"], "maximum"]],
    "NAME_UNKNOWN",
    "conditions[0].than",
  ),
  "an unknown class of equipment": one(
    [[[...units, 0, "equipment"], "kettle"]],
    "NAME_UNKNOWN",
    text(units, 0, "equipment"),
  ),
  "an unknown phase before": one(
    [
      [
        [...phase(mixing, 2), "after"],
        ["chargeActive", "chargeFiller", "none"],
      ],
    ],
    "NAME_UNKNOWN",
    text(mixing, 2, "after"),
  ),
  "an unknown condition": one(
    [[[...repeat, "until"], "wet"]],
    "NAME_UNKNOWN",
    text(repeat, "until"),
  ),
  "a loop back to elsewhere": one(
    [[[...repeat, "from"], "mix"]],
    "NAME_UNKNOWN",
    text(repeat, "from"),
  ),
  "an item of no profile": one(
    [[["notApplicable"], [{ item: "colour", why: "None." }]]],
    "NAME_UNKNOWN",
    "notApplicable[0].item",
  ),
  "a formula that ends too early": one(
    [[potency, "batchSize -"]],
    "FORMULA_UNREADABLE",
    text(potency),
  ),
  "division by zero": one([[potency, "quantity / (scale - 1)"]], "DIVISION_BY_ZERO", text(potency)),
  "an amount by itself": {
    changes: [
      [["inputs", 0, "potency", "formula"], "filler.amount"],
      [potency, "active.amount"],
    ],
    found: [
      ["FORMULA_CIRCULAR", "inputs[0].potency.formula"],
      ["FORMULA_CIRCULAR", "inputs[1].potency.formula"],
    ],
  },
  "an amount of nothing": one(
    [[potency, "quantity - quantity"]],
    "AMOUNT_NOT_POSITIVE",
    text(potency),
  ),
  "phases that wait for each other": {
    changes: [[[...phase(mixing, 0), "after"], ["mix"]]],
    found: [
      ["PHASE_UNREACHABLE", text(mixing, 0, "after")],
      ["PHASE_UNREACHABLE", text(mixing, 2, "after")],
    ],
  },
  "a phase when a condition is so and is not": {
    changes: [[[...units, 1, "operations", 0, "when"], { condition: "dry", is: true }]],
    found: [
      ["CONDITION_TOO_EARLY", text(drying, 0, "when")],
      ["PHASE_UNREACHABLE", text(drying, 1, "when")],
    ],
  },
  "a loop that nothing ends": one(
    [[["conditions", 0, "value"], "mix.time"]],
    "PHASE_NEVER_ENDS",
    text(repeat),
  ),
  "a loop without limit": one(
    [[[...repeat, "atMost"], undefined]],
    "LOOP_WITHOUT_LIMIT",
    text(repeat),
  ),
  "a condition asked too early": one(
    [[[...phase(mixing, 0), "when"], { condition: "dry", is: false }]],
    "CONDITION_TOO_EARLY",
    text(mixing, 0, "when"),
  ),
  "a parameter without limits": one(
    [
      [[...time, "low"], undefined],
      [[...time, "high"], undefined],
    ],
    "LIMIT_MISSING",
    text(time),
  ),
  "a check without limits": one(
    [
      [[...lossOnDrying, "low"], undefined],
      [[...lossOnDrying, "high"], undefined],
    ],
    "LIMIT_MISSING",
    text(lossOnDrying),
  ),
  "a time without limit": one(
    [[["timeLimits", 0, "high"], undefined]],
    "LIMIT_MISSING",
    "timeLimits[0]",
  ),
  "a yield with one limit": one([[["yields", 0, "high"], undefined]], "LIMIT_MISSING", "yields[0]"),
  "labels that are not reconciled": one(
    [[["labels", 0, "reconciliation"], undefined]],
    "LIMIT_MISSING",
    "labels[0]",
  ),
  "a set point beyond its limits": one(
    [[[...time, "setPoint"], "13"]],
    "LIMITS_CROSSED",
    text(time),
  ),
  "limits that are not plausible": one(
    [[[...time, "plausible"], { low: "0", high: "1" }]],
    "LIMITS_CROSSED",
    text(time, "plausible"),
  ),
  "a batch size beyond its range": one(
    [[["batchSize", "low"], { value: "101000", unitOfMeasure: "g" }]],
    "LIMITS_CROSSED",
    "batchSize.low",
  ),
  "a number without unit": one(
    [[[...lossOnDrying, "unitOfMeasure"], undefined]],
    "UNIT_MISSING",
    text(lossOnDrying),
  ),
  "a unit that is not known": one(
    [[[...time, "unitOfMeasure"], "minutes"]],
    "UNIT_UNKNOWN",
    text(time, "unitOfMeasure"),
  ),
  "limits of other dimensions": one(
    [[["batchSize", "low"], { value: "1", unitOfMeasure: "L" }]],
    "UNIT_NOT_FITTING",
    "batchSize.low",
  ),
  "pounds beside kilograms": one(
    [[["inputs", 1, "quantity"], { value: "176", unitOfMeasure: "[lb_av]" }]],
    "UNIT_SYSTEM_MIXED",
    "inputs[1].quantity.unitOfMeasure",
  ),
  "an input that is not charged": one(
    [[[...phase(drying, 2), "charges"], undefined]],
    "INPUT_NOT_CHARGED",
    "inputs[2]",
  ),
  "half of an input": one(
    [[[...phase(mixing, 1), "charges", 0, "percent"], "50"]],
    "INPUT_NOT_WHOLE",
    "inputs[1]",
  ),
  "an output that is not made": one(
    [[[...phase(drying, 2), "produces"], undefined]],
    "OUTPUT_NOT_PRODUCED",
    "outputs[0]",
  ),
  "no product": {
    changes: [[["outputs", 0, "kind"], "byProduct"]],
    found: [["OUTPUT_NOT_PRODUCED", "outputs"]],
  },
  "an output charged before it is made": one(
    [
      [
        [...phase(mixing, 0), "charges"],
        [{ of: "active" }, { of: "granulesOut" }],
      ],
    ],
    "CHARGED_BEFORE_MADE",
    text(mixing, 0, "charges", 1, "of"),
  ),
  "nobody who verifies": one(
    [[[...phase(mixing, 0), "signOff"], { policy: "performedAndVerified", performer: "operator" }]],
    "SECOND_ROLE_MISSING",
    text(mixing, 0, "signOff"),
  ),
  "nobody who performs": one(
    [[[...phase(drying, 0), "signOff"], { policy: "performed" }]],
    "PERFORMER_MISSING",
    text(drying, 0, "signOff"),
  ),
  "an addition that nobody checks": one(
    [[[...phase(mixing, 1), "signOff"], { policy: "performed", performer: "operator" }]],
    "MASTER_INCOMPLETE",
    "chargesVerified",
  ),
};

const found = (changes: Changes): Expected =>
  checkRecipe(edited(...changes)).map(({ code, at }) => [code, placeText(at)] as const);

test("the example has no fault", () => {
  expect(checkRecipe(granules)).toEqual([]);
});

test.each(Object.entries(cases))("%s", (_, { changes, found: expected }) => {
  expect(found(changes)).toEqual(expected);
});

test("every code has a case", () => {
  const tried = Object.values(cases).flatMap(({ found: all }) => all.map(([code]) => code));
  expect(Object.keys(findingCodes).filter((code) => !tried.includes(code))).toEqual([]);
});

describe("branches", () => {
  const either = (no: unknown): Changes => [
    [[...phase(drying, 1), "charges"], [{ of: "bag" }]],
    [[...phase(drying, 2), "when"], { condition: "dry", is: no }],
    [["inputs", 2, "quantity"], bag],
  ];
  test("of which one runs charge the input once", () => {
    expect(found(either(true))).toEqual([]);
  });
  test("that both run charge it twice", () => {
    expect(found(either(false))).toEqual([["INPUT_NOT_WHOLE", "inputs[2]"]]);
  });
});
