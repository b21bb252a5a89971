// Where a read model goes on: its progress, held against the store. A progress that the store does
// not know belongs to another log, or to a part of this one that a restore has lost; what was made
// from it is made anew.
import type { ClientBase } from "pg";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Target } from "./apply.ts";
import type { Log } from "./feed/log.ts";
import type { Logger } from "./logger.ts";
import { indexOf, type Progress, readProgress } from "./progress.ts";
import { look, makeAnew } from "./read-model.ts";

export interface ResumeParts {
  readonly log: Pick<Log, "locate" | "firstId">;
  readonly logger: Logger;
}

/**
 * Makes the read model where there is none that can go on. Throws SCHEMA_UNFIT, or what is passing.
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
 * The progress with the position that the store has for it now; undefined where the store does not
 * know it.
 */
async function checkAgainst(log: ResumeParts["log"], progress: Progress) {
  const { place, logId } = progress;
  if (!place) return progress;
  const [firstId, found] = await Promise.all([log.firstId(), log.locate(place)]);
  return found && firstId === logId ? { ...progress, place: found } : undefined;
}

function sayWhereMoved(schema: string, before: Progress, now: Progress, logger: Logger): void {
  const [from, to] = [before.place?.storePosition, now.place?.storePosition];
  if (from === to) return;
  const fields = { readModel: schema, index: indexOf(now.place), from, to };
  logger.info(fields, "Found again in the store by stream and revision, at another position.");
}
