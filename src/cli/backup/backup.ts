// `batchproof backup`: what is needed to have the plant's record again, taken while it is served.
// PostgreSQL is not: it is made of the log.
import { mkdir, readdir, readFile, realpath, rm } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { wholeCheckpoints } from "../../anchors/checkpoint-file.ts";
import { type Epochs, epochAt } from "../../integrity/epoch.ts";
import { rootAt, treeSize } from "../../projections/integrity/tree.ts";
import { openBlobs } from "../../vault/blobs.ts";
import { sweepDrafts, writeDraft } from "../../vault/draft.ts";
import { VaultFault } from "../../vault/fault.ts";
import { type InstanceLock, takeInstanceLock } from "../../vault/instance-lock.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { type Checkpoints, openCheckpoints } from "../integrity/checkpoints.ts";
import { signerNow } from "../integrity/log-key.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { openProgress } from "../terminal/progress.ts";
import { keepBlobs, keepFile, keepReceipts, type Small, wholeLines } from "./keep-live.ts";
import { keepKeys } from "./keys-file.ts";
import { exportLog } from "./log-export.ts";
import {
  type Contents,
  filesOf,
  type Manifest,
  parseManifest,
  printManifest,
  refuseForged,
} from "./manifest.ts";
import { damaged, fileOf } from "./opened.ts";
import { beyondFile } from "./seen-beyond.ts";

interface Options {
  readonly keys?: string;
  readonly incremental?: true;
  readonly check?: true;
}

export function defineBackup(command: Command, run: CommandRun): void {
  command
    .option("--keys <folder>", "copy the keys too, into a folder that is kept elsewhere")
    .option("--incremental", "add to an earlier backup what came since")
    .option("--check", "read all that an earlier backup copied, and not only its length")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((folder: string, options: Options) => backup(run, resolve(folder), options));
}

const help = `
Log, blobs and checkpoints, also while \`serve\` runs. Without --keys there are none in it, and
without keys nothing can be restored. docs/backup.md tells how to keep it and how to restore.

  batchproof backup /mnt/backup/plant --keys /mnt/vault/plant
  batchproof backup /mnt/backup/plant --keys /mnt/vault/plant --incremental --check`;

const markOfUnfinished = "unfinished";

async function backup(run: CommandRun, folder: string, options: Options): Promise<void> {
  if (options.keys !== undefined) await refuseTogether(folder, resolve(options.keys));
  const said = await withInstance(run, async (instance) => {
    await using checkpoints = await openCheckpoints(instance);
    if (!checkpoints) throw new CliFault("LOG_EMPTY", "Nothing has been recorded yet.");
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await takeBackup(folder);
    try {
      const former = await begin(folder, options.incremental === true);
      if (former) await refuseUnsound(folder, former, await checkpoints.epochs(), options);
      return await copy(run, instance, checkpoints, folder, former, options);
    } finally {
      lock.release();
    }
  });
  await run.terminal.write(run.json ? `${JSON.stringify(said)}\n` : text(folder, said));
  const { missing, damaged: damagedBlobs, changed } = said;
  if (changed.length > 0) throw keptFormer(changed);
  if (missing.length + damagedBlobs.length > 0) throw incomplete(folder, missing, damagedBlobs);
}

/** The log is in it; what only grows has not grown from what the backup has. */
function keptFormer(names: readonly string[]): CliFault {
  const message =
    `Of ${names.join(", ")} the backup keeps the earlier copies: the data folder has lost or ` +
    "changed something of them. The log is backed up. Run `batchproof verify`; then begin a " +
    "backup in another folder.";
  return new CliFault("BACKUP_KEPT_FORMER", message, { files: names });
}

