// Events that are decoded already, handed to the projector as the feed hands them: what remains is the projector's own work.
import { createHash } from "node:crypto";
import type { Metadata } from "../../src/domain/kernel/metadata.ts";
import type { Decoded, Facts } from "../../src/eventstore/codec.ts";
import type { IndexedEvent } from "../../src/eventstore/log-index.ts";
import type { LoggedEvent, StoredEvent, StorePosition } from "../../src/eventstore/stored-event.ts";
import type { Log } from "../../src/projections/runner/feed/log.ts";
import type { Place } from "../../src/projections/runner/progress.ts";
import type { Consumed } from "./genealogy.ts";

export class DecodedLog implements Log {
  readonly events: readonly Consumed[];
  readonly #indexed: readonly IndexedEvent[];
  readonly #decoded: readonly Decoded<Consumed>[];

  /** A new lot with every fourth event, a new batch with every tenth. */
  constructor(count: number) {
    this.events = Array.from({ length: count }, (_, n) => consumed(n));
    this.#indexed = this.events.map((event, n) => ({ index: n, event: stored(event, n) }));
    this.#decoded = this.#indexed.map(({ event: { id, stream, revision } }, n) => {
      const event = this.events[n] ?? consumed(n);
      return { kind: "ours", recorded: { id, stream, revision, event, metadata } };
    });
  }

  readonly decode = ({ revision }: StoredEvent): Decoded<Consumed> => {
    const found = this.#decoded[revision];
    if (!found) throw new RangeError(`There is no event ${revision}.`);
    return found;
  };

  async *follow(after: Place | undefined, signal: AbortSignal) {
    for (let from = after ? after.index + 1 : 0; from < this.events.length; from += pieceMax) {
      if (signal.aborted) return;
      const events = this.#indexed.slice(from, from + pieceMax);
      yield { events, caughtUp: from + events.length === this.events.length };
    }
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }

  async locate(place: Place): Promise<Place> {
    return place;
  }

  async firstId(): Promise<string | undefined> {
    return this.#indexed[0]?.event.id;
  }
}

const pieceMax = 500;

function consumed(n: number): Consumed {
  return {
    type: "Consumed",
    data: {
      materialLotId: uuid(`lot ${n >> 2}`),
      batchId: uuid(`batch ${Math.trunc(n / 10)}`),
      quantity: { value: `${n % 1_000}.250`, unitOfMeasure: "kg" },
      remark: "charged at the start of the run, in one go, from a container that was opened for it",
    },
  };
}

function stored({ type, data }: Consumed, n: number): LoggedEvent {
  return {
    id: uuid(`event ${n}`),
    stream: "batch-bench",
    revision: n,
    type,
    data: { ...data },
    metadata: {},
    contentType: "application/json",
    storePosition: String(n) as StorePosition,
  };
}

function uuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const occurredAt = "2026-03-02T08:15:30.000+01:00";

export const facts: Facts = {
  recordedAt: "2026-03-02T08:15:30.123Z",
  occurredAt,
  clock: "real",
  zone: "Europe/Prague",
  zoneDatabase: "2026a",
  actor: { kind: "device", id: "scale-4", name: "Scale 4" },
  authentication: { method: "apiKey" },
  site: "site-1",
  legalEntity: "entity-1",
  appVersion: "0.1.0",
  configRevision: "1",
  basedOn: [],
  commandId: "00000000-0000-8000-8000-000000000000",
  $correlationId: "00000000-0000-8000-8000-000000000000",
};

const metadata: Metadata = { ...facts, schemaVersion: 1, subjects: [], mac: "" };
