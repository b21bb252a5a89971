// Starting and ending a phase on equipment, which is in use meanwhile and dirty afterwards. What is
// not fit for use at that second refuses the act, and is flagged where the phase had begun already
// (21 CFR 211.67, 211.68, 211.182).
import { type BatchEvent, type BatchState, batch } from "../../domain/batch/batch.ts";
import { trainingsFor } from "../../domain/batch/control-recipe/sign-off.ts";
import { offOn, overriddenIn } from "../../domain/batch/deviation/override.ts";
import {
  abortPhase,
  actOf,
  completePhase,
  recordPhaseStarted,
  startPhase as start,
  stopPhase,
} from "../../domain/batch/phase/commands.ts";
import { type PhaseFlag, piecesOf } from "../../domain/batch/phase/events.ts";
import { classesAsked, isStillOn } from "../../domain/batch/phase/phase.ts";
import { followPhaseEnd, followPhaseStart } from "../../domain/equipment/commands.ts";
import { type EquipmentState, equipment } from "../../domain/equipment/equipment.ts";
import { type Objection, objections, type Second } from "../../domain/equipment/fitness.ts";
import { standingAt } from "../../domain/equipment/history.ts";
import type { Context } from "../../domain/kernel/decider.ts";
import { isRefusal, type Refusal, type RefusalCode, refuse } from "../../domain/kernel/refusal.ts";
import { untrainedIn } from "../../domain/person/identity/identity.ts";
import { person } from "../../domain/person/person.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { untilAllRead } from "../hold/standing.ts";
import { type AnyRead, evidenceIn, readsOf } from "../material/judgement/evidence.ts";
import { readsBehind, refuseBehind } from "../order/behind.ts";
import { type FirstHalf, followUp, inTwoHalves, mustBeAccepted } from "../request.ts";
import { usingWhatItNeeds } from "./used-overrides.ts";

type Reads = Readonly<Record<string, AnyRead>>;

/** Every piece that the call names. */
export const piecesRead = (equipmentIds: readonly string[]): Reads =>
  readsOf(equipmentIds.map((id) => [equipment, id]));

export function unitsIn(
  also: Readonly<Record<string, unknown>>,
  equipmentIds: readonly string[],
): Units {
  const evidence = evidenceIn(also);
  const stateOf = (id: string) => evidence.of(equipment, id) ?? equipment.initial;
  return Object.fromEntries(equipmentIds.map((id) => [id, stateOf(id)]));
}

const startFit = (equipmentIds: readonly string[], more: Reads) =>
  lookingAt(start, { ...more, ...piecesRead(equipmentIds) }, (decided, at) => {
    const { data, state, also, context } = at;
    const closed =
      refuseUntrained(also, state, data.phaseId, context) ??
      refuseBehind(also, state, data.overrideIds);
    if (closed || equipmentIds.length === 0) return closed ?? decided;
    const units = unitsIn(also, equipmentIds);
    const use = useFor(context.id, state);
    const found = [
      ...classAgainst(units, state, data.phaseId, context.judgedAt),
      ...against(units, judged(context), use),
    ];
    const off =
      state.status === "unknown"
        ? new Set<string>()
        : overriddenIn(state, data.overrideIds, actOf(data), context.actor);
    if (isRefusal(off)) return off;
    const first = found.find(({ code, equipmentId }) => !off.has(offOn(code, equipmentId)));
    if (!first) return flagged(usingWhatItNeeds(decided, state, found), found);
    const because = found.map((one) => one.because).join("; ");
    return refuse(first.code, `The equipment may not be used: ${because}.`, { ...data });
  });

const recordFit = (equipmentIds: readonly string[], more: Reads) =>
  lookingAt(
    recordPhaseStarted,
    { ...more, ...piecesRead(equipmentIds) },
    (decided, { data, state, also, context }) => {
      const { id, occurredAt: at, date: on } = context;
      const untrained = refuseUntrained(also, state, data.phaseId, { ...context, judgedOn: on });
      const byWhom = untrained ? [{ code: notTrained }] : [];
      if (equipmentIds.length === 0) return flagged(decided, byWhom);
      const units = unitsIn(also, equipmentIds);
      return flagged(decided, [
        ...byWhom,
        ...against(units, { at, on }, useFor(id, state)),
        ...classAgainst(units, state, data.phaseId, at),
      ]);
    },
  );

