// Events that are decoded already, handed to the projector as the feed hands them: what remains is
// the projector's own work.
import { createHash } from "node:crypto";
import type { ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Metadata } from "../../src/domain/kernel/metadata.ts";
import type { Decoded } from "../../src/eventstore/codec.ts";
import type { IndexedEvent } from "../../src/eventstore/log-index.ts";
import type { StoredEvent, StorePosition } from "../../src/eventstore/stored-event.ts";
import { categoryAndId } from "../../src/eventstore/stream-name.ts";
import type { Log } from "../../src/projections/runner/feed/log.ts";
import type { Place } from "../../src/projections/runner/progress.ts";
import { facts, type Happened } from "./history.ts";

export class DecodedLog implements Log {
  readonly #indexed: readonly IndexedEvent[];
  readonly #decoded: ReadonlyMap<string, Decoded<ProductionEvent>>;

  constructor(events: readonly Happened[]) {
    this.#indexed = events.map((happened, index) => ({ index, event: logged(happened, index) }));
    this.#decoded = new Map(events.map((happened) => [happened.id, decoded(happened)]));
  }

  readonly decode = ({ id }: StoredEvent): Decoded<ProductionEvent> => {
    const found = this.#decoded.get(id);
    if (!found) throw new RangeError(`There is no event ${id}.`);
    return found;
  };

  async *follow(after: Place | undefined, signal: AbortSignal) {
    for (let from = after ? after.index + 1 : 0; from < this.#indexed.length; from += pieceMax) {
      if (signal.aborted) return;
      const events = this.#indexed.slice(from, from + pieceMax);
      yield { events, caughtUp: from + events.length === this.#indexed.length };
    }
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }

  async locate(place: Place): Promise<Place> {
    return place;
  }

  async names(): Promise<readonly string[]> {
    return this.#indexed.slice(0, 1).map(({ event }) => event.id);
  }
}

const pieceMax = 5_000;

function logged({ id, stream, revision, event: { type } }: Happened, index: number) {
  const storePosition = String(index) as StorePosition;
  const contentType = "application/json";
  const entry = createHash("sha256").update(id).digest();
  return { id, stream, revision, type, data: {}, metadata: {}, contentType, storePosition, entry };
}

function decoded({ id, stream, revision, event }: Happened): Decoded<ProductionEvent> {
  const subjects: Metadata["subjects"] = [
    { batch: categoryAndId(stream).id },
    ...(event.type === "MaterialConsumed" ? [{ materialLot: event.data.materialLotId }] : []),
  ];
  const metadata: Metadata = { ...facts, schemaVersion: 1, subjects, mac: "" };
  return { kind: "ours", recorded: { id, stream, revision, event, metadata } };
}