/** The log is in it, and all that is sound. */
function incomplete(
  folder: string,
  missing: readonly string[],
  changed: readonly string[],
): CliFault {
  const named = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${what}: ${names.slice(0, namedMax).join(", ")}`];
  const which = [...named("missing", missing), ...named("damaged", changed)].join("; ");
  const message =
    `Blobs of the data folder are not as they were (${which}). The log is backed up. ` +
    `Copy them into blobs/ from ${join(folder, "files")}, where it has them, or another backup.`;
  return new CliFault("BLOBS_INCOMPLETE", message, { missing, damaged: changed });
}

const namedMax = 10;

/** Two at once would each remove what the other made. Throws BACKUP_IN_PROGRESS. */
const takeBackup = (folder: string): Promise<InstanceLock> =>
  takeInstanceLock(folder, 0).catch((cause: unknown) => {
    if (!(cause instanceof VaultFault)) throw cause;
    const message = `Another backup is being made into ${folder}.`;
    throw new CliFault("BACKUP_IN_PROGRESS", message, { cause });
  });

/** What stands there already. Throws BACKUP_FOLDER_NOT_EMPTY, BACKUP_MALFORMED. */
async function begin(folder: string, incremental: boolean): Promise<Manifest | undefined> {
  await sweepDrafts(folder);
  const names = (await readdir(folder)).filter((name) => !name.startsWith("instance."));
  if (names.includes("manifest")) {
    if (incremental) return parseManifest(await readFile(join(folder, "manifest"), "utf8"));
    throw notEmpty(folder, "An earlier backup is there: add to it with --incremental.");
  }
  // Of one that was cut off before it counted nothing is worth keeping.
  if (names.includes(markOfUnfinished))
    await rm(join(folder, "files"), { recursive: true, force: true });
  else if (names.length > 0) throw notEmpty(folder, "Choose an empty folder.");
  const mark = await writeDraft(folder, [], 0o600);
  await mark.publish(join(folder, markOfUnfinished));
  return undefined;
}

/** What is added to is signed for again. Throws BACKUP_FORGED, BACKUP_DAMAGED. */
async function refuseUnsound(
  folder: string,
  former: Manifest,
  epochs: Epochs,
  { check }: Options,
): Promise<void> {
  refuseForged(
    former,
    epochs.map(({ verifier }) => verifier),
  );
  const files = await openBlobs(join(folder, "files"));
  const { segments } = former.contents;
  for (const [n, { sha256 }] of segments.entries()) {
    // To read all of them each time would make a small backup a large one: the newest is read.
    const isRead = check === true || n === segments.length - 1;
    if (isRead) await fileOf(files, sha256);
    else if (!(await files.has(sha256))) throw damaged(sha256);
  }
}

interface Said {
  readonly size: number;
  /** Events that were added. */
  readonly added: number;
  readonly origin: string;
  readonly root: string;
  readonly blobs: number;
  /** Undefined: none are in it. */
  readonly keys: number | null;
  /** Blobs that the data folder has lost, and those that are damaged there. */
  readonly missing: readonly string[];
  readonly damaged: readonly string[];
  /** Files that have lost or changed what an earlier backup has: its copies were kept. */
  readonly changed: readonly string[];
}

/**
 * In this order: checkpoints before the log, which is then never shorter than what they are of;
 * blobs and keys after it, as an event comes after what it names.
 */
async function copy(
  run: CommandRun,
  instance: Instance,
  checkpoints: Checkpoints,
  folder: string,
  former: Manifest | undefined,
  options: Options,
): Promise<Said> {
  await mkdir(join(folder, "files"), { recursive: true, mode: 0o700 });
  const files = await openBlobs(join(folder, "files"));
  const { stores, keys, database } = instance;
  const signed = join(stores.folder.path, "checkpoints");
  const before = former?.contents;
  const changed: string[] = [];
  const keep = async (small: Small) => {
    const { sha256, isFormer } = await keepFile(files, small);
    if (isFormer) changed.push(basename(small.path));
    return sha256;
  };
  const inSigned = (name: string, former: string | null | undefined, whole: Small["whole"]) =>
    keep({ path: join(signed, name), former, whole });
  const small = {
    checkpoints: await inSigned("log", before?.checkpoints, wholeCheckpoints),
    beyond: await inSigned(beyondFile, before?.beyond, wholeCheckpoints),
    receipts: await keepReceipts(keep, join(signed, "anchors"), before?.receipts),
    firstKey: await inSigned("key", before?.firstKey, ({ length }) => length),
  };
  const bar = openProgress(run.terminal.errors);
  const due = await treeSize(database.kysely);
  const exported = await exportLog(instance, files, former, (done) =>
    bar.show("events", done, due),
  );
  bar.end();
  const erased = join(stores.folder.keys, "erasures");
  const erasures = await keep({ path: erased, former: before?.erasures, whole: wholeLines });
  const { blobs, ...faults } = await keepBlobs(instance, files, before?.blobs, options);
  const head = {
    origin: "",
    size: exported.size,
    root: await rootAt(database.kysely, exported.size),
  };
  const epochs = await checkpoints.epochs();
  const origin = epochAt(epochs, exported.size).verifier.name;
  const [first, ...later] = epochs;
  const signer = await signerNow(keys, [
    first,
    ...later.filter(({ from }) => from <= exported.size),
  ]);
  const keyCount =
    options.keys === undefined
      ? null
      : await keepKeys(keys, stores.folder.keys, resolve(options.keys), signer, epochs);
  const { segments, last } = exported;
  const made = instance.wallClock.now().toISOString();
  const contents: Contents = { made, last, segments, ...small, erasures, blobs };
  const manifest = printManifest({ ...head, origin }, contents, signer);
  await publish(folder, manifest, contents, before?.blobs);
  const { size } = exported;
  const added = size - (former?.size ?? 0);
  return {
    size,
    added,
    origin,
    root: head.root.toString("hex"),
    blobs: blobs.length,
    keys: keyCount,
    changed,
    ...faults,
  };
}

/**
 * From here on it is a backup; then what no longer belongs to it goes, but for blobs: also of a
 * damaged one this may be the best copy there is.
 */
async function publish(
  folder: string,
  manifest: string,
  contents: Contents,
  formerBlobs: readonly string[] = [],
): Promise<void> {
  const draft = await writeDraft(folder, [Buffer.from(manifest)], 0o600);
  await draft.publish(join(folder, "manifest"));
  await rm(join(folder, markOfUnfinished), { force: true });
  await sweepDrafts(folder);
  const wanted = new Set([...filesOf({ contents }), ...formerBlobs]);
  for (const name of await readdir(join(folder, "files"))) {
    if (!wanted.has(name)) await rm(join(folder, "files", name), { force: true });
  }
}

/** Throws BACKUP_KEYS_NOT_APART. */
async function refuseTogether(folder: string, keys: string): Promise<void> {
  const [one, other] = await Promise.all([placeOf(folder), placeOf(keys)]);
  const [into, out] = [relative(one, other), relative(other, one)];
  if (into.startsWith("..") && out.startsWith("..")) return;
  const message = "Keep the keys apart from the backup: neither folder may lie in the other.";
  throw new CliFault("BACKUP_KEYS_NOT_APART", message);
}

/** Where links lead, as far down as there is something. */
async function placeOf(path: string): Promise<string> {
  const found = await realpath(path).catch(() => undefined);
  if (found !== undefined || dirname(path) === path) return found ?? path;
  return join(await placeOf(dirname(path)), basename(path));
}

const notEmpty = (folder: string, then: string): CliFault =>
  new CliFault("BACKUP_FOLDER_NOT_EMPTY", `${folder} is not empty. ${then}`);

function text(folder: string, { size, added, keys, blobs, root }: Said): string {
  const without = "No keys are in it: without them it cannot be restored (--keys).";
  const withKeys = `${keys} keys are in their own folder; keep it apart.`;
  return (
    `${folder} holds the log up to ${size} events, ${added} of them new, and ${blobs} blobs.\n` +
    `Root ${root}\n${keys === null ? without : withKeys}\n`
  );
}
