// The events that concern a batch, in one file with one checkpoint: as many as there are, never all
// in memory.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { StoredBytes } from "../../eventstore/stored-event.ts";
import { entryBytes, entryHash } from "../../integrity/entry.ts";
import { type BundleHead, printBundleHead } from "../../integrity/evidence/proof-bundle.ts";
import { isProven, printInclusion, type TlogProof } from "../../integrity/tlog-proof.ts";
import { rootOfInclusion } from "../../integrity/tree/proof.ts";
import { inclusionsAt, leafAt } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";

type Parts = Pick<Instance, "log" | "database">;

/** Looked up and read at once. */
const chunkSize = 200;

/** `positions` in their order. Throws EVENT_REMOVED, EVENT_CHANGED and TREE_DRIFTED. */
export async function* bundleOf(
  instance: Parts,
  head: BundleHead,
  positions: readonly number[],
): AsyncGenerator<string> {
  yield printBundleHead(head);
  for (let from = 0; from < positions.length; from += chunkSize) {
    yield* inclusionsOf(instance, head, positions.slice(from, from + chunkSize));
  }
}

async function* inclusionsOf(
  { log, database: { kysely } }: Parts,
  { checkpoint }: BundleHead,
  positions: readonly number[],
): AsyncGenerator<string> {
  const [places, paths] = await Promise.all([
    kysely
      .selectFrom("audit_trail.audit_entry")
      .select(["position", "stream", "revision"])
      .where("position", "in", [...positions])
      .orderBy("position")
      .execute(),
    inclusionsAt(kysely, positions, checkpoint.size),
  ]);
  const stored = await Promise.all(
    places.map(({ stream, revision }) => log.readBytes(stream, Number(revision))),
  );
  for (const [n, index] of positions.entries()) {
    const [bytes, path] = [stored[n], paths[n]];
    if (!bytes || !path) throw notAsRecorded("EVENT_REMOVED", index);
    yield printInclusion(await proven(kysely, bytes, { index, path, checkpoint }));
  }
}

/**
 * What is handed out is checked first. Where the tree leads from its own leaf to the signed root,
 * the event is another than was signed for; else the tree is. Throws EVENT_CHANGED, TREE_DRIFTED.
 */
export async function proven(
  kysely: Kysely<DB>,
  bytes: StoredBytes,
  unchecked: Omit<TlogProof, "extra">,
): Promise<TlogProof> {
  const proof = { ...unchecked, extra: entryBytes(bytes) };
  if (isProven(entryHash(bytes), proof)) return proof;
  const { index, path, checkpoint } = proof;
  const leaf = await leafAt(kysely, index);
  const root = leaf && rootOfInclusion(leaf, index, checkpoint.size, path);
  if (root?.equals(checkpoint.root)) throw notAsRecorded("EVENT_CHANGED", index);
  const message =
    `The tree in PostgreSQL does not lead from position ${index} to the signed head; of the ` +
    "event that says nothing. `batchproof verify` names the place, `batchproof rebuild` makes " +
    "the tree anew.";
  throw new CliFault("TREE_DRIFTED", message, { position: index });
}

function notAsRecorded(code: "EVENT_REMOVED" | "EVENT_CHANGED", position: number): CliFault {
  const message = `The event at position ${position} is not as it was recorded: nothing proves it.`;
  return new CliFault(code, message, { position });
}
