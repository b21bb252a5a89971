// A phase that stood still goes on: what it is on, whoever lets it go on, and what is in the batch
// are asked as of now, since it may have stood for long (21 CFR 211.25, 211.68, 211.105). What has
// gone on already is flagged, and so is what an authorised override let off.
import type { BatchEvent, BatchState } from "../../domain/batch/batch.ts";
import { batch } from "../../domain/batch/batch.ts";
import { offOn, overriddenIn } from "../../domain/batch/deviation/override.ts";
import {
  recordPhaseRestarted,
  recordPhaseResumed,
  restartPhase,
  resumePhase,
} from "../../domain/batch/phase/commands.ts";
import { GoingOnFlag } from "../../domain/batch/phase/events.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { Command, Context, DataOf } from "../../domain/kernel/decider.ts";
import { isRefusal, type Refusal, type RefusalCode, refuse } from "../../domain/kernel/refusal.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { readMore, refuseHeld, registerOf, untilAllRead } from "../hold/standing.ts";
import { type AnyRead, evidenceIn, readsOf } from "../material/judgement/evidence.ts";
import { readsBehind, refuseBehind } from "../order/behind.ts";
import {
  against,
  judged,
  piecesRead,
  refuseUntrained,
  trainedRead,
  unitsIn,
  useFor,
} from "./start-phase.ts";
import { usingWhatItNeeds } from "./used-overrides.ts";

type Move = DataOf<typeof resumePhase>;
type GoOn = Command<BatchState, Move, BatchEvent>;
type Also = Readonly<Record<string, unknown>>;

const piecesOf = (state: BatchState, phaseId: unknown): readonly string[] =>
  isKnown(state) && typeof phaseId === "string"
    ? (state.phases.get(phaseId)?.equipmentIds ?? [])
    : [];

/** What is in the batch, and was not taken back. */
const chargesOf = (state: BatchState) =>
  isKnown(state)
    ? [...state.material.consumptions.values()]
        .filter(({ voided }) => !voided)
        .map(({ data }) => data)
    : [];

function readsFor(state: BatchState, phaseId: unknown): Readonly<Record<string, AnyRead>> {
  const lots = chargesOf(state).map(({ materialLotId }) => [materialLot, materialLotId] as const);
  return { ...piecesRead(piecesOf(state, phaseId)), ...readsOf(lots) };
}

const goOn = (base: GoOn, site: string, reads: Readonly<Record<string, AnyRead>>) =>
  lookingAt(base, { ...reads, register: registerOf(site) }, (decided, at) => {
    const { data, state, context } = at;
    const isPast = hasGoneOn.has(base.name) || context.fromPaper !== undefined;
    const then = isPast ? asOfThen(context) : context;
    const { register, ...also } = at.also;
    if (!Object.keys(readsFor(state, data.phaseId)).every((key) => key in also)) return readMore;
    const overrideIds = isPast ? undefined : data.overrideIds;
    const behind = refuseBehind(also, state, overrideIds);
    const off = behind ?? offOf(state, data.phaseId, overrideIds, context);
    if (isRefusal(off)) return off;
    const pieces = unfit(also, state, data, then);
    const standing = pieces.filter(({ code, equipmentId }) => !off.has(offOn(code, equipmentId)));
    const others = [
      refuseUntrained(also, state, data.phaseId, then),
      ...chargesOf(state).map(({ materialLotId, containerId }) => {
        const lot = evidenceIn(also).of(materialLot, materialLotId) ?? materialLot.initial;
        return refuseHeld(register, materialLotId, lot, containerId);
      }),
    ].filter((one) => one !== undefined);
    const first = standing.map(refuseUnfit(data))[0] ?? others[0];
    if (first && !isPast) return first;
    const codes = [...pieces.map(({ code }) => code), ...others.map(({ refused }) => refused)];
    return flagged(usingWhatItNeeds(decided, state, pieces), codes);
  });

/** Of the pieces that it is on; what stands against the step itself no override takes away. */
const offOf = (
  state: BatchState,
  phaseId: string,
  overrideIds: Move["overrideIds"],
  { actor }: Context,
) =>
  isKnown(state)
    ? overriddenIn(state, overrideIds, actOf(state, phaseId), actor)
    : new Set<string>();

const actOf = (state: BatchState, phaseId: string) =>
  ({ phaseId, equipmentIds: piecesOf(state, phaseId), goesOn: true }) as const;

const hasGoneOn: ReadonlySet<string> = new Set([
  recordPhaseResumed.name,
  recordPhaseRestarted.name,
]);

/** It was so when it went on. */
const asOfThen = (context: Context): Context => ({
  ...context,
  judgedAt: context.occurredAt,
  judgedOn: context.date,
});

type Unfit = ReturnType<typeof against>[number];

const unfit = (also: Also, state: BatchState, data: Move, context: Context): readonly Unfit[] =>
  against(unitsIn(also, piecesOf(state, data.phaseId)), judged(context), useFor(context.id, state));

const refuseUnfit =
  (data: Move) =>
  ({ code, because, equipmentId }: Unfit): Refusal =>
    refuse(code, `The equipment may not be used any more: ${because}.`, { ...data, equipmentId });

function flagged(
  decided: readonly BatchEvent[],
  found: readonly RefusalCode[],
): readonly BatchEvent[] {
  const codes = found.flatMap((code) => GoingOnFlag.safeParse(code).data ?? []);
  return decided.map((event): BatchEvent => {
    if (event.type !== "PhaseResumed" && event.type !== "PhaseRestarted") return event;
    const flags = [...new Set([...(event.data.flags ?? []), ...codes])];
    return flags.length > 0 ? { ...event, data: { ...event.data, flags } } : event;
  });
}

const goingOn =
  (base: GoOn) =>
  (handler: Handler, call: Call, session: Session): Promise<Answer> =>
    untilAllRead(async () => {
      const { state } = await handler.load(batch, call.id);
      const asked = base.data.safeParse(call.data);
      const trained = await trainedRead(handler, call, session);
      const behind = await readsBehind(handler, call.id, asked.data?.overrideIds);
      const reads = { ...readsFor(state, asked.data?.phaseId), ...behind, ...trained };
      return handler.execute(goOn(base, session.site, reads), call, session);
    });

export const resumeOn = goingOn(resumePhase);
export const restartOn = goingOn(restartPhase);
export const recordResumedOn = goingOn(recordPhaseResumed);
export const recordRestartedOn = goingOn(recordPhaseRestarted);
