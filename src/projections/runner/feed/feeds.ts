// All read models share one reading of the log. One that is behind reads for itself until the
// shared window holds its place, and then goes on with the others.
import type { AnyEvent } from "../../../domain/kernel/event-type.ts";
import { indexOf, nothingYet, type Place } from "../progress.ts";
import type { Entry } from "./entry.ts";
import { Feed, type FeedParts, type Reader } from "./feed.ts";

export class Feeds<Event extends AnyEvent> {
  readonly #parts: FeedParts<Event>;
  readonly #open = new Set<Feed<Event>>();
  #shared: Feed<Event> | undefined;
  #wanted = nothingYet;

  constructor(parts: FeedParts<Event>) {
    this.#parts = parts;
  }

  /** Starts a reading after a place; those furthest on had better come first. */
  join(after: Place | undefined): Reading<Event> {
    const next = indexOf(after) + 1;
    const shared = this.#shared;
    if (shared && shared.readerCount > 0) {
      return new Reading(this, shared.holds(next) ? shared : this.#read(after), next);
    }
    if (shared) void this.#end(shared);
    this.#shared = this.#read(after);
    return new Reading(this, this.#shared, next);
  }

  /** Somebody waits for everything up to this index: nothing before it is gathered any longer. */
  want(index: number): void {
    this.#wanted = Math.max(this.#wanted, index);
    for (const feed of this.#open) feed.want(index);
  }

  /** The shared feed where it can take over from the reader's own at this index. */
  takeOver(index: number, own: Feed<Event>): Feed<Event> | undefined {
    const shared = this.#shared;
    return shared && shared !== own && shared.holds(index) ? shared : undefined;
  }

  release(feed: Feed<Event>): void {
    if (feed !== this.#shared && feed.readerCount === 0) void this.#end(feed);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((feed) => this.#end(feed)));
  }

  #read(after: Place | undefined): Feed<Event> {
    const feed = new Feed(this.#parts, after);
    feed.want(this.#wanted);
    this.#open.add(feed);
    return feed;
  }

  async #end(feed: Feed<Event>): Promise<void> {
    if (feed === this.#shared) this.#shared = undefined;
    await feed.close();
    this.#open.delete(feed);
  }
}

/** What one read model sees of the log. */
export class Reading<Event extends AnyEvent> {
  readonly #feeds: Feeds<Event>;
  readonly #reader: Reader;
  #feed: Feed<Event>;
  #endWasTold = false;

  constructor(feeds: Feeds<Event>, feed: Feed<Event>, next: number) {
    this.#feeds = feeds;
    this.#feed = feed;
    this.#reader = { next };
    feed.add(this.#reader);
  }

  /** How many events the log has that are not done; infinite while its end is not in sight. */
  get remaining(): number {
    return this.#feed.caughtUp ? this.#feed.end - this.#reader.next : Number.POSITIVE_INFINITY;
  }

  get isAway(): boolean {
    return this.#feed.isAway;
  }

  /**
   * The next entries, in order. None: the end was reached just now, or the signal aborted. A few
   * that can wait are given after a while, or with what comes and cannot.
   */
  async take(countMax: number, signal: AbortSignal): Promise<readonly Entry<Event>[]> {
    let until_ms: number | undefined;
    while (!signal.aborted) {
      this.#moveOver();
      const entries = this.#feed.peek(this.#reader, countMax);
      if (entries.length > 0) {
        until_ms ??= performance.now() + gatherFor_ms;
        const timeout_ms = until_ms - performance.now();
        if (timeout_ms > 0 && !this.#feed.isUrgent(this.#reader)) {
          await this.#feed.haste({ signal, timeout_ms });
          continue;
        }
        this.#endWasTold = false;
        return entries;
      }
      if (this.remaining === 0 && !this.#endWasTold) {
        this.#endWasTold = true;
        return [];
      }
      await this.#feed.news(signal);
    }
    return [];
  }

  /** Everything below this index is in the read model. */
  done(next: number): void {
    this.#feed.advance(this.#reader, next);
  }

  leave(): void {
    this.#feed.remove(this.#reader);
    this.#feeds.release(this.#feed);
  }

  #moveOver(): void {
    const shared = this.#feeds.takeOver(this.#reader.next, this.#feed);
    if (!shared) return;
    this.leave();
    this.#feed = shared;
    shared.add(this.#reader);
  }
}

/** In which those who follow a page of their own do not notice that it is not there. */
const gatherFor_ms = 100;
