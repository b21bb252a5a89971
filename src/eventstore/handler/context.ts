// What a decision is told besides its data and the state.
import type { Context } from "../../domain/kernel/decider.ts";
import { toUtc } from "../../domain/kernel/instant.ts";
import { judgedAt } from "../../domain/kernel/precondition.ts";
import { dateAt } from "./date-at.ts";
import { derivedId } from "./event-id.ts";
import type { Attempt } from "./handle.ts";

export function contextOf({ call, session, at }: Attempt): Context {
  const { actor, zone, permits } = session;
  const occurredAt = toUtc(call.claims?.occurredAt ?? at);
  const judged = judgedAt({ occurredAt, at, actor });
  const date = dateAt(occurredAt, zone);
  return {
    at,
    occurredAt,
    date,
    judgedAt: judged,
    judgedOn: judged === occurredAt ? date : dateAt(judged, zone),
    dateOf: (instant) => dateAt(instant, zone),
    site: session.site,
    actor,
    rolesHeld: permits === "everything" ? [] : permits.grants.map(({ role }) => role),
    authentication: session.authentication,
    reason: call.claims?.reason,
    fromPaper: call.claims?.fromPaper,
    id: call.id,
    newId: (n) => derivedId(call.commandId, "new", String(n)),
  };
}
