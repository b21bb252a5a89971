// What a decision is told besides its data and the state.
import type { Context } from "../../domain/kernel/decider.ts";
import { latest, toUtc } from "../../domain/kernel/instant.ts";
import { judgedAt } from "../../domain/kernel/precondition.ts";
import type { Folded } from "../fold/fold.ts";
import { dateAt } from "./date-at.ts";
import { derivedId } from "./event-id.ts";
import type { Attempt } from "./handle.ts";
import type { ReadAlso } from "./scope.ts";

/** What has been recorded is past, though the clock went back: no act is judged before it. */
export function contextOf(
  { call, session, at }: Attempt,
  of: Pick<Folded<unknown>, "recordedAt" | "revision">,
  read: Pick<ReadAlso, "recordedAt">,
): Context {
  const recorded = latest(of.recordedAt, read.recordedAt);
  const { actor, zone, permits } = session;
  const occurredAt = toUtc(call.claims?.occurredAt ?? at);
  const judged = judgedAt({ occurredAt, at: latest(at, recorded), actor });
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
    readOn: session.readOn,
    reason: call.claims?.reason,
    fromPaper: call.claims?.fromPaper,
    id: call.id,
    revision: of.revision,
    newId: (n) => derivedId(call.commandId, "new", String(n)),
  };
}
