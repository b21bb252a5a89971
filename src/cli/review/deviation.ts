// `batchproof deviation`: which other batches its investigation extends to.

import type { Command } from "commander";
import { type Related, type RelatedBatch, relatedTo } from "../../projections/deviation/related.ts";
import { facts, table } from "../administration/showing.ts";
import { type CommandRun, type Leaf, reading } from "../entry.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { wholeNumber } from "../terminal/argument.ts";
import { type Look, lookOf } from "../terminal/table.ts";
import { beginning, end } from "../terminal/time.ts";

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: number;
}

export const deviationCommands: readonly Leaf[] = [
  {
    usage: "related <deviation>",
    summary: "Other batches that share a lot, equipment or the time on it with those of it",
    access: reading("getRelatedBatches", "readRecords"),
    load: async () => defineRelated,
  },
];

function defineRelated(command: Command, run: CommandRun): void {
  command
    .option("--from <time>", "a day or an instant; else the first event of its batches")
    .option("--to <time>", "a day or an instant; else the last event of its batches")
    .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber)
    .option("--json", "one line for machines")
    .addHelpText("after", "\n  batchproof deviation related D-17 --from 2026-11-20 --to 2026-11-20")
    .action((deviationId: string, { from, to, asOf }: Options) =>
      withInstance(run, async (instance, caller) => {
        // It names batches of everybody: asked before it is looked whether there is one.
        await openRecords(run, instance, caller, { taken: false });
        const { database, settings } = instance;
        const answer = await relatedTo(database.kysely, {
          deviationId,
          ...(from !== undefined && { from: beginning(from, settings.zone) }),
          ...(to !== undefined && { to: end(to, settings.zone) }),
          ...(asOf !== undefined && { asOf }),
        });
        const words = () => textOf(answer, lookOf(run.terminal.output));
        await run.terminal.write(run.json ? `${JSON.stringify(answer)}\n` : words());
      }),
    );
}

function textOf({ batches, from, to, others, unknown, asOf }: Related, look: Look): string {
  const about = batches.map(({ batch, batchId }) => batch ?? batchId).join(", ");
  const head = facts(
    [
      ["Batches of the deviation", about || "none"],
      ["From", from ?? "not known"],
      ["To", to ?? "not known"],
      ["As of", String(asOf)],
    ],
    look,
  );
  const rows = others.map((one) => [
    one.batch ?? one.batchId,
    one.shares.map((kind) => words[kind]).join(", "),
    one.lots.map(({ lot, is }) => `${lot} (${is})`).join(", "),
    one.equipment.map(useText).join(", "),
  ]);
  const titles = ["Batch", "Shares", "Lots", "Equipment"];
  const lacking = unknown.map(({ code, subject, detail }) => [code, subject, detail]);
  const notKnown = table(["Not known", "Of", ""], lacking, "Nothing is lacking.", look);
  return `${head}\n${table(titles, rows, "No other batch shares anything.", look)}\n${notKnown}`;
}

const words = { materialLot: "lot", equipment: "equipment", time: "time" } as const;

const useText = ({ name, from, to, isSame }: RelatedBatch["equipment"][number]): string =>
  `${name}${isSame ? "" : " (same place)"}, ${from} to ${to}`;
