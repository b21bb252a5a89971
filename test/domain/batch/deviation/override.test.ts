// An act that its rule refuses, authorised beforehand by somebody else: once, and for this act.
import { describe, expect, test } from "vitest";
import { authoriseOverride } from "../../../../src/domain/batch/deviation/commands.ts";
import { overriddenFor } from "../../../../src/domain/batch/deviation/override.ts";
import {
  consumeMaterial,
  recordConsumption,
} from "../../../../src/domain/batch/material/commands.ts";
import {
  completePhase,
  recordPhaseStarted,
  restartPhase,
  resumePhase,
  startPhase,
} from "../../../../src/domain/batch/phase/commands.ts";
import { type RefusalRule, refusals } from "../../../../src/domain/kernel/refusal.ts";
import { bela, given, type Past, person, uuid } from "../../../given.ts";
import { paths, running, runningPlain } from "../examples.ts";

const actor = person("quality", "qaRelease");
const reason = { code: "departure", text: "The mill is down; the mixer is empty." };
const by = { actor, reason };
const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
const early = { overrideId: "o-1", code: "STEP_OUT_OF_ORDER", phaseId: "mix", deviationId: "d-1" };
const aged = {
  overrideId: "o-2",
  code: "RETEST_DUE",
  materialLotId: "lot-1",
  deviationId: "d-1",
};
const earlyStated = { ...early, path: paths.mix };
const authorised: Past = { type: "OverrideAuthorised", data: earlyStated, by: actor };
const begun: Past = {
  type: "PhaseStarted",
  data: {
    phaseId: "mix",
    path: paths.mix,
    run: 1,
    overrideIds: ["o-1"],
    flags: ["STEP_OUT_OF_ORDER"],
  },
};

describe("authorising an override", () => {
  test("it happens", () => {
    given(...running, linked)
      .when(authoriseOverride, early, by)
      .then({ type: "OverrideAuthorised", data: earlyStated });
    given(...running, linked)
      .when(authoriseOverride, aged, by)
      .then({ type: "OverrideAuthorised", data: aged });
  });
  test("ignored when repeated", () => {
    given(...running, linked, authorised)
      .when(authoriseOverride, early, by)
      .thenNothing();
    given(...running, linked, authorised)
      .when(authoriseOverride, { ...early, phaseId: "charge" }, by)
      .thenRefused("ALREADY_EXISTS");
  });
  test("refused where nobody may, or for something else than the rule is about", () => {
    const asked = given(...running, linked);
    for (const code of ["LOT_ON_HOLD", "SOD_CONFLICT", "WRONG_MATERIAL", "toString"]) {
      asked.when(authoriseOverride, { ...aged, code }, by).thenRefused("OVERRIDE_NOT_POSSIBLE");
    }
    const { phaseId: _, ...unnamed } = early;
    asked.when(authoriseOverride, unnamed, by).thenRefused("OVERRIDE_NOT_POSSIBLE");
    asked
      .when(authoriseOverride, { ...early, materialLotId: "lot-1" }, by)
      .thenRefused("OVERRIDE_NOT_POSSIBLE");
    asked
      .when(authoriseOverride, { ...aged, code: "STEP_OUT_OF_ORDER" }, by)
      .thenRefused("OVERRIDE_NOT_POSSIBLE");
  });
  test("of a device is for one piece: not for a step, whichever piece it is started on", () => {
    const asked = given(...running, linked);
    const unfit = { ...early, code: "DEVICE_NOT_QUALIFIED" };
    asked.when(authoriseOverride, unfit, by).thenRefused("OVERRIDE_NOT_POSSIBLE");
    const onOne = { ...unfit, equipmentId: "mixer-1" };
    asked
      .when(authoriseOverride, onOne, by)
      .then({ type: "OverrideAuthorised", data: { ...onOne, path: paths.mix } });
    asked
      .when(authoriseOverride, { ...early, equipmentId: "mixer-1" }, by)
      .thenRefused("OVERRIDE_NOT_POSSIBLE");
    const { phaseId: _, ...ofNoStep } = onOne;
    asked.when(authoriseOverride, ofNoStep, by).thenRefused("OVERRIDE_NOT_POSSIBLE");
  });
  test("refused without role, reason, deviation, or to who worked on the batch", () => {
    const asked = given(...running, linked);
    given().when(authoriseOverride, early, by).thenRefused("NOT_FOUND");
    given(...running)
      .when(authoriseOverride, early, by)
      .thenRefused("DEVIATION_REQUIRED");
    asked.when(authoriseOverride, early, { actor }).thenRefused("REASON_REQUIRED");
    asked
      .when(authoriseOverride, early, { ...by, actor: person("rita", "qaReviewer") })
      .thenRefused("NOT_AUTHORIZED");
    given(...running, linked, { ...begun, by: actor })
      .when(authoriseOverride, early, by)
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
  });
  test("each code that an act may be let off has somebody who may in the list of refusals", () => {
    for (const code of Object.keys(overriddenFor) as (keyof typeof overriddenFor)[]) {
      const { override }: RefusalRule = refusals[code];
      expect(override).toEqual({ role: "qaRelease" });
    }
  });
});

