// Heads that are kept outside, held against the log as it is: one that is beyond its end, or has
// another root, shows what the data folder alone would not.

import { titleOf } from "../../../anchors/anchor.ts";
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import { type Epochs, forgery, isOfCutEnd, type Signers } from "../../../integrity/epoch.ts";
import type { LogFinding } from "../../../projections/integrity/finding.ts";
import { CliFault } from "../../terminal/fault.ts";
import type { TreeNow } from "../refuse-other-log.ts";
import type { Kept } from "./anchors.ts";

export interface OutsideHead {
  readonly checkpoint: Checkpoint;
  /** Who keeps it, in words. */
  readonly keeper: string;
}

/** Of every anchor, also of those that are not set any more. */
export const anchoredHeads = (kept: readonly Kept[]): readonly OutsideHead[] =>
  kept.flatMap(({ standing, ...name }) =>
    standing.receipts.map(({ checkpoint }) => ({ checkpoint, keeper: titleOf(name) })),
  );

/** The first of each keeper; a log that is cut or changed contradicts every later head. */
export async function contradictionsOf(
  heads: readonly OutsideHead[],
  tree: TreeNow,
  signers: Signers,
): Promise<readonly LogFinding[]> {
  const findings: LogFinding[] = [];
  for (const [keeper, all] of Map.groupBy(heads, (head) => head.keeper)) {
    const checkpoints = all.map(({ checkpoint }) => checkpoint).sort((a, b) => a.size - b.size);
    const finding = await contradictionOf(checkpoints, tree, signers);
    if (!finding) continue;
    findings.push({ ...finding, detail: `${finding.detail} It is kept by: ${keeper}.` });
  }
  return findings;
}

async function contradictionOf(
  all: readonly Checkpoint[],
  tree: TreeNow,
  signers: Signers,
): Promise<LogFinding | undefined> {
  const { epochs, later } = signers;
  const checkpoints = all.filter((one) => !isLeftBehind(epochs, one));
  for (const one of checkpoints) {
    const why = forgery(epochs, one);
    if (why === undefined || isOfCutEnd(later, one, tree.size)) continue;
    const isKnown = epochs.some(({ verifier }) => verifier.name === one.origin);
    const hint = isKnown ? "" : " After a second restore it may be sound: see docs/anchors.md.";
    const detail = `The head of ${one.size} events is ${why}.${hint}`;
    return { code: "CHECKPOINT_FORGED", position: one.size, detail };
  }
  const held = checkpoints.filter((one) => one.size <= tree.size);
  const agreed = await agreeing(held, tree);
  const other = held[agreed];
  if (other) {
    const position = held[agreed - 1]?.size ?? 0;
    const detail = `The head of ${other.size} events has another root.`;
    return { code: "CHECKPOINT_CONTRADICTED", position, detail };
  }
  const beyond = checkpoints.at(-1);
  if (!beyond || beyond.size <= tree.size) return undefined;
  const detail = `The log has ${tree.size} events, and a head of ${beyond.size} is kept.`;
  return { code: "TAIL_CUT", position: tree.size, detail };
}

/**
 * Beyond where the log was restored: its former origin says so, or a name that whoever restored it
 * left behind, and the log goes on without. By which key is not asked: one that came after what was
 * restored is not known here.
 */
export const isLeftBehind = (epochs: Epochs, { origin, size }: Checkpoint): boolean =>
  epochs.some(({ verifier }, n) => {
    const next = epochs[n + 1];
    if (next?.begunBy !== "restore" || size < next.from) return false;
    return verifier.name === origin || next.left.includes(origin);
  });

/** How many of them, from the smallest on, have the root that the log has at their size. */
async function agreeing(held: readonly Checkpoint[], tree: TreeNow): Promise<number> {
  for (let from = 0; from < held.length; from += chunk) {
    const some = held.slice(from, from + chunk);
    const roots = await tree.rootsAt(some.map(({ size }) => size));
    const other = some.findIndex(({ root }, n) => !roots[n]?.equals(root));
    if (other >= 0) return from + other;
  }
  return held.length;
}

const chunk = 100;

/**
 * At the start of the service: the largest that each keeps of each name of the log, for they speak
 * for those below them. Throws TAIL_CUT, CHECKPOINT_CONTRADICTED or CHECKPOINT_FORGED.
 */
export async function refuseContradicted(
  heads: readonly OutsideHead[],
  tree: TreeNow,
  signers: Signers,
): Promise<void> {
  const kept = Map.groupBy(heads, ({ keeper, checkpoint }) => `${checkpoint.origin} ${keeper}`);
  const largest = [...kept.values()].flatMap((all) =>
    all.toSorted((one, other) => other.checkpoint.size - one.checkpoint.size).slice(0, chunk),
  );
  const [first] = await contradictionsOf(largest, tree, signers);
  if (first) throw new CliFault(first.code, first.detail, { size: tree.size });
}
