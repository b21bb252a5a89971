// The events of the log as segments of a backup, each held against the tree while it is read.
import { entryHash } from "../../integrity/entry.ts";
import { leafHash } from "../../integrity/tree/merkle.ts";
import { leavesFrom, rootAt, treeSize } from "../../projections/integrity/tree.ts";
import type { Blobs } from "../../vault/blobs.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Contents, Manifest } from "./manifest.ts";
import { framed, segmentBytesMax } from "./segment.ts";

export interface Exported extends Pick<Contents, "segments" | "last"> {
  readonly size: number;
}

/**
 * Goes on behind the former backup; up to what the tree has by now. Throws BACKUP_OF_OTHER_LOG, and
 * LOG_DIFFERS where the log is not what the tree was made of.
 */
export async function exportLog(
  instance: Instance,
  files: Blobs,
  former: Manifest | undefined,
  onProgress: (done: number) => void,
): Promise<Exported> {
  const { kysely } = instance.database;
  const until = await treeSize(kysely);
  const segments = [...(former?.contents.segments ?? [])];
  let last = former?.contents.last;
  let at = former?.size ?? 0;
  let from = at;
  let pieces: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    if (pieces.length === 0) return;
    segments.push({ from, to: at, sha256: await files.put(Buffer.concat(pieces)) });
    [from, pieces, bytes] = [at, [], 0];
  };
  const after = former && (await placeOfLast(instance, former, until));
  if (former && last && at === until) return { segments, last, size: at };
  const leaves = leavesFrom(kysely, at);
  for await (const event of instance.log.readAllBytes({
    ...(after !== undefined && { after }),
    limit: until - at,
  })) {
    const { value: leaf } = await leaves.next();
    if (!leaf?.equals(leafHash(entryHash(event)))) {
      const message = `The event at ${at} is not as recorded: run \`batchproof verify\`.`;
      throw new CliFault("LOG_DIFFERS", message, { position: at });
    }
    const piece = framed(event);
    pieces.push(piece);
    bytes += piece.length;
    at += 1;
    last = { stream: event.stream, revision: event.revision, id: event.id };
    if (bytes >= segmentBytesMax) await flush();
    if (at % 1_000 === 0) onProgress(at);
  }
  await flush();
  if (at !== until || !last) {
    throw new CliFault("LOG_DIFFERS", `The log ends at ${at} events; ${until} were recorded.`);
  }
  return { segments, last, size: at };
}

/** Where the log goes on behind it: what was recorded before is that of the backup. */
async function placeOfLast({ database, log }: Instance, former: Manifest, until: number) {
  const { stream, revision, id } = former.contents.last;
  const isLonger = former.size > until;
  const root = isLonger ? undefined : await rootAt(database.kysely, former.size);
  const found = root?.equals(former.root) && (await log.find(stream, revision));
  if (found && found.id === id) return found.storePosition;
  const message = "The backup is of another log, or of this one before it was restored.";
  throw new CliFault("BACKUP_OF_OTHER_LOG", message);
}
