// The scope of a recall is live: whatever comes into the log and may enlarge it has it traced anew,
// at once; what is newly reached is held. What is no longer reached is only proposed.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Identifier } from "../../domain/kernel/identifier.ts";
import type { Recorded } from "../../domain/kernel/metadata.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import { noteReturn } from "../../domain/recall/goods/commands.ts";
import { type Recall, recall, thingsOf } from "../../domain/recall/recall.ts";
import { widenScope } from "../../domain/recall/scope/commands.ts";
import type { Member } from "../../domain/recall/scope/scope.ts";
import type { Traced } from "../../domain/recall/scope/widening.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { isGroup } from "../../projections/genealogy/seed/seed-group.ts";
import type { LeftOut, Reached, Sources, Suspect } from "../../projections/recall/reach.ts";
import { mustBeAccepted } from "../request.ts";
import { callOn, type Settling } from "./recall-hold.ts";
import { settleHolds } from "./settle-holds.ts";
import { isWrittenSo } from "./settle-registers.ts";
import { type Left, leftIn } from "./shipped.ts";

export interface Tracing {
  /** What seeds reach, as far as the read models are. */
  reached(suspects: readonly Suspect[]): Promise<Reached>;
  lastWentInto(
    leftOut: readonly LeftOut[],
    scope: Sources,
  ): Promise<readonly Traced["fresh"][number][]>;
}

export interface Following extends Settling, Tracing {}

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

async function widen(parts: Following, recallId: string, before: Recall): Promise<Widened> {
  const { handler, session } = parts;
  const scope = await parts.reached(before.seeds.map((seed) => suspectIn(before, seed)));
  const { lots, batches, asOf, digests } = scope;
  const left = await leftIn(handler, scope, new Set(lots));
  const traced = {
    lots,
    batches,
    seeds: scope.seeds.map(({ asked: seed, found }) => ({ seed, things: [...found] })),
    shipments: left.map(({ to }) => to).filter(({ lines }) => lines.length > 0),
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
  await noteReturns(parts, recallId, left);
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
): Promise<void> {
  for (const { to, returns } of left) {
    for (const { returnNumber, lines } of returns) {
      if (lines.length === 0) continue;
      const { shipmentId } = to;
      const recoveryNumber = `${shipmentId} ${returnNumber}`.slice(0, 200);
      const data = { recoveryNumber, lines, shipmentId };
      const answer = await handler.execute(noteReturn, callOn(recallId, data), session);
      mustBeAccepted(answer, "Noting what came back");
    }
  }
}

export interface RecallWatch {
  /** Whether the event may change what a recall reaches: those recalls, by id. */
  see(recorded: Recorded<ProductionEvent>): readonly string[];
}

/** What may enlarge a scope, from a following of the whole log. */
export function createRecallWatch(): RecallWatch {
  /** By recall id. */
  const followed = new Map<
    string,
    { readonly seeds: Set<string>; readonly members: Set<string> }
  >();
  return {
    see({ stream, event, metadata }) {
      const { category, id } = categoryAndId(stream);
      if (category === "recall") {
        if (event.type === "RecallOpened") {
          followed.set(id, { seeds: new Set(event.data.seeds), members: new Set() });
        }
        const of = followed.get(id);
        if (event.type === "RecallSeedAdded") of?.seeds.add(event.data.seed);
        if (event.type === "RecallSeedWithdrawn") of?.seeds.delete(event.data.seed);
        if (event.type === "RecallScopeWidened") {
          for (const one of [...event.data.lots, ...event.data.batches]) of?.members.add(one);
        }
        if (event.type === "RecallTerminated") followed.delete(id);
        return asking.has(event.type) ? [id] : [];
      }
      if (!recording.has(category)) return [];
      const about = [id, ...metadata.subjects.map((one) => subjectEntry(one).id)];
      const called = [...about, ...batchNumberIn(event)];
      const named = identifiersIn(event);
      const isMeant = (seed: string) =>
        isGroup(seed) ||
        called.includes(seed.slice(seed.indexOf(":") + 1)) ||
        named.some((one) => isWrittenSo(seed, one));
      return [...followed]
        .filter(
          ([, { seeds, members }]) =>
            isShipping.has(category) ||
            about.some((one) => members.has(one)) ||
            [...seeds].some(isMeant),
        )
        .map(([recallId]) => recallId);
    },
  };
}

/** Of a recall's own: after them its scope or its holds are not what they should be. */
const asking: ReadonlySet<string> = new Set([
  "RecallOpened",
  "RecallSeedAdded",
  "RecallSeedResolved",
  "RecallSeedWithdrawn",
  "RecallScopeWidened",
  "RecallHoldOrdered",
  "RecallNarrowingDecided",
]);
/** What the record names with a lot or a batch; of an equipment or a document it may be any. */
const recording: ReadonlySet<string> = new Set([
  "materialLot",
  "batch",
  "logisticUnit",
  "shipment",
  "equipment",
  "sample",
  "order",
  "deviation",
  "disposition",
]);
/** What is in a unit its shipment does not say; they are few, and each is looked at. */
const isShipping: ReadonlySet<string> = new Set(["logisticUnit", "shipment"]);

const batchNumberIn = (event: ProductionEvent): readonly string[] =>
  event.type === "BatchIssued" || event.type === "BatchNumberGiven" ? [event.data.batchNumber] : [];

function identifiersIn({ data }: ProductionEvent): readonly Identifier[] {
  return "identifiers" in data && Array.isArray(data.identifiers) ? data.identifiers : [];
}
