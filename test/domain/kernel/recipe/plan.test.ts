// What a batch is run by: each phase with what must be over before it.
import { expect, test } from "vitest";
import { stepsOf } from "../../../../src/domain/kernel/recipe/plan.ts";
import { granules } from "./example.ts";

test("phases follow the one before, or what they name, across operations and units", () => {
  const steps = stepsOf(granules).map(({ phase, after }) => [phase.key, after]);
  expect(steps).toEqual([
    ["chargeActive", []],
    ["chargeFiller", []],
    ["mix", ["chargeActive", "chargeFiller"]],
    ["drying", ["mix"]],
    ["tellQuality", ["drying"]],
    ["fill", ["tellQuality"]],
  ]);
});

test("units side by side begin together, and a phase is called by its path", () => {
  const { procedure } = granules;
  const [granulation, finishing] = procedure.unitProcedures;
  if (!granulation || !finishing) throw new Error("The example has two unit procedures.");
  const besides = { ...finishing, after: [], when: { condition: "dry", is: true } };
  const steps = stepsOf({
    ...granules,
    procedure: { ...procedure, unitProcedures: [granulation, besides] },
  });
  const drying = steps.find(({ phase }) => phase.key === "drying");
  expect(drying).toMatchObject({
    after: [],
    when: [{ condition: "dry", is: true }],
    path: { procedure: "Granules", operation: "Drying", phase: "Dry" },
  });
});
