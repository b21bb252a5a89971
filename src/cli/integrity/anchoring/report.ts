// What an anchor has seen and what not, for people and for machines.
import { titleOf } from "../../../anchors/anchor.ts";
import type { Gap } from "../../../anchors/standing.ts";
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import type { Kept } from "./anchors.ts";

export interface AnchorReport {
  readonly kind: Kept["kind"];
  readonly of: string;
  /** False: it was set once, and its receipts are still there. */
  readonly set: boolean;
  /** Size of the largest head that it has; 0 where it has none. */
  readonly size: number;
  readonly at: string | null;
  /** Events that it has not seen. */
  readonly eventsSince: number;
  readonly receipts: number;
  /** Lines of its receipts that are none. */
  readonly damaged: number;
  readonly gaps: readonly Gap[];
  /** Size of the largest head that a restore left behind: what it had seen is not in the log. */
  readonly leftBehind: number | null;
}

/** `left`: heads that it keeps, and a restore left behind. */
export function reportOf(
  { kind, of, isSet, standing }: Kept,
  size: number,
  left: readonly Checkpoint[],
): AnchorReport {
  const { last, receipts, damaged, gaps } = standing;
  const seen = last?.checkpoint.size ?? 0;
  return {
    kind,
    of,
    set: isSet,
    size: seen,
    at: last?.at ?? null,
    eventsSince: Math.max(size - seen, 0),
    receipts: receipts.length,
    damaged: damaged.length,
    gaps,
    leftBehind: left.length > 0 ? Math.max(...left.map((one) => one.size)) : null,
  };
}

/** Two cells of a table. */
export function anchorRow(report: AnchorReport): string[] {
  const { size, at, eventsSince, gaps, set, damaged, leftBehind } = report;
  const last = gaps.at(-1);
  const said = [
    at === null ? "nothing yet" : `${size} events at ${at}, ${eventsSince} since`,
    ...(set ? [] : ["not set any more"]),
    ...(last && last.to === undefined ? [`away since ${last.from} (${last.code})`] : []),
    ...(gaps.length > 0 ? [`${gaps.length} gaps`] : []),
    ...(leftBehind === null ? [] : [`had seen ${leftBehind} events before the log was restored`]),
    ...(damaged > 0 ? [`${damaged} receipts damaged`] : []),
  ];
  return [`Anchor: ${titleOf(report)}`, said.join("; ")];
}
