// Sessions that nobody shows any more come to their end all the same: so the list of who is logged
// in is right, and the log says when and why (draft Annex 11, 11.8 and 11.9).
import { setTimeout as sleep } from "node:timers/promises";
import type { AccessParts } from "../parts.ts";
import { accessControlNow, personNow } from "../standing.ts";
import { endedNow } from "./authenticate.ts";
import { createSessionStore } from "./session-store.ts";

const sweptEvery_ms = 60_000;

/** Every minute until the signal. Several services may: each session is locked or ended once. */
export async function keepSweeping(
  parts: AccessParts,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await sweepSessions(parts).catch(onFault);
    await sleep(sweptEvery_ms, undefined, { signal }).catch(() => {});
  }
}

/** Ends what is over, and locks what was not used for too long, by the rules as they stand. */
export async function sweepSessions(parts: AccessParts): Promise<void> {
  const { handler, database, clock } = parts;
  const sessions = await createSessionStore(database.kysely).list();
  const { policy } = await accessControlNow(handler);
  for (const live of sessions) {
    await endedNow(parts, live, await personNow(handler, live.person_id), policy, clock.now());
  }
}
