// Taking up a locked session: the same person proves again who they are (draft Annex 11, 11.8).
import { randomUUID } from "node:crypto";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { isLocked } from "../../domain/person/log-in/log-in.ts";
import { unlockSession } from "../../domain/session/commands.ts";
import type { AccessParts } from "../parts.ts";
import { type PasswordGiven, provenPassword } from "../person/prove.ts";
import { personNow } from "../standing.ts";
import type { Known } from "./authenticate.ts";
import { fail } from "./log-in.ts";
import { createSessionStore } from "./session-store.ts";

/** Undefined: it is unlocked. */
export async function unlock(
  parts: AccessParts,
  { session, live }: Known,
  given: PasswordGiven,
): Promise<Refusal | undefined> {
  const { handler, clock, database } = parts;
  const person = live && (await personNow(handler, live.person_id));
  if (!live || !person) return refuse("LOG_IN_REQUIRED", "The session has ended.");
  const at = clock.now();
  if (isLocked(person, at.toISOString())) {
    return refuse("ACCOUNT_LOCKED", "Too many attempts failed; wait, or ask for help.");
  }
  const proven = await provenPassword(parts, person, given, at);
  if (proven.outcome === "wrong") {
    const from = { network: live.network === "outside" ? "outside" : "inside" } as const;
    const answer = await fail(parts, { id: live.person_id, person }, proven.why, from);
    return answer.outcome === "refused" ? answer.refusal : undefined;
  }
  await createSessionStore(database.kysely).unlock(live.session_id, at.toISOString());
  const data = { assurance: "password" };
  const call = { commandId: randomUUID(), id: live.session_id, data };
  await handler.execute(unlockSession, call, session);
  return undefined;
}