describe("a start that is let off", () => {
  const asked = { phaseId: "mix", overrideIds: ["o-1"] };
  test("it happens, and says so", () => {
    given(...running, linked, authorised)
      .when(startPhase, asked)
      .then({ type: "PhaseStarted", data: begun.data });
  });
  test("refused without it, with another's, by who authorised it, and a second time", () => {
    given(...running, linked, authorised)
      .when(startPhase, { phaseId: "mix" })
      .thenRefused("STEP_OUT_OF_ORDER");
    given(...running, linked)
      .when(startPhase, asked)
      .thenRefused("OVERRIDE_NOT_OPEN");
    given(...running, linked, authorised)
      .when(startPhase, { phaseId: "charge", overrideIds: ["o-1"] })
      .thenRefused("OVERRIDE_NOT_OPEN");
    given(...running, linked, authorised)
      .when(startPhase, asked, { actor })
      .thenRefused("SECOND_PERSON_REQUIRED");
    const aborted: Past = {
      type: "PhaseAborted",
      data: { phaseId: "mix", path: paths.mix, run: 1 },
    };
    given(...running, linked, authorised, begun, aborted)
      .when(startPhase, asked)
      .thenRefused("OVERRIDE_NOT_OPEN");
  });
  test("a step that is running is not started twice under any", () => {
    const again: Past = { ...authorised, data: { ...earlyStated, overrideId: "o-9" } };
    given(...running, linked, authorised, begun, again)
      .when(startPhase, { phaseId: "mix", overrideIds: ["o-9"] })
      .thenRefused("STEP_OUT_OF_ORDER");
  });
});

describe.each([
  ["resumed", resumePhase, "PhasePaused", "PhaseResumed"],
  ["restarted", restartPhase, "PhaseHeld", "PhaseRestarted"],
] as const)("a step that is %s on what is let off", (_, goOn, still, wentOn) => {
  const run = { phaseId: "mix", path: paths.mix, run: 1 };
  const on: Past = {
    type: "PhaseStarted",
    data: { ...run, equipmentId: "m-1", flags: [] },
  };
  const stood: Past = { type: still, data: run };
  const unfit = { code: "DEVICE_NOT_QUALIFIED", phaseId: "mix", equipmentId: "m-1" };
  const named = { overrideId: "o-3", ...unfit, deviationId: early.deviationId };
  const off: Past = { type: "OverrideAuthorised", data: { ...named, path: paths.mix }, by: actor };
  const seen = given(...running, linked, on, stood, off);
  const asked = { phaseId: "mix", overrideIds: ["o-3"] };
  const gone = { ...run, overrideIds: ["o-3"] };
  const reason = { code: "urgent", text: "The certificate is on its way." };

  test("it happens, and says so", () => {
    seen.when(goOn, asked, { reason }).then({ type: wentOn, data: gone });
  });
  test("refused with none such, by who authorised it, and a second time", () => {
    given(...running, linked, on, stood)
      .when(goOn, asked, { reason })
      .thenRefused("OVERRIDE_NOT_OPEN");
    seen.when(goOn, asked, { reason, actor }).thenRefused("SECOND_PERSON_REQUIRED");
    given(...running, linked, on, stood, off, { type: wentOn, data: gone }, stood)
      .when(goOn, asked, { reason })
      .thenRefused("OVERRIDE_NOT_OPEN");
  });
  test("what lets it begin out of its order is not used up by going on", () => {
    given(...running, linked, on, stood, authorised)
      .when(goOn, { phaseId: "mix", overrideIds: ["o-1"] }, { reason })
      .thenRefused("OVERRIDE_NOT_OPEN");
  });
  test("a step that has gone on does not do so twice", () => {
    given(...running, linked, on, stood, off, { type: wentOn, data: gone })
      .when(goOn, asked, { reason })
      .thenRefused("STEP_OUT_OF_ORDER");
  });
});

