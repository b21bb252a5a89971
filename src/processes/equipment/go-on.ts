// A phase that stood still goes on: what it is on, whoever lets it go on, and what is in the batch
// are asked as of now, since it may have stood for long (21 CFR 211.25, 211.68, 211.105). What has
// gone on by a paper form is flagged.
import type { BatchEvent, BatchState } from "../../domain/batch/batch.ts";
import { batch } from "../../domain/batch/batch.ts";
import { restartPhase, resumePhase } from "../../domain/batch/phase/commands.ts";
import { GoingOnFlag } from "../../domain/batch/phase/events.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { Command, Context, DataOf } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { readMore, refuseHeld, registerOf, untilAllRead } from "../hold/standing.ts";
import { type AnyRead, evidenceIn, readsOf } from "../material/judgement/evidence.ts";
import {
  against,
  judged,
  piecesRead,
  refuseUntrained,
  trainedRead,
  unitsIn,
  useFor,
} from "./start-phase.ts";

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
    const { register, ...also } = at.also;
    if (!Object.keys(readsFor(state, data.phaseId)).every((key) => key in also)) return readMore;
    const found = [
      ...unfit(also, state, data, asOf(context)),
      refuseUntrained(also, state, data.phaseId, asOf(context)),
      ...chargesOf(state).map(({ materialLotId, containerId }) => {
        const lot = evidenceIn(also).of(materialLot, materialLotId) ?? materialLot.initial;
        return refuseHeld(register, materialLotId, lot, containerId);
      }),
    ].filter((one) => one !== undefined);
    return context.fromPaper ? flagged(decided, found) : (found[0] ?? decided);
  });

/** What is copied from paper was so when it went on. */
const asOf = (context: Context): Context =>
  context.fromPaper
    ? { ...context, judgedAt: context.occurredAt, judgedOn: context.date }
    : context;

function unfit(also: Also, state: BatchState, data: Move, context: Context): readonly Refusal[] {
  const pieces = piecesOf(state, data.phaseId);
  const found = against(unitsIn(also, pieces), judged(context), useFor(context.id, state));
  return found.map(({ code, because, equipmentId }) =>
    refuse(code, `The equipment may not be used any more: ${because}.`, { ...data, equipmentId }),
  );
}

function flagged(decided: readonly BatchEvent[], found: readonly Refusal[]): readonly BatchEvent[] {
  const codes = found.flatMap(({ refused }) => GoingOnFlag.safeParse(refused).data ?? []);
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
      const reads = { ...readsFor(state, asked.data?.phaseId), ...trained };
      return handler.execute(goOn(base, session.site, reads), call, session);
    });

export const resumeOn = goingOn(resumePhase);
export const restartOn = goingOn(restartPhase);
