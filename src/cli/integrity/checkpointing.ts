// Signs the head of the log as it grows: after so many events, after so long, and when a batch is
// released. At start it looks whether the log still is what was signed for.
import { setTimeout as sleep } from "node:timers/promises";
import { treeSize } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import type { Log } from "../terminal/log.ts";
import { type Checkpoints, largestOf, openCheckpoints, refuseOtherLog } from "./checkpoints.ts";

export interface Checkpointing extends AsyncDisposable {
  /** The next head is signed without waiting for more events. */
  soon(): void;
}

const everyEvents = 1_000;
const every_ms = 60_000;
const pollEvery_ms = 1_000;

/** Throws what `refuseOtherLog` throws: then nothing is served. */
export async function startCheckpointing(instance: Instance, logger: Log): Promise<Checkpointing> {
  let checkpoints = await openCheckpoints(instance);
  if (checkpoints) {
    try {
      await untilTreeHas(instance, largestOf(checkpoints.all)?.size ?? 0);
      await refuseOtherLog(instance, checkpoints);
    } catch (error) {
      await checkpoints[Symbol.asyncDispose]();
      throw error;
    }
  }
  const stopping = new AbortController();
  const { signal } = stopping;
  let signedAt_ms = performance.now();
  let isUrgent = false;

  async function signWhenDue(isLast = false): Promise<void> {
    checkpoints ??= await openCheckpoints(instance);
    if (!checkpoints) return;
    const grown = (await treeSize(instance.database.kysely)) - sizeOf(checkpoints);
    if (grown === 0) return;
    const isOld = performance.now() - signedAt_ms >= every_ms;
    if (!isLast && !isUrgent && !isOld && grown < everyEvents) return;
    isUrgent = false;
    await checkpoints.sign();
    signedAt_ms = performance.now();
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      await signWhenDue().catch((err) => logger.warn({ err }, "No checkpoint was signed."));
      await sleep(pollEvery_ms, undefined, { signal }).catch(() => {});
    }
  }

  const looping = loop();
  return {
    soon() {
      isUrgent = true;
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await looping;
      await signWhenDue(true).catch((err) => logger.warn({ err }, "No checkpoint was signed."));
      await checkpoints?.[Symbol.asyncDispose]();
    },
  };
}

const sizeOf = ({ all }: Checkpoints): number => largestOf(all)?.size ?? 0;

/** Held against the store, and with so many leaves, or with all that the log has. */
async function untilTreeHas({ projections, database }: Instance, size: number): Promise<void> {
  for (;;) {
    const state = projections.status().find(({ name }) => name === "integrity")?.state;
    if (state === "live" || state === "stopped" || state === "standby") return;
    if (state === "catchingUp" && (await treeSize(database.kysely)) >= size) return;
    await sleep(pollTreeEvery_ms);
  }
}

const pollTreeEvery_ms = 20;
