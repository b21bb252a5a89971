// `batchproof checkpoint`: the signed head of the log as it is now, to be kept where nobody who
// runs the log can change it.
import type { Command } from "commander";
import { printKey, printNote } from "../../integrity/note.ts";
import type { CommandRun } from "../entry.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { openCheckpoints } from "./checkpoints.ts";

interface Options {
  readonly key?: true;
}

export function defineCheckpoint(command: Command, run: CommandRun): void {
  command
    .option("--key", "print the public key that verifies it, and sign nothing")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => checkpoint(run, options));
}

const help = `
A C2SP checkpoint: the log, its size, its root, a signature. Whoever keeps one can show later that
the log has lost nothing up to there. The key is handed on once, apart from it.`;

async function checkpoint(run: CommandRun, { key }: Options): Promise<void> {
  await withInstance(run, async (instance) => {
    await using checkpoints = await openCheckpoints(instance);
    if (!checkpoints) throw new CliFault("LOG_EMPTY", "Nothing has been recorded yet.");
    const verifier = printKey(await checkpoints.verifier());
    if (key)
      return run.terminal.write(
        run.json ? `${JSON.stringify({ key: verifier })}\n` : `${verifier}\n`,
      );
    const { origin, size, root, note } = await checkpoints.sign();
    const text = printNote(note);
    const said = { origin, size, root: root.toString("hex"), key: verifier, checkpoint: text };
    await run.terminal.write(run.json ? `${JSON.stringify(said)}\n` : text);
  });
}
