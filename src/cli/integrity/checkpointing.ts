// Signs the head of the log as it grows: after so many events, after so long, and when a batch is
// released. At start it looks whether the log still is what was signed for.
import { setTimeout as sleep } from "node:timers/promises";
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import type { Signers } from "../../integrity/epoch.ts";
import { positionOf } from "../../projections/audit-trail/position.ts";
import { treeSize } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { brokenOff, type Run } from "../run.ts";
import type { Log } from "../terminal/log.ts";
import { keptAnchors } from "./anchoring/anchors.ts";
import { headsInFiles } from "./anchoring/check.ts";
import { anchoredHeads, refuseContradicted } from "./anchoring/outside-heads.ts";
import { type Checkpoints, openCheckpoints, treeNow } from "./checkpoints.ts";
import { finishHandOver } from "./hand-over.ts";
import { refuseKeyless, signerNow } from "./log-key.ts";
import { largestOf, tailCut } from "./refuse-other-log.ts";
import { checkNewest } from "./start/check-newest.ts";
import { checkWhole } from "./start/check-whole.ts";
import { endDoubt, isInDoubt } from "./start/doubt.ts";
import { startWholeCheck } from "./start/whole-check.ts";
import { untilTreeHas } from "./until-tree-has.ts";

export interface Checkpointing extends AsyncDisposable {
  /** A head that has the event of this id is signed without waiting for more events. */
  soon(eventId: string): void;
  /** Resolves where the whole of the log is not what was signed: then nothing is to be served. */
  readonly doubted: Promise<Error>;
}

const everyEvents = 1_000;
const every_ms = 60_000;
const pollEvery_ms = 1_000;

/**
 * `released`: size of the smallest head that has the newest release in it, told with the first head
 * that has. A start tells those of before again: who keeps a larger head knows that they are in it.
 * Throws what `checkNewest`, `checkWhole` and `openCheckpoints` throw: then nothing is served.
 */
export async function startCheckpointing(
  run: Run,
  instance: Instance,
  logger: Log,
  onSigned: (head: Checkpoint, released: number | undefined) => void,
): Promise<Checkpointing> {
  const opened = await openChecked(run, instance);
  let checkpoints = opened?.checkpoints;
  const stopping = new AbortController();
  const { signal } = stopping;
  const { kysely } = instance.database;
  let signedAt_ms = performance.now();
  let urgent: string | undefined;
  let told = 0;
  const newest = checkpoints && largestOf(checkpoints.newest);
  if (newest) onSigned(newest, undefined);

  const whole =
    opened && !opened.isWhole ? startWholeCheck(instance, opened.checkpoints, logger) : undefined;

  async function signWhenDue(isLast = false): Promise<void> {
    checkpoints ??= (await openChecked(run, instance))?.checkpoints;
    if (!checkpoints || whole?.fault) return;
    const asked = urgent;
    const held = sizeOf(checkpoints);
    const grown = (await treeSize(kysely)) - held;
    const known = await sizeWith(asked);
    const isUrgent = asked !== undefined && (known === undefined || known > held);
    const isOld = performance.now() - signedAt_ms >= every_ms;
    const isDue = isLast || isOld || grown >= everyEvents || isUrgent;
    const isNew = isDue && grown > 0;
    // A head that was signed before may have what is asked for.
    const head = isNew ? await checkpoints.sign() : largestOf(checkpoints.newest);
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
    doubted: whole?.doubted ?? new Promise(() => {}),
    async [Symbol.asyncDispose]() {
      await whole?.[Symbol.asyncDispose]();
      stopping.abort();
      await looping;
      await signWhenDue(true).catch((err) => logger.warn({ err }, "No checkpoint was signed."));
      await checkpoints?.[Symbol.asyncDispose]();
    },
  };
}

const sizeOf = ({ newest }: Checkpoints): number => largestOf(newest)?.size ?? 0;

interface Checked {
  readonly checkpoints: Checkpoints;
  /** All of the log was read; else its newest events. */
  readonly isWhole: boolean;
}

async function openChecked(run: Run, instance: Instance): Promise<Checked | undefined> {
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
    return { checkpoints, isWhole: true };
  }
  const waiting = new AbortController();
  try {
    const { signal } = waiting;
    const tree = untilTreeHas(instance, held, signal);
    const checking = tree.then(async () => {
      const epochs = await checkpoints.epochs();
      const signed = { epochs, later: await checkpoints.laterKeys() };
      const isWhole = await checked(instance, checkpoints, signed);
      await refuseContradicted(anchored, await treeNow(instance.database), signed);
      // Last: where the end was cut off together with a change of key, no key is lost.
      await signerNow(instance.keys, epochs);
      return isWhole;
    });
    const isWhole = await Promise.race([checking, brokenOff(run, instance)]);
    await finishHandOver(instance, checkpoints);
    return { checkpoints, isWhole };
  } catch (error) {
    await checkpoints[Symbol.asyncDispose]();
    throw error;
  } finally {
    waiting.abort();
  }
}

/** What a run of the service found wrong is not served again before all of it was found right. */
async function checked(
  instance: Instance,
  checkpoints: Checkpoints,
  signers: Signers,
): Promise<boolean> {
  const isWhole = await checkNewest(instance, await checkpoints.recent(), signers);
  if (!(await isInDoubt(instance))) return isWhole;
  const heads = checkpoints.all();
  await checkWhole(instance, { heads, signers: async () => signers, pace: (all) => all });
  await endDoubt(instance);
  return true;
}