/** Whoever begins it, where the copy asks for training. */
export async function trainedRead(handler: Handler, { id, data }: Call, { actor }: Session) {
  const { state } = await handler.load(batch, id);
  const phaseId = phaseIn(data);
  if (state.status === "unknown" || typeof phaseId !== "string") return {};
  const isAsked = actor.kind === "person" && trainingsFor(state, phaseId).length > 0;
  return isAsked ? readsOf([[person, actor.id]]) : {};
}

const notTrained = "TRAINING_NOT_CURRENT" as const;

/** 21 CFR 211.25(a): whoever begins a step is trained in what the master asks for, on that day. */
export function refuseUntrained(
  also: Readonly<Record<string, unknown>>,
  state: BatchState,
  phaseId: string,
  { actor, authentication, judgedOn }: Context,
): Refusal | undefined {
  if (state.status === "unknown" || actor.kind !== "person") return undefined;
  const asked = authentication.method === "none" ? [] : trainingsFor(state, phaseId);
  const who = evidenceIn(also).of(person, actor.id) ?? person.initial;
  const { trainings } = who.status === "unknown" ? { trainings: new Map() } : who;
  const missing = untrainedIn({ trainings }, asked, judgedOn);
  if (missing.length === 0) return undefined;
  const message = `The master asks for training in: ${missing.join("; ")}.`;
  return refuse(notTrained, message, { phaseId, trainingsMissing: missing });
}

type Units = Readonly<Record<string, EquipmentState>>;

interface Against {
  readonly code: PhaseFlag & RefusalCode;
  readonly because: string;
  /** Of the piece; of a class that no piece has, the class. */
  readonly equipmentId: string;
}

const flagged = (
  decided: readonly BatchEvent[],
  found: readonly Pick<Against, "code">[],
): readonly BatchEvent[] =>
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
export const against = (units: Units, second: Second, use: Use): readonly Against[] =>
  Object.entries(units).flatMap(([equipmentId, unit]) => {
    const found: readonly Objection[] =
      unit.status === "unknown"
        ? [{ code: "DEVICE_NOT_QUALIFIED", because: "it is not registered" }]
        : objections(unit.registered, standingAt(unit.history, second.at), second, use);
    return found.map((one) => ({ ...one, equipmentId }));
  });

export const judged = ({ judgedAt: at, judgedOn: on }: Context): Second => ({ at, on });

type Use = Parameters<typeof objections>[3];

/** Within a campaign what the batch before it left is not to be cleaned. */
export function useFor(batchId: string, state: BatchState): Use {
  const campaign = state.status === "unknown" ? undefined : state.issued.campaign;
  return { batchId, ...(campaign !== undefined && { campaign }) };
}

type Start = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

export const startPhaseOn: Start = (handler, call, session) => {
  const asked = start.data.safeParse(call.data);
  const on = piecesIn(call);
  const begun = untilAllRead(async () => {
    const behind = await readsBehind(handler, call.id, asked.data?.overrideIds);
    const trained = await trainedRead(handler, call, session);
    return handler.execute(startFit(on, { ...behind, ...trained }), call, session);
  });
  return startedOn(handler, call, session, begun, on);
};

export const recordPhaseOn: Start = async (handler, call, session) => {
  const on = piecesIn(call);
  const trained = await trainedRead(handler, call, session);
  const begun = handler.execute(recordFit(on, trained), call, session);
  return startedOn(handler, call, session, begun, on);
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
    if (state.status !== "unknown" && !isStillOn(state.phases, equipmentId)) {
      const over = followUp(first, equipmentId, { batchId }, equipmentIds.length + n);
      await endUse(handler, batchId, equipmentId, over, session);
    }
  }
}

export const completePhaseOn: Start = (handler, call, session) =>
  ended(handler, call, session, handler.execute(completePhase, call, session), "PhaseCompleted");

export const stopPhaseOn: Start = (handler, call, session) =>
  ended(handler, call, session, handler.execute(stopPhase, call, session), "PhaseStopped");

export const abortPhaseOn: Start = (handler, call, session) =>
  ended(handler, call, session, handler.execute(abortPhase, call, session), "PhaseAborted");

async function ended(
  handler: Handler,
  call: Call,
  session: Session,
  begun: Promise<Answer>,
  type: "PhaseCompleted" | "PhaseStopped" | "PhaseAborted",
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
    if (state.status !== "unknown" && isStillOn(state.phases, equipmentId)) continue;
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
