// An answer with its proofs: signed by the log's key, over the last event that it looked at.
import { entryHash } from "../../../integrity/entry.ts";
import { printProvenAnswer } from "../../../integrity/evidence/proven-answer.ts";
import { inclusionAt } from "../../../projections/integrity/tree.ts";
import { QueryFault } from "../../../projections/query-fault.ts";
import type { Instance } from "../../instance/instance.ts";
import { openCheckpoints } from "../checkpoints.ts";
import { untilIn } from "./until-in.ts";

/** Throws QueryFault NOT_IN_LOG for an answer over nothing; READ_MODEL_BEHIND, SIGNING_KEY_LOST. */
export async function provenAnswer(
  instance: Instance,
  kind: string,
  answer: { readonly asOf: number },
): Promise<string> {
  const position = answer.asOf - 1;
  await untilIn(instance, "integrity", position);
  await using checkpoints = await openCheckpoints(instance);
  const { log, database, wallClock } = instance;
  const place = await database.kysely
    .selectFrom("audit_trail.audit_entry")
    .select(["stream", "revision"])
    .where("position", "=", position)
    .executeTakeFirst();
  const bytes = place && (await log.readBytes(place.stream, Number(place.revision)));
  if (!checkpoints || !bytes) {
    throw new QueryFault("NOT_IN_LOG", "The answer looks at no event: there is nothing to prove.");
  }
  const checkpoint = await checkpoints.sign();
  const path = await inclusionAt(database.kysely, position, checkpoint.size);
  const signer = await checkpoints.signerAt(checkpoint.size);
  const proof = { index: position, path, checkpoint };
  const at = wallClock.now().toISOString();
  return printProvenAnswer({ kind, answer, at, entryHash: entryHash(bytes), proof }, signer);
}
