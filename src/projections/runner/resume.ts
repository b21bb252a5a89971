// Where a read model goes on: its progress, held against the store. A progress that the store does
// not know belongs to another log, or to a part of this one that a restore has lost, and says so:
// what was made from it is made anew. Where nothing says so the log has lost its end.
import type { ClientBase } from "pg";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Target } from "./apply.ts";
import { ProjectionFault } from "./fault.ts";
import type { Log } from "./feed/log.ts";
import type { Logger } from "./logger.ts";
import { indexOf, type Progress, readProgress } from "./progress.ts";
import { look, makeAnew } from "./read-model.ts";

export interface ResumeParts {
  readonly log: Pick<Log, "locate" | "names">;
  readonly logger: Logger;
}

/**
 * Makes the read model where there is none that can go on. Throws SCHEMA_UNFIT, TAIL_CUT, or what
 * is passing.
 */
export async function resume<Event extends AnyEvent>(
  client: ClientBase,
  { schema, projection }: Target<Event>,
  { log, logger }: ResumeParts,
): Promise<Progress> {
  const found = await look(client, schema, projection);
  const progress = found === "same" ? await readProgress(client, schema) : undefined;
  if (progress) {
    const checked = await checkAgainst(log, progress);
    if (checked) {
      sayWhereMoved(schema, progress, checked, logger);
      return checked;
    }
    const { place, logId } = progress;
    logger.warn({ readModel: schema, logId, place }, "Not of this log; made anew from its start.");
  }
  await makeAnew(client, schema, projection);
  return { version: projection.version, logId: "", place: undefined };
}

/**
 * The progress with the position that the store has for it now; undefined where it belongs to
 * another log, or to one that was brought back from a backup since. Throws TAIL_CUT: what is
 * recorded is not made away with because the store has lost it.
 */
async function checkAgainst(log: ResumeParts["log"], progress: Progress) {
  const { place, logId } = progress;
  if (!place) return progress;
  const [names, found] = await Promise.all([log.names(), log.locate(place)]);
  const known = logId.split(" ");
  if (names[0] !== known[0]) return undefined;
  if (found) return { ...progress, place: found };
  if (names.some((name) => !known.includes(name))) return undefined;
  const message =
    `The log does not hold the event that was recorded at ${place.index} (${place.stream}, ` +
    `revision ${place.revision}), and no restore says why. Run \`batchproof verify\`, keep the ` +
    "folder as it is, and restore a backup.";
  throw new ProjectionFault("TAIL_CUT", message);
}

function sayWhereMoved(schema: string, before: Progress, now: Progress, logger: Logger): void {
  const [from, to] = [before.place?.storePosition, now.place?.storePosition];
  if (from === to) return;
  const fields = { readModel: schema, index: indexOf(now.place), from, to };
  logger.info(fields, "Found again in the store by stream and revision, at another position.");
}
