// Limits of time of the copy, computed where the phase that ends them begins or is over: an
// observation, flagged and never refused (21 CFR 211.111). Time goes on while a phase is paused or
// held: what stands still in the vessel ages there.
import { z } from "zod";
import { Quantity } from "../../kernel/quantity.ts";
import { isOutside } from "../../kernel/shape/limits.ts";
import { Name } from "../../kernel/shape/reference.ts";
import type { Batch } from "../batch-part.ts";
import type { When } from "../control-recipe/evidence.ts";

export const TimeTaken = z.strictObject({
  name: Name,
  kind: z.enum(["process", "hold"]),
  elapsed: Quantity.describe("In seconds, by the business times of the two ends."),
  elapsedByServer: Quantity.exactOptional().describe(
    "Between the two entries, by the server's clock: where that alone is too long.",
  ),
  low: Quantity.exactOptional(),
  high: Quantity.exactOptional(),
  exceeded: z.boolean(),
});
export type TimeTaken = z.output<typeof TimeTaken>;

/** Of a phase that ran more than once its last run counts. */
export function timesTaken(
  { copied, evidence }: Batch,
  phaseId: string,
  at: "start" | "end",
  now: When,
): readonly TimeTaken[] {
  const limits = copied?.recipe.timeLimits ?? [];
  return limits
    .filter(({ to }) => to.phase === phaseId && to.at === at)
    .flatMap(({ name, kind, from, low, high }) => {
      const { startedOn, endedOn } = evidence;
      const since = (from.at === "start" ? startedOn : endedOn).get(from.phase);
      if (since === undefined) return [];
      const seconds = secondsFrom(since.occurredAt, now.occurredAt);
      const elapsed = inSeconds(seconds);
      const range = { ...(low && { low }), ...(high && { high }) };
      // Whoever says that it ended before it began has not shown that it was in time.
      const isOver = seconds < 0 || isOutside(elapsed, { ...range, rounding: "none" }) === true;
      // An end that is claimed earlier than it is told makes no overrun undone.
      const told = secondsFrom(since.recordedAt, now.recordedAt);
      const isTold = !!high && isOutside(inSeconds(told), { high, rounding: "none" }) === true;
      const byServer = isTold && !isOver ? { elapsedByServer: inSeconds(told) } : {};
      return [{ name, kind, elapsed, ...byServer, ...range, exceeded: isOver || isTold }];
    });
}

const secondsFrom = (one: string, other: string) => (Date.parse(other) - Date.parse(one)) / 1_000;
const inSeconds = (seconds: number) => ({ value: seconds.toFixed(3), unitOfMeasure: "s" });

/** As an event says it: nothing where there is no limit. */
export const timed = (times: readonly TimeTaken[]): { timeLimits?: TimeTaken[] } =>
  times.length > 0 ? { timeLimits: [...times] } : {};

export const isLate = (times: readonly TimeTaken[]): boolean =>
  times.some(({ exceeded }) => exceeded);
