// `batchproof scan` and `batchproof dispensing`: what a weighing place asks.

import type { Command } from "commander";
import { Option } from "commander";
import type { About } from "../../api/access/route.ts";
import { labelOf } from "../../api/resource/dispensing.ts";
import { isGs1Fault } from "../../domain/kernel/gs1/fault.ts";
import { dateAt } from "../../eventstore/handler/date-at.ts";
import { suggest } from "../../processes/dispensing/suggest.ts";
import { lotsOfMaterial } from "../../projections/scan/lots-of-material.ts";
import { scanned } from "../../projections/scan/scanned.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { labelPng, labelSvg } from "../../reports/label/dispensing-label.ts";
import { type CommandRun, type Leaf, reading } from "../entry.ts";
import { openRecords, seenOf } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { lookOf, textTable } from "../terminal/table.ts";
import { deliver } from "../terminal/terminal.ts";

const access = (what: string) => reading(what, "readRecords", "exportRecords");

export const dispensingCommands: readonly Leaf[] = [
  {
    usage: "next <material>",
    summary: "What is in stock of a material, first to expire first",
    access: access("getStock"),
    load: async () => defineNext,
  },
  {
    usage: "label <batch> <weighing>",
    summary: "The label of what was weighed, by the id of its event",
    access: access("getDispensingLabel"),
    load: async () => defineLabel,
  },
];

interface Options {
  readonly json?: true;
}

export function defineScan(command: Command, run: CommandRun): void {
  command
    .option("--json", "the answer for machines")
    .addHelpText("after", scanHelp)
    .action(async (text: string, { json }: Options) => {
      await withInstance(run, async (instance, caller) => {
        const today = instance.clock.now().toISOString().slice(0, 10);
        const found = await scanned(instance.database.kysely, text, today);
        if (isGs1Fault(found)) {
          const of = found.ai === undefined ? "The code" : `Element (${found.ai})`;
          throw new CliFault(found.fault, `${of} is not as GS1 data must be.`);
        }
        const names = await seenOf(run, instance, caller, found.names, thingOf);
        await openRecords(run, instance, caller, { names: names.map(thingOf), taken: false });
        const { terminal } = run;
        const look = lookOf(terminal.output);
        const said = found.elements.map(({ ai, title, value, date, quantity }) => [
          `(${ai}) ${title}`,
          value,
          date ?? (quantity ? quantityText(quantity) : ""),
        ]);
        const ours = names.map(({ kind, id, name, material }) => [
          kind,
          name ?? id,
          material ?? "",
        ]);
        const columns = [{ title: "" }, { title: "" }, { title: "" }];
        const tables = [
          textTable({ title: "It says", columns, rows: said, empty: "no GS1 elements" }, look),
          textTable({ title: "It names", columns, rows: ours, empty: "nothing of ours" }, look),
        ];
        await terminal.write(json ? `${JSON.stringify({ ...found, names })}\n` : tables.join("\n"));
      });
    });
}

const thingOf = ({ lotId, id }: { readonly lotId: string | null; readonly id: string }): About =>
  lotId === null ? { kind: "logisticUnit", id } : { kind: "materialLot", id: lotId };

const scanHelp = `
As the scanner sends it: an element string (FNC1 as U+001D), a GS1 Digital Link, the form with
brackets, or a number of the house's own.

  batchproof scan "(01)09521234543213(10)ABC-123(17)270131"
  batchproof scan https://id.example/01/09521234543213/10/ABC-123 --json`;

function defineNext(command: Command, run: CommandRun): void {
  command
    .option("--json", "the answer for machines")
    .addHelpText("after", "\n  batchproof dispensing next starch --json")
    .action(async (material: string, { json }: Options) => {
      await withInstance(run, async (instance, caller) => {
        const { asOf, answer } = await lotsOfMaterial(instance.database.kysely, material);
        const lots = await seenOf(run, instance, caller, answer, lotOf);
        await openRecords(run, instance, caller, { names: lots.map(lotOf), taken: false });
        const { site, zone } = caller.session;
        const date = dateAt(instance.clock.now().toISOString(), zone);
        const found = await suggest(instance.handler, lots, { date, site });
        const { terminal } = run;
        const look = lookOf(terminal.output);
        const rows = found.stock.map((one) => [
          one.lot,
          one.containerId ?? "",
          one.quantity ? quantityText(one.quantity) : "not known",
          one.expiresOn ?? "",
        ]);
        const columns = [
          { title: "Lot" },
          { title: "Container" },
          { title: "Quantity", align: "right" as const },
          { title: "Expires on" },
        ];
        const out = found.leftOut.map(({ lot, containerId = "", code }) => [
          lot,
          containerId,
          code,
        ]);
        const tables = [
          textTable({ title: "To be taken in this order", columns, rows, empty: "none" }, look),
          textTable(
            { title: "Not free", columns: columns.slice(0, 3), rows: out, empty: "-" },
            look,
          ),
        ];
        const said = { asOf, material, ...found };
        await terminal.write(json ? `${JSON.stringify(said)}\n` : tables.join("\n"));
      });
    });
}

const lotOf = ({ lotId: id }: { readonly lotId: string }): About => ({ kind: "materialLot", id });

interface LabelOptions extends Options {
  readonly format: "svg" | "png";
  readonly out?: string;
}

function defineLabel(command: Command, run: CommandRun): void {
  command
    .addOption(new Option("--format <format>", "as").choices(["svg", "png"]).default("svg"))
    .option("--json", "what it says, for machines")
    .option("--out <file>", "write to a file")
    .addHelpText(
      "after",
      "\n  batchproof dispensing label 171 <event> --format png --out label.png",
    )
    .action(async (batch: string, weighing: string, { format, json, out }: LabelOptions) => {
      await withInstance(run, async (instance, caller) => {
        const about = { kind: "batch", id: batch } as const;
        await openRecords(run, instance, caller, { about, taken: !json });
        const content = await labelOf(instance, batch, weighing);
        if (!content) throw new CliFault("LABEL_UNKNOWN", "There is no such label.");
        const drawn = format === "png" ? await labelPng(content.code) : await labelSvg(content);
        await deliver(run.terminal, [json ? `${JSON.stringify(content)}\n` : drawn], out);
      });
    });
}
