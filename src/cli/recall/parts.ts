// What recalls are traced and held with, from a running instance.

import type { Following } from "../../processes/recall/follow-recalls.ts";
import { keepScopes, type ScopeKeeper } from "../../processes/recall/keep-scopes.ts";
import { lastWentInto, reached } from "../../projections/recall/reach.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import type { Log } from "../terminal/log.ts";

type Traced = Pick<Instance, "handler" | "database" | "projections" | "clock" | "access">;

export function recallParts({ handler, database, clock, access }: Traced): Following {
  const now = () => clock.now().toISOString();
  const { kysely } = database;
  return {
    handler,
    session: {
      ...access.parts.place,
      actor: { kind: "service", id: "recall-scope", name: "Scope of recalls" },
      authentication: { method: "instance" },
      permits: "everything",
    },
    reached: (seeds) => reached(kysely, seeds, now()),
    lastWentInto: (leftOut, scope) => lastWentInto(kysely, leftOut, scope, now()),
  };
}

/** Widening is an alert: whoever looks after the log sees it. */
export const recallKeeper = (instance: Traced, logger: Log): ScopeKeeper =>
  keepScopes({
    ...recallParts(instance),
    visible: (eventId) => waitUntilVisible(instance, eventId),
    onWidened: (recallId, widened) =>
      logger.warn({ recallId, ...widened }, "A recall reaches more than it did."),
    onFault: (err, recallId) =>
      logger.error({ err, recallId }, "A recall could not be traced; tried again."),
  });
