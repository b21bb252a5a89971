// A few threads that trace over one shared graph; each request goes to the one with the least to
// do. Where one dies, what it was asked is not known, and another takes its place.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { GraphBuffers } from "../../../genealogy/graph.ts";
import type { Logger } from "../../runner/logger.ts";
import type { FromTracer, ToTracer } from "./thread/message.ts";
import type { Traced, TraceRequest } from "./traced.ts";

interface Tracer {
  readonly worker: Worker;
  /** What it was asked and has not answered. */
  readonly asked: Map<number, (traced: Traced | undefined) => void>;
}

export class Tracers {
  readonly #logger: Logger;
  readonly #tracers: Tracer[] = [];
  #buffers: GraphBuffers | undefined;
  #nextId = 0;
  #isClosed = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** What is asked from now on is answered from this graph. */
  share(buffers: GraphBuffers): void {
    this.#buffers = buffers;
    for (const { worker } of this.#tracers) post(worker, { kind: "graph", buffers });
    while (this.#tracers.length < threads) this.#start(buffers);
  }

  /** Undefined: it could not be answered. */
  trace(request: TraceRequest): Promise<Traced | undefined> {
    const [least] = this.#tracers.toSorted((one, other) => one.asked.size - other.asked.size);
    if (!least) return Promise.resolve(undefined);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve) => {
      least.asked.set(id, resolve);
      post(least.worker, { kind: "trace", id, ...request });
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#tracers.map(({ worker }) => worker.terminate()));
  }

  #start(buffers: GraphBuffers): void {
    const worker = new Worker(new URL("thread/tracer.ts", import.meta.url));
    const tracer: Tracer = { worker, asked: new Map() };
    this.#tracers.push(tracer);
    post(worker, { kind: "graph", buffers });
    worker.on("message", (message: FromTracer) => this.#answered(tracer, message));
    worker.on("error", (err) => this.#logger.error({ err }, "A thread that traces has died."));
    worker.on("exit", () => this.#ended(tracer));
  }

  #answered({ asked }: Tracer, message: FromTracer): void {
    const resolve = asked.get(message.id);
    asked.delete(message.id);
    const isAnswer = !("failed" in message);
    if (!isAnswer) {
      this.#logger.error({ err: message.failed }, "The graph did not answer; SQL traces instead.");
    }
    resolve?.(isAnswer ? message : undefined);
  }

  #ended(tracer: Tracer): void {
    this.#tracers.splice(this.#tracers.indexOf(tracer), 1);
    for (const resolve of tracer.asked.values()) resolve(undefined);
    if (!this.#isClosed && this.#buffers) this.#start(this.#buffers);
  }
}

const threads = Math.min(4, availableParallelism());
const post = (worker: Worker, message: ToTracer): void => worker.postMessage(message);
