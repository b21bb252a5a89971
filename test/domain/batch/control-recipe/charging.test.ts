// What is charged is charged in its step, as much of it as the copy says by the values of its lot;
// what comes out is what the copy says comes out.
import { describe, expect, test } from "vitest";
import { amountAsked } from "../../../../src/domain/batch/control-recipe/amount.ts";
import { stepsIn } from "../../../../src/domain/batch/control-recipe/control-recipe.ts";
import { recordDispensed } from "../../../../src/domain/batch/dispensing/commands.ts";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import {
  consumeMaterial,
  produceOutput,
  recordConsumption,
  recordOutput,
} from "../../../../src/domain/batch/material/commands.ts";
import type { Recipe } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { anna, given, type Past, stateOf, uuid } from "../../../given.ts";
import * as x from "./examples.ts";
import { charge, weighing, whole } from "./whole.ts";

const starchAsked = { materialDefinitionId: "starch", isRework: false };

function by(change: Partial<Recipe>, past: readonly Past[]): readonly Past[] {
  const data = { ...(x.copied.data as object), recipe: { ...x.recipe, ...change } };
  return past.map((one) => (one === x.copied ? { ...x.copied, data } : one));
}
function missingOf(past: readonly Past[]): unknown {
  const state = stateOf(completeBatch.aggregate, past, uuid(0xa));
  const decided = completeBatch.decide({}, state, {} as never);
  return isRefusal(decided) ? decided.attempted?.missing : [];
}
const starts: Past = {
  type: "PhaseStarted",
  data: { phaseId: "weigh", path: x.path("weigh"), run: 1, flags: [] },
};
const ends: Past = {
  type: "PhaseCompleted",
  data: { phaseId: "weigh", path: x.path("weigh"), run: 1 },
};
const taken = {
  materialLotId: "lot-2",
  material: x.starch,
  kind: "charge" as const,
  basis: "weighed" as const,
  quantity: x.kg("10"),
  drawnEventId: uuid(0x99),
};
const consumed = (more: object = {}) => ({
  type: "MaterialConsumed",
  data: { ...taken, flags: [], ...more },
});

