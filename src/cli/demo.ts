// `batchproof demo`: plays the sample plant into a folder of its
// own, shows what can be asked of it, and goes on serving it.
import { mkdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Command } from "commander";
import { rendered } from "../api/document.ts";
import type { Direction } from "../projections/genealogy/reach/walk.ts";
import { trace } from "../projections/genealogy/trace.ts";
import { verifyPdf } from "../reports/verify/verify-pdf.ts";
import { createSimulatedClock } from "../sample-plant/clock.ts";
import { type Played, playPlant } from "../sample-plant/play.ts";
import { plantSite, plantStart } from "../sample-plant/site.ts";
import { indexOf } from "./instance/api-parts.ts";
import { type Instance, openInstance } from "./instance/instance.ts";
import { createPaper } from "./instance/paper.ts";
import { startProcesses } from "./instance/processes.ts";
import { type Settings, settingsFrom } from "./instance/settings.ts";
import { logOf, type Run } from "./run.ts";
import { ended, startServing } from "./serve.ts";
import { wholeNumber } from "./terminal/argument.ts";
import { CliFault } from "./terminal/fault.ts";
import { openProgress } from "./terminal/progress.ts";
import { lookOf, textTable } from "./terminal/table.ts";
import { deliver } from "./terminal/terminal.ts";
import { notOne } from "./text/not-one.ts";
import { traceText } from "./text/trace.ts";

interface Options {
  readonly once?: true;
  readonly batches: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: true;
}

export function defineDemo(command: Command, run: Run): void {
  command
    .option("--once", "end after the records are verified, with exit code 0")
    .option("--batches <count>", "how many batches are made and packed", wholeNumber, 3)
    .option(
      "--seed <number>",
      "another seed tells the same story with other figures",
      wholeNumber,
      1,
    )
    .option("--out <folder>", "where the records are written", "./out")
    .option("--json", "the result as one line of JSON")
    .addHelpText("after", help)
    .action((options: Options) => demo(run, options));
}

const help = `
The story is played into DATA_DIR (default ./data/demo). Played again it adds nothing. Everything
in it is invented, on a simulated clock, and every paper is marked DEMONSTRATION.`;

async function demo(run: Run, options: Options): Promise<void> {
  const settings = demoSettings(run);
  const logger = logOf(run, true);
  const clock = createSimulatedClock(plantStart);
  const instance = await openInstance(settings, { logger, as: "server", clock });
  try {
    await refuseOtherData(instance);
    const played = await play(run, { ...instance, clock }, options);
    await shown(run, instance, played, options);
    if (options.once) return;
    await using _processes = startProcesses(instance, logger);
    await using serving = await startServing(instance, logger);
    await run.terminal.write(
      options.json
        ? `${JSON.stringify({ address: serving.address })}\n`
        : `\nServing it at ${serving.address}. Ctrl-C ends it.\n`,
    );
    await ended(run, instance);
  } finally {
    await instance.close();
  }
}

/** The plant's own site, whatever the environment says of another. */
function demoSettings({ environment }: Run): Settings {
  const settings = settingsFrom({
    ...environment,
    DATA_DIR: environment.DATA_DIR || "./data/demo",
  });
  return { ...settings, ...plantSite };
}

/** The demo authenticates people by itself, so it never plays into a folder of somebody's data. */
async function refuseOtherData({ log, settings }: Instance): Promise<void> {
  for await (const { metadata } of log.readAll({ limit: 1 })) {
    const { method } = (metadata.authentication ?? {}) as { method?: unknown };
    if (method === "demo") return;
    const message = `${settings.dataDirectory} holds other data. Give the demo its own folder.`;
    throw new CliFault("FOLDER_NOT_OF_THE_DEMO", message);
  }
}

type Playing = Instance & { readonly clock: ReturnType<typeof createSimulatedClock> };

