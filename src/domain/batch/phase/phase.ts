// The fold of phases, and the order that the control recipe asks for (21 CFR 11.10(f)).
import type { EventOf } from "../../kernel/event-type.ts";
import type { Keyed } from "../../kernel/keyed.ts";
import { type PhasePath, pathText } from "../../kernel/shape/phase.ts";
import type { Batch } from "../batch-part.ts";
import { stepsIn } from "../control-recipe/control-recipe.ts";
import { routeOf } from "../control-recipe/route.ts";
import type { Issued } from "../lifecycle/lifecycle.ts";
import { type PhaseFlag, type phaseEvents, piecesOf } from "./events.ts";
import { allows, isOpen, type PhaseState } from "./state.ts";

export interface Phase {
  readonly status: Exclude<PhaseState, "idle">;
  readonly phaseId: string;
  readonly path: PhasePath;
  readonly run: number;
  /** On which the last run was, or is. */
  readonly equipmentIds: readonly string[];
  /** Of the last run, once it is completed. */
  readonly result: string | undefined;
}
/** By phase id. */
export type PhasePart = Keyed<Phase>;

export function evolvePhase(
  phases: PhasePart,
  event: EventOf<(typeof phaseEvents)[number]>,
): PhasePart {
  const { phaseId, path } = event.data;
  const { equipmentIds = [] } = { ...phases.get(phaseId) };
  const of = { phaseId, path, equipmentIds, result: undefined };
  switch (event.type) {
    case "PhaseStarted": {
      const { run } = event.data;
      const on = piecesOf(event.data);
      return phases.with(phaseId, { ...of, status: "running", run, equipmentIds: on });
    }
    case "PhaseCompleted": {
      const { run, result } = event.data;
      return phases.with(phaseId, { ...of, status: "completed", run, result });
    }
    case "PhasePaused":
      return phases.with(phaseId, { ...of, status: "paused", run: event.data.run });
    case "PhaseHeld":
      return phases.with(phaseId, { ...of, status: "held", run: event.data.run });
    case "PhaseResumed":
    case "PhaseRestarted":
      return phases.with(phaseId, { ...of, status: "running", run: event.data.run });
    case "PhaseStopped":
      return phases.with(phaseId, { ...of, status: "stopped", run: event.data.run });
    case "PhaseAborted":
      return phases.with(phaseId, { ...of, status: "aborted", run: event.data.run });
    case "PhaseSkipped":
      return phases.with(phaseId, { ...of, status: "skipped", run: 0 });
    default:
      return event satisfies never;
  }
}

type Recipe = Issued["recipe"];

export const planned = (recipe: Recipe, phaseId: string) =>
  recipe?.phases.find((one) => one.phaseId === phaseId);

/** Why a step is out of order. */
export type OrderCause =
  | "predecessorOpen"
  | "conditionFalse"
  | "conditionOpen"
  | "notRunning"
  | Phase["status"];

export interface Obstacle {
  readonly code: Exclude<PhaseFlag, "TIME_LIMIT_EXCEEDED">;
  readonly message: string;
  /** Of a code that stands for several. */
  readonly cause?: OrderCause;
  /** Nobody may override it. */
  readonly never?: true;
}

/** What stands against starting a phase now, by recipe and by what was done. */
export function obstacles(
  batch: Batch,
  { phaseId, equipmentId }: { readonly phaseId: string; readonly equipmentId?: string },
): readonly Obstacle[] {
  const { phases } = batch;
  const { recipe } = batch.issued;
  const route = routeOf(batch);
  const found: Obstacle[] = [];
  const plan = planned(recipe, phaseId);
  if (recipe && recipe.phases.length > 0 && !plan) {
    found.push({ code: "STEP_NOT_IN_RECIPE", message: `${recipe.name} has no such step.` });
  }
  const isOver = (before: string) =>
    route ? route.isDone(before, phaseId) : isDone(phases.get(before));
  const missing = (plan?.after ?? []).filter((before) => !isOver(before));
  if (missing.length > 0) {
    const names = missing.map((id) => nameOf(recipe, id)).join("; ");
    const message = `Not done before it: ${names}.`;
    found.push({ code: "STEP_OUT_OF_ORDER", message, cause: "predecessorOpen" });
  }
  const runs = route ? route.runs(phaseId) : true;
  if (runs !== true) {
    const message =
      runs === false
        ? "Its condition is not so: it is left out."
        : "Its condition cannot be told yet: a value is not recorded.";
    const cause = runs === false ? "conditionFalse" : "conditionOpen";
    found.push({ code: "STEP_OUT_OF_ORDER", message, cause });
  }
  const former = phases.get(phaseId);
  if (former && !isGivenUp(former) && !route?.isAgain(phaseId)) {
    const message = `${pathText(former.path)} is ${former.status} already.`;
    const never = !allows(former.status, "start") && { never: true as const };
    found.push({ code: "STEP_OUT_OF_ORDER", message, cause: former.status, ...never });
  }
  const classes = classesAsked(batch, phaseId);
  if (classes.length > 0 && equipmentId === undefined) {
    // 21 CFR 211.188(b)(2): which piece it is, is known when it begins.
    const message = `Name the equipment: the step asks for ${classes.join(", ")}.`;
    found.push({ code: "WRONG_EQUIPMENT", message });
  }
  return found;
}

/** Of equipment, as the copy asks for them in this step: its own, and that of its unit. */
export function classesAsked({ copied }: Batch, phaseId: string): readonly string[] {
  const step = copied && stepsIn(copied.recipe).find(({ phase }) => phase.key === phaseId);
  if (!step) return [];
  const { unitProcedures } = copied.recipe.procedure;
  const unit = unitProcedures.find(({ key }) => key === step.within[0])?.equipment;
  return [...new Set([...(unit === undefined ? [] : [unit]), ...(step.phase.equipment ?? [])])];
}

/** Whether a phase of the batch is still on it: it may be paused or held there. */
export const isStillOn = (phases: PhasePart, equipmentId: string): boolean =>
  [...phases.values()].some((one) => isOpen(one) && one.equipmentIds.includes(equipmentId));

/** Phases that are not over, and phases of the recipe that nobody has accounted for. */
export function unfinished({ phases, issued: { recipe } }: Batch): readonly string[] {
  const missing = (recipe?.phases ?? []).filter(({ phaseId }) => {
    const phase = phases.get(phaseId);
    return !phase || isGivenUp(phase);
  });
  return [...notOver(phases), ...missing.map(({ path }) => pathText(path))];
}

/** Each phase that runs, is paused or is held, and that it does. */
export const notOver = (phases: PhasePart): readonly string[] =>
  [...phases.values()].filter(isOpen).map(({ path, status }) => `${pathText(path)}: is ${status}`);

/** It may be run again. */
const isGivenUp = ({ status }: Phase): boolean => status === "stopped" || status === "aborted";

const isDone = (phase: Phase | undefined): boolean =>
  phase?.status === "completed" || phase?.status === "skipped";

const nameOf = (recipe: Recipe, phaseId: string): string => {
  const plan = planned(recipe, phaseId);
  return plan ? pathText(plan.path) : phaseId;
};
