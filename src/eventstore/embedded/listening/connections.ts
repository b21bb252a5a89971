// Which connections of an endpoint are kept. Who is not known yet is a stranger: he has a while to
// show who he is, may say little until then, and makes room, the oldest first, when there are too
// many. Whoever is known stays.
import type { Socket } from "node:net";

export interface ConnectionLimits {
  /** Strangers and known ones together. */
  readonly connectionsMax: number;
  /** Of a stranger, from his coming on. */
  readonly msMax: number;
  /** Of what a stranger has sent, and of what all of them have. */
  readonly bytesMax: number;
  readonly bytesMaxTogether: number;
  /** Of a stranger: more than clients make before they send their log-in. */
  readonly callsMax: number;
}

const unlimited = Number.POSITIVE_INFINITY;

/** Whoever reaches this machine's own endpoint is its user; a client need but say something. */
export const hereLimits: ConnectionLimits = {
  connectionsMax: 1_000,
  msMax: 10_000,
  bytesMax: unlimited,
  bytesMaxTogether: unlimited,
  callsMax: unlimited,
};

export const networkLimits: ConnectionLimits = {
  connectionsMax: 1_000,
  msMax: 10_000,
  bytesMax: 64 * 1024,
  bytesMaxTogether: 16 * 1024 * 1024,
  callsMax: 16,
};

/** "PRI * HTTP/2.0..." (RFC 9113, 3.4). */
const prefaceBytes = 24;

export const hasSpoken = (socket: Socket): boolean => socket.bytesRead >= prefaceBytes;

/** Of a connection: what tells it from all others that are open. */
export interface Ends {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

interface Stranger {
  readonly socket: Socket;
  readonly sinceMs: number;
  calls: number;
}

export class Connections {
  private readonly limits: ConnectionLimits;
  private readonly isKnown: (socket: Socket) => boolean;
  /** By when they came, in that order. */
  private readonly strangers = new Map<string, Stranger>();
  private admitted = 0;
  private count = 0;

  /** `isKnown`: what makes known besides a call with the log-in. */
  constructor(limits: ConnectionLimits, isKnown: (socket: Socket) => boolean = () => false) {
    this.limits = limits;
    this.isKnown = isKnown;
  }

  /** False: there is no room for it, and it has been ended. */
  admit(socket: Socket): boolean {
    // What goes wrong with a connection is its client's affair.
    socket.on("error", () => {});
    if (this.count >= this.limits.connectionsMax && !this.makeRoom()) {
      socket.destroy();
      return false;
    }
    this.count += 1;
    this.admitted += 1;
    const name = nameOf(socket) ?? String(this.admitted);
    const stranger = { socket, sinceMs: performance.now(), calls: 0 };
    this.strangers.set(name, stranger);
    socket.on("close", () => {
      this.count -= 1;
      if (this.strangers.get(name) === stranger) this.strangers.delete(name);
    });
    return true;
  }

  isStranger(on: Ends): boolean {
    const name = nameOf(on);
    return name === undefined || this.strangers.has(name);
  }

  /** A call has come on a connection, with the right log-in or without. */
  called(on: Ends, isLoggedIn: boolean): void {
    const name = nameOf(on);
    const stranger = name === undefined ? undefined : this.strangers.get(name);
    if (name === undefined || stranger === undefined) return;
    stranger.calls += 1;
    if (isLoggedIn) this.strangers.delete(name);
    // Not under the feet of what is reading from it.
    else if (stranger.calls > this.limits.callsMax) setImmediate(() => stranger.socket.destroy());
  }

  sweep(): void {
    const { msMax, bytesMax, bytesMaxTogether } = this.limits;
    const now = performance.now();
    let together = 0;
    for (const [name, { socket, sinceMs }] of this.strangers) {
      const { bytesRead } = socket;
      if (this.isKnown(socket)) this.strangers.delete(name);
      else if (now - sinceMs > msMax || bytesRead > bytesMax) this.drop(name);
      else together += bytesRead;
    }
    if (together > bytesMaxTogether) this.dropLoudest(together - bytesMaxTogether);
  }

  /** Who has said most goes first: who comes to log in has said next to nothing. */
  private dropLoudest(excessBytes: number): void {
    const loudest = [...this.strangers].sort(([, a], [, b]) => {
      return b.socket.bytesRead - a.socket.bytesRead;
    });
    let excess = excessBytes;
    for (const [name, { socket }] of loudest) {
      if (excess <= 0) return;
      excess -= socket.bytesRead;
      this.drop(name);
    }
  }

  private makeRoom(): boolean {
    for (const [name, { socket }] of this.strangers) {
      if (!this.isKnown(socket)) {
        this.drop(name);
        return true;
      }
      this.strangers.delete(name);
    }
    return false;
  }

  private drop(name: string): void {
    this.strangers.get(name)?.socket.destroy();
    this.strangers.delete(name);
  }
}

/** Undefined for a unix socket, and for who has gone again. */
function nameOf(ends: Ends): string | undefined {
  const { localAddress, localPort, remoteAddress, remotePort } = ends;
  if (remoteAddress === undefined) return undefined;
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}
