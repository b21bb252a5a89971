// The epochs of the log, as its own events tell them to the read model.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Epoch, Epochs } from "../../integrity/epoch.ts";
import { IntegrityFault } from "../../integrity/fault.ts";
import { type HandOver, parseHandOver } from "../../integrity/hand-over.ts";
import type { Verifier } from "../../integrity/note.ts";

/** Public key of the first epoch, from the event that ended it; undefined while it lasts. */
export async function firstPublicKey(kysely: Kysely<DB>): Promise<Buffer | undefined> {
  const row = await kysely
    .selectFrom("integrity.epoch")
    .select("former_public_key")
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();
  return row && Buffer.from(row.former_public_key, "base64");
}

/**
 * All that begin in the tree as it is. Ask for its size first: then no head is signed with a key
 * whose time was over.
 */
export async function epochsFrom(kysely: Kysely<DB>, first: Verifier): Promise<Epochs> {
  const rows = await kysely.selectFrom("integrity.epoch").selectAll().orderBy("position").execute();
  const notes = await kysely.selectFrom("integrity.hand_over").selectAll().execute();
  const epochs: [Epoch, ...Epoch[]] = [
    { verifier: first, from: 0, begunBy: "first", left: [], handOver: undefined },
  ];
  for (const [n, { position, event_id, begun_by, public_key, left_names }] of rows.entries()) {
    const begunBy = begins[begun_by] ?? "loss";
    const former = epochs.at(-1)?.verifier.name ?? first.name;
    const name = begunBy === "rotation" ? former : originOf(event_id);
    const verifier: Verifier = {
      name,
      type: "ed25519",
      publicKey: Buffer.from(public_key, "base64"),
    };
    const until = rows[n + 1]?.position ?? Number.POSITIVE_INFINITY;
    const note = notes.find((one) => position < one.position && one.position < until)?.note;
    epochs.push({
      ...{ verifier, from: position + 1, begunBy },
      ...{ left: left_names, handOver: handOverIn(note) },
    });
  }
  return epochs;
}

/** A log is called by the id of an event of its own, which no other log has. */
export const originOf = (eventId: string): string => `batchproof/${eventId}`;

export const begins: Readonly<Record<string, Epoch["begunBy"]>> = {
  SigningKeyRotated: "rotation",
  SigningKeyLost: "loss",
  LogRestored: "restore",
};

function handOverIn(note: string | undefined): HandOver | undefined {
  if (note === undefined) return undefined;
  try {
    return parseHandOver(note);
  } catch (error) {
    if (error instanceof IntegrityFault) return undefined;
    throw error;
  }
}
