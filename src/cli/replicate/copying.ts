// A copy, and the proof that it is one: its bytes, its root, and the heads that were signed.
import { openLogCopy } from "../../eventstore/event-log.ts";
import type { EventLog } from "../../eventstore/port.ts";
import { compareLogs } from "../../eventstore/replica/compare-logs.ts";
import { copyLog } from "../../eventstore/replica/copy-log.ts";
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { HeadsBySize } from "../../integrity/tree/heads-by-size.ts";
import type { MerkleTree } from "../../integrity/tree/merkle.ts";
import { contradicted, tailCut } from "../integrity/refuse-other-log.ts";
import type { Run } from "../run.ts";
import { Interrupted } from "../terminal/fault.ts";
import { openProgress } from "../terminal/progress.ts";

export interface Source {
  readonly log: Pick<EventLog, "readAllBytes" | "readStream" | "findRetentionSettings">;
  /** Signed before the copy begins; all of them are to fit what was copied. */
  readonly checkpoints: AsyncIterable<Checkpoint> | Iterable<Checkpoint>;
}

export interface CopyReport {
  /** Events of the log when the copy began. */
  readonly size: number;
  /** Of them, those that were not there before. */
  readonly copied: number;
  /** Of the copy, from its own bytes; hex. */
  readonly root: string;
  /** Signed heads that it agrees with. */
  readonly checkpoints: number;
}

/**
 * Throws what `copyLog` and `compareLogs` throw; CHECKPOINT_CONTRADICTED and TAIL_CUT
 * where the log itself is not what was signed.
 */
export async function copyAndCompare(
  { terminal, stop }: Pick<Run, "terminal" | "stop">,
  { log, checkpoints }: Source,
  url: string,
): Promise<CopyReport> {
  const bar = openProgress(terminal.errors);
  const show = (what: string) => (done: number) => {
    if (stop.aborted) throw new Interrupted("Ended before it was done; run it again to go on.");
    bar.show(what, done, Math.max(done, bound));
  };
  let bound = 0;
  const heads = new HeadsBySize();
  for await (const head of checkpoints) heads.add(head);
  let other: number | undefined;
  const onRead = (tree: MerkleTree) => {
    for (const root of heads.at(tree.size)) if (!root.equals(tree.root())) other ??= tree.size;
  };
  // A cluster that elects a leader, or a node that starts again, is waited for.
  const target = await openLogCopy({ url }, { appendPatienceMs, readPatienceMs: appendPatienceMs });
  const end = () => void target.close();
  stop.addEventListener("abort", end, { once: true });
  try {
    const onCopied = show("events copied");
    const { size, copied } = await copyLog({ source: log, target, onProgress: onCopied });
    bound = size;
    const compared = await compareLogs({
      source: log,
      target,
      size,
      onRead,
      onProgress: show("events compared"),
    });
    if (other !== undefined) throw contradicted(other, size);
    const signed = heads.largestLeft;
    if (signed > size) throw tailCut(size, signed);
    return { size, copied, root: compared.root.toString("hex"), checkpoints: heads.count };
  } finally {
    stop.removeEventListener("abort", end);
    bar.end();
    await target.close();
  }
}

const appendPatienceMs = 120_000;
