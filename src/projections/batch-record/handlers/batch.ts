// The batch itself: its issue, its states, its steps, checks and remarks.
import { piecesOf } from "../../../domain/batch/phase/events.ts";
import type { Handlers } from "./tables.ts";
import { ofBatch, ofBatchWithId } from "./tables.ts";

export const batchHandlers = {
  BatchIssued(into, event) {
    const { data, metadata } = event;
    into.insert("batch", {
      ...ofBatchWithId(event),
      batch_number: data.batchNumber,
      is_provisional: data.numberIsProvisional ?? false,
      material_definition_id: data.material.materialDefinitionId,
      product: data.material.name,
      strength: data.strength ?? null,
      planned_quantity: data.plannedQuantity ?? null,
      recipe: data.recipe ?? null,
      order_id: data.orderId ?? null,
      campaign: data.campaign ?? null,
      equipment_ids: data.equipmentIds,
      data_origin: data.dataOrigin,
      site: metadata.site,
      legal_entity: metadata.legalEntity,
      zone: metadata.zone,
    });
  },
  BatchNumberGiven: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "numbered", detail: event.data }),
  BatchStarted: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "started", detail: event.data }),
  BatchHoldPlaced: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "holdPlaced", detail: event.data }),
  BatchHoldLifted: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "holdLifted", detail: event.data }),
  BatchCompleted: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "completed", detail: event.data }),
  ProductionApproved: (into, event) =>
    into.insert("batch_state", {
      ...ofBatch(event),
      state: "productionApproved",
      detail: event.data,
    }),
  RecordReviewed: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "reviewed", detail: event.data }),
  BatchRecordApproved: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "approved", detail: event.data }),
  BatchRecordNotApproved: (into, event) =>
    into.insert("batch_state", { ...ofBatch(event), state: "notApproved", detail: event.data }),

  LineCleared(into, event) {
    const { area, when, result, findings, equipmentId } = event.data;
    into.insert("inspection", {
      ...ofBatch(event),
      kind: "lineClearance",
      name: area,
      phase_of_batch: when,
      result,
      findings: findings ?? null,
      equipment_id: equipmentId ?? null,
    });
  },
  CheckPerformed(into, event) {
    const { check, result, path, checksEventId, findings, equipmentId } = event.data;
    into.insert("inspection", {
      ...ofBatch(event),
      kind: "check",
      name: check,
      result,
      path: path ?? null,
      checks_event_id: checksEventId ?? null,
      findings: findings ?? null,
      equipment_id: equipmentId ?? null,
    });
  },
  CommentAdded(into, event) {
    const { text, aboutEventId } = event.data;
    const about = { about_event_id: aboutEventId ?? null };
    into.insert("remark", { ...ofBatch(event), kind: "comment", text, ...about });
  },
  AddendumWritten(into, event) {
    const { shouldBe, evidence, aboutEventId, deviationId, makesStale, proposesHold } = event.data;
    into.insert("remark", {
      ...ofBatch(event),
      kind: "addendum",
      text: shouldBe,
      evidence,
      about_event_id: aboutEventId ?? null,
      deviation_id: deviationId ?? null,
      makes_stale: makesStale,
      proposes_hold: proposesHold ?? null,
    });
  },

  PhaseStarted(into, event) {
    const { instruction, timeLimits, flags, overrideIds } = event.data;
    into.insert("step", {
      ...ofBatch(event),
      ...phase(event.data),
      happened: "started",
      instruction: instruction ?? null,
      equipment_ids: [...piecesOf(event.data)],
      times: timeLimits ?? null,
      override_ids: overrideIds ?? [],
      flags,
    });
  },
  PhaseCompleted(into, event) {
    const { result, timeLimits, flags = [] } = event.data;
    const completed = { happened: "completed", result: result ?? null, times: timeLimits ?? null };
    into.insert("step", { ...ofBatch(event), ...phase(event.data), ...completed, flags });
  },
  PhasePaused: (into, event) =>
    into.insert("step", { ...ofBatch(event), ...phase(event.data), happened: "paused" }),
  PhaseResumed: (into, event) =>
    into.insert("step", { ...ofBatch(event), ...wentOn(event.data), happened: "resumed" }),
  PhaseHeld: (into, event) =>
    into.insert("step", { ...ofBatch(event), ...phase(event.data), happened: "held" }),
  PhaseRestarted: (into, event) =>
    into.insert("step", { ...ofBatch(event), ...wentOn(event.data), happened: "restarted" }),
  PhaseStopped: (into, event) =>
    into.insert("step", { ...ofBatch(event), ...phase(event.data), happened: "stopped" }),
  PhaseAborted: (into, event) =>
    into.insert("step", { ...ofBatch(event), ...phase(event.data), happened: "aborted" }),
  PhaseSkipped(into, event) {
    const deviation_id = event.data.deviationId ?? null;
    const skipped = { happened: "skipped", deviation_id };
    into.insert("step", { ...ofBatch(event), ...phase(event.data), ...skipped });
  },
} satisfies Handlers;

interface Phase<Path> {
  readonly phaseId: string;
  readonly path: Path;
  readonly run?: number;
}
const wentOn = <Path>({
  overrideIds = [],
  flags = [],
  ...on
}: Phase<Path> & {
  readonly overrideIds?: readonly string[];
  readonly flags?: readonly string[];
}) => ({
  ...phase(on),
  override_ids: [...overrideIds],
  flags: [...flags],
});
const phase = <Path>({ phaseId, path, run }: Phase<Path>) => ({
  phase_id: phaseId,
  path,
  run: run ?? null,
  override_ids: [],
  flags: [],
});
