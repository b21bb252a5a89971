// The batch that is meant, by its id or one of its numbers.
import type { Named } from "../administration/acting.ts";
import type { Instance } from "../instance/instance.ts";
import { oneBatch } from "../text/not-one.ts";

/** Throws BATCH_UNKNOWN, BATCH_AMBIGUOUS. */
export async function batchNamed({ database }: Instance, named: string): Promise<Named> {
  const { batchId: id, batchNumber: name } = await oneBatch(database.kysely, named);
  return { id, name };
}
