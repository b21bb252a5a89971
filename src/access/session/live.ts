// Who is logged in at present, and ending a session of somebody.

import { permission } from "../../domain/kernel/access/standing.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { revokeSession as revoke } from "../../domain/session/commands.ts";
import type { Answer, Session } from "../../eventstore/handler/handle.ts";
import type { AccessParts } from "../parts.ts";
import type { Given } from "../person/invitation.ts";
import { personNow } from "../standing.ts";
import { end } from "./authenticate.ts";
import { createSessionStore, type LiveSession } from "./session-store.ts";

export interface Live {
  readonly sessionId: string;
  readonly personId: string;
  readonly printedName: string;
  readonly username: string;
  readonly method: string;
  readonly assurance: string;
  readonly network: string;
  readonly workstation: string | null;
  readonly startedAt: string;
  readonly usedAt: string;
  readonly endsAt: string;
  readonly locked: boolean;
}

export async function liveSessions(
  parts: AccessParts,
  personId?: string,
): Promise<readonly Live[]> {
  const at = parts.clock.now().getTime();
  const all = await createSessionStore(parts.database.kysely).list(personId);
  const live = all.filter(({ ends_at }) => Date.parse(ends_at) > at);
  return Promise.all(live.map((one) => described(parts, one)));
}

async function described({ handler }: AccessParts, one: LiveSession): Promise<Live> {
  const person = await personNow(handler, one.person_id);
  return {
    sessionId: one.session_id,
    personId: one.person_id,
    printedName: person?.printedName ?? "",
    username: person?.enrolled.username ?? "",
    method: one.method,
    assurance: one.assurance,
    network: one.network,
    workstation: one.workstation,
    startedAt: new Date(one.started_at).toISOString(),
    usedAt: new Date(one.used_at).toISOString(),
    endsAt: new Date(one.ends_at).toISOString(),
    locked: one.locked_at !== null,
  };
}

/** Decided first, for it is somebody's right; then it counts no more. */
export async function revokeSession(
  { handler, database, clock }: AccessParts,
  sessionId: string,
  { commandId, session, reason }: Given & { readonly reason: Reason },
): Promise<Answer | Refusal> {
  const store = createSessionStore(database.kysely);
  const live = (await store.list()).find(({ session_id }) => session_id === sessionId);
  if (!live) {
    // Who may not end sessions is not told which there are.
    const { permits, site } = session;
    const asked = {
      right: "secureAccounts",
      site,
      scope: {},
      at: clock.now().toISOString(),
    } as const;
    const permitted = permission(permits, asked);
    if (isRefusal(permitted)) return permitted;
    return refuse("NOT_FOUND", "No session of this id is open.");
  }
  const data = { personId: live.person_id };
  const call = { commandId, id: sessionId, data, claims: { reason } };
  const answer = await handler.execute(revoke, call, session);
  if (answer.outcome === "accepted") await store.end(sessionId);
  return answer;
}

/** All of a person's, but the one that they are in. */
export async function endSessionsOf(
  parts: AccessParts,
  personId: string,
  butSessionId?: string,
  by?: Session,
): Promise<void> {
  const live = await createSessionStore(parts.database.kysely).list(personId);
  const others = live.filter(({ session_id }) => session_id !== butSessionId);
  for (const session of others) await end(parts, session, "revoked", by);
}
