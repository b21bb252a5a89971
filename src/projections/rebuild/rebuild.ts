// Makes a read model a second time, beside the live one, from the first event on.
import type pg from "pg";
import { openSession } from "../../database/connection.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { ProjectionFault } from "../runner/fault.ts";
import type { Lane } from "../runner/lane.ts";
import { nextOf, remove } from "../runner/read-model.ts";
import { type Comparison, compare } from "./compare.ts";
import { inSnapshot } from "./snapshot.ts";
import { swap } from "./swap.ts";

export interface RebuildReport extends Comparison {
  readonly name: string;
  /** The tree size at which both were compared. */
  readonly asOf: number;
}

/** The live lane, and one that has not started yet and builds its successor. */
export interface Pair<Event extends AnyEvent> {
  readonly live: Lane<Event>;
  readonly next: Lane<Event>;
}

/**
 * Builds the successor up to where the live one is and compares them there. Both go on afterwards.
 */
export async function rebuildAndCompare<Event extends AnyEvent>(
  pool: pg.Pool,
  { live, next }: Pair<Event>,
): Promise<RebuildReport> {
  // A model that has stopped can only be compared where it stands.
  if (live.state === "stopped") next.limitTo(live.index);
  next.start();
  await Promise.race([next.near(live.index), next.rest()]);
  const { projection } = live.target;
  try {
    const index = await meet(live, next);
    const release = () => {
      live.limitTo(Number.POSITIVE_INFINITY);
      next.limitTo(Number.POSITIVE_INFINITY);
    };
    const schemas = { live: live.target.schema, rebuilt: next.target.schema };
    const comparison = await inSnapshot(pool, release, (snapshot) =>
      compare(snapshot, projection, schemas),
    );
    return { name: projection.name, asOf: index + 1, ...comparison };
  } finally {
    live.limitTo(Number.POSITIVE_INFINITY);
    next.limitTo(Number.POSITIVE_INFINITY);
  }
}

/** Both end; the successor has the name from here on, with an asOf no less than what was there. */
export async function replace<Event extends AnyEvent>(
  pool: pg.Pool,
  { live, next }: Pair<Event>,
): Promise<void> {
  const isStopped = live.state === "stopped";
  await next.near(isStopped ? live.index + 1 : live.index);
  if (!isStopped) await meet(live, next);
  await takeName(pool, next, live);
}

/** The same where nothing keeps up what has the name, which was made by another version. */
export async function renew<Event extends AnyEvent>(
  pool: pg.Pool,
  next: Lane<Event>,
  foundAt: number,
): Promise<void> {
  await next.near(foundAt);
  await takeName(pool, next);
}

async function takeName<Event extends AnyEvent>(
  pool: pg.Pool,
  next: Lane<Event>,
  live?: Lane<Event>,
): Promise<void> {
  refuseStopped(next);
  await Promise.all([live?.end(), next.end()]);
  await withClient(pool, (client) => swap(client, next.target.projection.name));
}

export async function discard<Event extends AnyEvent>(
  pool: pg.Pool,
  next: Lane<Event>,
): Promise<void> {
  await next.end();
  await withClient(pool, (client) => remove(client, nextOf(next.target.projection.name)));
}

/** Rests both at the same index and answers it. */
async function meet<Event extends AnyEvent>(live: Lane<Event>, next: Lane<Event>): Promise<number> {
  const index = Math.max(...(await Promise.all([live.halt(), next.halt()])));
  live.limitTo(index);
  next.limitTo(index);
  await Promise.all([live.rest(), next.rest()]);
  if (live.index === next.index) return index;
  refuseStopped(next);
  refuseStopped(live);
  throw new ProjectionFault("NOT_THE_PROJECTOR", "The rebuild was given up; it can be repeated.");
}

function refuseStopped<Event extends AnyEvent>(lane: Lane<Event>): void {
  if (lane.fault) throw lane.fault;
  if (lane.state !== "ended") return;
  throw new ProjectionFault("NOT_THE_PROJECTOR", "The rebuild was given up; it can be repeated.");
}

async function withClient(pool: pg.Pool, work: (client: pg.Client) => Promise<void>) {
  const session = await openSession(pool, "rebuild");
  try {
    await work(session.client);
  } finally {
    await session.close();
  }
}
