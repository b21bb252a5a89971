// What may be set of a log's patience; the defaults suit a plant, tests take less.

export interface EventLogSettings {
  /** How long an append is repeated before EVENT_STORE_UNAVAILABLE. */
  readonly appendPatienceMs: number;
  /** The same for reads, which somebody is usually waiting for. */
  readonly readPatienceMs: number;
  /** What an attempt at an append is given to reach the store; ours comes a little later. */
  readonly attemptMs: number;
  /** A read, or a subscription that is catching up, that is silent for so long is begun anew. */
  readonly stallMs: number;
}

export const defaultSettings: EventLogSettings = {
  appendPatienceMs: 30_000,
  readPatienceMs: 10_000,
  attemptMs: 10_000,
  stallMs: 15_000,
};
