// Sessions that a lost or stolen credential may have opened end with it, whatever became of the
// process that ended it (21 CFR 11.300(c)). Asked right after the event, and again for each such
// event when a service starts.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Recorded } from "../../domain/kernel/metadata.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import type { AccessParts } from "../parts.ts";
import { end } from "./authenticate.ts";
import { createSessionStore } from "./session-store.ts";

/** All that were open then, but the one in which the person did it themselves. */
export async function endSessionsAfter(
  parts: AccessParts,
  { stream, revision, event, metadata }: Recorded<ProductionEvent>,
): Promise<void> {
  const personId = categoryAndId(stream).id;
  const { actor, authentication } = metadata;
  const isOwn = actor.kind === "person" && actor.id === personId;
  if (!mayBeOthers(event, isOwn)) return;
  const live = await createSessionStore(parts.database.kysely).list(personId);
  for (const session of live) {
    if (isOwn && session.session_id === authentication.sessionId) continue;
    // Both stand in the person's stream. By clocks, which are set back and differ between machines,
    // a stolen session would stay open.
    const began = session.log_in_revision ?? -1;
    if (began < revision) await end(parts, session, "revoked");
  }
}

/** A passkey that is only put aside by its owner was in nobody else's hands. */
function mayBeOthers(event: ProductionEvent, isOwn: boolean): boolean {
  if (event.type === "RecoveryCompleted") return true;
  if (event.type !== "CredentialEnded") return false;
  const { why, kind } = event.data;
  if (why === "replaced") return kind === "password";
  return why === "lost" || why === "cloned" || (why === "withdrawn" && !isOwn);
}
