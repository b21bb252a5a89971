// `batchproof import qif`: takes the results of a QIF document in, and says what needs a decision
// and what is not known.
import type { Command } from "commander";
import { importQif, type QifSummary } from "../../import/qif/import-qif.ts";
import type { CommandRun } from "../entry.ts";
import { importing } from "./importing.ts";

interface Options {
  readonly logs?: string;
  readonly json?: true;
}

export function defineImportQif(command: Command, run: CommandRun): void {
  command
    .option("--logs <folder>", "the machine's logs; else PartData beside the document's folder")
    .option("--json", "only the line for machines: { serials, results, nonconformances, unknown }")
    .addHelpText("after", help)
    .action((file: string, options: Options) => importFile(run, file, options));
}

const help = `
All of the document is read and checked before anything is recorded. The same document again adds
no event; other content of a serial number is a conflict, and what was first stays. A part that
does not conform is held under a deviation until somebody decides. docs/measurements.md says more.

Example: batchproof import qif FAIR/Cover_Results.qif --logs PartData`;

async function importFile(run: CommandRun, file: string, { logs }: Options): Promise<void> {
  const summary = await importing(run, (parts, progress) =>
    importQif(parts, file, {
      signal: run.stop,
      ...(logs !== undefined && { logs }),
      onProgress: ({ done, of }) => progress.show("parts", done, of),
    }),
  );
  if (!run.json) await run.terminal.write(sentences(summary));
  await run.terminal.write(`${JSON.stringify(summary)}\n`);
}

function sentences({ part, serials, results, events, nonconformances, unknown }: QifSummary) {
  const added =
    events === 0
      ? "Nothing was added: all of it was imported before."
      : `${events} events were added.`;
  const held = nonconformances.map(({ serialNumber, characteristics }) => {
    const what = characteristics.map(({ test, value }) => `${test} ${value ?? "not measured"}`);
    return `Held, needs a disposition: serialNumber:${serialNumber} (${what.join(", ")}).`;
  });
  const lacking = unknown.map(({ subject, detail }) => `Not known: ${subject}. ${detail}`);
  const first = `${serials} parts of ${part} with ${results} results are in the document. ${added}`;
  return [first, ...held, ...lacking].map((line) => `${line}\n`).join("");
}
