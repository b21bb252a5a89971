// What people ask of a plant, of its last batch or of all of it, and what each takes.
import type { Instance } from "../../src/cli/instance/instance.ts";
import { auditTrailFor } from "../../src/projections/audit-trail/trail.ts";
import { batchList } from "../../src/projections/batch-record/query/batch-list.ts";
import { batchRecord } from "../../src/projections/batch-record/query/batch-record.ts";
import { lots } from "../../src/projections/genealogy/lots.ts";
import { trace } from "../../src/projections/genealogy/trace.ts";
import { batchExceptions } from "../../src/projections/review/exceptions.ts";
import { whereabouts } from "../../src/projections/whereabouts/reached.ts";
import { median } from "../measuring/measure.ts";

const rounds = 7;

/** Medians in milliseconds, by what is asked. The last batch is that with the last record. */
export async function answerTimes({ database, clock }: Instance): Promise<[string, number][]> {
  const { kysely, pool } = database;
  const { rows } = await pool.query<{ batchId: string; batchNumber: string; lotId: string }>(last);
  const { batchId, batchNumber, lotId } = rows[0] ?? missing();
  const at = clock.now().toISOString();
  const from = `batch:${batchNumber}`;
  const { asOf } = await batchList(kysely, { limit: 1 });
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    "record of a batch": () => batchRecord(kysely, batchId, { figures: [] }),
    "exceptions of a batch": () => batchExceptions(kysely, batchId),
    "trail of a batch": () => entries({ batch: batchId }),
    "last page of the trail": () => entries({ after: asOf - 100, limit: 50 }),
    "first page of what was refused": () => entries({ refusedOnly: true, limit: 50 }),
    "a batch by its number": () => batchList(kysely, { called: batchNumber }),
    "page of batches": () => batchList(kysely, { limit: 50 }),
    "page of lots": () => lots(kysely, { limit: 50 }),
    "trace back from the last batch": () => trace(kysely, { from, direction: "backward", at }),
    "where all of a batch is": () => whereabouts(kysely, { from: `lot:${lotId}`, at }),
  };
  async function entries(query: Parameters<typeof auditTrailFor>[1]): Promise<void> {
    const trail = await auditTrailFor(kysely, query);
    for await (const _ of trail.entries());
  }
  const answers: [string, number][] = [];
  for (const [question, ask] of Object.entries(questions)) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await ask();
      times.push(performance.now() - began);
    }
    answers.push([`${question} (ms)`, median(times)]);
  }
  return answers;
}

const last = `
  select batch.batch_id as "batchId", batch.batch_number as "batchNumber",
         output.material_lot_id as "lotId"
  from batch_record.batch as batch join batch_record.output as output using (batch_id)
  order by output.position desc limit 1`;

function missing(): never {
  throw new Error("There is no batch with an output.");
}
