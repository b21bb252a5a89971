// Ending a credential of somebody else: reported lost, it counts no more, and its key is destroyed
// (21 CFR 11.300(c)).
import type { DataOf } from "../../domain/kernel/decider.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import { endCredential } from "../../domain/person/credential/commands.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import type { AccessParts } from "../parts.ts";
import { endSessionsOf } from "../session/live.ts";
import { forgetEnded } from "./forget-ended.ts";
import type { Given } from "./invitation.ts";

export async function endCredentialOf(
  parts: AccessParts,
  id: string,
  data: DataOf<typeof endCredential>,
  { commandId, session, reason }: Given & { readonly reason: Reason },
): Promise<Answer> {
  const call = { commandId, id, data, claims: { reason } };
  const answer = await parts.handler.execute(endCredential, call, session);
  await forgetEnded(parts, id);
  // Whoever found it may be in a session that it opened.
  if (answer.outcome === "accepted") await endSessionsOf(parts, id, undefined, session);
  return answer;
}
