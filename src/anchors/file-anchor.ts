// A file somewhere else that is only added to: on a medium that takes nothing back, or where
// somebody else decides what is deleted. It has the form of `checkpoints/log`.
import { access } from "node:fs/promises";
import type { Checkpoint } from "../integrity/checkpoint.ts";
import { IntegrityFault } from "../integrity/fault.ts";
import type { Anchor, Past } from "./anchor.ts";
import { checkpointsIn, openCheckpointFile } from "./checkpoint-file.ts";
import { AnchorFault } from "./fault.ts";

export const fileAnchor = (path: string): Anchor => ({
  kind: "file",
  of: path,
  async anchor(checkpoint, { last }) {
    try {
      // Where a medium is not mounted, a file of that name is easily made, and is another.
      if (last) await access(path);
      await using file = await opened(path);
      // What stands before the last one was held against it when that was written.
      const isNear = last !== undefined && holdsLast(file.all, last);
      const all = isNear ? file.all : await Array.fromAsync(checkpointsIn(path));
      if (!holdsLast(all, last)) throw lost(path);
      const other = all.find((one) => isBeyond(one, checkpoint));
      if (other) throw contradicts(path, other);
      if (!all.some((one) => isSame(one, checkpoint))) await file.append(checkpoint);
    } catch (cause) {
      throw faultOf(path, last, cause);
    }
    return { checkpoint };
  },
});

/** The heads that stand in it. Throws AnchorFault. */
export async function headsInFile(path: string): Promise<readonly Checkpoint[]> {
  try {
    return await Array.fromAsync(checkpointsIn(path));
  } catch (cause) {
    throw faultOf(path, undefined, cause);
  }
}

async function opened(path: string) {
  const file = await openCheckpointFile(path);
  return Object.assign(file, { [Symbol.asyncDispose]: () => file.close() });
}

type Last = Past["last"];

const holdsLast = (all: readonly Checkpoint[], last: Last): boolean =>
  last === undefined || all.some((one) => isSame(one, last));

const isSame = (one: Checkpoint, other: NonNullable<Last>): boolean =>
  one.origin === other.origin && one.size === other.size && one.root.equals(other.root);

/** Of the same log: more than it has, or something else. */
const isBeyond = (one: Checkpoint, other: Checkpoint): boolean =>
  one.origin === other.origin && one.size >= other.size && !isSame(one, other);

const contradicts = (path: string, { size }: Checkpoint): AnchorFault =>
  new AnchorFault("ANCHOR_CONTRADICTS", `${path} holds another head of ${size} events.`);

const lost = (path: string, cause?: unknown): AnchorFault =>
  new AnchorFault("ANCHOR_LOST", `${path} does not hold the head that was written there last.`, {
    cause,
  });

function faultOf(path: string, last: Last, cause: unknown): AnchorFault {
  if (cause instanceof AnchorFault) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  const isGone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  if (last && isGone) return lost(path, cause);
  const isOther = cause instanceof IntegrityFault;
  const code = isOther ? "ANCHOR_ANSWER_MALFORMED" : "ANCHOR_UNREACHABLE";
  return new AnchorFault(code, `${path}: ${why}`, { cause });
}
