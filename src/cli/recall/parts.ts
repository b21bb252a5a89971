// What recalls are traced and held with, from a running instance.

import type { Following } from "../../processes/recall/follow-recalls.ts";
import { keepScopes, type ScopeKeeper } from "../../processes/recall/keep-scopes.ts";
import type { Reaching } from "../../projections/genealogy/graph/asked.ts";
import { lastWentInto, reached } from "../../projections/recall/reach.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import type { Log } from "../terminal/log.ts";

type Traced = Pick<Instance, "handler" | "database" | "projections" | "clock" | "access">;

export function recallParts(
  { handler, database, clock, access }: Traced,
  graph?: Reaching,
): Following {
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
    reached: (suspects) => reached(kysely, suspects, now(), graph),
    lastWentInto: (leftOut, scope) => lastWentInto(kysely, leftOut, scope, now()),
  };
}

/** Widening is an alert: whoever looks after the log sees it. */
export const recallKeeper = (instance: Traced, logger: Log, graph?: Reaching): ScopeKeeper =>
  keepScopes({
    ...recallParts(instance, graph),
    visible: (eventId) => waitUntilVisible(instance, eventId),
    onWidened: (recallId, widened) =>
      logger.warn({ recallId, ...widened }, "A recall reaches more than it did."),
    onFault: (err, recallId) =>
      logger.error({ err, recallId }, "A recall could not be traced; tried again."),
  });
