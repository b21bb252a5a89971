// Amounts, yields, clearances, entries, equipment and times of the copy: each lacking alone.
import { describe, expect, test } from "vitest";
import { amountAsked } from "../../../../src/domain/batch/control-recipe/amount.ts";
import { stepsIn } from "../../../../src/domain/batch/control-recipe/control-recipe.ts";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import { recordConsumption } from "../../../../src/domain/batch/material/commands.ts";
import { writeEntry } from "../../../../src/domain/batch/parameter/commands.ts";
import { completePhase } from "../../../../src/domain/batch/phase/commands.ts";
import { computeYield } from "../../../../src/domain/batch/result/yield.ts";
import type { Recipe } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { given, type Past, stateOf, uuid } from "../../../given.ts";
import * as x from "./examples.ts";
import { charge, done, speed, weighed as weighedId, weighing, whole } from "./whole.ts";

const starchAsked = { materialDefinitionId: "starch", isRework: false };

/** The whole record, of a batch by another copy. */
function by(change: (recipe: Recipe) => Partial<Recipe>, past = whole): readonly Past[] {
  const recipe = { ...x.recipe, ...change(x.recipe) };
  const data = { ...(x.copied.data as object), recipe };
  return past.map((one) => (one === x.copied ? { ...x.copied, data } : one));
}
type Phases = Recipe["procedure"]["unitProcedures"][number]["operations"][number]["phases"];
const phase =
  (key: string, more: Partial<Phases[number]>) =>
  ({ procedure }: Recipe): Partial<Recipe> => ({
    procedure: {
      ...procedure,
      unitProcedures: procedure.unitProcedures.map((unit) => ({
        ...unit,
        operations: unit.operations.map((operation) => ({
          ...operation,
          phases: operation.phases.map((one) => (one.key === key ? { ...one, ...more } : one)),
        })),
      })),
    },
  });
const verified = {
  policy: "performedAndVerified",
  performer: "operator",
  verifier: "checker",
} as const;
function missingOf(past: readonly Past[]): unknown {
  const state = stateOf(completeBatch.aggregate, past, uuid(0xa));
  const decided = completeBatch.decide({}, state, {} as never);
  return isRefusal(decided) ? decided.attempted?.missing : [];
}
const weighed = (value: string) =>
  whole.map((one) => (one === weighing ? charge(x.kg(value)) : one));
const tolerant = ({ inputs = [] }: Recipe): Partial<Recipe> => ({
  inputs: inputs.map((one) => ({ ...one, tolerance: { below: "1", above: "2" } })),
});

describe("section 7 lacks what is charged otherwise than the copy says", () => {
  test.each([
    ["9.89", 1],
    ["9.9", 0],
    ["10.2", 0],
    ["10.21", 1],
  ])("%s kg of 10 kg, from 1 % less to 2 % more: %i", (value, lacking) => {
    expect(missingOf(by(tolerant, weighed(value)))).toHaveLength(lacking);
  });
  test.each([
    ["9.5", 0],
    ["9.4", 1],
    ["10.5", 1],
  ])("%s kg of 10 kg, without a tolerance in the decimals it is written with: %i", (value, n) => {
    expect(missingOf(weighed(value))).toHaveLength(n);
  });
  test("and names just that", () => {
    expect(missingOf(weighed("1"))).toEqual([
      { section: 7, item: "Maize starch: 1 kg of 10 kg charged" },
    ]);
  });
});

test("what was charged in a unit that does not compare is not known to be enough", () => {
  const bags = { value: "3", unitOfMeasure: "{bag}" };
  const inBags = whole.map((one) => (one === weighing ? charge(bags) : one));
  expect(missingOf(inBags)).toMatchObject([{ section: 7 }]);
});

test("a correction takes the second person's word away", () => {
  const corrected: Past = {
    type: "MaterialConsumptionCorrected",
    data: { correctsEventId: weighedId, quantity: x.kg("10"), materialLotId: "lot-1" },
    before: { quantity: x.kg("10") },
  };
  expect(missingOf([...whole, corrected])).toEqual([
    { section: 7, item: "Maize starch: verified by a second person" },
  ]);
});

test("a result in words answers for no number, whatever it is called", () => {
  const named: Past = {
    type: "ResultRecorded",
    data: { stage: "inProcess", test: "Mixer speed", value: { text: "ok" }, source: "manual" },
  };
  const inWords = whole.map((one) => (one === speed ? named : one));
  expect(missingOf(inWords)).toMatchObject([{ section: 10 }]);
});

