// A trace exercise every night while the service runs: on a lot that is drawn, once, whichever of
// several services does it; one that was missed is made up for at the next start.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isUnavailable } from "../../database/availability.ts";
import { unlessElsewhere } from "../../database/elsewhere.ts";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../../domain/access-control/commands.ts";
import { traceExercise } from "../../domain/trace-exercise/trace-exercise.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Log } from "../terminal/log.ts";
import { performExercise } from "./perform.ts";

export type Nightly = Pick<
  Instance,
  "database" | "handler" | "blobs" | "clock" | "wallClock" | "access" | "settings"
>;

const lookEvery_ms = 30_000;
const againAfter_ms = 15 * 60_000;

/** Undefined where the settings name no time for it. */
export function startNightlyExercises(instance: Nightly, logger: Log): AsyncDisposable | undefined {
  const { exerciseAt, zone } = instance.settings;
  if (exerciseAt === undefined) return undefined;
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = run(exerciseAt);
  async function run(at: string): Promise<void> {
    while (!signal.aborted) {
      const night = nightOf(instance.wallClock.now(), at, zone);
      const isDone = await exerciseOf(instance, logger, night);
      await sleep(isDone ? lookEvery_ms : againAfter_ms, undefined, { signal }).catch(() => {});
    }
  }
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}

/** The day of the site on which the time was last due: 2026-11-27. */
export function nightOf(now: Date, at: string, zone: string): string {
  const format = { timeZone: zone, dateStyle: "short", timeStyle: "short" } as const;
  const [day = "", time = ""] = new Intl.DateTimeFormat("sv-SE", format).format(now).split(" ");
  if (time >= at) return day;
  const before = new Date(`${day}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
}

/** False: it could not be done, which is told once; it is tried again. */
export async function exerciseOf(instance: Nightly, logger: Log, night: string): Promise<boolean> {
  const { database, settings } = instance;
  const exerciseId = derivedId("nightly trace exercise", settings.site, night);
  try {
    if (await isPerformed(instance, exerciseId)) return true;
    return await unlessElsewhere(database.pool, "batchproof.exercise", async () => {
      if (await isPerformed(instance, exerciseId)) return;
      const asked = { seed: randomUUID(), exerciseId };
      const { performed } = await performExercise(instance, sessionOf(instance), asked);
      const { lot, seed, took_ms } = performed;
      logger.info({ lot, seed, took_ms, night }, "The trace exercise of the night is done.");
    });
  } catch (err) {
    // Nothing to trace is no failure, and where the database was away another may have done it.
    if (isUnavailable(err) || (err instanceof CliFault && calm.has(err.code))) return false;
    logger.error({ err, night }, "The trace exercise of the night failed; tried again.");
    await tellFailure(instance, exerciseId, night).catch((fault) =>
      logger.error({ err: fault }, "That it failed could not be told."),
    );
    return false;
  }
}

const calm: ReadonlySet<string> = new Set(["NO_LOTS", "ALREADY_EXISTS"]);

async function isPerformed({ handler }: Nightly, exerciseId: string): Promise<boolean> {
  const { state } = await handler.load(traceExercise, exerciseId);
  return state.status === "performed";
}

const sessionOf = ({ access }: Nightly): Session => ({
  ...access.parts.place,
  actor: { kind: "service", id: "trace-exercise", name: "Trace exercise of the night" },
  authentication: { method: "instance" },
  permits: "everything",
});

/** One alert for a night, whoever tries it and however often. */
async function tellFailure(instance: Nightly, exerciseId: string, night: string): Promise<void> {
  const text = `The trace exercise of ${night} failed; the log of the service says why.`;
  const data = { kind: "exerciseFailed", eventId: exerciseId, text } as const;
  const commandId = derivedId("trace exercise failed", exerciseId);
  const call = { commandId, id: accessControlId, data };
  await instance.handler.execute(raiseSecurityAlert, call, sessionOf(instance));
}
