// The scope of a recall is live: whatever comes into the log and may enlarge it has it traced anew,
// at once; what is newly reached is held. What is no longer reached is only proposed.
import { noteReturn } from "../../domain/recall/goods/commands.ts";
import { type Recall, recall, suspectsIn, thingsOf } from "../../domain/recall/recall.ts";
import { widenScope } from "../../domain/recall/scope/commands.ts";
import type { Member } from "../../domain/recall/scope/scope.ts";
import { beyond, type Traced } from "../../domain/recall/scope/widening.ts";
import type { LeftOut, Reached, Sources, Suspect } from "../../projections/recall/reach.ts";
import { mustBeAccepted } from "../request.ts";
import { callOn, type Settling } from "./hold/recall-hold.ts";
import { settleHolds } from "./hold/settle-holds.ts";
import type { KnownShipments, Left } from "./known-shipments.ts";
import { leftIn } from "./shipped.ts";

export interface Tracing {
  /** What seeds reach, as far as the read models are. */
  reached(suspects: readonly Suspect[]): Promise<Reached>;
  lastWentInto(
    leftOut: readonly LeftOut[],
    scope: Sources,
  ): Promise<readonly Traced["fresh"][number][]>;
}

export interface Following extends Settling, Tracing {
  /** Absent: every shipment is read. */
  readonly known?: KnownShipments;
}

/** What was added: none where the scope was as wide already. */
export interface Widened {
  readonly lots: number;
  readonly batches: number;
  readonly shipments: number;
}

/** Traces it anew, widens it, notes what came back, and sees to it that its holds stand. */
export async function refreshRecall(parts: Following, recallId: string): Promise<Widened> {
  const { state } = await parts.handler.load(recall, recallId);
  const nothing = { lots: 0, batches: 0, shipments: 0 };
  if (state.status === "unknown") return nothing;
  const widened = state.status === "open" ? await widen(parts, recallId, state) : nothing;
  await settleHolds(parts, recallId);
  return widened;
}

/** What has come to light since its end, ids; undefined: nothing, or it has not ended. */
export async function reachedSinceEnd(
  parts: Following,
  recallId: string,
): Promise<ReturnType<typeof beyond> | undefined> {
  const { state } = await parts.handler.load(recall, recallId);
  if (state.status !== "terminated") return undefined;
  const { scope, shipments } = await reachedBy(parts, state);
  const more = beyond(state, { lots: [...scope.lots], batches: [...scope.batches], shipments });
  const count = more.lots.length + more.batches.length + more.shipments.length;
  return count > 0 ? more : undefined;
}

async function reachedBy(parts: Following, of: Recall) {
  const scope = await parts.reached(suspectsIn(of));
  const left = await leftIn(parts.handler, scope, new Set(scope.lots), parts.known);
  const shipments = left.map(({ to }) => to).filter(({ lines }) => lines.length > 0);
  return { scope, left, shipments };
}

async function widen(parts: Following, recallId: string, before: Recall): Promise<Widened> {
  const { handler, session } = parts;
  const { scope, left, shipments } = await reachedBy(parts, before);
  const { lots, batches, asOf, digests } = scope;
  const traced = {
    lots,
    batches,
    seeds: scope.seeds.map(({ asked: seed, found }) => ({ seed, things: [...found] })),
    shipments,
    fresh: await freshWays(parts, before, scope),
    asOf,
    digests,
  };
  // Nothing is known of its seeds yet: there is nothing to say.
  if (asOf === 0) return { lots: 0, batches: 0, shipments: 0 };
  // As much as one append takes, until there is no more.
  for (;;) {
    const answer = await handler.execute(widenScope, callOn(recallId, traced), session);
    if (answer.outcome === "refused" && answer.code === "RECALL_TERMINATED") break;
    const { events } = mustBeAccepted(answer, "Widening the scope of a recall");
    if (events.length === 0) break;
  }
  await noteReturns(parts, recallId, left, before);
  const { state: after } = await handler.load(recall, recallId);
  if (after.status === "unknown") throw new Error(`recall-${recallId} was there before.`);
  return {
    lots: after.scope.lots.size - before.scope.lots.size,
    batches: after.scope.batches.size - before.scope.batches.size,
    shipments: after.scope.shipments.size - before.scope.shipments.size,
  };
}

const suspectIn = (of: Recall, seed: string): Suspect => ({ seed, known: thingsOf(of, seed) });

/** To what had been left out: from the scope, and from each seed that was added since. */
async function freshWays(
  parts: Tracing,
  before: Recall,
  reached: Pick<Reached, "lots" | "batches">,
): Promise<Traced["fresh"]> {
  const { scope, addedAt } = before;
  const members = [...scope.lots.entries(), ...scope.batches.entries()];
  const since = new Map(
    members.flatMap(([id, one]) => (one.status === "in" ? [[id, one.since] as const] : [])),
  );
  const out = [
    ...leftOut("materialLot", scope.lots.entries()),
    ...leftOut("batch", scope.batches.entries()),
  ];
  const fresh = [...(await parts.lastWentInto(out, { ...reached, since }))];
  for (const [seed, at] of addedAt) {
    const earlier = out.filter((one) => one.at <= at);
    if (earlier.length === 0) continue;
    const { lots, batches } = await parts.reached([suspectIn(before, seed)]);
    const ids = new Set([...lots, ...batches]);
    fresh.push(...earlier.filter(({ id }) => ids.has(id)).map(({ id }) => ({ id, at })));
  }
  return fresh;
}

const leftOut = (kind: LeftOut["kind"], members: Iterable<readonly [string, Member]>) =>
  [...members].flatMap(([id, one]) => (one.status === "leftOut" ? [{ kind, id, at: one.at }] : []));

async function noteReturns(
  { handler, session }: Following,
  recallId: string,
  left: readonly Left[],
  { goods }: Recall,
): Promise<void> {
  for (const { to, returns } of left) {
    for (const { returnNumber, lines } of returns) {
      if (lines.length === 0) continue;
      const { shipmentId } = to;
      const recoveryNumber = `${shipmentId} ${returnNumber}`.slice(0, 200);
      if (goods.recovered.has(recoveryNumber)) continue;
      const data = { recoveryNumber, lines, shipmentId };
      const answer = await handler.execute(noteReturn, callOn(recallId, data), session);
      mustBeAccepted(answer, "Noting what came back");
    }
  }
}
