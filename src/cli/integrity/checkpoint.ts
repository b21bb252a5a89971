// `batchproof checkpoint`: the signed head of the log as it is now, to be kept where nobody who
// runs the log can change it.
import type { Command } from "commander";
import { printMail } from "../../anchors/mail.ts";
import { printKey, printNote } from "../../integrity/note.ts";
import type { CommandRun } from "../entry.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { openCheckpoints } from "./checkpoints.ts";

interface Options {
  readonly key?: true;
  readonly mail?: true;
}

export function defineCheckpoint(command: Command, run: CommandRun): void {
  command
    .option("--key", "print the public key that verifies it, and sign nothing")
    .option("--mail", "as a mail, to be sent to whoever shall keep it; nothing is sent from here")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => checkpoint(run, options));
}

const help = `
A C2SP checkpoint: the log, its size, its root, a signature. Whoever keeps one can show later that
the log has lost nothing up to there. The key is handed on once, apart from it.

  batchproof checkpoint --mail | sendmail quality@customer.example`;

async function checkpoint(run: CommandRun, { key, mail }: Options): Promise<void> {
  await withInstance(run, async (instance) => {
    await using checkpoints = await openCheckpoints(instance);
    if (!checkpoints) throw new CliFault("LOG_EMPTY", "Nothing has been recorded yet.");
    const known = await checkpoints.verifier();
    const verifier = printKey(known);
    if (key)
      return run.terminal.write(
        run.json ? `${JSON.stringify({ key: verifier })}\n` : `${verifier}\n`,
      );
    const signed = await checkpoints.sign();
    const { origin, size, root, note } = signed;
    const text = mail ? printMail(signed, known, instance.wallClock.now()) : printNote(note);
    const said = { origin, size, root: root.toString("hex"), key: verifier, checkpoint: text };
    await run.terminal.write(run.json ? `${JSON.stringify(said)}\n` : text);
  });
}
