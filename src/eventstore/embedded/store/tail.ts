// The live end of the log. What is committed is read back once and kept for a while, so that many
// subscriptions at the live end share it; a subscription that is further behind reads from the log
// instead.
import type { LogReader } from "./log-reader.ts";
import type { StoredRecord } from "./record.ts";

/** `isWhole` is false when more was committed than `fresh` holds. */
export type TailListener = (fresh: readonly StoredRecord[], isWhole: boolean) => void;

const keptEvents = 8_192;
const keptBytes = 32 * 1024 * 1024;
const keptPage = 512;

export class Tail {
  private readonly reader: LogReader;
  private readonly listeners = new Set<TailListener>();
  /** Every event after `keptAfter` up to `position`. */
  private kept: StoredRecord[] = [];
  private keptAfter: number;
  private bytes = 0;
  /** Position of the last committed event; -1 while there is none. */
  position: number;

  constructor(reader: LogReader, position: number) {
    this.reader = reader;
    this.position = position;
    this.keptAfter = position;
  }

  /** The log ends at `position` now, or after it. */
  advance(position: number): void {
    if (position <= this.position) return;
    const before = this.position;
    this.position = position;
    if (this.listeners.size === 0) {
      this.forget();
      return;
    }
    const fresh = this.reader.forwards(before + 1, keptEvents);
    // What was committed a moment ago may be among them, though it was not told yet.
    this.position = Math.max(position, fresh.at(-1)?.position ?? 0);
    const isWhole = fresh.length < keptEvents;
    if (isWhole) this.keep(fresh);
    else this.forget();
    for (const listener of [...this.listeners]) listener(fresh, isWhole);
  }

  /** The returned function ends it. */
  listen(listener: TailListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Whether what comes after `position` is still in memory. */
  holds(position: number): boolean {
    return position >= this.keptAfter;
  }

  /** A page of the events after `position`, from memory when they are there. */
  after(position: number): readonly StoredRecord[] {
    if (position >= this.position) return [];
    if (!this.holds(position)) return this.reader.pageForwards(position + 1);
    const start = firstAfter(this.kept, position);
    return this.kept.slice(start, start + keptPage);
  }

  private keep(fresh: readonly StoredRecord[]): void {
    for (const record of fresh) {
      this.kept.push(record);
      this.bytes += weigh(record);
    }
    if (this.kept.length <= 2 * keptEvents && this.bytes <= 2 * keptBytes) return;
    let dropped = 0;
    while (this.kept.length - dropped > keptEvents || this.bytes > keptBytes) {
      const oldest = this.kept[dropped++];
      if (oldest === undefined) break;
      this.bytes -= weigh(oldest);
      this.keptAfter = oldest.position;
    }
    this.kept.splice(0, dropped);
  }

  private forget(): void {
    this.kept = [];
    this.bytes = 0;
    this.keptAfter = this.position;
  }
}

function weigh(record: StoredRecord): number {
  return record.data.length + record.metadata.length;
}

/** Index of the first record after `position`, by bisection. */
function firstAfter(records: readonly StoredRecord[], position: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.position ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
