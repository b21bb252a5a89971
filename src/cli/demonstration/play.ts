// Plays the story into an instance of the demo's own. Writing and reading take turns: while batches
// are played the read models wait, and take in by large chunks what was written meanwhile.
import { createHandler } from "../../eventstore/handler/handle.ts";
import { onlyWriter } from "../../eventstore/only-writer/only-writer.ts";
import { patientLog } from "../../eventstore/only-writer/patient-log.ts";
import { type PlantName, type Played, plants, playPlant } from "../../sample-plant/play.ts";
import { build } from "../instance/build.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { viewIn } from "../material/view.ts";
import { recallParts } from "../recall/parts.ts";
import type { Run } from "../run.ts";
import { openProgress } from "../terminal/progress.ts";
import type { DemoClock } from "./clock.ts";
import { isDemonstration } from "./made-by-demo.ts";

export interface Story {
  readonly batches: number;
  readonly seed: number;
  readonly plant?: PlantName;
  readonly onTurn?: (turn: Turn) => Promise<void>;
}

/** Before batch `n`: what was played since the last turn is written, and read. */
export interface Turn {
  readonly n: number;
  readonly written_ms: number;
  readonly read_ms: number;
}

export const batchesPerTurn = 50;

/** Who plays it: where progress is shown, and what breaks it off. */
interface Playing extends Pick<Run, "stop"> {
  readonly terminal: Pick<Run["terminal"], "errors">;
}

/** Everything is visible when it answers, and the clock runs on. Throws StoryFault, CliFault. */
export async function playIn(
  { terminal, stop: signal }: Playing,
  instance: Instance,
  clock: DemoClock,
  { batches, seed, plant, onTurn }: Story,
): Promise<Played> {
  const { codec, projections } = instance;
  const empty = (await isDemonstration(instance.log, codec)) === undefined;
  const log = onlyWriter(patientLog(instance.log, signal), { empty });
  const handler = createHandler(log, codec, { ...build, clock }, instance.folds);
  const progress = openProgress(terminal.errors);
  let goOn = projections.pause();
  const readAll = async (lastEventId: string | undefined) => {
    await log.settled();
    goOn();
    await waitUntilVisible(instance, lastEventId);
    goOn = projections.pause();
  };
  let began_ms = performance.now();
  const onBatch = async (n: number, lastEventId: string | undefined) => {
    if (n % batchesPerTurn !== 0) return;
    await log.settled();
    const settled_ms = performance.now();
    await readAll(lastEventId);
    const read_ms = performance.now() - settled_ms;
    await onTurn?.({ n, written_ms: settled_ms - began_ms, read_ms });
    began_ms = performance.now();
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
