// From when to when a batch was worked on: by when it happened, whenever it was entered. What went
// on by a paper form while the system was down was made then, and not when it was copied.
import { latest, toUtc } from "../../kernel/instant.ts";
import type { Batch } from "../batch-part.ts";

type Worked = Pick<Batch, "startedAt" | "workedUntil">;

/** Once it is started, whenever that is, it is worked on. */
const work: ReadonlySet<string> = new Set([
  "PhaseStarted",
  "PhaseCompleted",
  "PhaseAborted",
  "PhasePaused",
  "PhaseResumed",
  "PhaseHeld",
  "PhaseRestarted",
  "PhaseStopped",
  "MaterialConsumed",
  "OutputProduced",
]);

export function evolveWorked(batch: Batch, type: string, occurredAt: string): Worked {
  const { startedAt, workedUntil } = batch;
  const isWork = work.has(type);
  if (!isWork && type !== "BatchStarted") return { startedAt, workedUntil };
  const at = toUtc(occurredAt);
  return {
    startedAt: startedAt === undefined || at < startedAt ? at : startedAt,
    workedUntil: isWork ? latest(workedUntil ?? at, at) : workedUntil,
  };
}
