// `batchproof import tablets`: takes the files of a data set in, as commands, and says what came of
// it.
import { createReadStream } from "node:fs";
import type { Command } from "commander";
import type { Reason } from "../../domain/kernel/metadata.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { type ImportSummary, importTablets } from "../../import/tablets/import-tablets.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import type { Caller } from "../log-in/caller.ts";
import { type Run, withInstance } from "../run.ts";
import { reason } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { openProgress } from "../terminal/progress.ts";

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
  const summary = await withInstance(run, (instance, caller) =>
    imported(run, instance, caller, folder, correct ? because : undefined),
  );
  if (!run.json) await run.terminal.write(sentence(summary));
  await run.terminal.write(`${JSON.stringify(summary)}\n`);
}

async function imported(
  { terminal, stop }: Run,
  instance: Instance,
  caller: Caller,
  folder: string,
  correct: Reason | undefined,
): Promise<ImportSummary> {
  const progress = openProgress(terminal.errors);
  const last = rememberingLast(instance.handler);
  try {
    const summary = await importTablets(
      {
        handler: last.handler,
        ...importing(caller),
        keep: (path) => instance.blobs.put(createReadStream(path)),
      },
      folder,
      {
        signal: stop,
        ...(correct && { correct }),
        onProgress: ({ what, done, of }) => progress.show(what, done, of),
      },
    );
    await waitUntilVisible(instance, last.eventId());
    return summary;
  } finally {
    progress.end();
  }
}

/**
 * The right was asked for the whole site, so its commands are not asked again; each event keeps who
 * ran it, and how they had proved who they are.
 */
const importing = ({ session, known }: Caller) => ({
  session: { ...session, permits: "everything" as const },
  ...(known && { onBehalfOf: session.actor.id }),
});

/**
 * The import's last command is given after all others were answered, so the event it made is the
 * last in the log.
 */
function rememberingLast(handler: Handler): {
  handler: Handler;
  eventId: () => string | undefined;
} {
  let eventId: string | undefined;
  return {
    eventId: () => eventId,
    handler: {
      load: (aggregate, id) => handler.load(aggregate, id),
      async execute(command, call, session) {
        const answer = await handler.execute(command, call, session);
        eventId = answer.events.at(-1)?.id ?? eventId;
        return answer;
      },
    },
  };
}

function sentence({ batches, lots, events, anomalies }: ImportSummary): string {
  const added =
    events === 0
      ? "Nothing was added: all of it was imported before."
      : `${events} events were added.`;
  const odd = `${anomalies} anomalies; \`batchproof audit\` lists them.`;
  return `${batches} batches and ${lots} lots are in the files. ${added} ${odd}\n`;
}
