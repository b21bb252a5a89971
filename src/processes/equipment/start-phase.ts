// Starting and ending a phase on equipment, which is in use meanwhile and dirty afterwards. What is
// not fit for use at that second refuses the act, and is flagged where the phase had begun already
// (21 CFR 211.67, 211.68, 211.182).
import { type BatchEvent, type BatchState, batch } from "../../domain/batch/batch.ts";
import { offOn, overriddenIn } from "../../domain/batch/deviation/override.ts";
import {
  abortPhase,
  actOf,
  completePhase,
  recordPhaseStarted,
  startPhase as start,
} from "../../domain/batch/phase/commands.ts";
import { type PhaseFlag, piecesOf } from "../../domain/batch/phase/events.ts";
import { classesAsked, isRunningOn } from "../../domain/batch/phase/phase.ts";
import { followPhaseEnd, followPhaseStart } from "../../domain/equipment/commands.ts";
import { type EquipmentState, equipment } from "../../domain/equipment/equipment.ts";
import { type Objection, objections, type Second } from "../../domain/equipment/fitness.ts";
import { standingAt } from "../../domain/equipment/history.ts";
import type { Context } from "../../domain/kernel/decider.ts";
import { isRefusal, type Refusal, type RefusalCode, refuse } from "../../domain/kernel/refusal.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { refuseClosed } from "../deviation/open.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { type FirstHalf, followUp, inTwoHalves, mustBeAccepted } from "../request.ts";

/** Every piece that the call names, each under its own id. */
const readsOf = (equipmentIds: readonly string[]) =>
  Object.fromEntries(
    equipmentIds.map((id) => [id, { aggregate: equipment, id: (_: unknown) => id }] as const),
  );

const startFit = (equipmentIds: readonly string[], closed: Refusal | undefined) =>
  lookingAt(start, readsOf(equipmentIds), (decided, { data, state, also, context }) => {
    if (closed || equipmentIds.length === 0) return closed ?? decided;
    const use = useFor(context.id, state);
    const found = [
      ...classAgainst(also, state, data.phaseId, context.judgedAt),
      ...against(also, judged(context), use),
    ];
    const off =
      state.status === "unknown"
        ? new Set<string>()
        : overriddenIn(state, data.overrideIds, actOf(data), context.actor);
    if (isRefusal(off)) return off;
    const first = found.find(({ code, equipmentId }) => !off.has(offOn(code, equipmentId)));
    if (!first) return flagged(decided, found);
    const because = found.map((one) => one.because).join("; ");
    return refuse(first.code, `The equipment may not be used: ${because}.`, { ...data });
  });

const recordFit = (equipmentIds: readonly string[]) =>
  lookingAt(
    recordPhaseStarted,
    readsOf(equipmentIds),
    (decided, { data, state, also, context: { id, occurredAt: at, date: on } }) => {
      if (equipmentIds.length === 0) return decided;
      return flagged(decided, [
        ...against(also, { at, on }, useFor(id, state)),
        ...classAgainst(also, state, data.phaseId, at),
      ]);
    },
  );

type Units = Readonly<Record<string, EquipmentState>>;

interface Against {
  readonly code: PhaseFlag & RefusalCode;
  readonly because: string;
  /** Of the piece; of a class that no piece has, the class. */
  readonly equipmentId: string;
}

const flagged = (decided: readonly BatchEvent[], found: readonly Against[]) =>
  decided.map((event) => {
    if (event.type !== "PhaseStarted") return event;
    const flags = [...new Set([...event.data.flags, ...found.map(({ code }) => code)])];
    return { ...event, data: { ...event.data, flags } };
  });

/**
 * Of each class that the step asks for one of the pieces is, at that second (21 CFR 211.63,
 * 211.188(b)(2)).
 */
function classAgainst(
  units: Units,
  state: BatchState,
  phaseId: string,
  at: string,
): readonly Against[] {
  const asked = state.status === "unknown" ? [] : classesAsked(state, phaseId);
  const has = new Set(
    Object.values(units).flatMap((unit) =>
      unit.status === "unknown" ? [] : standingAt(unit.history, at).classes,
    ),
  );
  const as = [...has].join(", ") || "none";
  return asked
    .filter((one) => !has.has(one))
    .map((one) => {
      const because = `the step asks for ${one}, and what is named is of: ${as}`;
      return { code: "WRONG_EQUIPMENT", because, equipmentId: one };
    });
}

