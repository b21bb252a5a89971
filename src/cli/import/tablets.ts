// `batchproof import tablets`: takes the files of a data set in, as commands, and says what came of
// it.
import type { Command } from "commander";
import type { Reason } from "../../domain/kernel/metadata.ts";
import { type ImportSummary, importTablets } from "../../import/tablets/import-tablets.ts";
import type { CommandRun } from "../entry.ts";
import { reason } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { importing } from "./importing.ts";

interface Options {
  readonly correct?: true;
  readonly reason?: Reason;
  readonly json?: true;
}

export function defineImportTablets(command: Command, run: CommandRun): void {
  command
    .option("--correct", "correct what was imported before with other content; needs --reason")
    .option("--reason <code:text>", "why: a code and a sentence", reason)
    .option("--json", "only the line for machines: { batches, lots, events, anomalies }")
    .addHelpText("after", help)
    .action((folder: string, options: Options) => importFolder(run, folder, options));
}

const help = `
All files are read and checked before anything is recorded. The same files again add no event;
broken off, it goes on where it was when it is run again. Whatever is odd in the files is
recorded, and listed in the audit trail.`;

async function importFolder(run: CommandRun, folder: string, options: Options): Promise<void> {
  const { correct, reason: because } = options;
  if (correct && !because) {
    throw new CliFault(
      "REASON_REQUIRED",
      "--correct needs --reason CODE:TEXT, which the record keeps.",
    );
  }
  const summary = await importing(run, (parts, progress) =>
    importTablets(parts, folder, {
      signal: run.stop,
      ...(correct && because && { correct: because }),
      onProgress: ({ what, done, of }) => progress.show(what, done, of),
    }),
  );
  if (!run.json) await run.terminal.write(sentence(summary));
  await run.terminal.write(`${JSON.stringify(summary)}\n`);
}

function sentence({ batches, lots, events, anomalies }: ImportSummary): string {
  const added =
    events === 0
      ? "Nothing was added: all of it was imported before."
      : `${events} events were added.`;
  const odd = `${anomalies} anomalies; \`batchproof audit\` lists them.`;
  return `${batches} batches and ${lots} lots are in the files. ${added} ${odd}\n`;
}
