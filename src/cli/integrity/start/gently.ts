// Long work beside a service that answers: a tenth of the time, a few milliseconds at once.
import { setTimeout as sleep } from "node:timers/promises";

const work_ms = 5;
const restPerWork = 9;

/** Passes on what comes; what is done with each counts as work. Throws AbortError. */
export async function* gently<One>(
  all: AsyncIterable<One>,
  signal: AbortSignal,
): AsyncGenerator<One> {
  let begun_ms = performance.now();
  for await (const one of all) {
    yield one;
    const worked_ms = performance.now() - begun_ms;
    if (worked_ms < work_ms) continue;
    await sleep(worked_ms * restPerWork, undefined, { signal });
    begun_ms = performance.now();
  }
}