async function play(run: Run, instance: Playing, { batches, seed }: Options): Promise<Played> {
  const progress = openProgress(run.terminal.errors);
  const { handler, clock } = instance;
  const onProgress = ({ what, done, of }: { what: string; done: number; of: number }) =>
    progress.show(what, done, of);
  const options = { batches, seed, onProgress, signal: run.stop };
  const played = await playPlant({ handler, clock }, options);
  progress.end();
  const last = played.lastEventId;
  const index = last === undefined ? undefined : await indexOf(instance, last, visible_ms);
  if (index !== undefined) await instance.projections.waitFor(index, { timeout_ms: visible_ms });
  return played;
}

const visible_ms = 60_000;

async function shown(
  run: Run,
  instance: Instance,
  played: Played,
  options: Options,
): Promise<void> {
  const { terminal } = run;
  const { json } = options;
  const say = (text: string) => (json ? Promise.resolve() : terminal.write(text));
  await say(`${greeting(played)}\n`);
  const forward = await traced(instance, played.forwardSeed, "forward");
  await say(`${traceText(forward, lookOf(terminal.output))}\n`);
  const backward = await traced(instance, played.backwardSeed, "backward");
  await say(`${traceText(backward, lookOf(terminal.output))}\n`);
  const records = await writeRecords(terminal, instance, played, options.out);
  const rows = records.map(({ batch, file, valid }) => [
    batch,
    file,
    valid ? "sealed, verified" : "DOES NOT VERIFY",
  ]);
  const columns = [{ title: "Batch" }, { title: "Record" }, { title: "Seal" }];
  const title = "Batch records (each also as .json and .html)";
  await say(`${textTable({ title, columns, rows, empty: "none" }, lookOf(terminal.output))}\n`);
  await say(highlights(run, played));
  if (json) {
    const answer = { ...played, records, forward: forward.digest, backward: backward.digest };
    await terminal.write(`${JSON.stringify(answer)}\n`);
  }
  if (records.some(({ valid }) => !valid)) {
    throw new CliFault("VERIFICATION_FAILED", "A record that was just sealed does not verify.");
  }
}

const greeting = ({ events, batches }: Played): string =>
  events > 0
    ? `Played ${batches.length} batches of the sample plant: ${events} events.\n`
    : "The sample plant was played into this folder before: nothing was added.\n";

const highlights = ({ terminal }: Run, { highlights: list }: Played): string =>
  textTable(
    {
      title: "Worth a look",
      columns: [{ title: "Case" }, { title: "What happened" }],
      rows: list.map(({ name, what }) => [name, what]),
      empty: "The special cases need three batches.",
    },
    lookOf(terminal.output),
  );

async function traced({ database, clock }: Instance, from: string, direction: Direction) {
  const at = clock.now().toISOString();
  const found = await trace(database.kysely, { from, direction, at });
  if (found.found !== "one") throw notOne(from, found);
  return found.trace;
}

interface Written {
  readonly batch: string;
  readonly file: string;
  readonly valid: boolean;
}

async function writeRecords(
  terminal: Run["terminal"],
  instance: Instance,
  { batches }: Played,
  folder: string,
): Promise<readonly Written[]> {
  await mkdir(folder, { recursive: true });
  const paper = createPaper(instance);
  const written: Written[] = [];
  for (const { batchId, batchNumber } of batches) {
    const name = join(folder, `record-${batchNumber.replace(/[^A-Za-z0-9._-]+/g, "-")}`);
    for (const format of ["pdf", "json", "html"] as const) {
      // A document is rendered once: its rows are read as they are written.
      const document = await paper.batchRecord(batchId);
      if (!document) throw new CliFault("BATCH_UNKNOWN", `Batch ${batchNumber} has no record.`);
      const { pieces } = await rendered(paper, document, format);
      await deliver(terminal, pieces, `${name}.${format}`);
    }
    const file = relative(process.cwd(), `${name}.pdf`);
    const { valid } = verifyPdf(await readFile(`${name}.pdf`));
    written.push({ batch: batchNumber, file, valid });
  }
  return written;
}
