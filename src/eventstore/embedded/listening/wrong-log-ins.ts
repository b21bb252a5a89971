// Calls that came over the network with a wrong user or password: said in the log, and made slow.
import type { Log } from "../log.ts";

/** An address may be wrong so often before it has to wait; a person mistypes, a program guesses. */
const freeMax = 10;
/** The first wait; each wrong log-in after it doubles the next, up to the last. */
const waitMsFirst = 1_000;
const waitMsMax = 60_000;
/** After so long without one an address begins anew. */
const forgottenMs = 15 * 60_000;
const addressesMax = 10_000;
const logEveryMs = 60_000;

interface Wrong {
  readonly count: number;
  readonly lastMs: number;
  /** What comes before is not looked at. */
  readonly untilMs: number;
}

export class WrongLogIns {
  private readonly log: Log;
  private readonly now: () => number;
  /** By address, who was wrong last at the end. */
  private readonly addresses = new Map<string, Wrong>();
  private unsaid = 0;
  private lastFrom = "";
  private saying: NodeJS.Timeout | undefined;

  constructor(log: Log, now: () => number = () => performance.now()) {
    this.log = log;
    this.now = now;
  }

  /** Whether what comes from there is refused unseen, also with the right password. */
  mustWait(address: string): boolean {
    return (this.addresses.get(address)?.untilMs ?? 0) > this.now();
  }

  wrong(address: string): void {
    const lastMs = this.now();
    const before = this.addresses.get(address);
    const isForgotten = before === undefined || lastMs - before.lastMs > forgottenMs;
    const count = isForgotten ? 1 : before.count + 1;
    const waitMs = count < freeMax ? 0 : waitMsFirst * 2 ** (count - freeMax);
    this.addresses.delete(address);
    this.addresses.set(address, { count, lastMs, untilMs: lastMs + Math.min(waitMs, waitMsMax) });
    const [oldest] = this.addresses.keys();
    if (this.addresses.size > addressesMax && oldest) this.addresses.delete(oldest);
    this.unsaid += 1;
    this.lastFrom = address;
    if (this.saying === undefined) this.say();
  }

  right(address: string): void {
    this.addresses.delete(address);
  }

  /** At once, and then what has come together in a while: never what was given. */
  private say(): void {
    this.saying = undefined;
    if (this.unsaid === 0) return;
    const many = `${this.unsaid} calls with a wrong user or password`;
    this.log.error("WRONG_LOG_IN", `${many}, the last from ${this.lastFrom}.`);
    this.unsaid = 0;
    this.saying = setTimeout(() => this.say(), logEveryMs).unref();
  }
}
