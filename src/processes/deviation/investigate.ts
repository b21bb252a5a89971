// Recording an investigation: other batches that it found to be affected know of the deviation from
// then on, as those do that it was raised about (21 CFR 211.192). Where a batch is made under this
// rule, what shares a lot, equipment or time with it and was not considered is recorded with it.
import { type BatchState, batch } from "../../domain/batch/batch.ts";
import { linkBatchDeviation } from "../../domain/batch/deviation/commands.ts";
import { investigateDeviation as investigate } from "../../domain/deviation/commands.ts";
import { batchesOf, type DeviationState, deviation } from "../../domain/deviation/deviation.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { refuseWithoutReason } from "../../domain/kernel/precondition.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { evidenceIn, readsOf } from "../material/judgement/evidence.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
  mustBeAccepted,
  type Request,
} from "../request.ts";

type Considered = DataOf<typeof investigate>["considered"];

export const affectedIn = (considered: Considered): readonly string[] => [
  ...new Set(considered.filter(({ affected }) => affected).map(({ batchId }) => batchId)),
];

type Investigation = DataOf<typeof investigate> & { readonly deviationId: string };

/** Which batches have something in common with those of a deviation, by the read models. */
export interface Common {
  /** Tree size. */
  readonly asOf: number;
  readonly batchIds: readonly string[];
}
export type RelatedTo = (deviationId: string) => Promise<Common>;

/** By whom no list is looked up: a program that has no read models. */
export const investigateDeviation = (
  handler: Handler,
  request: Request<Investigation>,
  session: Session,
): Promise<Answer> => investigateBy(handler, request, session);

export const investigateAmong =
  (relatedTo: RelatedTo) =>
  (handler: Handler, request: Request<Investigation>, session: Session): Promise<Answer> =>
    investigateBy(handler, request, session, relatedTo);

async function investigateBy(
  handler: Handler,
  request: Request<Investigation>,
  session: Session,
  relatedTo?: RelatedTo,
): Promise<Answer> {
  const { deviationId, ...data } = request.data;
  const { considered } = data;
  const about = concernedIn((await handler.load(deviation, deviationId)).state);
  const states = await Promise.all(about.map((id) => handler.load(batch, id)));
  let common: Common | undefined;
  // For whoever may investigate, and not of a repetition.
  const permitted = async () => {
    const refused = await request.permitted?.();
    if (!refused && states.some(({ state }) => isByTheRule(state))) {
      common = await relatedTo?.(deviationId);
    }
    return refused;
  };
  const named = considered.map(({ batchId }) => batchId);
  const reads = readsOf([...new Set([...about, ...named])].map((id) => [batch, id]));
  const command = lookingAt(investigate, reads, (decided, { also, context }) => {
    const evidence = evidenceIn(also);
    const unknown = named.find((id) => evidence.of(batch, id)?.status === "unknown");
    if (unknown !== undefined) return refuse("NOT_FOUND", `There is no batch ${unknown}.`);
    if (!about.some((id) => isByTheRule(evidence.of(batch, id)))) return decided;
    const unsaid = named.length === 0 && refuseWithoutReason(context);
    if (unsaid) return { ...unsaid, message: `No other batch is considered: ${unsaid.message}` };
    const notConsidered = common && leftOutOf(common, named);
    if (!notConsidered) return decided;
    return decided.map((event) =>
      event.type === firstType ? { ...event, data: { ...event.data, notConsidered } } : event,
    );
  });
  const call = callOn(deviationId, { ...request, data, permitted });
  return inTwoHalves(request, handler.execute(command, call, session), firstType, (first) =>
    finishInvestigation(handler, deviationId, considered, first, session),
  );
}

const firstType = "DeviationInvestigated";

/** Batches that it is about, and those for which quality said what it means. */
const concernedIn = (state: DeviationState): readonly string[] =>
  state.status === "unknown" ? [] : [...new Set([...batchesOf(state), ...state.impacts.keys()])];

const isByTheRule = (made: BatchState | undefined): boolean =>
  made !== undefined &&
  made.status !== "unknown" &&
  made.copied?.recipe.profiles.includes("us-211") === true;

const namedMax = 200;

function leftOutOf({ asOf, batchIds }: Common, considered: readonly string[]) {
  const left = batchIds.filter((id) => !considered.includes(id));
  if (left.length === 0) return undefined;
  return { asOf, count: left.length, batchIds: left.slice(0, namedMax) };
}

export async function finishInvestigation(
  handler: Handler,
  deviationId: string,
  considered: Considered,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  for (const [n, batchId] of affectedIn(considered).entries()) {
    const call = followUp(first, batchId, { deviationId }, n);
    mustBeAccepted(await handler.execute(linkBatchDeviation, call, session), "Linking a deviation");
  }
}
