// How many refusals are told: whoever is refused may ask again as fast as he can, and each that is
// told is an event for good and an alert to people. What is not told is counted, and the next one
// says how many there were.
import type { Refused } from "./keeping.ts";

const apartMs = 60_000;
/** Of all streams, in that time. */
const toldMax = 20;
/** Kept for the sake of their counts. */
const rememberedMax = 200;

/** Data of a `$retentionRefused`. */
export interface ToldRefusal extends Refused {
  /** The same was asked for so often since it was told last. */
  readonly repeats?: number;
  /** So much else was asked for and not told, of any stream. */
  readonly others?: number;
}

interface Told {
  readonly atMs: number;
  readonly repeats: number;
}

interface State {
  /** By what was asked of which stream; the one that was told last is last. */
  readonly told: ReadonlyMap<string, Told>;
  readonly others: number;
}

export class RefusalRate {
  private state: State = { told: new Map(), others: 0 };
  /** As of the last transaction. */
  private settled = this.state;

  /** What is to be told of a refusal now, if anything. */
  take(refused: Refused, nowMs: number): ToldRefusal | undefined {
    const { others } = this.state;
    const told = new Map(this.state.told);
    const key = JSON.stringify([refused.stream, ...refused.asked]);
    const last = told.get(key);
    if (last !== undefined && isRecent(last, nowMs)) {
      told.set(key, { ...last, repeats: last.repeats + 1 });
      this.state = { told, others };
      return undefined;
    }
    const count = [...told.values()].filter((one) => isRecent(one, nowMs)).length;
    if (count >= toldMax) {
      this.state = { told, others: others + 1 };
      return undefined;
    }
    told.delete(key);
    told.set(key, { atMs: nowMs, repeats: 0 });
    this.state = { told, others: forgotten(told) };
    const repeats = last?.repeats ?? 0;
    return { ...refused, ...(repeats > 0 && { repeats }), ...(others > 0 && { others }) };
  }

  /** What was told is on disk. */
  settle(): void {
    this.settled = this.state;
  }

  /** It is not. */
  undo(): void {
    this.state = this.settled;
  }
}

/** The clock may have been set back: then it is not known how long ago it was. */
function isRecent({ atMs }: Told, nowMs: number): boolean {
  return atMs <= nowMs && nowMs - atMs < apartMs;
}

/** Makes room; what had been counted of it is told as of others. */
function forgotten(told: Map<string, Told>): number {
  let count = 0;
  for (const [key, { repeats }] of told) {
    if (told.size <= rememberedMax) return count;
    told.delete(key);
    count += repeats;
  }
  return count;
}
