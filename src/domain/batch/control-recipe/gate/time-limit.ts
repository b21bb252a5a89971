// Limits of time of the copy that were never come to: nothing says whether it was in time
// (21 CFR 211.111; ICH Q7, 6.41).
import type { Batch } from "../../batch-part.ts";
import type { Copied } from "../control-recipe.ts";
import type { Missing } from "./missing.ts";

/** Where both of its phases are completed, and the last run of that which ends it was not timed. */
export const timesMissing = (
  { evidence, phases }: Batch,
  { recipe }: Copied,
): readonly Missing[] => {
  const isDone = (phase: string) => phases.get(phase)?.status === "completed";
  return (recipe.timeLimits ?? [])
    .filter(({ from, to }) => isDone(from.phase) && isDone(to.phase))
    .filter(({ name, to }) => {
      const ended = to.at === "start" ? evidence.startedAt : evidence.completedAt;
      return evidence.timed.get(name) !== ended.get(to.phase);
    })
    .map(({ name }) => ({ section: 13, item: `time limit: ${name}` }));
};
