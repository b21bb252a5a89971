// A few threads that trace over one shared graph; each request goes to the one with the least to
// do. Where one dies, what it was asked is not known, and another takes its place.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { GraphBuffers } from "../../../genealogy/graph.ts";
import type { Logger } from "../../runner/logger.ts";
import type { Answer, Request } from "./asked.ts";
import type { FromTracer, ToTracer } from "./thread/message.ts";

interface Tracer {
  readonly worker: Worker;
  /** What it was asked and has not answered. */
  readonly asked: Map<number, PromiseWithResolvers<Answer | undefined>>;
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
    if (this.#isClosed) return;
    this.#buffers = buffers;
    for (const { worker } of this.#tracers) post(worker, { kind: "graph", buffers });
    while (this.#tracers.length < threads) if (!this.#start(buffers)) return;
  }

  /** Undefined: it could not be answered. Rejects where the tracers were closed meanwhile. */
  ask(request: Request): Promise<Answer | undefined> {
    const [least] = this.#tracers.toSorted((one, other) => one.asked.size - other.asked.size);
    if (!least) return Promise.resolve(undefined);
    const id = this.#nextId;
    this.#nextId += 1;
    const answer = Promise.withResolvers<Answer | undefined>();
    least.asked.set(id, answer);
    post(least.worker, { kind: "ask", id, request });
    return answer.promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#tracers.map(({ worker }) => worker.terminate()));
  }

  /** False where the machine has no more threads to give. */
  #start(buffers: GraphBuffers): boolean {
    let worker: Worker;
    try {
      worker = new Worker(new URL("thread/tracer.ts", import.meta.url));
    } catch (err) {
      this.#logger.error({ err }, "No thread could be started to trace.");
      return false;
    }
    const tracer: Tracer = { worker, asked: new Map() };
    this.#tracers.push(tracer);
    post(worker, { kind: "graph", buffers });
    worker.on("message", (message: FromTracer) => this.#answered(tracer, message));
    worker.on("error", (err) => this.#logger.error({ err }, "A thread that traces has died."));
    worker.on("exit", () => this.#ended(tracer));
    return true;
  }

  #answered({ asked }: Tracer, message: FromTracer): void {
    const answer = asked.get(message.id);
    asked.delete(message.id);
    if ("failed" in message) {
      this.#logger.error({ err: message.failed }, "The graph did not answer; SQL traces instead.");
      answer?.resolve(undefined);
    } else answer?.resolve(message.answer);
  }

  #ended(tracer: Tracer): void {
    this.#tracers.splice(this.#tracers.indexOf(tracer), 1);
    const ending = new Error("The service is ending.");
    for (const { resolve, reject } of tracer.asked.values()) {
      // SQL would begin anew what nobody waits for any more.
      if (this.#isClosed) reject(ending);
      else resolve(undefined);
    }
    setTimeout(() => this.#buffers && this.share(this.#buffers), pause_ms).unref();
  }
}

/** Before another takes its place: one that dies at once is not to be started without end. */
const pause_ms = 1_000;
const threads = Math.min(4, availableParallelism());
const post = (worker: Worker, message: ToTracer): void => worker.postMessage(message);
