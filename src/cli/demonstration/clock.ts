// The plant's clock stands while its story is played. Afterwards it runs on from there, so that
// what visitors record comes after the story and not before it.
import { createSimulatedClock, type SimulatedClock } from "../../sample-plant/clock.ts";
import { plantStart } from "../../sample-plant/site.ts";

export interface DemoClock extends SimulatedClock {
  start(): void;
}

export function createDemoClock(): DemoClock {
  const story = createSimulatedClock(plantStart);
  let startedAt_ms: number | undefined;
  return {
    ...story,
    now() {
      const passed_ms = startedAt_ms === undefined ? 0 : performance.now() - startedAt_ms;
      return new Date(story.now().getTime() + passed_ms);
    },
    start() {
      startedAt_ms = performance.now();
    },
  };
}
