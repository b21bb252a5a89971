// Starting and ending a phase on equipment, which is in use meanwhile and dirty afterwards. What is
// not fit for use at that second refuses the act, and is flagged where the phase had begun already
// (21 CFR 211.67, 211.68, 211.182).
import { type BatchEvent, type BatchState, batch } from "../../domain/batch/batch.ts";
import { overriddenIn } from "../../domain/batch/deviation/override.ts";
import {
  abortPhase,
  completePhase,
  recordPhaseStarted,
  startPhase as start,
} from "../../domain/batch/phase/commands.ts";
import type { PhaseFlag } from "../../domain/batch/phase/events.ts";
import { classesAsked, isRunningOn } from "../../domain/batch/phase/phase.ts";
import { followPhaseEnd, followPhaseStart } from "../../domain/equipment/commands.ts";
import { type EquipmentState, equipment } from "../../domain/equipment/equipment.ts";
import { type Objection, objections, type Second } from "../../domain/equipment/fitness.ts";
import { standingAt } from "../../domain/equipment/standing.ts";
import type { Context } from "../../domain/kernel/decider.ts";
import { isRefusal, type RefusalCode, refuse } from "../../domain/kernel/refusal.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { type FirstHalf, followUp, inTwoHalves, mustBeAccepted } from "../request.ts";

const nowhere = "none";
const reads = {
  unit: {
    aggregate: equipment,
    id: ({ equipmentId = nowhere }: { readonly equipmentId?: string }) => equipmentId,
  },
};

const startFit = lookingAt(start, reads, (decided, { data, state, also, context }) => {
  if (data.equipmentId === undefined) return decided;
  const found = [
    ...classAgainst(also.unit, state, data.phaseId),
    ...against(also.unit, judged(context), useFor(context.id, state)),
  ];
  const off =
    state.status === "unknown"
      ? new Set<string>()
      : overriddenIn(state, data.overrideIds, data, context.actor);
  if (isRefusal(off)) return off;
  const first = found.find(({ code }) => !off.has(code));
  if (!first) return flagged(decided, found);
  const because = found.map((one) => one.because).join("; ");
  return refuse(first.code, `The equipment may not be used: ${because}.`, { ...data });
});

const recordFit = lookingAt(
  recordPhaseStarted,
  reads,
  (decided, { data, state, also, context }) => {
    if (data.equipmentId === undefined) return decided;
    const use = useFor(context.id, state);
    return flagged(decided, [
      ...against(also.unit, { at: context.occurredAt, on: context.date }, use),
      ...classAgainst(also.unit, state, data.phaseId),
    ]);
  },
);

interface Against {
  readonly code: PhaseFlag & RefusalCode;
  readonly because: string;
}

const flagged = (decided: readonly BatchEvent[], found: readonly Against[]) =>
  decided.map((event) => {
    if (event.type !== "PhaseStarted") return event;
    const flags = [...new Set([...event.data.flags, ...found.map(({ code }) => code)])];
    return { ...event, data: { ...event.data, flags } };
  });

/** It is of one of the classes that the step asks for (21 CFR 211.63, 211.188(b)(2)). */
function classAgainst(
  unit: EquipmentState,
  state: BatchState,
  phaseId: string,
): readonly Against[] {
  const asked = state.status === "unknown" ? [] : classesAsked(state, phaseId);
  if (asked.length === 0) return [];
  const has = unit.status === "unknown" ? [] : (unit.registered.classes ?? []);
  if (asked.some((one) => has.includes(one))) return [];
  const as = has.length > 0 ? has.join(", ") : "none";
  const because = `the step asks for ${asked.join(", ")}, and it is registered as ${as}`;
  return [{ code: "WRONG_EQUIPMENT", because }];
}