/** What nobody registered nobody has qualified. */
const against = (units: Units, second: Second, use: Use): readonly Against[] =>
  Object.entries(units).flatMap(([equipmentId, unit]) => {
    const found: readonly Objection[] =
      unit.status === "unknown"
        ? [{ code: "DEVICE_NOT_QUALIFIED", because: "it is not registered" }]
        : objections(unit.registered, standingAt(unit.history, second.at), second, use);
    return found.map((one) => ({ ...one, equipmentId }));
  });

const judged = ({ judgedAt: at, judgedOn: on }: Context): Second => ({ at, on });

type Use = Parameters<typeof objections>[3];

/** Within a campaign what the batch before it left is not to be cleaned. */
function useFor(batchId: string, state: BatchState): Use {
  const campaign = state.status === "unknown" ? undefined : state.issued.campaign;
  return { batchId, ...(campaign !== undefined && { campaign }) };
}

type Start = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

export const startPhaseOn: Start = async (handler, call, session) => {
  const asked = start.data.safeParse(call.data);
  const closed = await refuseClosed(handler, call.id, asked.data?.overrideIds);
  const on = piecesIn(call);
  return startedOn(
    handler,
    call,
    session,
    handler.execute(startFit(on, closed), call, session),
    on,
  );
};

export const recordPhaseOn: Start = (handler, call, session) => {
  const on = piecesIn(call);
  return startedOn(handler, call, session, handler.execute(recordFit(on), call, session), on);
};

/** None where the call is malformed: it is refused for that. */
function piecesIn({ data }: Call): readonly string[] {
  const asked = start.data.safeParse(data);
  return asked.success ? piecesOf(asked.data) : [];
}

const startedOn = (
  handler: Handler,
  call: Call,
  session: Session,
  begun: Promise<Answer>,
  equipmentIds: readonly string[],
): Promise<Answer> =>
  inTwoHalves(call, begun, "PhaseStarted", (first) =>
    finishStart(handler, call.id, equipmentIds, first, session),
  );

/** From here on each is in use, and dirty. Where the phase is over by now, so is the use. */
export async function finishStart(
  handler: Handler,
  batchId: string,
  equipmentIds: readonly string[],
  first: FirstHalf,
  session: Session,
): Promise<void> {
  for (const [n, equipmentId] of equipmentIds.entries()) {
    const { state: unit } = await handler.load(equipment, equipmentId);
    if (unit.status === "unknown") continue;
    const { state } = await handler.load(batch, batchId);
    const call = followUp(first, equipmentId, useFor(batchId, state), n);
    mustBeAccepted(await handler.execute(followPhaseStart, call, session), "Noting a use");
    if (state.status !== "unknown" && !isRunningOn(state.phases, equipmentId)) {
      const over = followUp(first, equipmentId, { batchId }, equipmentIds.length + n);
      await endUse(handler, batchId, equipmentId, over, session);
    }
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
    const equipmentIds = state.phases.get(asked.data.phaseId)?.equipmentIds ?? [];
    await finishEnd(handler, call.id, equipmentIds, first, session);
  });
}

const phaseIn = (data: unknown): unknown =>
  typeof data === "object" && data !== null && "phaseId" in data ? data.phaseId : undefined;

/** Unless another phase of the batch goes on there. */
export async function finishEnd(
  handler: Handler,
  batchId: string,
  equipmentIds: readonly string[],
  first: FirstHalf,
  session: Session,
): Promise<void> {
  for (const [n, equipmentId] of equipmentIds.entries()) {
    const { state } = await handler.load(batch, batchId);
    const { state: unit } = await handler.load(equipment, equipmentId);
    if (unit.status === "unknown") continue;
    if (state.status !== "unknown" && isRunningOn(state.phases, equipmentId)) continue;
    const call = followUp(first, equipmentId, { batchId }, n);
    await endUse(handler, batchId, equipmentId, call, session);
  }
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