describe("said again without what was said of it", () => {
  const plain: Past = {
    type: "PhaseStarted",
    data: { phaseId: "charge", path: paths.charge, run: 1, equipmentId: "m-1", flags: [] },
  };
  const ended: Past = {
    type: "PhaseCompleted",
    data: { phaseId: "charge", path: paths.charge, run: 1, result: "pass" },
  };
  test("it is ignored, and refused where it says otherwise", () => {
    const started = given(...runningPlain, plain);
    started.when(recordPhaseStarted, { phaseId: "charge" }).thenNothing();
    started
      .when(recordPhaseStarted, { phaseId: "charge", equipmentId: "m-2" })
      .thenRefused("ALREADY_EXISTS");
    const completed = given(...runningPlain, plain, ended);
    completed.when(completePhase, { phaseId: "charge" }).thenNothing();
    completed
      .when(completePhase, { phaseId: "charge", result: "fail" })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("a charge that is let off", () => {
  const late: Past = { type: "OverrideAuthorised", data: aged, by: actor };
  const charge = {
    materialLotId: "lot-1",
    material: { materialDefinitionId: "starch", name: "Maize starch" },
    drawnEventId: uuid(1),
    kind: "charge" as const,
    basis: "weighed" as const,
    overrideIds: ["o-2"],
    quantity: { value: "1", unitOfMeasure: "kg" },
  };
  const consumed = { type: "MaterialConsumed", data: { ...charge, flags: ["RETEST_DUE"] } };
  const asked = { ...charge, drawnAgainst: ["RETEST_DUE" as const] };
  test("what was seen to be charged uses up no override that is not for it", () => {
    const seen = given(...runningPlain, linked, late);
    const other = { ...asked, materialLotId: "lot-2" };
    const { overrideIds: _, ...plain } = charge;
    const recorded = { ...plain, materialLotId: "lot-2", flags: ["RETEST_DUE"] };
    seen
      .when(recordConsumption, other, { actor: bela })
      .then({ type: "MaterialConsumed", data: recorded });
    seen
      .when(recordConsumption, asked, { actor })
      .then({ type: "MaterialConsumed", data: { ...plain, flags: ["RETEST_DUE"] } });
    seen.when(recordConsumption, asked, { actor: bela }).then(consumed);
  });
  test("it happens, and says so; of two only the first", () => {
    given(...runningPlain, linked, late)
      .when(consumeMaterial, asked, { actor: bela })
      .then(consumed);
    given(...runningPlain, linked, late, consumed)
      .when(consumeMaterial, asked, { actor: bela })
      .thenNothing();
    given(...runningPlain, linked, late, consumed)
      .when(consumeMaterial, { ...asked, drawnEventId: uuid(2) }, { actor: bela })
      .thenRefused("OVERRIDE_NOT_OPEN");
    given(...runningPlain, linked, late)
      .when(consumeMaterial, { ...asked, materialLotId: "lot-2" }, { actor: bela })
      .thenRefused("OVERRIDE_NOT_OPEN");
  });
});

describe("what is said again otherwise", () => {
  const press = { phaseId: "press", path: { phase: "press" } };
  const onOne: Past = {
    type: "PhaseStarted",
    data: { ...press, equipmentId: "p-1", run: 1, flags: [] },
  };
  test("a start on other equipment is a conflict", () => {
    given(...runningPlain, onOne)
      .when(recordPhaseStarted, { ...press, equipmentId: "p-1" })
      .thenNothing();
    given(...runningPlain, onOne)
      .when(recordPhaseStarted, { ...press, equipmentId: "p-2" })
      .thenRefused("ALREADY_EXISTS");
  });
  test("an end with another result is a conflict", () => {
    const ended: Past = { type: "PhaseCompleted", data: { ...press, run: 1, result: "good" } };
    given(...runningPlain, onOne, ended)
      .when(completePhase, { phaseId: "press", result: "good" })
      .thenNothing();
    given(...runningPlain, onOne, ended)
      .when(completePhase, { phaseId: "press", result: "bad" })
      .thenRefused("ALREADY_EXISTS");
  });
});
