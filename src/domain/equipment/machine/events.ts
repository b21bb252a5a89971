// What a machine does: its state by ISA-TR88.00.02 (PackML), with reasons and counts, and its
// alarms.
import { z } from "zod";
import { eventType, formerly } from "../../kernel/event-type.ts";
import { Id, Name, Text } from "../../kernel/shape/reference.ts";

/** ISA-TR88.00.02-2022, 4.4. */
export const packMlStates = [
  "stopped",
  "starting",
  "idle",
  "suspending",
  "suspended",
  "unsuspending",
  "holding",
  "held",
  "unholding",
  "execute",
  "completing",
  "complete",
  "resetting",
  "clearing",
  "aborting",
  "aborted",
  "stopping",
] as const;
export type PackMlState = (typeof packMlStates)[number];

const seen = {
  cause: Name.exactOptional(),
  batchId: Id.exactOptional(),
  goodCount: z.int().min(0).exactOptional(),
  rejectCount: z.int().min(0).exactOptional(),
};

const FourStates = z.strictObject({
  state: z.enum(["setUp", "running", "stopped", "idle"]),
  ...seen,
});

export const EquipmentStateChanged = eventType("EquipmentStateChanged", {
  data: z.strictObject({
    state: z.enum(packMlStates),
    mode: z
      .enum(["production", "setUp", "maintenance"])
      .exactOptional()
      .describe("Unit mode; absent: production."),
    ...seen,
    goodCount: seen.goodCount.describe("Since the counts that were said before."),
    rejectCount: seen.rejectCount.describe("Since the counts that were said before."),
  }),
  action: "create",
  criticality: "major",
  labels: {
    state: "State",
    mode: "Mode",
    cause: "Cause",
    batchId: "Batch",
    goodCount: "Good",
    rejectCount: "Rejected",
  },
  subjects: ({ batchId }) => (batchId ? [{ batch: batchId }] : []),
  sentence: ({ state, mode, cause, goodCount, rejectCount }) => {
    const counts = [
      ...(goodCount === undefined ? [] : [`${goodCount} good`]),
      ...(rejectCount === undefined ? [] : [`${rejectCount} rejected`]),
    ];
    const counted = counts.length > 0 ? ` (${counts.join(", ")})` : "";
    const word = mode === "setUp" ? "Being set up" : stateWords[state];
    const kept = mode === "maintenance" ? ", in maintenance" : "";
    return `${word}${kept}${cause ? `: ${cause}` : ""}${counted}`;
  },
  entry: "State Change",
  formerly: [
    formerly(FourStates, ({ state, ...same }) => {
      if (state === "setUp") return { ...same, state: "execute", mode: "setUp" };
      return { ...same, state: state === "running" ? "execute" : state };
    }),
  ],
});

export const AlarmRaised = eventType("AlarmRaised", {
  data: z.strictObject({
    alarmId: Id,
    code: Name,
    text: Text,
    priority: z.enum(["critical", "major", "minor"]),
    batchId: Id.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    alarmId: "Alarm",
    code: "Code",
    text: "Text",
    priority: "Priority",
    batchId: "Batch",
  },
  subjects: ({ batchId }) => (batchId ? [{ batch: batchId }] : []),
  sentence: ({ code, text, priority }) => `Alarm ${code} (${priority}): ${text}`,
  entry: "Alarm",
});

/** Draft Annex 11, 12.9: who, in which role, and what they have to say of it. */
export const AlarmAcknowledged = eventType("AlarmAcknowledged", {
  data: z.strictObject({ alarmId: Id, code: Name, comment: Text, batchId: Id.exactOptional() }),
  action: "alarmAcknowledged",
  criticality: "critical",
  labels: { alarmId: "Alarm", code: "Code", comment: "Comment", batchId: "Batch" },
  subjects: ({ batchId }) => (batchId ? [{ batch: batchId }] : []),
  sentence: ({ code, comment }) => `Alarm ${code} acknowledged: ${comment}`,
  entry: "Alarm",
});

/** Out of order or locked: until it is put back. */
export const EquipmentTakenOut = eventType("EquipmentTakenOut", {
  data: z.strictObject({ cause: Name }),
  action: "create",
  criticality: "critical",
  labels: { cause: "Cause" },
  subjects: () => [],
  sentence: ({ cause }) => `Not to be used for now: ${cause}`,
  entry: "Equipment",
});

export const EquipmentPutBack = eventType("EquipmentPutBack", {
  data: z.strictObject({ measure: Name }),
  action: "release",
  criticality: "critical",
  labels: { measure: "What was done" },
  subjects: () => [],
  sentence: ({ measure }) => `May be used again: ${measure}`,
  entry: "Equipment",
});

export const machineEvents = [
  EquipmentStateChanged,
  AlarmRaised,
  AlarmAcknowledged,
  EquipmentTakenOut,
  EquipmentPutBack,
] as const;

const stateWords: Readonly<Record<PackMlState, string>> = {
  stopped: "Stopped",
  starting: "Starting",
  idle: "Idle",
  suspending: "Suspending",
  suspended: "Suspended",
  unsuspending: "Going on after a suspension",
  holding: "Holding",
  held: "Held",
  unholding: "Going on after a hold",
  execute: "Running",
  completing: "Completing",
  complete: "Complete",
  resetting: "Resetting",
  clearing: "Clearing",
  aborting: "Aborting",
  aborted: "Aborted",
  stopping: "Stopping",
};
