// From a backup to the files of a data folder that nobody has opened yet.
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { subjectKinds } from "../../domain/kernel/subject.ts";
import type { WriteOutcome } from "../../eventstore/embedded/store/operation.ts";
import { Expected } from "../../eventstore/embedded/store/record.ts";
import { Store } from "../../eventstore/embedded/store/store.ts";
import { uuidBytes } from "../../eventstore/protobuf/uuid.ts";
import { type EntryParts, entryHash } from "../../integrity/entry.ts";
import { MerkleTree } from "../../integrity/tree/merkle.ts";
import { openBlobs } from "../../vault/blobs.ts";
import { writeWhole } from "../../vault/draft.ts";
import { openErasures } from "../../vault/erasures.ts";
import type { CommandRun } from "../entry.ts";
import { CliFault, Interrupted } from "../terminal/fault.ts";
import { openProgress } from "../terminal/progress.ts";
import { malformed } from "./manifest.ts";
import type { Backup } from "./opened.ts";
import { beyondFile } from "./seen-beyond.ts";
import { entriesIn } from "./segment.ts";

/** The first `size` events. Throws BACKUP_DAMAGED, BACKUP_MALFORMED, BACKUP_FORGED. */
export async function fillFolder(
  run: CommandRun,
  backup: Backup,
  folder: string,
  size: number,
): Promise<void> {
  const { contents } = backup.manifest;
  for (const name of ["log", "blobs", "checkpoints", "keys"]) {
    await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  }
  await fillLog(run, backup, join(folder, "log"), size);
  const blobs = await openBlobs(join(folder, "blobs"));
  for (const sha256 of contents.blobs) await blobs.put(await backup.file(sha256));
  const { checkpoints: log, firstKey: key, beyond } = contents;
  const signed = { log, key, [beyondFile]: beyond };
  for (const [name, sha256] of Object.entries(signed)) {
    if (sha256 === null) continue;
    await writeWhole(join(folder, "checkpoints", name), await backup.file(sha256));
  }
  for (const { file, sha256 } of contents.receipts) {
    const receipts = join(folder, "checkpoints", "anchors");
    await mkdir(receipts, { recursive: true, mode: 0o700 });
    await writeWhole(join(receipts, file), await backup.file(sha256));
  }
  await fillKeys(backup, join(folder, "keys"));
}

/** A key that is destroyed is not even written. */
async function fillKeys({ keys, erasures }: Backup, folder: string): Promise<void> {
  const erased = new Set(erasures);
  for (const [name, key] of keys) {
    if (erased.has(name)) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    await writeWhole(join(folder, name), key);
  }
  await (await openErasures(folder)).add(erasures);
}

async function fillLog(
  run: CommandRun,
  backup: Backup,
  directory: string,
  size: number,
): Promise<void> {
  const { manifest } = backup;
  const tree = new MerkleTree();
  const bar = openProgress(run.terminal.errors);
  const writer = await openWriter(directory);
  try {
    for (const { to, sha256 } of manifest.contents.segments) {
      if (run.stop.aborted) throw new Interrupted("Ended before it was done.");
      for (const entry of entriesIn(await backup.file(sha256))) {
        if (tree.size < size) await writer.put(entry);
        tree.append(entryHash(entry));
      }
      if (tree.size !== to) throw malformed("log");
      bar.show("events restored", Math.min(tree.size, size), size);
    }
    await writer.flush();
  } finally {
    await writer.close();
    bar.end();
  }
  if (tree.size !== manifest.size || !tree.root().equals(manifest.root)) throw malformed("log");
}

const runMax = 500;

/** Events of one stream that follow each other go over together, as bytes. */
async function openWriter(directory: string) {
  const lost = (cause: Error) => new CliFault("RESTORE_FAILED", cause.message, { cause });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => {});
  const onWriterLost = (cause: Error) => reject(lost(cause));
  const store = await Store.open({
    ...{ directory, synchronous: "FULL", onWriterLost },
    keptCategories: subjectKinds,
  });
  let together: EntryParts[] = [];
  let under: Promise<unknown>[] = [];
  const send = async () => {
    const [first] = together;
    if (!first) return;
    const writing = write(store, first, together);
    // It is heard at the next flush; till then nobody waits for it.
    writing.catch(() => {});
    under.push(writing);
    together = [];
    if (under.length >= runMax) await flush();
  };
  const flush = async () => {
    const all = under;
    under = [];
    await Promise.race([Promise.all(all), broken]);
  };
  return {
    async put(entry: EntryParts): Promise<void> {
      const former = together.at(-1);
      const goesOn = former?.stream === entry.stream && entry.revision === former.revision + 1;
      if (!goesOn || together.length >= runMax) await send();
      together.push(entry);
    },
    async flush(): Promise<void> {
      await send();
      await flush();
    },
    // Where the thread that writes was lost, it waits for it in vain.
    close: () => Promise.race([store.close(), broken.catch(() => {})]),
  };
}

async function write(store: Store, first: EntryParts, all: readonly EntryParts[]): Promise<void> {
  const { stream, revision } = first;
  const expected = revision === 0 ? Expected.noStream : revision - 1;
  const events = all.map(({ id, type, contentType, metadata, data }) => ({
    ...{ id: uuidBytes(id), type, contentType },
    ...{ metadata: Uint8Array.from(metadata), data: Uint8Array.from(data) },
  }));
  const deadlineMs = Number.POSITIVE_INFINITY;
  const outcome = await store.write({ kind: "append", stream, expected, deadlineMs, events });
  if (outcome.kind === "written") return;
  const message = `Revision ${revision} of ${stream} was not written: ${why(outcome)}.`;
  throw new CliFault("RESTORE_FAILED", message, { stream });
}

function why(outcome: WriteOutcome): string {
  if (outcome.kind === "failed") return outcome.fault.message;
  if (outcome.kind !== "wrongExpectedVersion") return outcome.kind;
  return (
    `the one before it in the backup is ${outcome.current}. Where it was backed up an event was ` +
    "lost (EVENT_REMOVED), or one of the store's own stood there (STORE_EVENT_IN_STREAM): " +
    "`batchproof verify` there says which"
  );
}
