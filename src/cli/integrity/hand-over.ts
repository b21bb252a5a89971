// The second half of a change of key: the former key signs that the new one follows, that is
// recorded, and then the former one is destroyed. What a crash cut off is done at the next start.

import { instanceSession } from "../../access/parts.ts";
import { recordHandOver } from "../../domain/log/commands.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import type { Epochs } from "../../integrity/epoch.ts";
import { signHandOver } from "../../integrity/hand-over.ts";
import { printNote } from "../../integrity/note.ts";
import { rootAt } from "../../projections/integrity/tree.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { destroyFormer, signerFor } from "./log-key.ts";

/** Of the last epoch. Nothing happens where it is done, or where there is no former key. */
export async function finishHandOver(
  instance: Instance,
  { epochs, logId }: Pick<Checkpoints, "epochs" | "logId">,
): Promise<void> {
  const known = await epochs();
  const last = known.at(-1);
  if (known.length < 2 || last === undefined || last.begunBy === "loss") return;
  const former = await signerFor(instance.keys, known, known.length - 2);
  if (!former) return;
  if (last.handOver === undefined) await record(instance, known, logId);
  // From here on nobody can sign another head of that key.
  await destroyFormer(instance.keys, known);
}

async function record(instance: Instance, epochs: Epochs, logId: string): Promise<void> {
  const { keys, database, handler, access } = instance;
  const n = epochs.length - 1;
  const [former, next] = [await signerFor(keys, epochs, n - 1), await signerFor(keys, epochs, n)];
  const size = (epochs[n]?.from ?? 0) - 1;
  if (!former || !next)
    throw new CliFault("SIGNING_KEY_LOST", "The new key is not in keys/signing.");
  const root = await rootAt(database.kysely, size);
  const { note } = signHandOver({ origin: former.name, size, root }, former, next);
  const commandId = derivedId("recordHandOver", next.name, String(n));
  const call = { commandId, id: logId, data: { note: printNote(note) } };
  const answer = await handler.execute(recordHandOver, call, instanceSession(access.parts.place));
  if (answer.outcome === "refused") throw new CliFault(answer.code, answer.message);
  await waitUntilVisible(instance, answer.events.at(-1)?.id);
}
