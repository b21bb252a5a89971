// `batchproof record`: the record of a batch, as a sealed PDF, as a page, or for machines.
import { type Command, Option } from "commander";
import { type DocumentFormat, rendered } from "../api/document.ts";
import type { CommandRun } from "./entry.ts";
import { createPaper } from "./instance/paper.ts";
import { openRecords } from "./log-in/opening.ts";
import { withInstance } from "./run.ts";
import { wholeNumber } from "./terminal/argument.ts";
import { CliFault } from "./terminal/fault.ts";
import { deliver } from "./terminal/terminal.ts";
import { oneBatch } from "./text/not-one.ts";

interface Options {
  readonly format?: DocumentFormat;
  readonly out?: string;
  readonly asOf?: number;
  readonly json?: true;
}

const formats = ["pdf", "html", "json"] as const satisfies readonly DocumentFormat[];

export function defineRecord(command: Command, run: CommandRun): void {
  command
    .addOption(new Option("--format <format>", "pdf unless said otherwise").choices(formats))
    .option("--out <file>", "write to a file; a PDF goes to record-<batch>.pdf otherwise")
    .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber)
    .option("--json", "the same as --format json")
    .addHelpText("after", help)
    .action((batch: string, options: Options) => record(run, batch, options));
}

const help = `
The batch is named by its id or its number. Each PDF is sealed and kept in the data folder as it was
issued. \`batchproof verify\` checks one, without the data folder.`;

async function record(run: CommandRun, written: string, options: Options): Promise<void> {
  const { json, format = json ? "json" : "pdf", asOf } = options;
  await withInstance(run, async (instance, caller) => {
    const { batchId, batchNumber } = await oneBatch(instance.database.kysely, written);
    const taken = format === "pdf" || options.out !== undefined;
    const about = { kind: "batch", id: batchId } as const;
    await openRecords(run, instance, caller, { about, taken });
    const paper = createPaper(instance);
    const document = await paper.batchRecord(batchId, asOf);
    if (!document) {
      const message = `Batch ${written} was not yet issued as of ${asOf} events.`;
      throw new CliFault("BATCH_UNKNOWN", message);
    }
    const { pieces, sha256 } = await rendered(paper, document, format);
    const own = format === "pdf" ? `record-${fileName(batchNumber)}.pdf` : undefined;
    const out = options.out ?? own;
    await deliver(run.terminal, pieces, out);
    if (out === undefined) return;
    const sealed = sha256 === undefined ? "" : `, sealed, SHA-256 ${sha256}`;
    run.terminal.note(`${document.title} ${batchNumber}: ${out}${sealed}\n`);
  });
}

const fileName = (batchNumber: string): string => batchNumber.replace(/[^A-Za-z0-9._-]+/g, "-");
