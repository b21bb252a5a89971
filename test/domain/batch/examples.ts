// A batch of tablets by a recipe of three phases, and one without a recipe.
import { batch } from "../../../src/domain/batch/batch.ts";
import { coverageFor } from "../../../src/domain/batch/review/exceptions.ts";
import type { Coverage } from "../../../src/domain/kernel/exception/evaluate.ts";
import { type Past, stateOf, uuid } from "../../given.ts";

export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
export const tablets = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
export const starch = { materialDefinitionId: "starch", name: "Maize starch" };
export const lactose = { materialDefinitionId: "lactose", name: "Lactose" };

const path = (phase: string) => ({ procedure: "Tablets", unitProcedure: "Granulation", phase });
export const paths = { charge: path("Charge"), mix: path("Mix"), dry: path("Dry") };
const recipe = {
  recipeId: "r-1",
  recipeVersion: "4",
  name: "Tablets 20 mg, 960,000",
  digest: "d".repeat(64),
  phases: [
    { phaseId: "charge", path: paths.charge, after: [], instruction: "Charge the starch." },
    { phaseId: "mix", path: paths.mix, after: ["charge"] },
    { phaseId: "dry", path: paths.dry, after: ["mix"] },
  ],
  formula: [{ material: starch, quantity: kg("25") }],
};
export const issue = {
  batchNumber: "171",
  material: tablets,
  plannedQuantity: { value: "960", unitOfMeasure: "10*3.{tablet}" },
  recipe,
  equipmentIds: ["press-1"],
  dataOrigin: "live" as const,
};
const { recipe: _, ...withoutRecipe } = issue;
export const plainIssue = withoutRecipe;

export const issued = { type: "BatchIssued", data: issue };
export const issuedPlain = { type: "BatchIssued", data: plainIssue };
export const started = { type: "BatchStarted", data: {} };
export const completed = { type: "BatchCompleted", data: {} };
export const running = [issued, started];
export const runningPlain = [issuedPlain, started];
export const closed = [...runningPlain, completed];

export const hold = { holdId: "h-1", code: "deviation", owner: "qa" };
export const held = { type: "BatchHoldPlaced", data: hold };
export const reason = { code: "typing", text: "The printout shows another value." };

/** What the rules that ship find in a batch, as a judgement of it freezes it. */
export const coverageAfter = (...past: readonly Past[]): Coverage => {
  const state = stateOf(batch, past);
  if (state.status === "unknown") throw new Error("No batch was issued.");
  return coverageFor(state, undefined);
};
const coverage = coverageAfter(...closed);
export const approved = { type: "BatchRecordApproved", data: { toRevision: 2, coverage } };
export const reviewed = {
  type: "RecordReviewed",
  data: { toRevision: 2, conclusion: "Nothing open.", coverage },
};

export const entryId = uuid(0xe1);
