// Whoever acts on their own account. A cookie may be in other hands: what proves an identity is
// changed only by who has proven within the last minutes, in this session, that it is theirs.
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import type { AccessParts } from "../parts.ts";
import type { Known } from "../session/authenticate.ts";

export interface Own {
  readonly id: string;
  readonly session: Session;
}

/** Of a session in which it was proven minutes ago, by the server's own rows and clock. */
export interface ProvenOwn extends Own {
  readonly provenAt: string;
}

export function ownOf(known: Known | undefined): Own | Refusal {
  if (known?.session.actor.kind !== "person") return nobody;
  return { id: known.session.actor.id, session: known.session };
}

export function provenOwn(
  { clock }: Pick<AccessParts, "clock">,
  known: Known | undefined,
): ProvenOwn | Refusal {
  const own = ownOf(known);
  if ("refused" in own) return own;
  const provenAt = known?.live?.proven_at;
  if (provenAt === undefined) return nobody;
  const age_ms = clock.now().getTime() - Date.parse(provenAt);
  return age_ms <= provenFor_ms ? { ...own, provenAt } : stale;
}

const provenFor_ms = 5 * 60_000;

const nobody = refuse("LOG_IN_REQUIRED", "This is of people's accounts.");
const stale = refuse(
  "PROOF_REQUIRED",
  "What proves your identity is changed within five minutes of proving it.",
);
