// Signed heads that somebody kept: in a file, or in a saved mail.
import { readFile } from "node:fs/promises";
import { checkpointsInText } from "../../../anchors/notes-in-text.ts";
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import type { Run } from "../../run.ts";
import { CliFault } from "../../terminal/fault.ts";
import type { OutsideHead } from "../anchoring/outside-heads.ts";
import { signaturesOn, type Trusted } from "./key.ts";
import { tellVerdict } from "./verdict.ts";

/** Throws FILE_UNREADABLE. */
export async function headsIn(file: string): Promise<readonly Checkpoint[]> {
  const text = await readFile(file, "utf8").catch((cause: Error) => {
    throw new CliFault("FILE_UNREADABLE", `${file} cannot be read: ${cause.message}.`, { cause });
  });
  return checkpointsInText(text);
}

/** To be held against the log. Throws FILE_UNREADABLE, CHECKPOINT_MISSING. */
export async function headsOf(files: readonly string[]): Promise<readonly OutsideHead[]> {
  const heads: OutsideHead[] = [];
  for (const file of files) {
    const found = await headsIn(file);
    if (found.length === 0) {
      throw new CliFault("CHECKPOINT_MISSING", `${file} holds no checkpoint that can be read.`);
    }
    heads.push(...found.map((checkpoint) => ({ checkpoint, keeper: `file ${file}` })));
  }
  return heads;
}

/** By themselves: who signed them. Throws VERIFICATION_FAILED. */
export async function verifyHeads(
  run: Run,
  file: string,
  heads: readonly Checkpoint[],
  trusted: Trusted,
): Promise<void> {
  const checked = heads.map((head) => {
    const { key, witnesses, faults } = signaturesOn(head, trusted, "CHECKPOINT_FORGED");
    const { origin, size, root } = head;
    return { origin, size, root: root.toString("hex"), key, witnesses, faults };
  });
  const rows = checked.map(({ origin, size, root }) => [`${size} events`, `${origin} ${root}`]);
  const faults = [...new Set(checked.flatMap((one) => one.faults))];
  const sound = "signed by the key that was given; `--checkpoint` holds it against the log";
  await tellVerdict(run, file, { sound, faults, said: { checkpoints: checked }, rows });
}