describe("a charge", () => {
  test("happens while the step that charges it runs", () => {
    given(...x.begun, starts)
      .when(consumeMaterial, taken)
      .then(consumed());
    const path = x.path("weigh");
    given(...x.begun, starts)
      .when(consumeMaterial, { ...taken, path })
      .then(consumed({ path }));
  });
  test("is refused while that step is paused or held; what was seen is flagged", () => {
    for (const type of ["PhasePaused", "PhaseHeld"]) {
      const at = "2026-11-20T07:00:00.000Z";
      const past = [...x.begun, { ...starts, at }, { ...ends, type, at }];
      given(...past)
        .when(consumeMaterial, taken)
        .thenRefused("STEP_OUT_OF_ORDER");
      given(...past)
        .when(recordConsumption, taken)
        .then(consumed({ flags: ["STEP_OUT_OF_ORDER"] }));
    }
  });
  test("that was seen while the step ran is told while it stands still, or after it", () => {
    const [six, seven] = ["2026-11-20T06:00:00.000Z", "2026-11-20T07:00:00.000Z"];
    const half = { occurredAt: "2026-11-20T06:30:00.000Z" };
    const ran = [...x.begun, { ...starts, at: six }];
    for (const type of ["PhasePaused", "PhaseHeld", "PhaseStopped", "PhaseAborted"]) {
      const told = given(...ran, { ...ends, type, at: seven });
      told.when(recordConsumption, taken, half).then(consumed());
      told
        .when(recordConsumption, taken, { occurredAt: "2026-11-20T07:30:00.000Z" })
        .then(consumed({ flags: ["STEP_OUT_OF_ORDER"] }));
    }
  });
  test("that was seen while it stood still is flagged, whenever it is told", () => {
    const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 6, minutes)).toISOString();
    const turn = (type: string, minutes: number) => ({ ...ends, type, at: at(minutes) });
    const still = [
      ...x.begun,
      { ...starts, at: at(0) },
      turn("PhasePaused", 10),
      turn("PhaseHeld", 15),
      turn("PhaseRestarted", 20),
    ];
    for (const after of [[], [turn("PhasePaused", 30)], [turn("PhaseCompleted", 40)]]) {
      const told = given(...still, ...after);
      for (const seen of [5, 10, 20, 25]) {
        told.when(recordConsumption, taken, { occurredAt: at(seen) }).then(consumed());
      }
      told
        .when(recordConsumption, taken, { occurredAt: at(12) })
        .then(consumed({ flags: ["STEP_OUT_OF_ORDER"] }));
    }
  });
  test("P11-10f is refused before it and after it, and in another step", () => {
    given(...x.begun)
      .when(consumeMaterial, taken)
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...x.begun, starts, ends)
      .when(consumeMaterial, taken)
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...x.begun, starts)
      .when(consumeMaterial, { ...taken, path: x.path("mix") })
      .thenRefused("STEP_OUT_OF_ORDER");
  });
  test("that was seen is flagged; not where it is told late of a step that ran then", () => {
    given(...x.begun)
      .when(recordConsumption, taken)
      .then(consumed({ flags: ["STEP_OUT_OF_ORDER"] }));
    const ran = [
      { ...starts, at: "2026-11-20T06:00:00.000Z" },
      { ...ends, at: "2026-11-20T07:00:00.000Z" },
    ];
    given(...x.begun, ...ran)
      .when(recordConsumption, taken, { occurredAt: "2026-11-20T06:30:00.000Z" })
      .then(consumed());
    given(...x.begun, ...ran)
      .when(recordConsumption, taken, { occurredAt: "2026-11-20T07:30:00.000Z" })
      .then(consumed({ flags: ["STEP_OUT_OF_ORDER"] }));
  });
  test("of the recipe's own material counts also as a heel", () => {
    const heel = { ...taken, kind: "heel" as const, quantity: x.kg("90") };
    given(...x.begun, starts)
      .when(consumeMaterial, heel)
      .then(consumed({ kind: "heel", quantity: x.kg("90"), flags: ["QUANTITY_OUT_OF_TOLERANCE"] }));
    expect(missingOf([...whole, { ...consumed({ kind: "heel" }), id: uuid(0x31) }])).toContainEqual(
      { section: 7, item: "Maize starch: 20 kg of 10 kg charged" },
    );
  });
});

test("inputs of one material in units of one dimension are added up", () => {
  const [starch, ...others] = x.recipe.inputs ?? [];
  if (!starch) throw new Error("The recipe has no input.");
  const more = { ...starch, key: "more", quantity: { value: "500", unitOfMeasure: "g" } };
  const charges = [{ of: "starch" }, { of: "more" }];
  const [unit] = x.recipe.procedure.unitProcedures;
  const [operation] = unit?.operations ?? [];
  if (!unit || !operation) throw new Error("The recipe has no operation.");
  const phases = operation.phases.map((one) => (one.key === "weigh" ? { ...one, charges } : one));
  const procedure = {
    ...x.recipe.procedure,
    unitProcedures: [{ ...unit, operations: [{ ...operation, phases }] }],
  };
  const both = { inputs: [starch, more, ...others], procedure };
  const heavy = whole.map((one) => (one === weighing ? charge(x.kg("10.5")) : one));
  expect(missingOf(by(both, heavy))).toEqual([]);
  expect(missingOf(by(both, whole))).toEqual([
    { section: 7, item: "Maize starch: 10 kg of 10.5 kg charged" },
  ]);
});

describe("an output", () => {
  const output = { materialLotId: "out-1", identifiers: [], containers: [], quantity: x.kg("9.7") };
  const material = { materialDefinitionId: "granules", name: "Granules" };
  const other = { materialDefinitionId: "opium", name: "Opium" };
  test("happens, of what the copy makes", () => {
    given(...x.begun)
      .when(produceOutput, { ...output, material })
      .then({ type: "OutputProduced", data: { ...output, material, holds: [], flags: [] } });
  });
  test("is refused of anything else, and flagged where it is there already", () => {
    given(...x.begun)
      .when(produceOutput, { ...output, material: other })
      .thenRefused("WRONG_MATERIAL");
    const flags = ["WRONG_MATERIAL"];
    given(...x.begun)
      .when(recordOutput, { ...output, material: other })
      .then({ type: "OutputProduced", data: { ...output, material: other, holds: [], flags } });
  });
});

