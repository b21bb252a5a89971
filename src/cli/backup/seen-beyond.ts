// What was signed for more events than were brought back: kept beside the checkpoints, and counted.
import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { checkpointsIn } from "../../anchors/checkpoint-file.ts";
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { printNote, verifyNote } from "../../integrity/note.ts";
import { isCode, writeDraft, writeWhole } from "../../vault/draft.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Restored } from "./begin-anew.ts";

/** The file of heads of the former log beyond what was restored. */
export const beyondFile = "beyond";

/** Heads of more events than these go into a file of their own. */
export async function keepBeyond(folder: string, size: number): Promise<void> {
  const path = join(folder, "log");
  const beyond = await headsBeyond(path, size);
  if (beyond.length === 0) return;
  const kept = join(folder, beyondFile);
  // Of an earlier restore there may be some already.
  const both = [...(await headsBeyond(kept)), ...beyond];
  await writeWhole(kept, Buffer.from(textOf(both)));
  const draft = await writeDraft(folder, notesUpTo(path, size), 0o600);
  await draft.publish(path);
}

async function* notesUpTo(path: string, size: number): AsyncGenerator<Buffer> {
  for await (const one of checkpointsIn(path))
    if (one.size <= size) yield Buffer.from(textOf([one]));
}

/**
 * `seen`: events of the largest head that a key of this log signed. `unknown`: heads that none
 * did, which count for nothing. Heads of `outside` join those that are kept.
 */
export async function seenBeyond(
  folder: string,
  outside: readonly Checkpoint[],
  { size, epochs }: Restored,
): Promise<{ readonly seen: number; readonly lost: number; readonly unknown: number }> {
  const path = join(folder, "checkpoints", beyondFile);
  const kept = await headsBeyond(path, size);
  const beyond = [...kept, ...outside.filter((one) => one.size > size)];
  const ours = beyond.filter(({ origin, note }) =>
    epochs.some(({ verifier }) => origin === verifier.name && verifyNote(note, [verifier])?.length),
  );
  const seen = ours.reduce((most, one) => Math.max(most, one.size), size);
  if (ours.length > 0) await writeWhole(path, Buffer.from(textOf(ours)));
  return { seen, lost: seen - size, unknown: beyond.length - ours.length };
}

/** Heads that the log of a data folder signed, of more events than these. */
export const headsKeptIn = (folder: string, size: number): Promise<readonly Checkpoint[]> =>
  headsBeyond(join(folder, "checkpoints", "log"), size);

/** Of the largest head that was signed before the restore; 0 where none was for more. */
export async function sizeBeyond(folder: string): Promise<number> {
  const heads = await headsBeyond(join(folder, "checkpoints", beyondFile));
  return heads.reduce((most, { size }) => Math.max(most, size), 0);
}

const textOf = (all: readonly Checkpoint[]): string =>
  all.map(({ note }) => `${printNote(note)}\n`).join("");

/**
 * Those of more events than these. None where there is no file. Throws FILE_UNREADABLE,
 * CHECKPOINT_MALFORMED.
 */
async function headsBeyond(path: string, size = -1): Promise<readonly Checkpoint[]> {
  try {
    await access(path, constants.R_OK);
  } catch (cause) {
    if (isCode(cause, "ENOENT")) return [];
    throw new CliFault("FILE_UNREADABLE", `${path} cannot be read.`, { cause });
  }
  const heads: Checkpoint[] = [];
  for await (const one of checkpointsIn(path)) if (one.size > size) heads.push(one);
  return heads;
}
