// Anchors the heads that are signed while the service runs, each anchor at its own pace: one that
// does not answer holds up neither the others nor anything that is recorded.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Anchor, fileNameOf, titleOf } from "../../../anchors/anchor.ts";
import { type Journal, openJournal } from "../../../anchors/journal.ts";
import { largestOf, type Standing, standingOf } from "../../../anchors/standing.ts";
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import { consistencyAt } from "../../../projections/integrity/tree.ts";
import type { Instance } from "../../instance/instance.ts";
import type { Log } from "../../terminal/log.ts";
import { anchorsIn, codeOf, folderOf } from "./anchors.ts";
import { isDue } from "./due.ts";

export interface Anchoring extends AsyncDisposable {
  /** The newest head, and the size of the smallest one that has the newest release in it. */
  signed(head: Checkpoint, released: number | undefined): void;
}

type Parts = Pick<Instance, "stores" | "settings" | "database" | "wallClock">;

export async function startAnchoring(instance: Parts, logger: Log): Promise<Anchoring> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const newest: Newest = { head: undefined, released: 0 };
  const folder = folderOf(instance);
  const anchors = anchorsIn(instance.settings.anchors);
  if (anchors.length > 0) await mkdir(folder, { recursive: true, mode: 0o700 });
  const running = await Promise.all(
    anchors.map(async (anchor) => {
      const journal = await openJournal(join(folder, fileNameOf(anchor)));
      const { kind, of } = anchor;
      if (journal.all.length === 0) await journal.append({ line: "name", name: { kind, of } });
      return { journal, ended: keepAnchored(instance, anchor, journal, newest, signal, logger) };
    }),
  );
  return {
    signed(head, released) {
      newest.head = head;
      newest.released = Math.max(newest.released, released ?? 0);
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      for (const { journal, ended } of running) {
        await ended;
        await journal.close();
      }
    },
  };
}

interface Newest {
  head: Checkpoint | undefined;
  released: number;
}

async function keepAnchored(
  { settings, database: { kysely }, wallClock }: Parts,
  anchor: Anchor,
  journal: Journal,
  newest: Newest,
  signal: AbortSignal,
  logger: Log,
): Promise<void> {
  let failures = 0;
  let failedAt_ms = 0;
  let saidLast: string | undefined;
  let known = { lines: -1, standing: standingOf([]) };
  /** Made anew only where the journal has grown: it is asked for each second. */
  const standing = (): Standing => {
    const lines = journal.all.length;
    if (known.lines !== lines) known = { lines, standing: standingOf(journal.all) };
    return known.standing;
  };
  const now = () => wallClock.now();

  async function once(): Promise<void> {
    const { head, released } = newest;
    // After a restore there may be larger heads, of the origin before it.
    const own = standing().receipts.filter(({ checkpoint }) => checkpoint.origin === head?.origin);
    const last = largestOf(own);
    const since_ms = last && now().getTime() - Date.parse(last.at);
    const anchored = last?.checkpoint;
    const sizes = { head: head?.size ?? 0, anchored: anchored?.size ?? 0, released };
    const failed_ms = performance.now() - failedAt_ms;
    const every = settings.anchors.every_ms;
    if (!head || !isDue({ ...sizes, since_ms, failures, failed_ms }, every)) return;
    const consistency = (from: number, to: number) => consistencyAt(kysely, from, to);
    const receipt = await anchor.anchor(head, { last: anchored, consistency, signal });
    await journal.append({ line: "receipt", at: now().toISOString(), ...receipt });
    if (failures > 0) logger.info({}, `The ${titleOf(anchor)} answers again.`);
    failures = 0;
    saidLast = undefined;
  }

  async function failed(err: unknown): Promise<void> {
    if (signal.aborted) return;
    failures += 1;
    failedAt_ms = performance.now();
    const code = codeOf(err);
    const isOther = code === "ANCHOR_CONTRADICTS" || code === "ANCHOR_LOST";
    const level = isOther ? "error" : "warn";
    if (code !== saidLast) logger[level]({ err }, `Not anchored: ${titleOf(anchor)}.`);
    saidLast = code;
    const isOpen = standing().gaps.at(-1);
    if (isOpen && isOpen.to === undefined && isOpen.code === code) return;
    const detail = err instanceof Error ? err.message : String(err);
    await journal.append({ line: "failure", at: now().toISOString(), code, detail });
  }

  while (!signal.aborted) {
    // Also where the disk is full: then it is said, and tried again.
    await once().catch((err) => failed(err).catch((error) => logger.error({ err: error }, "full")));
    await sleep(pollEvery_ms, undefined, { signal }).catch(() => {});
  }
}

const pollEvery_ms = 1_000;
