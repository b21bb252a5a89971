// The graph as the service has it: a thread keeps it, a few threads trace. Whatever it does not
// know at present, also because it is behind, SQL answers instead.
import { Worker } from "node:worker_threads";
import { openDelta } from "../../../genealogy/buffer/delta.ts";
import { published } from "../../../genealogy/buffer/published.ts";
import type { Logger } from "../../runner/logger.ts";
import { Wakeup } from "../../runner/wakeup.ts";
import { KnownRows } from "../reach/known-rows.ts";
import type { Answer, Reaching, Request } from "./asked.ts";
import { type FromKeeper, type KeeperData, lookNow } from "./thread/message.ts";
import { Tracers } from "./tracers.ts";

interface Shared {
  readonly model: string;
  /** Where the keeper says how far it is. */
  readonly published: Int32Array;
}

/** Longer than a commit takes to be taken over; then SQL is quicker. */
const patience_ms = 250;

export class LiveGraph implements Reaching, AsyncDisposable {
  readonly #keeper: Worker;
  readonly #tracers: Tracers;
  readonly #changes = new Wakeup();
  readonly rows = new KnownRows();
  #shared: Shared | undefined;
  /** Somebody waited in vain, and the keeper has said nothing since: nobody else waits. */
  #isStuck = false;

  /** Answers at once, and knows nothing until it is loaded. */
  constructor(data: KeeperData, logger: Logger) {
    this.#tracers = new Tracers(logger);
    this.#keeper = new Worker(new URL("thread/keeper.ts", import.meta.url), { workerData: data });
    this.#keeper.on("message", (message: FromKeeper) => {
      if (message.kind === "log") logger[message.how](message.fields, message.sentence);
      else this.#toldBy(message);
    });
    this.#keeper.on("error", (err) => {
      logger.error({ err }, "The graph is kept no longer until the next start; SQL traces.");
      this.#toldBy({ kind: "none" });
    });
  }

  /** Tree size; undefined while there is no graph. */
  get asOf(): number | undefined {
    return this.#shared && published(this.#shared.published).asOf;
  }

  async ask(request: Request, model: string): Promise<Answer | undefined> {
    if (!this.#shared || !(await this.#hasCome(model, request.asOf ?? 0))) return;
    return this.#tracers.ask(request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#keeper.terminate(), this.#tracers.close()]);
  }

  #toldBy(message: Exclude<FromKeeper, { readonly kind: "log" }>): void {
    if (message.kind === "graph") {
      const { buffers, model } = message;
      this.#shared = { model, published: openDelta(buffers.delta).published };
      this.#tracers.share(buffers);
    } else if (message.kind === "none") this.#shared = undefined;
    this.#isStuck = false;
    this.#changes.wake();
  }

  /** Whether it is of this read model and has all events before `asOf`, now or very soon. */
  async #hasCome(model: string, asOf: number): Promise<boolean> {
    const until = performance.now() + patience_ms;
    for (;;) {
      if (this.#shared?.model === model && (this.asOf ?? 0) >= asOf) return true;
      const left = until - performance.now();
      this.#isStuck ||= left <= 0;
      if (!this.#shared || this.#isStuck) return false;
      this.#keeper.postMessage(lookNow);
      await this.#changes.next({ timeout_ms: left });
    }
  }
}
