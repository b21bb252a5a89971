// Keeps the scope of every open recall as wide as the log asks, one after the other, while the
// service runs. After a fault it is tried again: what it does follows from the log alone.
import { setTimeout as sleep } from "node:timers/promises";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Recorded } from "../../domain/kernel/metadata.ts";
import { type Following, reachedSinceEnd, refreshRecall, type Widened } from "./follow-recalls.ts";
import { keepShipments } from "./known-shipments.ts";
import { createRecallWatch } from "./watch-recalls.ts";

export type SinceEnd = NonNullable<Awaited<ReturnType<typeof reachedSinceEnd>>>;

export interface Keeping extends Following {
  /** Once what it is traced in has all that the log has now. */
  visible(recallId: string): Promise<void>;
  onWidened(recallId: string, widened: Widened): void;
  /** It ended, and would reach this more by now: ids. Again and again the same, maybe. */
  onSinceEnd(recallId: string, more: SinceEnd): Promise<void>;
  onFault(error: unknown, recallId: string): void;
  /** It could not be traced after this event: once, until it can be again. */
  onStuck(recallId: string, eventId: string): Promise<void>;
}

export interface ScopeKeeper {
  /** Every event of ours, in log order. */
  see(recorded: Recorded<ProductionEvent>): void;
  /** Until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

const pauseAfterFault_ms = 2_000;

export function keepScopes(given: Keeping): ScopeKeeper {
  const known = keepShipments();
  const parts = { ...given, known };
  const watch = createRecallWatch();
  /** The last event that asks for it, by recall id. */
  const due = new Map<string, string>();
  const stuck = new Set<string>();
  let wake = (): void => {};

  async function keep(recallId: string, eventId: string, signal: AbortSignal): Promise<void> {
    try {
      await parts.visible(recallId);
      const widened = await refreshRecall(parts, recallId);
      const { lots, batches, shipments } = widened;
      const more = await reachedSinceEnd(parts, recallId);
      if (more) await parts.onSinceEnd(recallId, more);
      stuck.delete(recallId);
      if (lots + batches + shipments > 0) parts.onWidened(recallId, widened);
    } catch (error) {
      if (signal.aborted) return;
      parts.onFault(error, recallId);
      if (!due.has(recallId)) due.set(recallId, eventId);
      await tell(recallId, eventId);
      await sleep(pauseAfterFault_ms, undefined, { signal }).catch(() => {});
    }
  }

  async function tell(recallId: string, eventId: string): Promise<void> {
    if (stuck.has(recallId)) return;
    try {
      await parts.onStuck(recallId, eventId);
      stuck.add(recallId);
    } catch (error) {
      parts.onFault(error, recallId);
    }
  }

  return {
    see(recorded) {
      known.see(recorded.stream);
      for (const recallId of watch.see(recorded)) due.set(recallId, recorded.id);
      if (due.size > 0) wake();
    },
    async run(signal) {
      signal.addEventListener("abort", () => wake(), { once: true });
      while (!signal.aborted) {
        const [next] = due;
        if (!next) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const [recallId, eventId] = next;
        due.delete(recallId);
        await keep(recallId, eventId, signal);
      }
    },
  };
}
