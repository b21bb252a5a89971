// Whether the clocks were right when the log was written: what was recorded later must not say that
// it was earlier, and no store can have an event before it was recorded. The other way round proves
// nothing: a copy of a log has every event later.
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { type LogFinding, placeOf } from "./finding.ts";

/** An append may be repeated for half a minute, and clocks of two machines differ a little. */
const tolerance_ms = 60_000;

export class StoreClock {
  #first: LogFinding | undefined;
  #more = 0;
  #recorded_ms = Number.NEGATIVE_INFINITY;
  #created_ms = Number.NEGATIVE_INFINITY;

  get findings(): readonly LogFinding[] {
    if (!this.#first) return [];
    const more = this.#more === 0 ? "" : ` And ${this.#more} more like it.`;
    return [{ ...this.#first, detail: `${this.#first.detail}${more}` }];
  }

  /** In log order: an event whose mac is right, and so its metadata JSON. */
  take(position: number, bytes: LoggedBytes): void {
    const { recordedAt, clock } = timeOf(bytes.metadata);
    // A demonstration is recorded in a time of its own.
    if (recordedAt === undefined || clock !== "real") return;
    const recorded_ms = Date.parse(recordedAt);
    const { created_ms } = bytes;
    const wrong = this.#wrong(recorded_ms, created_ms);
    if (wrong !== undefined) {
      const detail = `It was recorded at ${recordedAt}, which is ${wrong}.`;
      if (this.#first) this.#more += 1;
      this.#first ??= { code: "STORE_CLOCK_OFF", position, ...placeOf(bytes), detail };
    }
    // From where a clock was put back it is held against itself: one step is told once.
    this.#recorded_ms =
      wrong === undefined ? Math.max(this.#recorded_ms, recorded_ms) : recorded_ms;
    if (Number.isFinite(created_ms)) {
      this.#created_ms = wrong === undefined ? Math.max(this.#created_ms, created_ms) : created_ms;
    }
  }

  #wrong(recorded_ms: number, created_ms: number): string | undefined {
    const before = (ms: number) => `${Math.round(ms / 1000)} s before`;
    const back_ms = this.#recorded_ms - recorded_ms;
    if (back_ms > tolerance_ms) return `${before(back_ms)} what was recorded earlier`;
    const storeBack_ms = this.#created_ms - created_ms;
    if (storeBack_ms > tolerance_ms) {
      return `right, but the store took it ${before(storeBack_ms)} an earlier one`;
    }
    const ahead_ms = recorded_ms - created_ms;
    if (ahead_ms <= tolerance_ms || Number.isNaN(ahead_ms)) return undefined;
    return `${Math.round(ahead_ms / 1000)} s after the store took it`;
  }
}

interface Time {
  readonly recordedAt?: string;
  readonly clock?: string;
}

/** Every event of ours has these; where one stands in it twice, JSON says which is which. */
function timeOf(metadata: Uint8Array): Time {
  const bytes = Buffer.from(metadata.buffer, metadata.byteOffset, metadata.length);
  const [recordedAt, clock] = [only(bytes, '"recordedAt":"'), only(bytes, '"clock":"')];
  if (recordedAt !== undefined && clock !== undefined) return { recordedAt, clock };
  return JSON.parse(bytes.toString("utf8"));
}

/** The text behind what occurs once. Within a text of JSON it cannot occur: quotes are escaped. */
function only(bytes: Buffer, before: string): string | undefined {
  const at = bytes.indexOf(before, 0, "latin1");
  const from = at + before.length;
  if (at < 0 || bytes.indexOf(before, from, "latin1") >= 0) return undefined;
  return bytes.toString("latin1", from, bytes.indexOf(0x22, from));
}
