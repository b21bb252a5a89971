// What follows the log while the service runs: it finishes what a crash left half done.
import { setTimeout as sleep } from "node:timers/promises";
import { followOpenCommands } from "../../processes/finish-open-commands.ts";
import type { Log } from "../terminal/log.ts";
import type { Instance } from "./instance.ts";

const pauseAfterFault_ms = 5_000;

export function startProcesses(
  { log, codec, handler, clock }: Pick<Instance, "log" | "codec" | "handler" | "clock">,
  logger: Log,
): AsyncDisposable {
  const stopping = new AbortController();
  const { signal } = stopping;
  const parts = {
    log,
    codec,
    handler,
    clock,
    onFault: (err: unknown, { stream, revision }: { stream: string; revision: number }) =>
      logger.error({ err, stream, revision }, "A command could not be finished; tried again."),
  };
  const following = follow();
  async function follow(): Promise<void> {
    while (!signal.aborted) {
      try {
        await followOpenCommands(parts, { signal });
      } catch (err) {
        if (signal.aborted) return;
        logger.error({ err }, "The log cannot be followed for open commands; tried again.");
        await sleep(pauseAfterFault_ms, undefined, { signal }).catch(() => {});
      }
    }
  }
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await following;
    },
  };
}
