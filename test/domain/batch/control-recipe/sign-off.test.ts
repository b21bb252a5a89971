// The roles that a master names for who does a step, and who checks it (21 CFR 211.68(c)).
import { describe, expect, test } from "vitest";
import { trainingsFor, verifierOf } from "../../../../src/domain/batch/control-recipe/sign-off.ts";
import { performCheck } from "../../../../src/domain/batch/parameter/commands.ts";
import { recordPhaseStarted, startPhase } from "../../../../src/domain/batch/phase/commands.ts";
import { isKnown } from "../../../../src/domain/batch/standing.ts";
import { given, ownId, type Past, person, stateOf } from "../../../given.ts";
import * as x from "./examples.ts";
import { before, packed, weighed, weighing, whole } from "./whole.ts";

const cleaner = person("cleo", "cleaner");
const checker = person("bela", "checker");
const weigh = { phaseId: "weigh" };
const started = (flags: readonly string[]) => ({
  type: "PhaseStarted",
  data: { ...weigh, path: x.path("weigh"), run: 1, instruction: "Do weigh.", flags },
});

describe("starting a step", () => {
  test("happens by the role that the master names, or by one that is held beside it", () => {
    given(...x.begun)
      .when(startPhase, weigh)
      .then(started([]));
    given(...x.begun)
      .when(startPhase, weigh, { actor: cleaner, rolesHeld: ["cleaner", "operator"] })
      .then(started([]));
  });
  test("is refused to another", () => {
    given(...x.begun)
      .when(startPhase, weigh, { actor: cleaner, rolesHeld: ["cleaner"] })
      .thenRefused("NOT_AUTHORIZED");
  });
  test("no override lets another in", () => {
    const stands: readonly Past[] = [
      { type: "BatchDeviationLinked", data: { deviationId: "d-1" } },
      {
        type: "OverrideAuthorised",
        data: { overrideId: "o-1", code: "STEP_OUT_OF_ORDER", deviationId: "d-1", ...weigh },
      },
    ];
    given(...x.begun, ...stands)
      .when(startPhase, { ...weigh, overrideIds: ["o-1"] }, { actor: cleaner })
      .thenRefused("NOT_AUTHORIZED");
  });
  test("where nobody is logged in nobody has a role", () => {
    const authentication = { method: "none" } as const;
    given(...x.begun)
      .when(startPhase, weigh, { actor: cleaner, authentication })
      .then(started([]));
  });
  test("it had begun: it is recorded, and flagged", () => {
    given(...x.begun)
      .when(recordPhaseStarted, weigh, { actor: cleaner })
      .then(started(["NOT_AUTHORIZED"]));
  });
});

describe("checking what another has done", () => {
  const witness = { check: "Weighing", result: "pass" as const, checksEventId: weighed };
  const past = [...x.begun, before, weighing];
  test("happens by the role that the master names", () => {
    given(...past)
      .when(performCheck, witness, { actor: checker })
      .then({ type: "CheckPerformed", data: witness });
  });
  test("is refused to another person in another role", () => {
    given(...past)
      .when(performCheck, witness, { actor: person("bela") })
      .thenRefused("NOT_AUTHORIZED");
  });
});

const batchOf = (past: readonly Past[]) => {
  const state = stateOf(startPhase.aggregate, past, ownId);
  if (!isKnown(state)) throw new Error("It is issued.");
  return state;
};

test("of each entry the role is that of its own place, or of its step", () => {
  const batch = batchOf(whole);
  expect(verifierOf(batch, weighed)).toBe("checker");
  expect(verifierOf(batch, packed)).toBe("checker");
  const [speed] = [...batch.parameters.entries.entries()].map(([eventId]) => eventId);
  expect(verifierOf(batch, speed ?? "")).toBeUndefined();
  const yielded = batch.results.yields.get("Granules")?.eventId ?? "";
  expect(verifierOf(batch, yielded)).toBeUndefined();
});

test("trainings are those of the recipe and of the step", () => {
  const copy = JSON.parse(JSON.stringify(x.copied)) as typeof x.copied;
  const { recipe } = copy.data as { recipe: typeof x.recipe & { trainings?: string[] } };
  recipe.trainings = ["SOP-1"];
  const [first] = recipe.procedure.unitProcedures[0]?.operations[0]?.phases ?? [];
  if (first) first.trainings = ["SOP-2", "SOP-1"];
  const batch = batchOf([x.issued, copy]);
  expect(trainingsFor(batch, "weigh")).toEqual(["SOP-1", "SOP-2"]);
  expect(trainingsFor(batch, "mix")).toEqual(["SOP-1"]);
  expect(trainingsFor(batchOf([x.issued]), "mix")).toEqual([]);
});
