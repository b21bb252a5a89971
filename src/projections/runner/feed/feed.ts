// One reading of the log: a window of decoded entries, pulled ahead of its readers and kept until
// all of them are done with it.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { AnyEvent } from "../../../domain/kernel/event-type.ts";
import type { IndexedEvent } from "../../../eventstore/log-index.ts";
import type { Logger } from "../logger.ts";
import { indexOf, nothingYet, type Place } from "../progress.ts";
import { BackOff, Wakeup } from "../wakeup.ts";
import { type Entry, entryOf } from "./entry.ts";
import type { Decode, Log } from "./log.ts";

export interface FeedParts<Event extends AnyEvent> {
  readonly log: Pick<Log, "follow">;
  readonly decode: Decode<Event>;
  /** Whether events of this type may be gathered for a while before they are taken in. */
  readonly canWait: (type: string) => boolean;
  readonly logger: Logger;
}

/** A reader of the window: everything below `next` it has done. */
export interface Reader {
  next: number;
}

export class Feed<Event extends AnyEvent> {
  readonly #parts: FeedParts<Event>;
  readonly #readers = new Set<Reader>();
  readonly #closed = new AbortController();
  readonly #space = new Wakeup();
  readonly #news = new Wakeup();
  readonly #haste = new Wakeup();
  readonly #pumped: Promise<void>;
  #entries: Entry<Event>[] = [];
  #weight = 0;
  /** Index of the last event that cannot wait, that somebody waits for, or that ends many. */
  #urgent = nothingYet;
  /** Index of the first entry in the window, or of the next event where the window is empty. */
  #base: number;
  #last: Place | undefined;
  #caughtUp = false;
  #isAway = false;

  constructor(parts: FeedParts<Event>, after: Place | undefined) {
    this.#parts = parts;
    this.#last = after;
    this.#base = indexOf(after) + 1;
    this.#pumped = this.#pump();
  }

  /** Index of the event that will come next. */
  get end(): number {
    return this.#base + this.#entries.length;
  }

  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  /** The log cannot be read at present. */
  get isAway(): boolean {
    return this.#isAway;
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  holds(index: number): boolean {
    return index >= this.#base && index <= this.end;
  }

  add(reader: Reader): void {
    this.#readers.add(reader);
    this.#space.wake();
  }

  remove(reader: Reader): void {
    this.#readers.delete(reader);
    this.#done();
  }

  /**
   * Entries from the reader's place on, none when there are none yet; a heavy piece is cut short.
   */
  peek(reader: Reader, countMax: number): readonly Entry<Event>[] {
    const from = reader.next - this.#base;
    let count = 0;
    for (let weight = 0; count < countMax && weight < pieceWeightMax; count++) {
      const entry = this.#entries[from + count];
      if (!entry) break;
      weight += entry.weight;
    }
    return this.#entries.slice(from, from + count);
  }

  /**
   * Somebody waits for everything up to this index, whether it is here or still to come; of what
   * is further ahead than the next many, who waits says so again.
   */
  want(index: number): void {
    this.#hasten(Math.min(index, this.end + manyCount));
  }

  /** Whether something before the reader cannot wait. */
  isUrgent({ next }: Reader): boolean {
    return this.#urgent >= next;
  }

  /** Resolves when something is there that cannot wait, or time is up, or the signal aborts. */
  haste(options: { readonly signal: AbortSignal; readonly timeout_ms: number }): Promise<void> {
    return this.#haste.next(options);
  }

  /** The reader is done with everything below an index. */
  advance(reader: Reader, next: number): void {
    reader.next = next;
    this.#done();
  }

  /** Resolves when entries came, when the end was reached, or when the signal aborts. */
  news(signal: AbortSignal): Promise<void> {
    return this.#news.next({ signal });
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#pumped;
  }

  /**
   * Reads on for ever; a store that is away is tried again, and nothing is left out or given twice.
   */
  async #pump(): Promise<void> {
    const { signal } = this.#closed;
    const backOff = new BackOff();
    while (!signal.aborted) {
      try {
        for await (const { events, caughtUp } of this.#parts.log.follow(this.#last, signal)) {
          this.#isAway = false;
          await this.#take(events);
          backOff.succeeded();
          if (signal.aborted) return;
          this.#caughtUp = caughtUp;
          this.#news.wake();
        }
      } catch (error) {
        if (signal.aborted) return;
        this.#isAway = true;
        const fields = { err: error, after: indexOf(this.#last) };
        this.#parts.logger.warn(fields, "The log cannot be read on; tried again.");
      }
      await backOff.wait(signal);
    }
  }

  async #take(events: readonly IndexedEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += sliceMax) {
      await this.#untilSpace();
      try {
        for (const event of events.slice(from, from + sliceMax)) this.#push(event);
      } finally {
        this.#news.wake();
      }
      // Decoding is the long part; others want the processor too.
      await nextTurn();
    }
  }

  #hasten(index: number): void {
    if (index <= this.#urgent) return;
    this.#urgent = index;
    this.#haste.wake();
  }

  #push(event: IndexedEvent): void {
    if (event.index !== this.end) {
      throw new RangeError(`The log gave event ${event.index} where ${this.end} was due.`);
    }
    const entry = entryOf(event, this.#parts.decode);
    this.#entries.push(entry);
    this.#weight += entry.weight;
    this.#last = entry.place;
    const areMany = event.index - this.#urgent >= manyCount;
    if (areMany || !this.#parts.canWait(entry.type)) this.#hasten(event.index);
  }

  async #untilSpace(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted && (this.#readers.size === 0 || this.#isFull())) {
      await this.#space.next({ signal });
    }
  }

  #isFull(): boolean {
    const ahead = this.end - Math.min(...[...this.#readers].map(({ next }) => next));
    return ahead >= windowCountMax || (ahead > 0 && this.#weight >= windowWeightMax);
  }

  /**
   * Lets go of what everybody is done with, but for some that one who comes from behind can join
   * at.
   */
  #done(): void {
    const lowest = Math.min(this.end, ...[...this.#readers].map(({ next }) => next));
    let count = 0;
    while (this.#base + count < lowest - keptCount) {
      this.#weight -= this.#entries[count]?.weight ?? 0;
      count += 1;
    }
    while (this.#base + count < lowest && this.#weight > keptWeightMax) {
      this.#weight -= this.#entries[count]?.weight ?? 0;
      count += 1;
    }
    if (count > 0) {
      this.#entries = this.#entries.slice(count);
      this.#base += count;
    }
    this.#space.wake();
  }
}

/** So many that can wait are worth a transaction. */
const manyCount = 500;
const windowCountMax = 10_000;
const windowWeightMax = 1_000_000;
const pieceWeightMax = 250_000;
const keptCount = 2_000;
const keptWeightMax = 100_000;
const sliceMax = 256;
