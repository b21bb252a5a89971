// From an event that was just appended to read models that show it.
import { setTimeout as sleep } from "node:timers/promises";
import { placeOf } from "../../projections/as-of.ts";
import { positionOf } from "../../projections/audit-trail/position.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Instance } from "./instance.ts";

/** Looks for the event in the audit trail, which has every one, until it is there or time is up. */
export async function indexOf(
  { database }: Pick<Instance, "database">,
  eventId: string,
  timeout_ms: number,
): Promise<number | undefined> {
  const until = performance.now() + timeout_ms;
  for (;;) {
    const position = await positionOf(database.kysely, eventId);
    if (position !== undefined || performance.now() > until) return position;
    await sleep(pollEvery_ms);
  }
}

/** Whoever asks next sees it, and all before it. Throws READ_MODEL_BEHIND. */
export async function waitUntilVisible(
  instance: Pick<Instance, "database" | "projections">,
  eventId: string | undefined,
): Promise<void> {
  if (eventId === undefined) return;
  const index = await indexOf(instance, eventId, visible_ms);
  const isSeen =
    index !== undefined && (await instance.projections.waitFor(index, { timeout_ms: visible_ms }));
  if (!isSeen) throw behind("the read models do");
}

/**
 * Whoever asks these read models next has all that the log has now, whatever becomes of the others.
 * Throws READ_MODEL_BEHIND.
 */
export async function waitUntilAtEnd(
  { log, database, projections }: Pick<Instance, "log" | "database" | "projections">,
  names: readonly string[],
  timeout_ms = visible_ms,
): Promise<void> {
  for (const name of names) {
    const { index, ...place } = await placeOf(database.kysely, name);
    let end = index;
    for await (const _ of log.readAll(place)) end += 1;
    if (!(await projections.waitFor(end, { name, timeout_ms }))) throw behind(`${name} does`);
  }
}

function behind(who: string): CliFault {
  const message = `Everything is recorded, but ${who} not have it yet.`;
  return new CliFault("READ_MODEL_BEHIND", `${message} \`batchproof status\` says why.`);
}

const visible_ms = 600_000;
const pollEvery_ms = 10;
