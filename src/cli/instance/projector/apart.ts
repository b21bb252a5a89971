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

type Answer = boolean | readonly RebuildReport[];

interface Asked extends PromiseWithResolvers<Answer> {
  readonly message: ToProjector;
  readonly onRebuilt: (() => void) | undefined;
}

class ProjectorThread {
  status: readonly ProjectionStatus[] = readModels.map(({ name }) => ({
    name,
    state: "starting",
    asOf: undefined,
  }));
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

  async ask(question: Question, onRebuilt?: () => void): Promise<Answer> {
    if (this.#stopping.signal.aborted) throw stopped();
    this.#lastId += 1;
    const message: ToProjector = { kind: "ask", id: this.#lastId, question };
    const asked = { ...Promise.withResolvers<Answer>(), message, onRebuilt };
    this.#asked.set(this.#lastId, asked);
    this.#worker?.postMessage(message);
    return asked.promise;
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#worker?.postMessage({ kind: "pause", isPaused } satisfies ToProjector);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#worker?.postMessage({ kind: "stop" } satisfies ToProjector);
    await this.#running;
    for (const { reject } of this.#asked.values()) reject(stopped());
    this.#asked.clear();
  }

  /** What was asked of a thread that failed is asked of the next. */
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
      worker.on("error", (err) =>
        this.#logger.error({ err }, "The projector failed, and starts again."),
      );
      worker.on("exit", () => {
        this.#worker = undefined;
        resolve();
      });
    });
  }

  #toldBy(message: FromProjector): void {
    if (message.kind === "log") {
      this.#logger[message.how](message.fields, message.sentence);
    } else if (message.kind === "status") {
      this.status = message.status;
      this.#backOff.succeeded();
    } else if (message.kind === "rebuilt") {
      this.#asked.get(message.id)?.onRebuilt?.();
    } else {
      const asked = this.#asked.get(message.id);
      this.#asked.delete(message.id);
      if (message.kind === "answer") asked?.resolve(message.answer);
      else asked?.reject(faultOf(message.fault));
    }
  }
}

const stopped = () => new ProjectionFault("NOT_THE_PROJECTOR", "The projector has been stopped.");

const faultOf = ({ message, code, place }: SaidFault): Error =>
  code === undefined ? new Error(message) : new ProjectionFault(code, message, place && { place });
