// What left under each shipment, as it was read last: kept while the log is followed, so that
// tracing a recall anew reads what has changed since, and not every shipment again.
import type { Traced } from "../../domain/recall/scope/widening.ts";
import type { Line } from "../../domain/shipment/events.ts";

export interface Left {
  readonly to: Traced["shipments"][number];
  /** By return number. */
  readonly returns: readonly { readonly returnNumber: string; readonly lines: readonly Line[] }[];
}

export interface Whole extends Left {
  /** The streams that it was read from: what comes into one of them makes it out of date. */
  readonly read: readonly string[];
}

export interface KnownShipments {
  /** As it is known; else as `read` finds it. */
  of(id: string, read: () => Promise<Whole | undefined>): Promise<Whole | undefined>;
}

export const knowingNothing: KnownShipments = { of: (_, read) => read() };

/** More are not kept in memory: then it begins anew. */
const keptMax = 100_000;

/** `see` is told of every event of the log, in its order, by the name of its stream. */
export function keepShipments(): KnownShipments & { see(stream: string): void } {
  const kept = new Map<string, Whole>();
  /** Ids of what was read from a stream. */
  const readFrom = new Map<string, Set<string>>();
  let seen = 0;
  return {
    async of(id, read) {
      const former = kept.get(id);
      if (former) return former;
      const before = seen;
      const whole = await read();
      // What came meanwhile may be in it, or not.
      if (!whole || seen !== before) return whole;
      if (kept.size >= keptMax) {
        kept.clear();
        readFrom.clear();
      }
      kept.set(id, whole);
      for (const stream of whole.read) {
        const ids = readFrom.get(stream) ?? new Set();
        readFrom.set(stream, ids.add(id));
      }
      return whole;
    },
    see(stream) {
      if (!changing.test(stream)) return;
      seen += 1;
      for (const id of readFrom.get(stream) ?? []) kept.delete(id);
      readFrom.delete(stream);
    },
  };
}

const changing = /^(?:shipment|logisticUnit|materialLot)-/;
