// `batchproof trace`: everything that a lot or a batch reached, or everything it came from.
import { type Command, Option } from "commander";
import { type DocumentFormat, rendered } from "../api/document.ts";
import { reachedBy } from "../api/resource/trace.ts";
import type { Trace } from "../projections/genealogy/answer.ts";
import { type TraceQuery, trace } from "../projections/genealogy/trace.ts";
import { renderCsv } from "../reports/render/csv/csv.ts";
import { traceLines } from "../reports/trace/lines.ts";
import { traceExport } from "../reports/trace/tables.ts";
import type { CommandRun } from "./entry.ts";
import type { Instance } from "./instance/instance.ts";
import { createPaper } from "./instance/paper.ts";
import { openRecords } from "./log-in/opening.ts";
import { type Run, withInstance } from "./run.ts";
import { positiveNumber, wholeNumber } from "./terminal/argument.ts";
import { lookOf } from "./terminal/table.ts";
import { deliver, type Text } from "./terminal/terminal.ts";
import { end } from "./terminal/time.ts";
import { notOne } from "./text/not-one.ts";
import { traceText } from "./text/trace.ts";

interface Options {
  readonly backward?: true;
  readonly mixed?: true;
  readonly happenedBy?: string;
  readonly strict?: true;
  readonly depth?: number;
  readonly asOf?: number;
  readonly json?: true;
  readonly format?: "json" | "ndjson" | "csv" | Exclude<DocumentFormat, "json">;
  readonly out?: string;
}

export function defineTrace(command: Command, run: CommandRun): void {
  command
    .addOption(new Option("--forward", "what it went into (the default)"))
    .addOption(new Option("--backward", "what it came from").conflicts("forward"))
    .addOption(
      new Option("--mixed", "back to every origin, then forward from all of them").conflicts([
        "forward",
        "backward",
      ]),
    )
    .option("--happened-by <time>", "only what had happened by then: a day, or an instant")
    .option("--strict", "leave out what observed times exclude: for a cause, not for a scope")
    .option(
      "--depth <steps>",
      "so many steps at most; the answer says if that cut it",
      positiveNumber,
    )
    .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber)
    .option("--json", "the answer for machines")
    .addOption(new Option("--format <format>", "as a document").choices(formats))
    .option("--out <file>", "write to a file")
    .addHelpText("after", examples)
    .action((from: string[], options: Options) => answer(run, from, options));
}

const formats = ["pdf", "html", "json", "ndjson", "csv"] as const;

/** Made to be taken away. */
const takenFormats: ReadonlySet<string> = new Set(["pdf", "csv", "ndjson"]);

const examples = `
Each is scheme:value of a lot (starch:5), or lot:, batch:, shipment: or unit: with an id. Others
stand for all that the record names with them, and the answer lists it: equipment:, person:,
location:, order:, party: with an id and perhaps @FROM..TO; recipe:ID@VERSION; document:NUMBER of
a shipment or a unit; "reading:NAME<5 kN"; container:ID; artwork:MATERIAL@VERSION of labels;
calibration:EQUIPMENT@CERTIFICATE: what was measured since the last good one.

  batchproof trace starch:5 --forward
  batchproof trace batch:171 --backward --json
  batchproof trace equipment:press-1@2026-10-05..2026-10-07
  batchproof trace starch:5 --format pdf --out starch-5.pdf`;

async function answer(run: CommandRun, from: readonly string[], options: Options): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const query = queryOf(from, options, instance);
    const found = await trace(instance.database.kysely, query);
    if (found.found !== "one") throw notOne(found.asked, found);
    const { format = "json", out } = options;
    const taken = out !== undefined || takenFormats.has(format);
    await openRecords(run, instance, caller, { names: reachedBy(found.trace), taken });
    const pieces = await inForm(run, instance, found.trace, options);
    await deliver(run.terminal, pieces, options.out);
  });
}

function queryOf(
  from: readonly string[],
  { backward, mixed, happenedBy, strict, depth, asOf }: Options,
  { clock, settings }: Instance,
): TraceQuery {
  return {
    from,
    direction: mixed ? "mixed" : backward ? "backward" : "forward",
    at: clock.now().toISOString(),
    ...(happenedBy !== undefined && { happenedBy: end(happenedBy, settings.zone) }),
    ...(strict && { isStrict: true }),
    ...(depth !== undefined && { depth }),
    ...(asOf !== undefined && { asOf }),
  };
}

async function inForm(
  run: Run,
  instance: Instance,
  found: Trace,
  { json, format, out }: Options,
): Promise<AsyncIterable<Text> | Iterable<Text>> {
  if (json || format === "json") return [`${JSON.stringify(found)}\n`];
  if (format === "ndjson") return traceLines(found);
  if (format === "csv") return renderCsv(traceExport(found));
  if (format) {
    const paper = createPaper(instance);
    return (await rendered(paper, await paper.trace(found), format)).pieces;
  }
  const look = lookOf(run.terminal.output);
  return [traceText(found, out === undefined ? look : { ...look, colour: false })];
}
