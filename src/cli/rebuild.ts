// `batchproof rebuild`: makes every read model a second time from the log, and compares it with the
// live one.
import type { Command } from "commander";
import type { RebuildReport } from "../projections/rebuild/rebuild.ts";
import type { CommandRun } from "./entry.ts";
import { type Run, withInstance } from "./run.ts";
import { CliFault } from "./terminal/fault.ts";
import { lookOf, textTable } from "./terminal/table.ts";

interface Options {
  readonly verify?: boolean;
  readonly json?: true;
}

export function defineRebuild(command: Command, run: CommandRun): void {
  command
    .option("--verify", "only compare; the live read models stay")
    .option("--json", "one line for machines")
    .addHelpText("after", "\nExit code 1 when a rebuilt read model differs from the live one.")
    .action((options: Options) => rebuild(run, options));
}

async function rebuild(run: CommandRun, { verify = false, json }: Options): Promise<void> {
  const reports = await withInstance(run, ({ projections }) => projections.rebuildAll({ verify }));
  await run.terminal.write(json ? `${JSON.stringify(reports)}\n` : text(run, reports));
  const different = reports.filter(({ equal }) => !equal).map(({ name }) => name);
  if (different.length === 0) return;
  const then = verify
    ? "The live ones stand as they were."
    : "The new ones have taken their place.";
  const names = different.join(", ");
  const message = `Made anew from the log, these come out otherwise: ${names}. ${then}`;
  throw new CliFault("READ_MODEL_DIFFERS", message, { different });
}

function text({ terminal }: Run, reports: readonly RebuildReport[]): string {
  const table = {
    columns: [
      { title: "Read model" },
      { title: "Events", align: "right" as const },
      { title: "Rows", align: "right" as const },
      { title: "Equal" },
      { title: "SHA-256, its beginning" },
    ],
    rows: reports.map(({ name, asOf, rows, equal, live }) => [
      name,
      String(asOf),
      String(rows),
      equal ? "yes" : "NO",
      live.slice(0, 16),
    ]),
    empty: "none",
  };
  return textTable(table, lookOf(terminal.output));
}
