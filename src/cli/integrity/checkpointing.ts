// Signs the head of the log as it grows: after so many events, after so long, and when a batch is
// released. At start it looks whether the log still is what was signed for.
import { setTimeout as sleep } from "node:timers/promises";
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { positionOf } from "../../projections/audit-trail/position.ts";
import { treeSize } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { brokenOff, type Run } from "../run.ts";
import type { Log } from "../terminal/log.ts";
import { keptAnchors } from "./anchoring/anchors.ts";
import { headsInFiles } from "./anchoring/check.ts";
import { anchoredHeads, refuseContradicted } from "./anchoring/outside-heads.ts";
import { checkAtStart } from "./check-at-start.ts";
import { type Checkpoints, openCheckpoints, treeNow } from "./checkpoints.ts";
import { finishHandOver } from "./hand-over.ts";
import { refuseKeyless, signerNow } from "./log-key.ts";
import { largestOf, tailCut } from "./refuse-other-log.ts";
import { untilTreeHas } from "./until-tree-has.ts";

export interface Checkpointing extends AsyncDisposable {
  /** A head that has the event of this id is signed without waiting for more events. */
  soon(eventId: string): void;
}

const everyEvents = 1_000;
const every_ms = 60_000;
const pollEvery_ms = 1_000;

/**
 * `released`: size of the smallest head that has the newest release in it, told with the first head
 * that has. A start tells those of before again: who keeps a larger head knows that they are in it.
 * Throws what `checkAtStart` and `openCheckpoints` throw: then nothing is served.
 */
export async function startCheckpointing(
  run: Run,
  instance: Instance,
  logger: Log,
  onSigned: (head: Checkpoint, released: number | undefined) => void,
): Promise<Checkpointing> {
  let checkpoints = await openChecked(run, instance);
  const stopping = new AbortController();
  const { signal } = stopping;
  const { kysely } = instance.database;
  let signedAt_ms = performance.now();
  let urgent: string | undefined;
  let told = 0;
  const newest = checkpoints && largestOf(checkpoints.all);
  if (newest) onSigned(newest, undefined);

  async function signWhenDue(isLast = false): Promise<void> {
    checkpoints ??= await openChecked(run, instance);
    if (!checkpoints) return;
    const asked = urgent;
    const held = sizeOf(checkpoints);
    const grown = (await treeSize(kysely)) - held;
    const known = await sizeWith(asked);
    const isUrgent = asked !== undefined && (known === undefined || known > held);
    const isOld = performance.now() - signedAt_ms >= every_ms;
    const isDue = isLast || isOld || grown >= everyEvents || isUrgent;
    const isNew = isDue && grown > 0;
    // A head that was signed before may have what is asked for.
    const head = isNew ? await checkpoints.sign() : largestOf(checkpoints.all);
    if (!head) return;
    if (isNew) signedAt_ms = performance.now();
    // The tree may not have had it yet; then the next head does.
    const size = known ?? (await sizeWith(asked));
    const released = size !== undefined && size <= head.size ? size : undefined;
    if (released !== undefined && urgent === asked) urgent = undefined;
    if (!isNew && (released ?? 0) <= told) return;
    told = Math.max(told, released ?? 0);
    onSigned(head, released);
  }

  /** Of the smallest tree that has the event. */
  async function sizeWith(eventId: string | undefined): Promise<number | undefined> {
    const position = eventId === undefined ? undefined : await positionOf(kysely, eventId);
    return position === undefined ? undefined : position + 1;
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      await signWhenDue().catch((err) => logger.warn({ err }, "No checkpoint was signed."));
      await sleep(pollEvery_ms, undefined, { signal }).catch(() => {});
    }
  }

  const looping = loop();
  return {
    soon(eventId) {
      urgent = eventId;
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

async function openChecked(run: Run, instance: Instance): Promise<Checkpoints | undefined> {
  const kept = await keptAnchors(instance);
  const anchored = [...anchoredHeads(kept), ...(await headsInFiles(kept))];
  const checkpoints = await openCheckpoints(instance);
  const largest = anchored.reduce((most, { checkpoint }) => Math.max(most, checkpoint.size), 0);
  if (!checkpoints && largest > 0) throw tailCut(0, largest);
  const held = checkpoints ? Math.max(sizeOf(checkpoints), largest) : 0;
  if (!checkpoints) return undefined;
  if (held === 0) {
    // What was never signed is held against nothing, also where the service ends at once.
    await refuseKeyless(instance.stores.folder.keys);
    return checkpoints;
  }
  const waiting = new AbortController();
  try {
    const { signal } = waiting;
    const tree = untilTreeHas(instance, held, signal);
    const checked = tree.then(async () => {
      const epochs = await checkpoints.epochs();
      const signed = { epochs, later: await checkpoints.laterKeys() };
      await checkAtStart(instance, checkpoints.all, signed);
      await refuseContradicted(anchored, await treeNow(instance.database), signed);
      // Last: where the end was cut off together with a change of key, no key is lost.
      await signerNow(instance.keys, epochs);
    });
    await Promise.race([checked, brokenOff(run, instance)]);
    await finishHandOver(instance, checkpoints);
    return checkpoints;
  } catch (error) {
    await checkpoints[Symbol.asyncDispose]();
    throw error;
  } finally {
    waiting.abort();
  }
}
