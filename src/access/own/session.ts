// Ending another session of one's own: left open at a station, or on a tablet that was lost.
import type { AccessParts } from "../parts.ts";
import { end } from "../session/authenticate.ts";
import { createSessionStore } from "../session/session-store.ts";
import type { Own } from "./own.ts";

/** Nothing happens where it is not open, or somebody else's. */
export async function endOwnSession(
  parts: AccessParts,
  { id, session }: Own,
  sessionId: string,
): Promise<void> {
  const own = await createSessionStore(parts.database.kysely).list(id);
  const live = own.find(({ session_id }) => session_id === sessionId);
  if (live) await end(parts, live, "loggedOut", session);
}
