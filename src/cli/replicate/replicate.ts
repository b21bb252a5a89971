// `batchproof replicate`: the embedded log, event by event, into a cluster of one's own.
import type { Command } from "commander";
import type { CommandRun } from "../entry.ts";
import type { Settings } from "../instance/settings.ts";
import { openCheckpoints } from "../integrity/checkpoints.ts";
import { settingsOf, withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { type CopyReport, copyAndCompare } from "./copying.ts";
import { cutOver, isCuttingOver } from "./cut-over.ts";
import { type TargetAddress, targetAddress } from "./target.ts";

interface Options {
  readonly to: string;
  readonly cutOver?: true;
}

export function defineReplicate(command: Command, run: CommandRun): void {
  command
    .requiredOption("--to <address>", "esdb://..., or a file that holds it with its password")
    .option("--cut-over", "fence the log here, copy the rest, and leave it; nothing may run on it")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => replicate(run, options));
}

const help = `
Copies every event with id, revision, order and bytes into an empty EventStoreDB or KurrentDB, goes
on where it was interrupted, and ends by comparing each event's bytes, the Merkle root and the
signed checkpoints. Run it beside a running service first, then stop the service and cut over: what
it prints is then the one address of the log. docs/cluster.md tells the whole of it.

  batchproof replicate --to esdb://db1:2113,db2:2113,db3:2113?nodePreference=leader
  batchproof replicate --to cluster.address --cut-over`;

/** Throws SOURCE_NOT_EMBEDDED, SERVICE_RUNNING, and what the copy throws. */
async function replicate(run: CommandRun, options: Options): Promise<void> {
  const settings = settingsOf(run);
  const target = targetAddress(options.to);
  if (settings.eventStoreUrl !== undefined) {
    const message = "The log is in a store of its own already, which EVENTSTORE_URL names.";
    throw new CliFault("SOURCE_NOT_EMBEDDED", message);
  }
  const isCutOver = options.cutOver === true;
  const isResumed = isCutOver && isCuttingOver(settings, target);
  const first = isResumed ? undefined : await copyBeside(run, target, isCutOver);
  const report = isCutOver ? await ended(run, settings, target, first) : first;
  if (!report) return;
  const said = { ...report, to: target.shown, cutOver: isCutOver };
  await run.terminal.write(
    run.json ? `${JSON.stringify(said)}\n` : text(report, target, isCutOver),
  );
}

/** Whoever asks for it may; a service may go on meanwhile, unless the log is to be left. */
function copyBeside(run: CommandRun, { url }: TargetAddress, isCutOver: boolean) {
  return withInstance(run, async (instance) => {
    if (isCutOver && instance.stores.attachedTo) {
      const message = "A service runs on the data folder, and would go on writing. Stop it first.";
      throw new CliFault("SERVICE_RUNNING", message);
    }
    await using checkpoints = await openCheckpoints(instance);
    const source = { log: instance.log, checkpoints: checkpoints?.all() ?? [] };
    return await copyAndCompare(run, source, url);
  });
}

async function ended(
  run: CommandRun,
  settings: Settings,
  target: TargetAddress,
  first: CopyReport | undefined,
): Promise<CopyReport> {
  const last = await cutOver(run, settings, target);
  return { ...last, copied: last.copied + (first?.copied ?? 0) };
}

function text({ size, copied, root, checkpoints }: CopyReport, to: TargetAddress, isLeft: boolean) {
  const lines = [
    `${to.shown} holds all ${size} events, byte for byte; ${copied} of them are new there.`,
    `Root ${root}, in agreement with ${checkpoints} signed checkpoints.`,
    isLeft
      ? `The log here is closed. Set EVENTSTORE_URL to the new address, and start the service.`
      : "Nothing has changed here. Run it again with --cut-over, while nothing runs, to move.",
  ];
  return `${lines.join("\n")}\n`;
}
