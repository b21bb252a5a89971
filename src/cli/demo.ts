// `batchproof demo`: plays the sample plant into a folder of its own, shows what can be asked of
// it, and goes on serving it.
import { relative } from "node:path";
import { type Command, Option } from "commander";
import type { Trace } from "../projections/genealogy/answer.ts";
import type { LiveGraph } from "../projections/genealogy/graph/live-graph.ts";
import { trace } from "../projections/genealogy/trace.ts";
import { type PlantName, type Played, plants } from "../sample-plant/play.ts";
import { createDemoClock, type DemoClock } from "./demonstration/clock.ts";
import { demoSettings, refuseOtherFolder } from "./demonstration/folder.ts";
import { playIn } from "./demonstration/play.ts";
import { type WrittenRecord, writeRecord } from "./demonstration/records.ts";
import { openGraph } from "./instance/api-parts.ts";
import { type Instance, openInstance } from "./instance/instance.ts";
import { createPaper } from "./instance/paper.ts";
import { startProcesses } from "./instance/processes.ts";
import type { Settings } from "./instance/settings.ts";
import { startAnchoring } from "./integrity/anchoring/anchoring.ts";
import { startCheckpointing } from "./integrity/checkpointing.ts";
import { brokenOff, logOf, type Run } from "./run.ts";
import { ended, type Serving, startServing } from "./serve.ts";
import { positiveNumber, wholeNumber } from "./terminal/argument.ts";
import { CliFault } from "./terminal/fault.ts";
import type { Log } from "./terminal/log.ts";
import { openProgress } from "./terminal/progress.ts";
import { lookOf } from "./terminal/table.ts";
import { closingText, greetingText } from "./text/demo.ts";
import { notOne } from "./text/not-one.ts";
import { traceText } from "./text/trace.ts";

interface Options {
  readonly once?: true;
  readonly batches: number;
  readonly seed: number;
  readonly plant?: PlantName;
  readonly out: string;
}

const seedHelp = "another seed tells the same story with other figures";

const batchesHelp = "how many batches each plant makes; more are for load";

const plantOption = new Option("--plant <name>", "only this plant; all of them unless named");

export function defineDemo(command: Command, run: Run): void {
  command
    .option("--once", "end after the records are verified, with exit code 0")
    .addOption(plantOption.choices(plants))
    .option("--batches <count>", batchesHelp, positiveNumber, 3)
    .option("--seed <number>", seedHelp, wholeNumber, 1)
    .option("--out <folder>", "where the records are written", "./out")
    .option("--json", "the result as one line of JSON")
    .addHelpText("after", help)
    .action((options: Options) => demo(run, options));
}

const help = `
The stories are played into DATA_DIR (default ./data/demo). Played again they add nothing.
Everything in them is invented, on a simulated clock; every paper is marked DEMONSTRATION.
--json lists the planted cases of each plant under highlights. More batches are for load: tablets
have three with cases, device 4 and food 6; records are written of these, and they are listed.
batchproof record writes that of any other.

Example: batchproof demo --once --plant device --json`;

async function demo(run: Run, options: Options): Promise<void> {
  const logger = logOf(run, true);
  const clock = createDemoClock();
  const settings = demoSettings(run.environment);
  const instance = await openInstance(settings, {
    logger,
    as: "server",
    projectsApart: true,
    clock,
  });
  try {
    await Promise.race([show(run, instance, clock, options), brokenOff(run, instance)]);
    if (options.once) {
      if (!run.json) await run.terminal.write(`\nAsk it more: ${furtherOf(settings)}\n`);
      return;
    }
    await using anchoring = await startAnchoring(instance, logger);
    const { signed } = anchoring;
    await using checkpointing = await startCheckpointing(run, instance, logger, signed);
    await using graph = openGraph(instance, logger);
    const also = { onRelease: checkpointing.soon, graph };
    await using _processes = startProcesses(instance, logger, also);
    await using serving = await serveSomewhere(run, instance, logger, graph);
    const { address } = serving;
    await run.terminal.write(
      run.json
        ? `${JSON.stringify({ address })}\n`
        : `\nServing it at ${address}. Ctrl-C ends it.\n` +
            `In another terminal: ${furtherOf(settings)}\n`,
    );
    await ended(run, instance, checkpointing.doubted);
  } finally {
    await instance.close();
  }
}

function furtherOf({ dataDirectory }: Settings): string {
  const folder = relative(process.cwd(), dataDirectory) || ".";
  return `DATA_DIR=${folder} npx batchproof --help`;
}

async function show(
  run: Run,
  instance: Instance,
  clock: DemoClock,
  options: Options,
): Promise<void> {
  const { log, codec, stores } = instance;
  await refuseOtherFolder(log, codec, stores.folder.path);
  const played = await playIn(run, instance, clock, options);
  const look = lookOf(run.terminal.output);
  const say = (text: string) => (run.json ? undefined : run.terminal.write(text));
  await say(greetingText(played));
  const forward = await traced(instance, played.forwardSeed, "forward");
  await say(`${traceText(forward, look)}\n`);
  const backward = await traced(instance, played.backwardSeed, "backward");
  await say(`${traceText(backward, look)}\n`);
  const records = await writeRecords(run, instance, played, options.out);
  await say(closingText(played, records, look));
  if (run.json) {
    const answer = { ...played, records, forward: forward.digest, backward: backward.digest };
    await run.terminal.write(`${JSON.stringify(answer)}\n`);
  }
  const invalid = records.filter(({ valid }) => !valid).map(({ file }) => file);
  if (invalid.length === 0) return;
  const message = `Sealed just now, these do not verify: ${invalid.join(", ")}.`;
  throw new CliFault("VERIFICATION_FAILED", message, { invalid });
}

async function traced(
  { database, clock }: Instance,
  from: string,
  direction: Trace["direction"],
): Promise<Trace> {
  const at = clock.now().toISOString();
  const answer = await trace(database.kysely, { from, direction, at });
  if (answer.found !== "one") throw notOne(from, answer);
  return answer.trace;
}

/** Of the batches with cases; of others, played for load, each is there for the asking. */
async function writeRecords(
  { terminal, stop }: Run,
  instance: Instance,
  { batches }: Played,
  folder: string,
): Promise<readonly WrittenRecord[]> {
  const progress = openProgress(terminal.errors);
  const paper = createPaper(instance);
  const written: WrittenRecord[] = [];
  try {
    for (const batch of batches) {
      stop.throwIfAborted();
      progress.show("Records sealed and verified:", written.length, batches.length);
      written.push(await writeRecord(terminal, paper, folder, batch));
    }
    return written;
  } finally {
    progress.end();
  }
}

/** Where no port was named and the usual one is taken, any that is free. */
async function serveSomewhere(
  run: Run,
  instance: Instance,
  logger: Log,
  graph?: LiveGraph,
): Promise<Serving> {
  try {
    return await startServing(instance, logger, graph && { graph });
  } catch (error) {
    const isTaken = error instanceof CliFault && error.code === "PORT_IN_USE";
    if (!isTaken || run.environment.PORT) throw error;
    const anyPort = { ...instance, settings: { ...instance.settings, port: 0 } };
    return startServing(anyPort, logger, graph && { graph });
  }
}
