// Running the phases of the control recipe in their order.
import { z } from "zod";
import type { Context, Decision } from "../../kernel/decider.ts";
import { refuseBackdated, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { pathText } from "../../kernel/shape/phase.ts";
import { type BatchEvent, type BatchState, command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import type { When } from "../control-recipe/evidence.ts";
import { performerOf, refuseRole } from "../control-recipe/sign-off.ts";
import { departureKey } from "../deviation/deviation.ts";
import { type Act, overriddenIn } from "../deviation/override.ts";
import { isKnown, refuseAct, refuseEntry, standingFlags, unknownBatch } from "../standing.ts";
import {
  PhaseAborted,
  PhaseCompleted,
  type PhaseFlag,
  PhaseSkipped,
  PhaseStarted,
  piecesOf,
} from "./events.ts";
import { type OrderCause, obstacles, type Phase, planned } from "./phase.ts";
import { allows, isDoneBy, isOpen, type PhaseCommand } from "./state.ts";
import { isLate, timed, timesTaken } from "./time-limit.ts";

const Start = z.strictObject({
  phaseId: PhaseStarted.data.shape.phaseId,
  path: PhaseStarted.data.shape.path.exactOptional().describe("Without a recipe."),
  equipmentId: PhaseStarted.data.shape.equipmentId,
  furtherEquipmentIds: PhaseStarted.data.shape.furtherEquipmentIds,
  overrideIds: PhaseStarted.data.shape.overrideIds,
});

export const startPhase = command("StartPhase", "executeBatch", Start, (data, batch, context) => {
  if (!isKnown(batch)) return unknownBatch;
  const refused = refuseAct(batch) ?? refuseRole(performerOf(batch, data.phaseId), context);
  if (refused) return refused;
  // ES-7: of many who start it one does; a repeated command is known by its id.
  const off = overriddenIn(batch, data.overrideIds, actOf(data), context.actor);
  if (isRefusal(off)) return off;
  const found = obstacles(batch, data);
  const first = found.find(({ code, never }) => never || !off.has(code));
  if (first) return refuse(first.code, first.message, caused(data, first.cause));
  // What had begun is recorded as such: a start put into the past would hide who uses the piece.
  const backdated = refuseBackdated(context);
  if (backdated) return backdated;
  const flags = [...new Set(found.map(({ code }) => code))];
  const now = { occurredAt: context.judgedAt, recordedAt: context.at };
  return [{ type: "PhaseStarted", data: begun(batch, data, now, flags) }];
});

/** It had begun already: recorded whatever the order was, and flagged. */
export const recordPhaseStarted = command(
  "RecordPhaseStarted",
  "executeBatch",
  Start.omit({ overrideIds: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.phases.get(data.phaseId);
    if (former && isOpen(former)) {
      const said = piecesOf(data);
      const isSame = said.length === 0 || sameContent(said, former.equipmentIds);
      return isSame ? [] : otherwise(former);
    }
    const found = obstacles(batch, data).map(({ code }) => code);
    const early = batch.status === "issued" ? (["BATCH_NOT_STARTED"] as const) : [];
    const onHold = batch.holds.size > 0 ? (["STATUS_BLOCKS_USE"] as const) : [];
    const notTheirs = refuseRole(performerOf(batch, data.phaseId), context);
    const byOther = notTheirs ? (["NOT_AUTHORIZED"] as const) : [];
    const flags = [...new Set([...early, ...found, ...onHold, ...byOther])];
    const refused = refuseEntry(batch);
    const now = { occurredAt: context.occurredAt, recordedAt: context.at };
    return refused ?? [{ type: "PhaseStarted", data: begun(batch, data, now, flags) }];
  },
);

export const completePhase = command(
  "CompletePhase",
  "executeBatch",
  PhaseCompleted.data.pick({ phaseId: true, result: true }),
  (data, state, { occurredAt, at }) => {
    const done = isKnown(state) ? state.phases.get(data.phaseId) : undefined;
    // Whoever does not say it does not say otherwise.
    const isSame = data.result === undefined || data.result === done?.result;
    if (done?.status === "completed" && !isSame) return otherwise(done);
    return moved("complete", data, state, (phase, batch) => {
      const times = timesTaken(batch, data.phaseId, "end", { occurredAt, recordedAt: at });
      const late = isLate(times) ? { flags: ["TIME_LIMIT_EXCEEDED" as const] } : {};
      const completed = { ...data, ...ending(phase), ...timed(times), ...late };
      return [{ type: "PhaseCompleted", data: completed }];
    });
  },
);

const Move = PhaseAborted.data.pick({ phaseId: true });

/** Where the procedure allows it: nothing is amiss, and no reason is asked. */
export const pausePhase = command("PausePhase", "executeBatch", Move, (data, batch) =>
  moved("pause", data, batch, (phase) => [{ type: "PhasePaused", data: runOf(phase) }]),
);

const GoOn = z.strictObject({ ...Move.shape, overrideIds: Start.shape.overrideIds });

export const resumePhase = command("ResumePhase", "executeBatch", GoOn, (data, state, context) =>
  moved("resume", data, state, (phase, batch) => {
    const as = goingOn(batch, data, phase, context);
    return isRefusal(as) ? as : [{ type: "PhaseResumed", data: { ...runOf(phase), ...as } }];
  }),
);

/** An exception, and so with a reason; from it the phase is restarted, also with one. */
export const holdPhase = command("HoldPhase", "executeBatch", Move, (data, batch, context) =>
  moved("hold", data, batch, (phase) => {
    return refuseWithoutReason(context) ?? [{ type: "PhaseHeld", data: runOf(phase) }];
  }),
);

export const restartPhase = command("RestartPhase", "executeBatch", GoOn, (data, state, context) =>
  moved("restart", data, state, (phase, batch) => {
    const as = goingOn(batch, data, phase, context);
    if (isRefusal(as)) return as;
    const restarted = { ...runOf(phase), ...as };
    return refuseWithoutReason(context) ?? [{ type: "PhaseRestarted", data: restarted }];
  }),
);

/** It had gone on already: recorded whatever stood against it, and flagged. */
export const recordPhaseResumed = command(
  "RecordPhaseResumed",
  "executeBatch",
  Move,
  (data, state, context) =>
    moved("resume", data, state, (phase, batch) => {
      const resumed = { ...runOf(phase), ...wentOn(batch, phase, context) };
      return [{ type: "PhaseResumed", data: resumed }];
    }),
);

export const recordPhaseRestarted = command(
  "RecordPhaseRestarted",
  "executeBatch",
  Move,
  (data, state, context) =>
    moved("restart", data, state, (phase, batch) => {
      const restarted = { ...runOf(phase), ...wentOn(batch, phase, context) };
      return refuseWithoutReason(context) ?? [{ type: "PhaseRestarted", data: restarted }];
    }),
);

export const stopPhase = command("StopPhase", "executeBatch", Move, (data, batch, context) =>
  moved("stop", data, batch, (phase) => {
    return refuseWithoutReason(context) ?? [{ type: "PhaseStopped", data: ending(phase) }];
  }),
);

export const abortPhase = command("AbortPhase", "executeBatch", Move, (data, batch, context) =>
  moved("abort", data, batch, (phase) => {
    return refuseWithoutReason(context) ?? [{ type: "PhaseAborted", data: ending(phase) }];
  }),
);

/** With a reason; of a master, after quality authorised that departure, under its deviation. */
export const skipPhase = command(
  "SkipPhase",
  "executeBatch",
  z.strictObject({
    phaseId: PhaseSkipped.data.shape.phaseId,
    deviationId: PhaseSkipped.data.shape.deviationId,
  }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const phase = batch.phases.get(data.phaseId);
    if (phase?.status === "skipped") return [];
    const refused = refuseAct(batch) ?? refuseWithoutReason(context);
    if (refused) return refused;
    const plan = planned(batch.issued.recipe, data.phaseId);
    if (!plan) return refuse("STEP_NOT_IN_RECIPE", "Only a step of the recipe is skipped.");
    if (batch.copied && data.deviationId === undefined) {
      return refuse("DEVIATION_REQUIRED", "A step of the master is left out under a deviation.");
    }
    if (data.deviationId !== undefined && !batch.deviations.linked.has(data.deviationId)) {
      return refuse("DEVIATION_REQUIRED", "There is no such deviation about this batch.");
    }
    // EU GMP Part I, 4.20(h): not by who runs it, but by quality, beforehand.
    const departure = departureKey({ section: 9, item: pathText(plan.path) });
    if (batch.copied && !batch.deviations.departures.has(departure)) {
      const message = "Quality has not authorised under a deviation that the step be left out.";
      return refuse("DEVIATION_REQUIRED", message, caused(data, undefined));
    }
    if (phase && !allows(phase.status, "skip")) return refuseMove("skip", data, phase);
    return [{ type: "PhaseSkipped", data: { ...data, path: plan.path } }];
  },
);

/** What overrides are asked about. */
export const actOf = (data: z.output<typeof Start>): Act => ({
  phaseId: data.phaseId,
  equipmentIds: piecesOf(data),
});

/** Said again, and not the same. */
const otherwise = ({ status, path }: Phase) =>
  refuse("ALREADY_EXISTS", `${pathText(path)} is ${status} already, by other words.`);

type Move = z.output<typeof Move>;
type GoOn = z.output<typeof GoOn>;

/** What leads from one state to another happens from there, once; STEP_OUT_OF_ORDER else. */
function moved(
  by: PhaseCommand,
  data: Move,
  batch: BatchState,
  then: (phase: Phase, batch: Batch) => Decision<BatchEvent>,
): Decision<BatchEvent> {
  if (!isKnown(batch)) return unknownBatch;
  const phase = batch.phases.get(data.phaseId);
  if (phase && isDoneBy(phase.status, by)) return [];
  if (!phase || !allows(phase.status, by)) return refuseMove(by, data, phase);
  return refuseEntry(batch) ?? then(phase, batch);
}

function refuseMove(by: PhaseCommand, data: Move, phase: Phase | undefined): Refusal {
  const status = phase?.status ?? "not running";
  const message = `The step is ${status}: from there nothing leads by "${by}".`;
  return refuse("STEP_OUT_OF_ORDER", message, caused(data, phase?.status ?? "notRunning"));
}

/** To go on is an act, as to start is: done now, since what it is asked is asked as of now. */
function goingOn(batch: Batch, data: GoOn, phase: Phase, context: Context) {
  if (context.fromPaper) return wentOn(batch, phase, context);
  const refused = refuseAct(batch) ?? refuseRole(performerOf(batch, phase.phaseId), context);
  if (refused) return refused;
  const { overrideIds } = data;
  const off = overriddenIn(batch, overrideIds, { ...phase, goesOn: true }, context.actor);
  if (isRefusal(off)) return off;
  return refuseBackdated(context) ?? { ...(overrideIds && { overrideIds }) };
}

/** It has gone on: whatever stood against that is flagged, and no override is used up. */
function wentOn(batch: Batch, { phaseId }: Phase, context: Context) {
  const notTheirs = refuseRole(performerOf(batch, phaseId), context);
  const byOther = notTheirs ? (["NOT_AUTHORIZED"] as const) : [];
  const flags = [...standingFlags(batch), ...byOther];
  return flags.length > 0 ? { flags } : {};
}

const caused = (data: { readonly phaseId: string }, cause: OrderCause | undefined) => ({
  ...data,
  ...(cause && { cause }),
});

/** What a start says beside what was asked: how long it took to come to it. */
function begun(batch: Batch, data: z.output<typeof Start>, now: When, flags: readonly PhaseFlag[]) {
  const times = timesTaken(batch, data.phaseId, "start", now);
  const late = isLate(times) ? (["TIME_LIMIT_EXCEEDED"] as const) : [];
  return { ...started(batch, data), ...timed(times), flags: [...flags, ...late] };
}

const runOf = ({ phaseId, path, run }: Phase) => ({ phaseId, path, run });

/** What was stopped is on nothing any more when it is aborted. */
function ending(phase: Phase) {
  const [equipmentId, ...further] = isOpen(phase) ? phase.equipmentIds : [];
  const on = { ...(equipmentId !== undefined && { equipmentId }) };
  return { ...runOf(phase), ...on, ...(further.length > 0 && { furtherEquipmentIds: further }) };
}

/** As issued where there is a recipe; else as the caller names it. */
function started({ phases, issued }: Batch, data: z.output<typeof Start>) {
  const plan = planned(issued.recipe, data.phaseId);
  return {
    ...data,
    path: plan?.path ?? data.path ?? { phase: data.phaseId },
    run: (phases.get(data.phaseId)?.run ?? 0) + 1,
    ...(plan?.instruction !== undefined && { instruction: plan.instruction }),
  };
}
