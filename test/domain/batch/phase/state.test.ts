// Every cell of the matrix of states and commands, and what pausing, holding and stopping mean.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batch } from "../../../../src/domain/batch/batch.ts";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import * as commands from "../../../../src/domain/batch/phase/commands.ts";
import {
  isDoneBy,
  isOpen,
  type PhaseCommand,
  type PhaseState,
  transitions,
} from "../../../../src/domain/batch/phase/state.ts";
import { evaluated } from "../../../../src/domain/batch/review/exceptions.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { bela, given, now, type Past, stateOf, uuid } from "../../../given.ts";
import { held as batchHeld, paths, reason, running } from "../examples.ts";

const mix = { phaseId: "mix", path: paths.mix, run: 1 };
const charge = { phaseId: "charge", path: paths.charge, run: 1 };
const done: readonly Past[] = [
  ...running,
  { type: "PhaseStarted", data: { ...charge, flags: [] } },
  { type: "PhaseCompleted", data: charge },
];
const begun: readonly Past[] = [...done, { type: "PhaseStarted", data: { ...mix, flags: [] } }];
const after = (type: string): readonly Past[] => [...begun, { type, data: mix }];

/** How the phase "mix" came to be so. */
const pastOf: Readonly<Record<PhaseState, readonly Past[]>> = {
  idle: done,
  running: begun,
  paused: after("PhasePaused"),
  held: after("PhaseHeld"),
  completed: after("PhaseCompleted"),
  stopped: after("PhaseStopped"),
  aborted: after("PhaseAborted"),
  skipped: [...done, { type: "PhaseSkipped", data: { phaseId: "mix", path: paths.mix } }],
};
const states = Object.keys(pastOf) as readonly PhaseState[];

const commandOf = {
  start: commands.startPhase,
  complete: commands.completePhase,
  pause: commands.pausePhase,
  resume: commands.resumePhase,
  hold: commands.holdPhase,
  restart: commands.restartPhase,
  stop: commands.stopPhase,
  abort: commands.abortPhase,
  skip: commands.skipPhase,
} as const satisfies Record<PhaseCommand, unknown>;
const all = Object.keys(commandOf) as readonly PhaseCommand[];

/** That it was done already is let off: what is left is what nobody may do. */
const letOff: Past = {
  type: "OverrideAuthorised",
  data: {
    overrideId: "o-1",
    code: "STEP_OUT_OF_ORDER",
    phaseId: "mix",
    path: paths.mix,
    deviationId: "d-1",
  },
  by: bela,
};

const decide = (past: readonly Past[], by: PhaseCommand, more: object = {}, why = true) => {
  const context = { judgedAt: now, occurredAt: now, at: now, rolesHeld: [], also: {} };
  const who = {
    actor: { kind: "service", id: "s", name: "S" },
    authentication: { method: "none" },
  };
  const data = { phaseId: "mix", ...more };
  const asked = { ...context, ...who, ...(why && { reason }) } as never;
  return commandOf[by].decide(data as never, stateOf(batch, past), asked);
};
const stateIn = (past: readonly Past[]): PhaseState => {
  const state = stateOf(batch, past);
  if (state.status === "unknown") throw new Error("No batch was issued.");
  return state.phases.get("mix")?.status ?? "idle";
};

test("the matrix is that of ISA-88, of its settled states", () => {
  const row = (state: PhaseState) =>
    all.flatMap((by) => (transitions[state][by] ? `${by} -> ${transitions[state][by]}` : []));
  expect(Object.fromEntries(states.map((state) => [state, row(state).join(", ")]))).toEqual({
    idle: "start -> running, skip -> skipped",
    running:
      "complete -> completed, pause -> paused, hold -> held, stop -> stopped, abort -> aborted",
    paused: "resume -> running, hold -> held, stop -> stopped, abort -> aborted",
    held: "restart -> running, stop -> stopped, abort -> aborted",
    completed: "start -> running",
    stopped: "start -> running, abort -> aborted, skip -> skipped",
    aborted: "start -> running, skip -> skipped",
    skipped: "start -> running",
  });
});

describe.each(states)("a phase that is %s", (state) => {
  test.each(all)("%s: as its cell says", (by) => {
    const past = [...pastOf[state], letOff];
    expect(stateIn(past)).toBe(state);
    const decided = decide(past, by, by === "start" ? { overrideIds: ["o-1"] } : {});
    const next = transitions[state][by];
    if (next === undefined) {
      if (isDoneBy(state, by)) expect(decided).toEqual([]);
      else expect(decided).toMatchObject({ refused: "STEP_OUT_OF_ORDER" });
      return;
    }
    if (isRefusal(decided)) throw new Error(decided.message);
    expect(stateIn([...past, ...decided])).toBe(next);
  });
  test("has its equipment while it is not over", () => {
    expect(isOpen({ status: state })).toBe(["running", "paused", "held"].includes(state));
  });
});

test("law: whatever is done to a phase in turn, it goes by the matrix", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...all), { maxLength: 12 }), (turns) => {
      let past: readonly Past[] = done;
      for (const by of turns) {
        const before = stateIn(past);
        const decided = decide(past, by);
        if (isRefusal(decided)) continue;
        past = [...past, ...decided];
        const to = transitions[before][by];
        expect(stateIn(past)).toBe(decided.length > 0 ? to : before);
        expect(decided.length > 0 || isDoneBy(before, by)).toBe(true);
      }
    }),
  );
});

