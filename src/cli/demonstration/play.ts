// Plays the story into an instance of the demo's own. Writing and reading take turns: while batches
// are played the read models wait, and take in by large chunks what was written meanwhile.
import { createHandler } from "../../eventstore/handler/handle.ts";
import { onlyWriter } from "../../eventstore/only-writer.ts";
import { type PlantName, type Played, plants, playPlant } from "../../sample-plant/play.ts";
import { build } from "../instance/build.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { viewIn } from "../material/view.ts";
import { recallParts } from "../recall/parts.ts";
import type { Run } from "../run.ts";
import { openProgress } from "../terminal/progress.ts";
import type { DemoClock } from "./clock.ts";

export interface Story {
  readonly batches: number;
  readonly seed: number;
  readonly plant?: PlantName;
}

const batchesPerTurn = 50;

/** Everything is visible when it answers, and the clock runs on. Throws StoryFault, CliFault. */
export async function playIn(
  { terminal, stop: signal }: Run,
  instance: Instance,
  clock: DemoClock,
  { batches, seed, plant }: Story,
): Promise<Played> {
  const { log, codec, projections } = instance;
  const handler = createHandler(onlyWriter(log), codec, { ...build, clock });
  const progress = openProgress(terminal.errors);
  let goOn = projections.pause();
  const readAll = async (lastEventId: string | undefined) => {
    goOn();
    await waitUntilVisible(instance, lastEventId);
  };
  const onBatch = async (n: number, lastEventId: string | undefined) => {
    if (n % batchesPerTurn !== 0) return;
    await readAll(lastEventId);
    goOn = projections.pause();
  };
  const tracing = async (lastEventId: string | undefined) => {
    await readAll(lastEventId);
    return recallParts(instance);
  };
  const view = async (lastEventId: string | undefined) => {
    await readAll(lastEventId);
    return viewIn(instance);
  };
  try {
    const played = await playPlant(
      { handler, clock, onBatch, tracing, view },
      {
        batches,
        seed,
        plants: plant ? [plant] : plants,
        signal,
        onProgress: ({ what, done, of }) => progress.show(`${what}, step`, done, of),
      },
    );
    clock.start();
    await readAll(played.lastEventId);
    return played;
  } finally {
    goOn();
    progress.end();
  }
}
