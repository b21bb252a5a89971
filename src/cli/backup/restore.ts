// `batchproof restore`: an empty data folder becomes that of a backup, or nothing becomes of it; or
// it is only tried, beside the live one.
import { readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { isCode, syncFolder } from "../../vault/draft.ts";
import type { CommandRun } from "../entry.ts";
import { publishedBy } from "../instance/published.ts";
import { headsOf } from "../integrity/verify/checkpoint.ts";
import { settingsOf } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { beginAnew, type Restored } from "./begin-anew.ts";
import { fillFolder } from "./fill-folder.ts";
import { openBackup } from "./opened.ts";
import { headsKeptIn, seenBeyond } from "./seen-beyond.ts";
import { takeWorkshop } from "./workshop.ts";

interface Options {
  readonly keys: string;
  readonly key?: string;
  readonly to?: number;
  readonly erasures?: string;
  readonly checkpoints?: string;
  readonly left?: readonly string[];
  readonly drill?: true;
}

export function defineRestore(command: Command, run: CommandRun): void {
  command
    .requiredOption("--keys <folder>", "the keys that were kept with it")
    .option("--key <key>", "the log's public key from elsewhere: the backup must be signed with it")
    .option("--to <events>", "only the first so many events", wholeNumber)
    .option("--erasures <file>", "a newer list of the keys that were destroyed")
    .option("--checkpoints <file>", "heads of the log that were kept elsewhere")
    .option("--left <name...>", "names that the log had after this backup, and leaves behind")
    .option("--drill", "try it in a folder beside DATA_DIR that is removed again")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((folder: string, options: Options) => restore(run, resolve(folder), options));
}

const help = `
Into DATA_DIR, which must be empty. The log goes on under a new name, which the event LogRestored
tells. Everything is verified before the folder is there; exit code 1 and no folder otherwise.
Was the log restored before, from a later backup? Anchors have seen the name that it had since:
tell it with --left, or what they keep is taken for forged.

  batchproof restore /mnt/backup/plant --keys /mnt/vault/plant
  batchproof restore /mnt/backup/plant --keys /mnt/vault/plant --drill`;

async function restore(run: CommandRun, folder: string, options: Options): Promise<void> {
  const started_ms = performance.now();
  const { dataDirectory } = settingsOf(run);
  if (!options.drill) await refuseFilled(dataDirectory);
  const workshop = await takeWorkshop(dataDirectory, options.drill ? "drill" : "restoring");
  const { draft } = workshop;
  try {
    const files = options.checkpoints === undefined ? [] : [options.checkpoints];
    // Read before the work: one that cannot be read would be found out after it.
    const heads = await headsOf(files);
    const backup = await openBackup(folder, options);
    const { size: held } = backup.manifest;
    const size = options.to ?? held;
    if (size > held) throw new CliFault("RESTORE_TO_UNKNOWN", `The backup has ${held} events.`);
    await fillFolder(run, backup, draft, size);
    const live = options.drill ? await headsKeptIn(dataDirectory, size) : [];
    const restored = await beginAnew(run, draft, size, { heads: files, left: options.left ?? [] });
    const outside = [...heads.map(({ checkpoint }) => checkpoint), ...live];
    const beyond = await seenBeyond(draft, outside, restored);
    if (!options.drill) await takePlace(draft, dataDirectory);
    const time_ms = Math.round(performance.now() - started_ms);
    const said = { ...restored, ...beyond, backup: backup.manifest.size, drill: !!options.drill };
    await run.terminal.write(
      run.json ? `${JSON.stringify({ ...said, time_ms })}\n` : text(said, time_ms),
    );
  } finally {
    await workshop.remove();
  }
}

/** Throws DATA_DIR_IN_USE, RESTORE_TARGET_NOT_EMPTY, RESTORE_TARGET_MOUNTED. */
async function refuseFilled(dataDirectory: string): Promise<void> {
  if (publishedBy(dataDirectory)) {
    const message = `${dataDirectory} is served. A backup is restored into an empty folder.`;
    throw new CliFault("DATA_DIR_IN_USE", message);
  }
  const names = await readdir(dataDirectory).catch(() => undefined);
  if (names === undefined) return;
  // It is filled beside, and takes its place whole.
  const [own, above] = await Promise.all([stat(dataDirectory), stat(dirname(dataDirectory))]);
  if (own.dev !== above.dev) {
    const why = "is a file system of its own: set DATA_DIR to a folder within it";
    throw new CliFault("RESTORE_TARGET_MOUNTED", `${dataDirectory} ${why}.`);
  }
  if (names.length > 0) throw notEmpty(dataDirectory);
}

/**
 * Without PostgreSQL, whose files know where they were made; the next start makes them. Throws
 * RESTORE_TARGET_NOT_EMPTY where somebody began to fill it meanwhile.
 */
async function takePlace(draft: string, dataDirectory: string): Promise<void> {
  await rm(join(draft, "postgres"), { recursive: true, force: true });
  await rmdir(dataDirectory).catch(() => {});
  await rename(draft, dataDirectory).catch((error: unknown) => {
    throw isCode(error, "ENOTEMPTY") || isCode(error, "EEXIST") ? notEmpty(dataDirectory) : error;
  });
  await syncFolder(dirname(dataDirectory));
}

function notEmpty(dataDirectory: string): CliFault {
  const message = `${dataDirectory} is not empty. Put it away, or set DATA_DIR to another folder.`;
  return new CliFault("RESTORE_TARGET_NOT_EMPTY", message);
}

function wholeNumber(said: string): number {
  if (/^[1-9]\d{0,14}$/.test(said)) return Number(said);
  throw new InvalidArgumentError("It is a number of events, 1 or more.");
}

interface Said extends Restored {
  readonly backup: number;
  readonly seen: number;
  readonly lost: number;
  readonly unknown: number;
  readonly drill: boolean;
}

function text(said: Said, time_ms: number): string {
  const { size, origin, seen, lost, unknown, drill, findings } = said;
  const done = drill ? "It can be restored" : "Restored";
  const nothing = "No head that is known was signed for more events: nothing is known to be lost.";
  const lines = [
    `${done}: ${size} events in ${(time_ms / 1_000).toFixed(1)} s, all of them verified.`,
    `From here on the log is ${origin}.`,
    lost > 0 ? `LOST: heads of ${seen} events were signed, ${lost} more than restored.` : "",
    unknown > 0
      ? `${unknown} heads of more events are signed with a key that this backup does not know.`
      : "",
    lost === 0 && unknown === 0 ? nothing : "",
    ...findings.map(({ code, detail }) => `As before: ${code}. ${detail}`),
  ];
  return lines
    .filter((line) => line !== "")
    .map((line) => `${line}\n`)
    .join("");
}