/** What nobody registered nobody has qualified. */
function against(unit: EquipmentState, second: Second, use: Use): readonly Objection[] {
  if (unit.status === "unknown") {
    return [{ code: "DEVICE_NOT_QUALIFIED", because: "it is not registered" }];
  }
  return objections(unit.registered, standingAt(unit.history, second.at), second, use);
}

const judged = ({ judgedAt: at, judgedOn: on }: Context): Second => ({ at, on });

type Use = Parameters<typeof objections>[3];

/** Within a campaign what the batch before it left is not to be cleaned. */
function useFor(batchId: string, state: BatchState): Use {
  const campaign = state.status === "unknown" ? undefined : state.issued.campaign;
  return { batchId, ...(campaign !== undefined && { campaign }) };
}

type Start = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

export const startPhaseOn: Start = (handler, call, session) =>
  startedOn(handler, call, session, handler.execute(startFit, call, session));

export const recordPhaseOn: Start = (handler, call, session) =>
  startedOn(handler, call, session, handler.execute(recordFit, call, session));

function startedOn(handler: Handler, call: Call, session: Session, begun: Promise<Answer>) {
  const asked = start.data.safeParse(call.data);
  const equipmentId = asked.success ? asked.data.equipmentId : undefined;
  return inTwoHalves(call, begun, "PhaseStarted", async (first) => {
    if (equipmentId !== undefined) await finishStart(handler, call.id, equipmentId, first, session);
  });
}

/** From here on it is in use, and dirty. Where the phase is over by now, so is the use. */
export async function finishStart(
  handler: Handler,
  batchId: string,
  equipmentId: string,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state: unit } = await handler.load(equipment, equipmentId);
  if (unit.status === "unknown") return;
  const { state } = await handler.load(batch, batchId);
  const call = followUp(first, equipmentId, useFor(batchId, state));
  mustBeAccepted(await handler.execute(followPhaseStart, call, session), "Noting a use");
  if (state.status !== "unknown" && !isRunningOn(state.phases, equipmentId)) {
    await endUse(
      handler,
      batchId,
      equipmentId,
      followUp(first, equipmentId, { batchId }, 1),
      session,
    );
  }
}

export const completePhaseOn: Start = (handler, call, session) =>
  ended(handler, call, session, handler.execute(completePhase, call, session), "PhaseCompleted");

export const abortPhaseOn: Start = (handler, call, session) =>
  ended(handler, call, session, handler.execute(abortPhase, call, session), "PhaseAborted");

async function ended(
  handler: Handler,
  call: Call,
  session: Session,
  begun: Promise<Answer>,
  type: "PhaseCompleted" | "PhaseAborted",
): Promise<Answer> {
  const asked = abortPhase.data.safeParse({ phaseId: phaseIn(call.data) });
  return inTwoHalves(call, begun, type, async (first) => {
    const { state } = await handler.load(batch, call.id);
    if (!asked.success || state.status === "unknown") return;
    const equipmentId = state.phases.get(asked.data.phaseId)?.equipmentId;
    if (equipmentId !== undefined) await finishEnd(handler, call.id, equipmentId, first, session);
  });
}

const phaseIn = (data: unknown): unknown =>
  typeof data === "object" && data !== null && "phaseId" in data ? data.phaseId : undefined;

/** Unless another phase of the batch goes on there. */
export async function finishEnd(
  handler: Handler,
  batchId: string,
  equipmentId: string,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state } = await handler.load(batch, batchId);
  const { state: unit } = await handler.load(equipment, equipmentId);
  if (unit.status === "unknown") return;
  if (state.status !== "unknown" && isRunningOn(state.phases, equipmentId)) return;
  await endUse(handler, batchId, equipmentId, followUp(first, equipmentId, { batchId }), session);
}

async function endUse(
  handler: Handler,
  batchId: string,
  equipmentId: string,
  call: Call,
  session: Session,
): Promise<void> {
  const answer = await handler.execute(followPhaseEnd, call, session);
  mustBeAccepted(answer, `Ending the use of ${equipmentId} for batch ${batchId}`);
}
