// Starting a phase on equipment: what is not fit for use at that second refuses the act, and is
// flagged where the phase had begun already (21 CFR 211.67, 211.68).
import { recordPhaseStarted, startPhase as start } from "../../domain/batch/phase/commands.ts";
import type { PhaseFlag } from "../../domain/batch/phase/events.ts";
import { type EquipmentState, equipment } from "../../domain/equipment/equipment.ts";
import { type Objection, objections } from "../../domain/equipment/fitness.ts";
import { standingAt } from "../../domain/equipment/standing.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";

const nowhere = "none";
const reads = {
  unit: {
    aggregate: equipment,
    id: ({ equipmentId = nowhere }: { readonly equipmentId?: string }) => equipmentId,
  },
};

const startFit = lookingAt(start, reads, (decided, { data, also, context }) => {
  if (data.equipmentId === undefined) return decided;
  const found = against(also.unit, context.judgedAt, context.id);
  const [first] = found;
  if (!first) return decided;
  const because = found.map((one) => one.because).join("; ");
  return refuse(first.code, `The equipment may not be used: ${because}.`, { ...data });
});

const recordFit = lookingAt(recordPhaseStarted, reads, (decided, { data, also, context }) => {
  if (data.equipmentId === undefined) return decided;
  const codes: readonly PhaseFlag[] = against(also.unit, context.occurredAt, context.id).map(
    ({ code }) => code,
  );
  return decided.map((event) => {
    if (event.type !== "PhaseStarted") return event;
    const flags = [...new Set([...event.data.flags, ...codes])];
    return { ...event, data: { ...event.data, flags } };
  });
});

/** What nobody registered nobody has qualified. */
function against(unit: EquipmentState, at: string, batchId: string): readonly Objection[] {
  if (unit.status === "unknown") {
    return [{ code: "DEVICE_NOT_QUALIFIED", because: "it is not registered" }];
  }
  return objections(unit.registered, standingAt(unit.history, at), at, { batchId });
}

export const startPhaseOn = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  handler.execute(startFit, call, session);

export const recordPhaseOn = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  handler.execute(recordFit, call, session);
