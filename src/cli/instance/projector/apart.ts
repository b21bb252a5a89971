// The projector in a thread of its own: whoever asks the service something does not wait while
// read models are written, nor the other way round.
import { Worker } from "node:worker_threads";
import type { Pool } from "pg";
import { asOfIn, type Projections, type RebuildOptions } from "../../../projections/projections.ts";
import type { RebuildReport } from "../../../projections/rebuild/rebuild.ts";
import { ProjectionFault } from "../../../projections/runner/fault.ts";
import type { Logger } from "../../../projections/runner/logger.ts";
import type { ProjectionStatus } from "../../../projections/runner/status.ts";
import { BackOff } from "../../../projections/runner/wakeup.ts";
import { readModels } from "../read-models.ts";
import type { FromProjector, ProjectorData, Question, SaidFault, ToProjector } from "./message.ts";

/** Answers at once, as `startProjections` does. A thread that fails is followed by another. */
export function startProjectionsApart(
  data: ProjectorData,
  { pool, logger }: { readonly pool: Pool; readonly logger: Logger },
): Projections {
  const thread = new ProjectorThread(data, logger);
  return {
    status: () => thread.status,
    asOf: (name) => asOfIn(pool, name),
    waitFor: async (index, options) =>
      (await thread.ask({ kind: "waitFor", index, options })) === true,
    rebuildAll: async ({ verify = false, onRebuilt }: RebuildOptions = {}) => {
      const reports = await thread.ask({ kind: "rebuildAll", verify }, onRebuilt);
      return typeof reports === "boolean" ? [] : reports;
    },
    pause() {
      thread.pause(true);
      return () => thread.pause(false);
    },
    stop: () => thread.stop(),
  };
}

const starting: readonly ProjectionStatus[] = readModels.map(({ name }) => ({
  name,
  state: "starting",
  asOf: undefined,
}));

type Answer = boolean | readonly RebuildReport[];

interface Asked extends Pick<PromiseWithResolvers<Answer>, "resolve" | "reject"> {
  readonly message: ToProjector;
  readonly onRebuilt: (() => void) | undefined;
  giveUp(): void;
}

class ProjectorThread {
  status = starting;
  readonly #data: ProjectorData;
  readonly #logger: Logger;
  readonly #backOff = new BackOff();
  readonly #stopping = new AbortController();
  readonly #asked = new Map<number, Asked>();
  #isPaused = false;
  #lastId = 0;
  #worker: Worker | undefined;
  readonly #running: Promise<void>;

  constructor(data: ProjectorData, logger: Logger) {
    this.#data = data;
    this.#logger = logger;
    this.#running = this.#run();
  }

  /**
   * What was asked of a thread that failed is asked of the next; whoever waits for an event is told
   * false when their time is up, whatever has become of it. Throws NOT_THE_PROJECTOR.
   */
  async ask(question: Question, onRebuilt?: () => void): Promise<Answer> {
    const id = this.#lastId + 1;
    this.#lastId = id;
    const message: ToProjector = { kind: "ask", id, question };
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const isWait = question.kind === "waitFor";
    const giveUp = () => (isWait ? resolve(false) : reject(stopped()));
    const timer = isWait ? setTimeout(giveUp, question.options.timeout_ms) : undefined;
    if (this.#stopping.signal.aborted) giveUp();
    else this.#worker?.postMessage(message);
    this.#asked.set(id, { message, onRebuilt, resolve, reject, giveUp });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#asked.delete(id);
    }
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#worker?.postMessage({ kind: "pause", isPaused } satisfies ToProjector);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#worker?.postMessage({ kind: "stop" } satisfies ToProjector);
    await this.#running;
    for (const { giveUp } of this.#asked.values()) giveUp();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#untilItEnds();
      if (!signal.aborted) await this.#backOff.wait(signal);
    }
  }

  #untilItEnds(): Promise<void> {
    const url = new URL("thread.ts", import.meta.url);
    const worker = new Worker(url, { workerData: this.#data });
    this.#worker = worker;
    for (const { message } of this.#asked.values()) worker.postMessage(message);
    if (this.#isPaused) this.pause(true);
    worker.on("message", (message: FromProjector) => this.#toldBy(message));
    return new Promise((resolve) => {
      let failure: unknown;
      worker.on("error", (err) => {
        failure = err;
      });
      worker.on("exit", (code) => {
        this.#worker = undefined;
        this.status = starting;
        const fields = { code, ...(failure !== undefined && { err: failure }) };
        const isAsked = this.#stopping.signal.aborted && failure === undefined;
        if (!isAsked) this.#logger.error(fields, "The projector ended, and starts again.");
        resolve();
      });
    });
  }

  #toldBy(message: FromProjector): void {
    if (message.kind === "log") {
      this.#logger[message.how](message.fields, message.sentence);
    } else if (message.kind === "status") {
      this.status = message.status;
      // It works: what it says at its beginning does not show that.
      if (message.status.some(({ state }) => state === "live")) this.#backOff.succeeded();
    } else if (message.kind === "rebuilt") {
      this.#asked.get(message.id)?.onRebuilt?.();
    } else {
      const asked = this.#asked.get(message.id);
      if (message.kind === "answer") asked?.resolve(message.answer);
      else asked?.reject(faultOf(message.fault));
    }
  }
}

const stopped = () => new ProjectionFault("NOT_THE_PROJECTOR", "The projector has been stopped.");

const faultOf = ({ message, code, place }: SaidFault): Error =>
  code === undefined ? new Error(message) : new ProjectionFault(code, message, place && { place });