describe("what is weighed in by the values of its lot", () => {
  const inputs = (x.recipe.inputs ?? []).map((one) =>
    one.key === "starch"
      ? {
          ...one,
          lotValues: [{ key: "assay", name: "Assay", unitOfMeasure: "%", nominal: "100" }],
          potency: { formula: "quantity * 100 / assay", decimals: 3 },
          tolerance: { below: "1", above: "1" },
        }
      : one,
  );
  const selection = { selectionId: "s", materialLotId: "lot-1", material: x.starch };
  const selected: Past = { type: "ContainerSelected", data: selection };
  const begun = by({ inputs }, [...x.begun, selected]);
  const weighed = (value: string) => ({
    equipmentId: "scale",
    tare: x.kg("0"),
    gross: x.kg(value),
    net: x.kg(value),
  });
  const dispense = (value: string, nominal: string, assay: string, stated = nominal) => ({
    selectionId: "s",
    dispensedContainerId: "bin",
    nominal: x.kg(nominal),
    deviceFit: true,
    weighing: weighed(value),
    compensation: {
      formula: "potency" as const,
      version: 1,
      decimals: 3,
      inputs: [
        { name: "nominal", value: x.kg(stated) },
        { name: "assay", value: { value: assay, unitOfMeasure: "%" } },
      ],
    },
  });
  const dispensed = (asked: ReturnType<typeof dispense>) => {
    const state = stateOf(recordDispensed.aggregate, begun, uuid(0xa));
    const decided = recordDispensed.decide(asked, state, { actor: anna } as never);
    if (isRefusal(decided)) throw new Error(decided.message);
    const data = decided[0]?.data as unknown as { flags: string[]; limits: object };
    const past: Past[] = [...begun, { type: "MaterialDispensed", data }];
    const after = stateOf(recordDispensed.aggregate, past, uuid(0xa));
    if (after.status === "unknown" || !after.copied) throw new Error("It is issued.");
    const steps = stepsIn(after.copied.recipe);
    return { data, asked: amountAsked(after, after.copied, starchAsked, steps)?.target.value };
  };

  test("211.101(a): its limits are those of the copy around what its own formula asks", () => {
    const { data, asked } = dispensed(dispense("12.5", "10", "80"));
    expect(data.flags).toEqual([]);
    expect(data.limits).toMatchObject({ low: x.kg("12.375"), high: x.kg("12.625") });
    expect(asked).toBe("12.5");
    expect(dispensed(dispense("12.7", "10", "80")).data.flags).toEqual([
      "QUANTITY_OUT_OF_TOLERANCE",
    ]);
  });
  test("no other nominal amount than that of the weighing counts, and none beyond the copy", () => {
    const { data, asked } = dispensed(dispense("5", "1", "100", "5"));
    expect(data.flags).toEqual(["QUANTITY_OUT_OF_TOLERANCE"]);
    expect(asked).toBe("10");
    expect(dispensed(dispense("50", "50", "100")).data.flags).toEqual([
      "QUANTITY_OUT_OF_TOLERANCE",
    ]);
  });
  test("without its formula it is flagged, and section 7 lacks just that", () => {
    const { compensation: _, ...bare } = dispense("10", "10", "80");
    const { limits } = dispensed(dispense("10", "10", "100")).data;
    given(...begun)
      .when(recordDispensed, bare)
      .then({
        type: "MaterialDispensed",
        data: {
          ...selection,
          dispensedContainerId: "bin",
          nominal: x.kg("10"),
          limits,
          weighing: weighed("10"),
          flags: ["NOT_COMPENSATED"],
        },
      });
    expect(missingOf(by({ inputs }, whole))).toEqual([
      { section: 7, item: "Maize starch: weighed out by its formula" },
    ]);
    const { data } = dispensed(dispense("10", "10", "100"));
    const weighedOut = whole.flatMap((one): Past[] =>
      one === weighing ? [selected, { type: "MaterialDispensed", data }, one] : [one],
    );
    expect(missingOf(by({ inputs }, weighedOut))).toEqual([]);
  });
});
