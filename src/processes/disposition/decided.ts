// The decisions on a lot, each with what its decider was shown: made anew for the position that it
// froze, and compared with the digests that it froze (decision 19).
import { type DispositionState, disposition } from "../../domain/disposition/disposition.ts";
import type { DispositionDecision } from "../../domain/disposition/events.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { type ShownPart, shownIn, type View } from "./view.ts";

export interface Decided {
  readonly dispositionId: string;
  readonly eventId: string;
  readonly decision: DispositionDecision;
  readonly market: string | null;
  /** Server's time, UTC. */
  readonly decidedAt: string;
  /** Null: nothing was frozen. */
  readonly shown: ShownThen | null;
}

export interface ShownThen {
  /** A tree size: every part opens as it was known then. */
  readonly asOf: number;
  /** Everything is today as it was frozen. */
  readonly isSame: boolean;
  readonly parts: readonly PartThen[];
}

export interface PartThen extends Omit<ShownPart, "is"> {
  readonly frozen: string;
  /** What is answered for that position today; null: nothing is. */
  readonly today: string | null;
}

type Kept = Extract<DispositionState, { readonly status: "decided" }>;

/** In the order in which they were made. */
export async function decidedOn(
  handler: Pick<Handler, "load">,
  view: View,
  materialLotId: string,
  dispositionIds: readonly string[],
): Promise<readonly Decided[]> {
  const found: (Decided & { readonly order: readonly [lotRevision: number, number: number] })[] =
    [];
  for (const dispositionId of dispositionIds) {
    const { state } = await handler.load(disposition, dispositionId);
    if (state.status === "undecided") continue;
    for (const [eventId, decided] of state.all) {
      const { decision, market = null, decidedAt, lotRevision, number } = decided;
      const shown = await shownThen(view, materialLotId, decided);
      const order = [lotRevision, number] as const;
      found.push({ dispositionId, eventId, decision, market, decidedAt, shown, order });
    }
  }
  found.sort(({ order: [a, n] }, { order: [b, m] }) => a - b || n - m);
  return found.map(({ order: _, ...one }) => one);
}

async function shownThen(
  view: View,
  materialLotId: string,
  { shown }: Kept["decided"],
): Promise<ShownThen | null> {
  if (!shown) return null;
  const batchIds = shown.batches.map(({ batchId }) => batchId);
  const today = await view({ materialLotId, batchIds }, shown.asOf);
  const answered = new Map((today ? shownIn(today) : []).map((part) => [keyOf(part), part.is]));
  const parts = shownIn(shown).map(({ is: frozen, ...part }) => ({
    ...part,
    frozen,
    today: answered.get(keyOf(part)) ?? null,
  }));
  const isSame = parts.every(({ frozen, today: is }) => is === frozen);
  return { asOf: shown.asOf, isSame, parts };
}

const keyOf = ({ what, batchId = "" }: Omit<ShownPart, "is">): string => `${what} ${batchId}`;
