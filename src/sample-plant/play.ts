// Plays the built-in sample plant: a year of no real company, through real commands, on a simulated clock.
// The same seed gives the same command ids, so that playing it again into the same log adds nothing.
import type { Handler } from "../eventstore/handler/handle.ts";
import type { SimulatedClock } from "./clock.ts";

export interface Plant {
  /** Made with `clock`: the player moves it on before every command. */
  readonly handler: Handler;
  readonly clock: SimulatedClock;
}

export interface PlayOptions {
  /** How many batches are made and packed. The special cases need three. */
  readonly batches?: number;
  readonly seed?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly of: number;
}

/** Something worth looking at: what it is called, and what to ask for to see it. */
export interface Highlight {
  readonly name: string;
  readonly what: string;
}

export interface PlayedBatch {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly stage: "processing" | "packaging";
}

export interface Played {
  /** In the order in which they were issued; each has a record of its own. */
  readonly batches: readonly PlayedBatch[];
  /** Events added now; none when it was played into this log before. */
  readonly events: number;
  readonly highlights: readonly Highlight[];
  /** A raw material lot, as `trace --forward` takes it. */
  readonly forwardSeed: string;
  /** A lot of packs that a customer has, as `trace --backward` takes it. */
  readonly backwardSeed: string;
  /** The last event added: what waits for the read models waits for this one. */
  readonly lastEventId: string | undefined;
}

export async function playPlant(_plant: Plant, _options: PlayOptions = {}): Promise<Played> {
  return {
    batches: [],
    events: 0,
    highlights: [],
    forwardSeed: "",
    backwardSeed: "",
    lastEventId: undefined,
  };
}
