// What somebody opens or takes out: allowed or not, and kept in the log before the answer goes out
// (draft Annex 11, 11.9). What arrives while an entry is being written goes into the next one.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Right } from "../domain/kernel/access/right.ts";
import { type Asked, permission } from "../domain/kernel/access/standing.ts";
import { commandsOf } from "../domain/kernel/decider.ts";
import { isRefusal, type Refusal, refuse } from "../domain/kernel/refusal.ts";
import type { Opened } from "../domain/session/events.ts";
import { session as sessionAggregate } from "../domain/session/session.ts";
import type { Clock, Handler, Noting, Session } from "../eventstore/handler/handle.ts";

export interface Opening extends Omit<Opened, "at"> {
  /** All of them are needed. */
  readonly rights: readonly Right[];
  readonly scope: Asked["scope"];
  /** Taken out as a copy, not only looked at. */
  readonly taken: boolean;
}

export interface AccessTrail {
  /**
   * Undefined: allowed, and on disk. A refusal is on disk too. `session` must be that of somebody
   * known.
   */
  open(session: Session, opening: Opening): Promise<Refusal | undefined>;
  /** What an answer would have shown beyond what its reader may see: it is not given. */
  deny(session: Session, right: Right, what: string, message: string): Promise<Refusal>;
  /** Before anything is looked up or made for a command: whether the right is held at all. */
  may(session: Session, right: Right, what: string): Promise<Refusal | undefined>;
}

interface Waiting {
  readonly session: Session;
  readonly taken: boolean;
  readonly entry: Opened;
  readonly done: PromiseWithResolvers<void>;
}

/** Entries in one event. */
const together = 1_000;

export function createAccessTrail(parts: {
  readonly handler: Handler & Noting;
  readonly clock: Clock;
}): AccessTrail {
  const queue = new Queue(parts.handler);
  return {
    deny: (session, right, what, message) =>
      denied(parts.handler, session, refuse("NOT_AUTHORIZED", message), right, { what }),
    async may(session, right, what) {
      const at = parts.clock.now().toISOString();
      const asked = { right, site: session.site, scope: {}, at };
      const permitted = permission(session.permits, asked);
      if (!isRefusal(permitted)) return undefined;
      return denied(parts.handler, session, permitted, right, { what });
    },
    async open(session, { rights, scope, taken, ...opening }) {
      const at = parts.clock.now().toISOString();
      for (const right of rights) {
        const permitted = permission(session.permits, { right, site: session.site, scope, at });
        if (isRefusal(permitted)) return denied(parts.handler, session, permitted, right, opening);
      }
      await queue.kept({ session, taken, entry: { at, ...opening } });
      return undefined;
    },
  };
}

/** So long what comes waits at most for writes that others wait for. */
const gathering_ms = 10;

/**
 * What comes while entries are being written waits, and is written together: an entry for each
 * session, and all of them to disk at once. Several hundred readers a second then cost the store a
 * few dozen writes. A session is written one entry after the other, and one that takes long holds
 * up only itself.
 */
class Queue {
  readonly #handler: Noting;
  /** By session, in the order in which they came. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #writing = new Set<string>();
  #isGathering = false;

  constructor(handler: Noting) {
    this.#handler = handler;
  }

  kept(one: Omit<Waiting, "done">): Promise<void> {
    const id = sessionIdOf(one.session);
    const waiting = { ...one, done: Promise.withResolvers<void>() };
    const queue = this.#waiting.get(id);
    if (queue) queue.push(waiting);
    else this.#waiting.set(id, [waiting]);
    this.#begin();
    return waiting.done.promise;
  }

  #begin(): void {
    if (this.#isGathering) return;
    const free = [...this.#waiting.keys()].filter((id) => !this.#writing.has(id));
    if (free.length === 0) return;
    this.#isGathering = true;
    let isOver = false;
    const end = () => {
      clearTimeout(timer);
      if (isOver) return;
      isOver = true;
      this.#isGathering = false;
      this.#begin();
    };
    const timer = setTimeout(end, gathering_ms);
    void Promise.all(free.map((id) => this.#write(id))).then(end);
  }

  /** Those of one kind that came one after the other go into one entry. Never rejects. */
  async #write(id: string): Promise<void> {
    const queue = this.#waiting.get(id) ?? [];
    const taken = queue[0]?.taken === true;
    const other = queue.findIndex((one) => one.taken !== taken);
    const some = queue.splice(0, Math.min(together, other < 0 ? queue.length : other));
    if (queue.length === 0) this.#waiting.delete(id);
    this.#writing.add(id);
    try {
      await record(this.#handler, id, taken, some);
      for (const { done } of some) done.resolve();
    } catch (error) {
      for (const { done } of some) done.reject(error);
    }
    this.#writing.delete(id);
    this.#begin();
  }
}

async function record(
  handler: Noting,
  id: string,
  taken: boolean,
  some: readonly Waiting[],
): Promise<void> {
  const [first] = some;
  if (!first) return;
  const data = { opened: some.map(({ entry }) => entry) };
  const type = taken ? "RecordsExported" : "RecordsOpened";
  await handler.note(sessionAggregate, id, { type, data }, first.session);
}

const command = commandsOf(sessionAggregate);

/**
 * An attempt that an inspector would ask about (21 CFR 11.10(g)): kept where the session is. Whose
 * the thing is, and of what material, is kept with it and told to nobody who may not see it.
 */
async function denied(
  handler: Handler,
  session: Session,
  refusal: Refusal,
  right: Right,
  { what, kind, id }: Omit<Opened, "at">,
): Promise<Refusal> {
  const about = kind !== undefined && id !== undefined && { [`${kind}Id`]: id };
  const attempted = { ...refusal.attempted, right, ...about };
  // What it lacks is known already; the handler keeps the attempt, as it does any other.
  const open = command(what, "system", z.strictObject({}), () => ({
    ...refusal,
    attempted,
  }));
  const call = { commandId: randomUUID(), id: sessionIdOf(session), data: {} };
  await handler.execute(open, call, session);
  return refuse(refusal.refused, refusal.message);
}

function sessionIdOf({ authentication }: Session): string {
  const { sessionId } = authentication;
  if (sessionId === undefined) throw new Error("Nobody known has opened something.");
  return sessionId;
}