test("more than the copy asks for is recorded and flagged", () => {
  const data = {
    materialLotId: "lot-2",
    material: x.starch,
    kind: "charge" as const,
    basis: "weighed" as const,
    quantity: x.kg("1"),
    drawnEventId: uuid(0x99),
  };
  const { data: started } = done("weigh")[0] ?? {};
  given(...x.begun, { type: "PhaseStarted", data: started }, weighing)
    .when(recordConsumption, data)
    .then({ type: "MaterialConsumed", data: { ...data, flags: ["QUANTITY_OUT_OF_TOLERANCE"] } });
});

describe("a yield", () => {
  const asked = { stage: "Granules", theoretical: x.kg("1"), actual: x.kg("1"), inputs: [] };
  test("is computed from the copy and the outputs, whatever is sent", () => {
    const state = stateOf(computeYield.aggregate, whole.slice(0, -1), uuid(0xa));
    const decided = computeYield.decide(asked, state, {} as never);
    expect(decided).toMatchObject([
      { data: { theoretical: x.kg("9.8"), actual: x.kg("9.7"), outOfLimit: false } },
    ]);
  });
  test("outside its limits is lacking in section 14, and so is its check", () => {
    const { data, ...computed } = whole.at(-1) as Past & { data: object };
    const outside = { ...computed, data: { ...data, outOfLimit: true } };
    expect(missingOf([...whole.slice(0, -1), outside])).toMatchObject([{ section: 14 }]);
    const stated = { ...computed, data: { ...data, basis: "stated" } };
    expect(missingOf([...whole.slice(0, -1), stated])).toMatchObject([{ section: 14 }]);
    const signed = by(({ yields = [] }) => ({
      yields: yields.map((one) => ({ ...one, signOff: verified })),
    }));
    expect(missingOf(signed)).toEqual([
      { section: 14, item: "yield: Granules: verified by a second person" },
    ]);
  });
});

describe("what a phase asks for besides", () => {
  test("a clearance that takes a second person", () => {
    const clearance = { area: "Booth 1", before: true, after: false, signOff: verified };
    expect(missingOf(by(phase("weigh", { clearance })))).toMatchObject([{ section: 5 }]);
  });
  test("a piece of equipment of the class", () => {
    expect(missingOf(by(phase("mix", { equipment: ["mixer"] })))).toMatchObject([{ section: 8 }]);
  });
  test("a check with its verdict, and one with a number", () => {
    const common = { critical: true, source: "manual" as const };
    const checks = [
      { ...common, key: "lumps", name: "Lumps", kind: "passFail" as const, criterion: "None." },
      { ...common, key: "ph", name: "Moisture", kind: "number" as const, unitOfMeasure: "%" },
    ];
    const item = (name: string) => `Granules > Granulation > Granulate > weigh: ${name}`;
    expect(missingOf(by(phase("weigh", { checks })))).toEqual([
      { section: 11, item: item("Lumps") },
      { section: 11, item: item("Moisture") },
    ]);
  });
  test("the reconciliation of a printed material that was brought to the batch", () => {
    const label = { materialDefinitionId: "label", name: "Drum label" };
    const brought = { ...weighing, id: uuid(0x2f), data: { ...Object(weighing.data) } };
    const data = { ...brought.data, materialLotId: "roll-1", material: label };
    const past = [
      ...whole,
      { ...brought, data: { ...data, quantity: { value: "1", unitOfMeasure: "1" } } },
    ];
    expect(missingOf(past)).toMatchObject([{ section: 18, item: "reconciliation: Drum label" }]);
  });
  test("what somebody writes down, one of the choices", () => {
    const choices = ["white", "grey"];
    const entries = [
      { key: "colour", name: "Colour", kind: "choice" as const, choices, critical: true },
    ];
    const past = by(phase("mix", { entries }));
    expect(missingOf(past)).toMatchObject([{ section: 9 }]);
    const data = { entry: "Colour", path: x.path("mix"), text: "white" };
    given(...past)
      .when(writeEntry, { ...data, text: "blue" })
      .thenRefused("MALFORMED_COMMAND");
    given(...past)
      .when(writeEntry, data)
      .then({ type: "EntryWritten", data });
    given().when(writeEntry, data).thenRefused("NOT_FOUND");
    const written = { type: "EntryWritten", data };
    const started = past.findIndex(
      (one) => one.type === "PhaseStarted" && (one.data as { phaseId: string }).phaseId === "mix",
    );
    expect(missingOf(past.toSpliced(started + 1, 0, written))).toEqual([]);
  });
});

