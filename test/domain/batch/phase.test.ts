// Phases in the order that the control recipe asks for.
import { describe, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import {
  abortPhase,
  completePhase,
  recordPhaseStarted,
  skipPhase,
  startPhase,
} from "../../../src/domain/batch/phase/commands.ts";
import { anna, given, now, type Past, stateOf } from "../../given.ts";
import {
  approved,
  closed,
  held,
  issued,
  paths,
  reason,
  reviewed,
  running,
  runningPlain,
} from "./examples.ts";

const context = { actor: anna, judgedAt: now, occurredAt: now, also: {} } as never;
const charge = { phaseId: "charge", path: paths.charge };
const mix = { phaseId: "mix", path: paths.mix };
const startedCharge = {
  type: "PhaseStarted",
  data: { ...charge, run: 1, instruction: "Charge the starch.", flags: [] },
};
const completedCharge = { type: "PhaseCompleted", data: { ...charge, run: 1 } };
const startedMix = { type: "PhaseStarted", data: { ...mix, run: 1, flags: [] } };
const abortedMix = { type: "PhaseAborted", data: { ...mix, run: 1 } };
const skippedMix = { type: "PhaseSkipped", data: mix };
const charged = [...running, startedCharge, completedCharge];

test("a step that is out of order says by a stable word which of its causes it is", () => {
  const caused = (past: readonly Past[], command: typeof startPhase, phaseId: string) =>
    command.decide({ phaseId }, stateOf(batch, past), context);
  expect(caused(running, startPhase, "mix")).toMatchObject({
    refused: "STEP_OUT_OF_ORDER",
    attempted: { phaseId: "mix", cause: "predecessorOpen" },
  });
  const again = [...running, startedCharge];
  expect(caused(again, startPhase, "charge")).toMatchObject({ attempted: { cause: "running" } });
  expect(caused(charged, startPhase, "charge")).toMatchObject({
    attempted: { cause: "completed" },
  });
  const ending = completePhase.decide({ phaseId: "mix" }, stateOf(batch, charged), context);
  expect(ending).toMatchObject({ attempted: { cause: "notRunning" } });
});

describe("starting a phase", () => {
  test("refused in the past: what had begun is recorded as such, and hides no other use", () => {
    given(...running)
      .when(startPhase, { phaseId: "charge" }, { at: now, occurredAt: "2026-11-20T01:00:00.000Z" })
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
  });
  test("happens, with the instruction as issued", () => {
    given(...running)
      .when(startPhase, { phaseId: "charge" })
      .then(startedCharge);
    given(...charged)
      .when(startPhase, { phaseId: "mix" })
      .then(startedMix);
  });
  test("without a recipe is named by the caller", () => {
    given(...runningPlain)
      .when(startPhase, { phaseId: "press", equipmentId: "press-1" })
      .then({
        type: "PhaseStarted",
        data: {
          phaseId: "press",
          path: { phase: "press" },
          equipmentId: "press-1",
          run: 1,
          flags: [],
        },
      });
  });
  test("P11-10f is refused before what comes before it is done", () => {
    given(...running)
      .when(startPhase, { phaseId: "mix" })
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...running, startedCharge)
      .when(startPhase, { phaseId: "mix" })
      .thenRefused("STEP_OUT_OF_ORDER");
  });
  test("P11-10f after an authorised skip it may", () => {
    given(...charged, skippedMix)
      .when(startPhase, { phaseId: "dry" })
      .then({ type: "PhaseStarted", data: { phaseId: "dry", path: paths.dry, run: 1, flags: [] } });
  });
  test("ES-7 is refused while it runs and when it is done; after an abort it runs again", () => {
    given(...charged, startedMix)
      .when(startPhase, { phaseId: "mix" })
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...charged)
      .when(startPhase, { phaseId: "charge" })
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...charged, startedMix, abortedMix)
      .when(startPhase, { phaseId: "mix" })
      .then({ ...startedMix, data: { ...startedMix.data, run: 2 } });
  });
  test("is refused when it is not in the recipe or the batch does not allow it", () => {
    given(...running)
      .when(startPhase, { phaseId: "coat" })
      .thenRefused("STEP_NOT_IN_RECIPE");
    given(issued).when(startPhase, { phaseId: "charge" }).thenRefused("BATCH_NOT_STARTED");
    given(...running, held)
      .when(startPhase, { phaseId: "charge" })
      .thenRefused("STATUS_BLOCKS_USE");
    given(...closed)
      .when(startPhase, { phaseId: "charge" })
      .thenRefused("BATCH_CLOSED");
    given().when(startPhase, { phaseId: "charge" }).thenRefused("NOT_FOUND");
  });
});

