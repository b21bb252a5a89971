// Ways that part and meet again, one after the other: what waits at their end asks each phase once.
import { expect, test } from "vitest";
import { batch } from "../../../../src/domain/batch/batch.ts";
import { routeOf } from "../../../../src/domain/batch/control-recipe/route.ts";
import type { Phase } from "../../../../src/domain/kernel/recipe/phase.ts";
import { type Past, stateOf } from "../../../given.ts";
import * as x from "./examples.ts";

const when = { condition: "isCoarse", is: true };
const left = (key: string, after: string[]): Phase => ({
  key,
  name: key,
  instruction: `Do ${key}.`,
  signOff: { policy: "performed", performer: "operator" },
  when,
  after,
});

/** After `mix`: left and right of each diamond, then where they meet; `pack` waits for the last. */
function diamonds(count: number): Phase[] {
  const [all] = x.recipe.procedure.unitProcedures[0]?.operations ?? [];
  const own = (all?.phases ?? []).filter(({ key }) => key === "mix" || key === "pack");
  const arms = Array.from({ length: count }, (_, n) => {
    const from = n === 0 ? "mix" : `meet${n - 1}`;
    const [one, other] = [`left${n}`, `right${n}`];
    return [left(one, [from]), left(other, [from]), left(`meet${n}`, [one, other])];
  });
  return [...own, ...arms.flat()].map((phase) =>
    phase.key === "pack" ? { ...phase, after: [`meet${count - 1}`] } : phase,
  );
}

function routeThrough(count: number, look: "pass" | "fail") {
  const operation = { key: "all", name: "Granulate", phases: diamonds(count) };
  const unitProcedures = [{ key: "unit", name: "Granulation", operations: [operation] }];
  const { conditions } = x.recipe;
  const recipe = {
    ...x.recipe,
    conditions: (conditions ?? []).filter(({ key }) => key === "isCoarse"),
    procedure: { ...x.recipe.procedure, unitProcedures },
  };
  const copied = { masterRecipeId: "master-1", version: 3, digest: x.digest, adjustments: [] };
  const mix = { phaseId: "mix", path: x.path("mix"), run: 1 };
  const past: readonly Past[] = [
    x.issued,
    { ...x.copied, data: { ...copied, recipe } },
    { type: "BatchStarted", data: {} },
    { type: "PhaseStarted", data: { ...mix, flags: [] } },
    {
      type: "CheckPerformed",
      data: { check: "Fine enough", result: look, path: x.path("mix") },
    },
    { type: "PhaseCompleted", data: mix },
  ];
  const state = stateOf(batch, past);
  const route = state.status === "unknown" ? undefined : routeOf(state);
  if (!route) throw new Error("The batch is made by a master.");
  return route;
}

test("forty diamonds that are left out open the phase behind them", () => {
  expect(routeThrough(40, "pass").isDone("meet39", "pack")).toBe(true);
});

test("one arm that is to run keeps it waiting", () => {
  expect(routeThrough(40, "fail").isDone("meet39", "pack")).toBe(false);
});