describe("a limit of time", () => {
  const timeLimits = [
    {
      key: "t",
      name: "Mixing",
      kind: "process" as const,
      from: { phase: "mix", at: "start" as const },
      to: { phase: "mix", at: "end" as const },
      high: { value: "10", unitOfMeasure: "min" },
    },
  ];
  const start: Past = {
    type: "PhaseStarted",
    data: { phaseId: "mix", path: x.path("mix"), run: 1, flags: [] },
    at: "2026-11-20T07:50:00.000Z",
  };
  const mixing = by(() => ({ timeLimits }), [...x.begun, start]);
  const taken = (value: string, exceeded: boolean) => ({
    name: "Mixing",
    kind: "process",
    elapsed: { value, unitOfMeasure: "s" },
    high: { value: "10", unitOfMeasure: "min" },
    exceeded,
  });
  test("is computed, and what is beyond it flagged and not refused", () => {
    const data = { phaseId: "mix", path: x.path("mix"), run: 1 };
    given(...mixing)
      .when(completePhase, { phaseId: "mix" })
      .then({ type: "PhaseCompleted", data: { ...data, timeLimits: [taken("600.000", false)] } });
    given(...mixing)
      .when(completePhase, { phaseId: "mix" }, { occurredAt: "2026-11-20T08:00:00.001Z" })
      .then({
        type: "PhaseCompleted",
        data: { ...data, timeLimits: [taken("600.001", true)], flags: ["TIME_LIMIT_EXCEEDED"] },
      });
  });
  test("goes on while the phase is held", () => {
    const data = { phaseId: "mix", path: x.path("mix"), run: 1 };
    const held = { type: "PhaseHeld", data, at: "2026-11-20T07:51:00.000Z" };
    given(...mixing, held, { ...held, type: "PhaseRestarted", at: "2026-11-20T07:59:00.000Z" })
      .when(completePhase, { phaseId: "mix" })
      .then({ type: "PhaseCompleted", data: { ...data, timeLimits: [taken("600.000", false)] } });
  });
});

test("two inputs of one potent material share what was weighed of it, and do not double it", () => {
  const [starch, ...others] = x.recipe.inputs ?? [];
  const potency = { formula: "quantity * 100 / assay", decimals: 3 };
  const lotValues = [{ key: "assay", name: "Assay", unitOfMeasure: "%", nominal: "100" }];
  if (!starch) throw new Error("The recipe has no input.");
  const half = { ...starch, quantity: x.kg("5"), potency, lotValues };
  const inputs = [half, { ...half, key: "more" }, ...others];
  const both = [
    { of: "starch", signOff: verified },
    { of: "more", signOff: verified },
  ];
  const past = by((recipe) => ({ inputs, ...phase("weigh", { charges: both })(recipe) }), whole);
  const dispensed: Past = {
    type: "MaterialDispensed",
    data: {
      selectionId: "s-1",
      materialLotId: "lot-1",
      material: x.starch,
      dispensedContainerId: "c-1",
      nominal: x.kg("10"),
      weighing: {
        equipmentId: "scale-1",
        tare: x.kg("1"),
        gross: x.kg("11"),
        net: x.kg("10"),
      },
      flags: [],
    },
  };
  const state = stateOf(completeBatch.aggregate, [...past, dispensed], uuid(0xa));
  if (state.status === "unknown" || !state.copied) throw new Error("It is issued.");
  const asked = amountAsked(state, state.copied, starchAsked, stepsIn(state.copied.recipe));
  expect(Number(asked?.target.value)).toBe(10);
  // Whatever nominal somebody gave: the potency of the lot is what counts.
  const assay = { name: "assay", value: { value: "80", unitOfMeasure: "%" } };
  const compensation = { required: x.kg("1"), formula: "potency", version: 1, inputs: [assay] };
  const weighed = { ...dispensed, data: { ...(dispensed.data as object), nominal: x.kg("3") } };
  const found = stateOf(completeBatch.aggregate, past, uuid(0xa));
  if (found.status === "unknown" || !found.copied) throw new Error("It is issued.");
  const data = { ...(weighed.data as object), compensation } as never;
  const compensated = {
    ...found,
    dispensing: { ...found.dispensing, dispensed: found.dispensing.dispensed.with("w", data) },
  };
  const target = amountAsked(compensated, found.copied, starchAsked, stepsIn(found.copied.recipe));
  expect(Number(target?.target.value)).toBe(12.5);
});

test("what was charged in a step before it was left out is still confirmed", () => {
  const skipped: Past = {
    type: "PhaseSkipped",
    data: { phaseId: "weigh", path: x.path("weigh"), deviationId: "d-1" },
  };
  const into = { ...(weighing.data as object), path: x.path("weigh") };
  const past = [...x.begun, { ...weighing, data: into }, skipped];
  expect(missingOf(past)).toContainEqual({
    section: 7,
    item: "Maize starch: verified by a second person",
  });
});
