// Looks from time to time whether the file of all rows of a trace is behind, and has it written.
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { changedSince } from "../../projections/genealogy/in-rows/changed.ts";
import { allRows, rowsOf } from "../../projections/genealogy/in-rows/trace-in-rows.ts";
import { ProjectionFault } from "../../projections/runner/fault.ts";
import { isBehind } from "../../reports/trace/rows/write.ts";
import type { Instance } from "../instance/instance.ts";
import type { Log } from "../terminal/log.ts";
import type { RenewData } from "./renew.ts";

const lookEvery_ms = 30_000;

export class RowKeeper implements AsyncDisposable {
  /** Where the file is, or will be. */
  readonly path: string;
  readonly #instance: Instance;
  readonly #logger: Log;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #worker: Worker | undefined;

  constructor(instance: Instance, logger: Log) {
    this.path = join(instance.stores.folder.path, "rows", "genealogy");
    this.#instance = instance;
    this.#logger = logger;
    this.#running = this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#worker?.terminate();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        if (await this.#isBehind()) await this.#renew();
      } catch (err) {
        // Until the read model is there, nobody misses the file.
        const isEarly = err instanceof ProjectionFault && err.code === "PROJECTION_UNKNOWN";
        if (!isEarly && !signal.aborted) {
          this.#logger.warn({ err }, "The rows of traces are read from PostgreSQL meanwhile.");
        }
      }
      await sleep(lookEvery_ms, undefined, { signal }).catch(() => {});
    }
  }

  async #isBehind(): Promise<boolean> {
    const { kysely } = this.#instance.database;
    const of = await allRows(kysely);
    const changed = (since: number) => changedSince(kysely, since);
    return isBehind({ path: this.path, of, read: rowsOf(kysely, of), changedSince: changed });
  }

  async #renew(): Promise<void> {
    const { database: address } = this.#instance.stores;
    const workerData: RenewData = { address, path: this.path };
    this.#worker = new Worker(new URL("renew.ts", import.meta.url), { workerData });
    // Rejects with what the thread threw.
    await once(this.#worker, "exit");
  }
}
