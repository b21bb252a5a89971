// Waits for the tree, which is made of the log: until it has what was signed for, or all there is.
import { setTimeout as sleep } from "node:timers/promises";
import { treeSize } from "../../projections/integrity/tree.ts";
import { type Instance, isCut } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";

/** Held against the store. Throws READ_MODEL_STOPPED, and AbortError. */
export async function untilTreeHas(
  { projections, database }: Pick<Instance, "projections" | "database">,
  size: number,
  signal: AbortSignal,
): Promise<void> {
  let seen = { size: -1, at_ms: performance.now() };
  for (;;) {
    const status = projections.status().find(({ name }) => name === "integrity");
    const state = status?.state;
    if (state === "live") return;
    // It has more than the log.
    if (status && isCut(status)) return;
    if (status && state === "stopped") {
      const message = `The read model integrity has stopped: ${status.fault?.message}`;
      throw new CliFault("READ_MODEL_STOPPED", message, { readModel: status });
    }
    if (state === "catchingUp" || state === "standby") {
      const now = await treeSize(database.kysely);
      if (now >= size) return;
      if (now !== seen.size) seen = { size: now, at_ms: performance.now() };
      // Another process keeps it at the end of the log: what does not grow has all of it.
      if (state === "standby" && performance.now() - seen.at_ms > standbyPatience_ms) return;
    }
    await sleep(pollEvery_ms, undefined, { signal });
  }
}

const standbyPatience_ms = 10_000;
const pollEvery_ms = 20;
