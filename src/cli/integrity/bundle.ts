// The events that concern a batch, in one file with one checkpoint: as many as there are, never all
// in memory.
import type { StoredBytes } from "../../eventstore/stored-event.ts";
import { entryBytes, entryHash } from "../../integrity/entry.ts";
import { type BundleHead, printBundleHead } from "../../integrity/evidence/proof-bundle.ts";
import { isProven, printInclusion, type TlogProof } from "../../integrity/tlog-proof.ts";
import { inclusionsAt } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";

type Parts = Pick<Instance, "log" | "database">;

/** Looked up and read at once. */
const chunkSize = 200;

/** `positions` in their order. Throws EVENT_REMOVED and EVENT_CHANGED. */
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
    yield printInclusion(proven(bytes, { index, path, checkpoint }));
  }
}

/** What is handed out is checked first. Throws EVENT_CHANGED. */
export function proven(bytes: StoredBytes, unchecked: Omit<TlogProof, "extra">): TlogProof {
  const proof = { ...unchecked, extra: entryBytes(bytes) };
  if (isProven(entryHash(bytes), proof)) return proof;
  throw notAsRecorded("EVENT_CHANGED", proof.index);
}

function notAsRecorded(code: "EVENT_REMOVED" | "EVENT_CHANGED", position: number): CliFault {
  const message = `The event at position ${position} is not as it was recorded: nothing proves it.`;
  return new CliFault(code, message, { position });
}