describe("pausing and resuming a phase", () => {
  test("it happens, without a reason", () => {
    given(...begun)
      .when(commands.pausePhase, { phaseId: "mix" })
      .then({ type: "PhasePaused", data: mix });
    given(...pastOf.paused)
      .when(commands.resumePhase, { phaseId: "mix" })
      .then({ type: "PhaseResumed", data: mix });
  });
  test("ignored when repeated", () => {
    given(...pastOf.paused)
      .when(commands.pausePhase, { phaseId: "mix" })
      .thenNothing();
  });
  test("refused where it does not run, and going on while the batch is held", () => {
    given(...done)
      .when(commands.pausePhase, { phaseId: "mix" })
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...pastOf.held)
      .when(commands.resumePhase, { phaseId: "mix" })
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...begun, batchHeld)
      .when(commands.pausePhase, { phaseId: "mix" })
      .then({ type: "PhasePaused", data: mix });
    given(...pastOf.paused, batchHeld)
      .when(commands.resumePhase, { phaseId: "mix" })
      .thenRefused("STATUS_BLOCKS_USE");
    given().when(commands.pausePhase, { phaseId: "mix" }).thenRefused("NOT_FOUND");
  });
});

describe("holding and restarting a phase", () => {
  test("it happens, with a reason", () => {
    given(...begun)
      .when(commands.holdPhase, { phaseId: "mix" }, { reason })
      .then({ type: "PhaseHeld", data: mix });
    given(...pastOf.held)
      .when(commands.restartPhase, { phaseId: "mix" }, { reason })
      .then({ type: "PhaseRestarted", data: mix });
  });
  test("ignored when repeated", () => {
    given(...pastOf.held)
      .when(commands.holdPhase, { phaseId: "mix" }, { reason })
      .thenNothing();
  });
  test("refused without a reason, and going on while the batch is held", () => {
    given(...begun)
      .when(commands.holdPhase, { phaseId: "mix" })
      .thenRefused("REASON_REQUIRED");
    given(...pastOf.held)
      .when(commands.restartPhase, { phaseId: "mix" })
      .thenRefused("REASON_REQUIRED");
    given(...pastOf.held, batchHeld)
      .when(commands.restartPhase, { phaseId: "mix" }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
  });
  test("what went on by a paper form is entered afterwards, and flagged", () => {
    const form = { type: "BlankFormIssued", data: { form: "F1", copy: 1, digest: "d".repeat(64) } };
    given(...pastOf.held, form, batchHeld)
      .when(
        commands.restartPhase,
        { phaseId: "mix" },
        { reason, fromPaper: { form: "F1", page: 1 } },
      )
      .then({ type: "PhaseRestarted", data: { ...mix, flags: ["STATUS_BLOCKS_USE"] } });
  });
});

describe("stopping a phase", () => {
  test("it happens, with a reason, and frees what it is on; then it may be run again", () => {
    const on: readonly Past[] = [
      ...done,
      { type: "PhaseStarted", data: { ...mix, equipmentId: "mixer-1", flags: [] } },
      { type: "PhasePaused", data: mix },
    ];
    const stopped = { type: "PhaseStopped", data: { ...mix, equipmentId: "mixer-1" } };
    given(...on)
      .when(commands.stopPhase, { phaseId: "mix" }, { reason })
      .then(stopped);
    given(...on, stopped)
      .when(commands.abortPhase, { phaseId: "mix" }, { reason })
      .then({ type: "PhaseAborted", data: mix });
    given(...on, stopped)
      .when(commands.startPhase, { phaseId: "mix" })
      .then({ type: "PhaseStarted", data: { ...mix, run: 2, flags: [] } });
  });
  test("ignored when repeated", () => {
    given(...pastOf.stopped)
      .when(commands.stopPhase, { phaseId: "mix" }, { reason })
      .thenNothing();
  });
  test("refused without a reason, and when it is over", () => {
    given(...begun)
      .when(commands.stopPhase, { phaseId: "mix" })
      .thenRefused("REASON_REQUIRED");
    given(...pastOf.completed)
      .when(commands.stopPhase, { phaseId: "mix" }, { reason })
      .thenRefused("STEP_OUT_OF_ORDER");
  });
});

test.each(["paused", "held", "stopped"] as const)("%s, the batch is not complete", (state) => {
  const dried: Past = { type: "PhaseSkipped", data: { phaseId: "dry", path: paths.dry } };
  const past = [...pastOf[state], dried];
  given(...past)
    .when(completeBatch, {})
    .thenRefused("BATCH_RECORD_INCOMPLETE");
  const name = "Tablets > Granulation > Mix";
  const missing = [{ section: 9, item: state === "stopped" ? name : `${name}: is ${state}` }];
  const context = { also: {} } as never;
  expect(completeBatch.decide({}, stateOf(batch, past), context)).toMatchObject({
    attempted: { sections: [9], missing },
  });
});

test("a hold, a restart and an early end are exceptions of the review; a pause is not", () => {
  const past: readonly Past[] = [
    ...begun,
    { type: "PhasePaused", data: mix },
    { type: "PhaseResumed", data: mix },
    { type: "PhaseHeld", data: mix },
    { type: "PhaseRestarted", data: { ...mix, flags: ["STATUS_BLOCKS_USE"] } },
    { type: "PhaseStopped", data: mix },
  ];
  const state = stateOf(batch, past);
  if (state.status === "unknown") throw new Error("No batch was issued.");
  const { flagged } = evaluated(state);
  const from = begun.length;
  const rules = [0, 1, 2, 3, 4].map((n) =>
    flagged.filter(({ eventId }) => eventId === uuid(0x1000 + from + n)).map((one) => one.ruleKey),
  );
  expect(rules).toEqual([[], [], ["hold"], ["broken-rule", "hold"], ["left-out"]]);
});

test("a phase that had begun has begun, also while it is paused or held", () => {
  for (const state of ["paused", "held"] as const) {
    given(...pastOf[state])
      .when(commands.recordPhaseStarted, { phaseId: "mix" })
      .thenNothing();
  }
});
