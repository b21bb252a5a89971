// A phase that stood still goes on: that it does is an act, that it did is recorded.
import { describe, test } from "vitest";
import * as commands from "../../../../src/domain/batch/phase/commands.ts";
import { given, type Past } from "../../../given.ts";
import { held as batchHeld, paths, reason, running } from "../examples.ts";

const mix = { phaseId: "mix", path: paths.mix, run: 1 };
const charge = { phaseId: "charge", path: paths.charge, run: 1 };
const begun: readonly Past[] = [
  ...running,
  { type: "PhaseStarted", data: { ...charge, flags: [] } },
  { type: "PhaseCompleted", data: charge },
  { type: "PhaseStarted", data: { ...mix, flags: [] } },
];
const past = (type: string): readonly Past[] => [...begun, { type, data: mix }];
const earlier = { reason, occurredAt: "2026-11-20T07:00:00.000Z" };

describe.each([
  ["PhaseResumed", "PhasePaused", commands.resumePhase],
  ["PhaseRestarted", "PhaseHeld", commands.restartPhase],
] as const)("%s by an act", (type, stood, goOn) => {
  test("it happens now, by whatever clock of a workstation", () => {
    given(...past(stood))
      .when(goOn, { phaseId: "mix" }, { reason, occurredAt: "2026-11-20T07:56:00.000Z" })
      .then({ type, data: mix });
  });
  test("refused for an earlier time", () => {
    given(...past(stood))
      .when(goOn, { phaseId: "mix" }, earlier)
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
  });
});

describe.each([
  ["PhaseResumed", "PhasePaused", commands.recordPhaseResumed],
  ["PhaseRestarted", "PhaseHeld", commands.recordPhaseRestarted],
] as const)("%s as recorded", (type, stood, record) => {
  test("it happens, also afterwards and while the batch is held: flagged", () => {
    given(...past(stood))
      .when(record, { phaseId: "mix" }, earlier)
      .then({ type, data: mix });
    given(...past(stood), batchHeld)
      .when(record, { phaseId: "mix" }, earlier)
      .then({ type, data: { ...mix, flags: ["STATUS_BLOCKS_USE"] } });
  });
  test("refused where it does not stand so, and where there is no batch", () => {
    const other = stood === "PhaseHeld" ? "PhasePaused" : "PhaseHeld";
    for (const before of [running, begun, past(other), past("PhaseStopped")]) {
      given(...before)
        .when(record, { phaseId: "mix" }, { reason })
        .thenRefused("STEP_OUT_OF_ORDER");
    }
    given().when(record, { phaseId: "mix" }, { reason }).thenRefused("NOT_FOUND");
  });
  test("refused when the record is decided on", () => {
    given(...past(stood), { type: "BatchRecordNotApproved", data: { toRevision: 2 } })
      .when(record, { phaseId: "mix" }, { reason })
      .thenRefused("BATCH_CLOSED");
  });
});

test("that a phase was restarted is said with a reason, as the restart is", () => {
  given(...past("PhaseHeld"))
    .when(commands.recordPhaseRestarted, { phaseId: "mix" })
    .thenRefused("REASON_REQUIRED");
});
