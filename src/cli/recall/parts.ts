// What recalls are traced and held with, from a running instance.

import { accessControlId } from "../../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../../domain/access-control/commands.ts";
import { recall } from "../../domain/recall/recall.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import type { TraceRecall } from "../../processes/recall/end-recall.ts";
import { type Following, refreshRecall } from "../../processes/recall/follow-recalls.ts";
import { keepScopes, type ScopeKeeper, type SinceEnd } from "../../processes/recall/keep-scopes.ts";
import type { Reaching } from "../../projections/genealogy/graph/asked.ts";
import { lastWentInto, reached, readModelsFor } from "../../projections/recall/reach.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilAtEnd } from "../instance/visible.ts";
import type { Log } from "../terminal/log.ts";

type Traced = Pick<Instance, "log" | "handler" | "database" | "projections" | "clock" | "access">;

/** A read model that is behind for longer is somebody's business. */
const patience_ms = 60_000;

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

/** What is recorded by now, and nothing but what it is traced in is waited for. */
async function atEnd(instance: Traced, recallId: string, timeout_ms?: number): Promise<void> {
  const { state } = await instance.handler.load(recall, recallId);
  if (state.status === "unknown") return;
  await waitUntilAtEnd(instance, readModelsFor(state.seeds), timeout_ms);
}

/** Traces a recall to the end of the log, as it is when it is asked. */
export const traceRecallIn =
  (instance: Traced): TraceRecall =>
  async (recallId) => {
    await atEnd(instance, recallId);
    return refreshRecall(recallParts(instance), recallId);
  };

/** One alert of a recall that is as wide as it was because it cannot be traced. */
async function tellStuck(instance: Traced, recallId: string, eventId: string): Promise<void> {
  const name = await nameOf(instance, recallId);
  const text =
    `Recall ${name} cannot be traced to the end of the log: its scope and its holds may lack ` +
    "something. The log of the service says why.";
  await alert(instance, "recallNotTraced", text, ["recall not traced", recallId, eventId]);
}

async function nameOf({ handler }: Traced, recallId: string): Promise<string> {
  const { state } = await handler.load(recall, recallId);
  return state.status === "unknown" ? recallId : state.opened.number;
}

/** One of each: an event may be why several recalls are told of. */
async function alert(
  instance: Traced,
  kind: "recallWidened" | "recallNotTraced",
  text: string,
  about: readonly string[],
): Promise<void> {
  const { handler, session } = recallParts(instance);
  const eventId = derivedId(...about);
  const data = { kind, eventId, text };
  const call = { commandId: eventId, id: accessControlId, data };
  await handler.execute(raiseSecurityAlert, call, session);
}

/** One alert of what has come to light: nothing of it is added to what has ended. */
async function tellSinceEnd(
  instance: Traced,
  recallId: string,
  { lots, batches, shipments }: SinceEnd,
): Promise<void> {
  const name = await nameOf(instance, recallId);
  const text =
    `Recall ${name} has ended, and reaches more by what was recorded since: ${lots.length} lots, ` +
    `${batches.length} batches, ${shipments.length} shipments. Open another one of it.`;
  const what = JSON.stringify([lots, batches, shipments]);
  await alert(instance, "recallWidened", text, ["recall since its end", recallId, what]);
}

/** Widening is an alert: whoever looks after the log sees it. */
export const recallKeeper = (instance: Traced, logger: Log, graph?: Reaching): ScopeKeeper =>
  keepScopes({
    ...recallParts(instance, graph),
    visible: (recallId) => atEnd(instance, recallId, patience_ms),
    onSinceEnd: (...args) => tellSinceEnd(instance, ...args),
    onStuck: (recallId, eventId) => tellStuck(instance, recallId, eventId),
    onWidened: (recallId, widened) =>
      logger.warn({ recallId, ...widened }, "A recall reaches more than it did."),
    onFault: (err, recallId) =>
      logger.error({ err, recallId }, "A recall could not be traced; tried again."),
  });
