// What was decided and answered elsewhere that rests on the record of a batch: of all that the
// batch reached, and of all that it came from.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Resting } from "../../domain/batch/review/events.ts";
import { trace } from "../genealogy/trace.ts";

export const readModelsOfResting = ["audit_trail", "genealogy"];

/** Sorted; `at`: the time of asking. */
export async function restingOn(kysely: Kysely<DB>, batchId: string, at: string): Promise<Resting> {
  const materialLotIds = await lotsOf(kysely, batchId, "forward", at);
  // An exercise asks both ways: it reached the batch from whatever the batch reaches either way.
  const origins = await lotsOf(kysely, batchId, "backward", at);
  const of = (type: string, lots: readonly string[], batches: readonly string[] = []) =>
    entriesAbout(kysely, { type, lots, batches });
  const decided = await of("DispositionDecided", materialLotIds);
  const reached = await of("RecallScopeWidened", materialLotIds, [batchId]);
  const exercised = await of("TraceExercisePerformed", [...materialLotIds, ...origins]);
  return {
    materialLotIds: [...materialLotIds],
    dispositions: decided.map(({ eventId }) => eventId),
    recallIds: unlike(reached),
    traceExerciseIds: unlike(exercised),
  };
}

async function lotsOf(
  kysely: Kysely<DB>,
  batchId: string,
  direction: "forward" | "backward",
  at: string,
): Promise<readonly string[]> {
  const answer = await trace(kysely, { from: `batch:${batchId}`, direction, at });
  return answer.found === "one" ? answer.trace.lots.map(({ lotId }) => lotId).sort() : [];
}

interface About {
  readonly type: string;
  readonly lots: readonly string[];
  readonly batches: readonly string[];
}
interface Entry {
  readonly eventId: string;
  readonly recordId: string;
}

/** In log order. */
async function entriesAbout(
  kysely: Kysely<DB>,
  { type, lots, batches }: About,
): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    select distinct on (position) event_id as "eventId", record_id as "recordId"
    from audit_trail.audit_subject as subject join audit_trail.audit_entry as entry using (position)
    where subject.event_type = ${type} and entry.origin = 'ours' and (
      subject.kind = 'materialLot' and subject.id = any(${[...lots]}::text[])
      or subject.kind = 'batch' and subject.id = any(${[...batches]}::text[])
    )
    order by position`.execute(kysely);
  return rows;
}

const unlike = (entries: readonly Entry[]): string[] =>
  [...new Set(entries.map(({ recordId }) => recordId))].sort();
