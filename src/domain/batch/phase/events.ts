// The execution of a phase, in the words of ISA-88. One phase may be run again after it was
// stopped or aborted.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { OverrideIds } from "../../kernel/shape/override-ids.ts";
import { PhasePath, pathText } from "../../kernel/shape/phase.ts";
import { Id, Text } from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";
import { TimeTaken } from "./time-limit.ts";

const phase = {
  phaseId: Id.describe("Of the control recipe; without one, what the caller names it by."),
  path: PhasePath,
  run: z.int().min(1).describe("Counts the runs of this phase in the batch."),
};
const labels = { phaseId: "Phase id", path: "Step", run: "Run" };
const timeLimits = z.array(TimeTaken).exactOptional().describe("Of the recipe, that end here.");
const used = Id.exactOptional().describe("Whose use for this phase ends.");
const further = z
  .array(Id)
  .min(1)
  .max(20)
  .exactOptional()
  .describe("Further pieces, of a step that asks for several classes.");
const again = (run: number): string => (run > 1 ? `, run ${run}` : "");
const broken = (flags: readonly string[] = []): string =>
  flags.length > 0 ? ` (${flags.join(", ")})` : "";

/** Recorded later than the rules allow it: the step had begun already. */
export const PhaseFlag = z.enum([
  "STEP_OUT_OF_ORDER",
  "STEP_NOT_IN_RECIPE",
  "BATCH_NOT_STARTED",
  "STATUS_BLOCKS_USE",
  "DEVICE_NOT_QUALIFIED",
  "WRONG_EQUIPMENT",
  "NOT_AUTHORIZED",
  "TRAINING_NOT_CURRENT",
  "TIME_LIMIT_EXCEEDED",
]);
export type PhaseFlag = z.output<typeof PhaseFlag>;

export const PhaseStarted = eventType("PhaseStarted", {
  data: z.strictObject({
    ...phase,
    instruction: Text.exactOptional().describe("As issued."),
    equipmentId: Id.exactOptional(),
    furtherEquipmentIds: further,
    timeLimits,
    overrideIds: OverrideIds,
    flags: z.array(PhaseFlag).describe("Rules that this broke; recorded all the same."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...labels,
    instruction: "Instruction",
    equipmentId: "Equipment",
    furtherEquipmentIds: "Further equipment",
    timeLimits: "Times",
    overrideIds: "Overrides used",
    flags: "Against the rules",
  },
  subjects: piecesNamed,
  sentence: ({ path, run, flags, ...data }, show) => {
    const names = piecesOf(data).map((id) => show.equipment(id));
    const on = names.length > 0 ? ` on ${names.join(", ")}` : "";
    return `${pathText(path)} started${on}${again(run)}${broken(flags)}`;
  },
  entry: "Procedural Execution",
});

export const PhaseCompleted = eventType("PhaseCompleted", {
  data: z.strictObject({
    ...phase,
    result: Text.exactOptional(),
    equipmentId: used,
    furtherEquipmentIds: further,
    timeLimits,
    flags: z.array(z.enum(["TIME_LIMIT_EXCEEDED"])).exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...labels,
    result: "Result",
    equipmentId: "Equipment",
    furtherEquipmentIds: "Further equipment",
    timeLimits: "Times",
    flags: "Against the rules",
  },
  subjects: piecesNamed,
  sentence: ({ path, run, result, flags }) =>
    `${pathText(path)} completed${again(run)}${result ? `: ${result}` : ""}${broken(flags)}`,
  entry: "Procedural Execution",
});

/** To a point where the procedure allows it; it goes on from there. */
export const PhasePaused = eventType("PhasePaused", {
  data: z.strictObject(phase),
  action: "create",
  criticality: "major",
  labels,
  subjects: () => [],
  sentence: ({ path, run }) => `${pathText(path)} paused${again(run)}`,
  entry: "Procedural Execution",
});

export const GoingOnFlag = z.enum([
  "BATCH_NOT_STARTED",
  "BATCH_CLOSED",
  "STATUS_BLOCKS_USE",
  "NOT_AUTHORIZED",
  "DEVICE_NOT_QUALIFIED",
  "TRAINING_NOT_CURRENT",
  "LOT_ON_HOLD",
]);

/** Recorded as it was, whatever stood against it; or let off what stood against it. */
const goingOn = {
  data: z.strictObject({
    ...phase,
    overrideIds: OverrideIds,
    flags: z.array(GoingOnFlag).exactOptional(),
  }),
  labels: { ...labels, overrideIds: "Overrides used", flags: "Against the rules" },
};

export const PhaseResumed = eventType("PhaseResumed", {
  ...goingOn,
  action: "create",
  criticality: "major",
  subjects: () => [],
  sentence: ({ path, run, flags }) => `${pathText(path)} resumed${again(run)}${broken(flags)}`,
  entry: "Procedural Execution",
});

/** An exception: it is brought to a known safe state. */
export const PhaseHeld = eventType("PhaseHeld", {
  data: z.strictObject(phase),
  action: "create",
  criticality: "critical",
  labels,
  subjects: () => [],
  sentence: ({ path, run }) => `${pathText(path)} held${again(run)}`,
  entry: "Procedural Execution",
});

export const PhaseRestarted = eventType("PhaseRestarted", {
  ...goingOn,
  action: "create",
  criticality: "critical",
  subjects: () => [],
  sentence: ({ path, run, flags }) => `${pathText(path)} restarted${again(run)}${broken(flags)}`,
  entry: "Procedural Execution",
});

export const PhaseSkipped = eventType("PhaseSkipped", {
  data: z.strictObject({
    phaseId: phase.phaseId,
    path: phase.path,
    deviationId: Id.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: { phaseId: labels.phaseId, path: labels.path, deviationId: "Deviation" },
  subjects: ({ deviationId }) => (deviationId ? [{ deviation: deviationId }] : []),
  sentence: ({ path }) => `${pathText(path)} skipped`,
  entry: "Procedural Execution",
});

const ended = {
  data: z.strictObject({ ...phase, equipmentId: used, furtherEquipmentIds: further }),
  labels: { ...labels, equipmentId: "Equipment", furtherEquipmentIds: "Further equipment" },
};

/** In order, before its time. */
export const PhaseStopped = eventType("PhaseStopped", {
  ...ended,
  action: "create",
  criticality: "critical",
  subjects: piecesNamed,
  sentence: ({ path, run }) => `${pathText(path)} stopped${again(run)}`,
  entry: "Procedural Execution",
});

/** At once. */
export const PhaseAborted = eventType("PhaseAborted", {
  ...ended,
  action: "create",
  criticality: "critical",
  subjects: piecesNamed,
  sentence: ({ path, run }) => `${pathText(path)} aborted${again(run)}`,
  entry: "Procedural Execution",
});

interface OnPieces {
  readonly equipmentId?: string;
  readonly furtherEquipmentIds?: readonly string[];
}

/** Every piece of equipment that a phase is on, each once. */
export const piecesOf = ({
  equipmentId,
  furtherEquipmentIds = [],
}: OnPieces): readonly string[] => [
  ...new Set([...(equipmentId === undefined ? [] : [equipmentId]), ...furtherEquipmentIds]),
];

function piecesNamed(data: OnPieces): readonly Subject[] {
  return piecesOf(data).map((equipment) => ({ equipment }));
}

export const phaseEvents = [
  PhaseStarted,
  PhaseCompleted,
  PhaseSkipped,
  PhaseAborted,
  PhasePaused,
  PhaseResumed,
  PhaseHeld,
  PhaseRestarted,
  PhaseStopped,
] as const;