describe("recording a phase that had begun", () => {
  test("happens out of order, flagged", () => {
    given(...running)
      .when(recordPhaseStarted, { phaseId: "mix" })
      .then({ ...startedMix, data: { ...startedMix.data, flags: ["STEP_OUT_OF_ORDER"] } });
    given(issued)
      .when(recordPhaseStarted, { phaseId: "coat" })
      .then({
        type: "PhaseStarted",
        data: {
          phaseId: "coat",
          path: { phase: "coat" },
          run: 1,
          flags: ["BATCH_NOT_STARTED", "STEP_NOT_IN_RECIPE"],
        },
      });
  });
  test("is repeated while it runs", () => {
    given(...charged, startedMix)
      .when(recordPhaseStarted, { phaseId: "mix" })
      .thenNothing();
  });
  test("is refused when the record is decided on", () => {
    given(...closed, reviewed, approved)
      .when(recordPhaseStarted, { phaseId: "mix" })
      .thenRefused("BATCH_CLOSED");
    given().when(recordPhaseStarted, { phaseId: "mix" }).thenRefused("NOT_FOUND");
  });
});

describe("completing a phase", () => {
  test("happens", () => {
    given(...running, startedCharge)
      .when(completePhase, { phaseId: "charge" })
      .then(completedCharge);
  });
  test("is repeated", () => {
    given(...charged)
      .when(completePhase, { phaseId: "charge" })
      .thenNothing();
  });
  test("is refused before it runs", () => {
    given(...running)
      .when(completePhase, { phaseId: "charge" })
      .thenRefused("STEP_OUT_OF_ORDER");
    given().when(completePhase, { phaseId: "charge" }).thenRefused("NOT_FOUND");
  });
});

describe("aborting a phase", () => {
  test("happens, with a reason", () => {
    given(...charged, startedMix)
      .when(abortPhase, { phaseId: "mix" }, { reason })
      .then(abortedMix);
  });
  test("is repeated", () => {
    given(...charged, startedMix, abortedMix)
      .when(abortPhase, { phaseId: "mix" }, { reason })
      .thenNothing();
  });
  test("is refused without a reason and when it does not run", () => {
    given(...charged, startedMix)
      .when(abortPhase, { phaseId: "mix" })
      .thenRefused("REASON_REQUIRED");
    given(...charged)
      .when(abortPhase, { phaseId: "mix" }, { reason })
      .thenRefused("STEP_OUT_OF_ORDER");
  });
});

describe("skipping a phase", () => {
  test("happens, with a reason and the deviation that authorised it", () => {
    const linked = { type: "BatchDeviationLinked", data: { deviationId: "dev-1" } };
    given(...charged)
      .when(skipPhase, { phaseId: "mix", deviationId: "dev-1" }, { reason })
      .thenRefused("DEVIATION_REQUIRED");
    given(...charged, linked)
      .when(skipPhase, { phaseId: "mix", deviationId: "dev-1" }, { reason })
      .then({ ...skippedMix, data: { ...mix, deviationId: "dev-1" } });
  });
  test("is repeated", () => {
    given(...charged, skippedMix)
      .when(skipPhase, { phaseId: "mix" }, { reason })
      .thenNothing();
  });
  test("is refused without a reason, once it has begun, and outside the recipe", () => {
    given(...charged)
      .when(skipPhase, { phaseId: "mix" })
      .thenRefused("REASON_REQUIRED");
    given(...charged, startedMix)
      .when(skipPhase, { phaseId: "mix" }, { reason })
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...runningPlain)
      .when(skipPhase, { phaseId: "mix" }, { reason })
      .thenRefused("STEP_NOT_IN_RECIPE");
  });
});
