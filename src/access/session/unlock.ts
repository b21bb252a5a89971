// Taking up a locked session: the same person proves again who they are (draft Annex 11, 11.8).
import { randomUUID } from "node:crypto";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { unlockSession } from "../../domain/session/commands.ts";
import type { AccessParts } from "../parts.ts";
import type { PasswordGiven } from "../person/prove.ts";
import type { Known } from "./authenticate.ts";
import { refuseOtherPerson } from "./prove-again.ts";
import { createSessionStore } from "./session-store.ts";

/** Undefined: it is unlocked. */
export async function unlock(
  parts: AccessParts,
  { session, live }: Known,
  given: PasswordGiven,
): Promise<Refusal | undefined> {
  const { handler, clock, database } = parts;
  if (!live) return refuse("LOG_IN_REQUIRED", "The session has ended.");
  const from = { network: live.network === "outside" ? "outside" : "inside" } as const;
  const refused = await refuseOtherPerson(parts, live.person_id, given, from);
  if (refused) return refused;
  const at = clock.now().toISOString();
  await createSessionStore(database.kysely).unlock(live.session_id, at);
  const data = { assurance: "password" };
  const call = { commandId: randomUUID(), id: live.session_id, data };
  await handler.execute(unlockSession, call, session);
  return undefined;
}
