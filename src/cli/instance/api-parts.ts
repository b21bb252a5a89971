// What the service is made of, from a running instance.
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiParts } from "../../api/parts.ts";
import { positionOf } from "../../projections/audit-trail/position.ts";
import { build } from "./build.ts";
import type { Instance } from "./instance.ts";
import { createPaper } from "./paper.ts";
import { nobody } from "./session.ts";

export function apiParts(instance: Instance): ApiParts {
  const { handler, log, database, projections, clock, settings } = instance;
  return {
    handler,
    log,
    database,
    projections,
    indexOf: (eventId, timeout_ms) => indexOf(instance, eventId, timeout_ms),
    clock,
    session: nobody(settings),
    version: build.appVersion,
    paper: createPaper(instance),
    hosts: settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).hostname],
  };
}

/** Looks for the event in the audit trail, which has every one, until it is there or time is up. */
export async function indexOf(
  { database }: Pick<Instance, "database">,
  eventId: string,
  timeout_ms: number,
): Promise<number | undefined> {
  const until = performance.now() + timeout_ms;
  for (;;) {
    const position = await positionOf(database.kysely, eventId);
    if (position !== undefined || performance.now() > until) return position;
    await sleep(pollEvery_ms);
  }
}

const pollEvery_ms = 10;
