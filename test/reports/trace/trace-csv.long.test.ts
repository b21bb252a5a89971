// Over random histories: a trace as CSV has the rows of the answer as JSON, each once, and says the
// same figures; from the file of all rows, however far behind, the same bytes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { changedSince } from "../../../src/projections/genealogy/in-rows/changed.ts";
import {
  allRows,
  rowsOf,
  traceInRows,
} from "../../../src/projections/genealogy/in-rows/trace-in-rows.ts";
import { type TraceQuery, trace } from "../../../src/projections/genealogy/trace.ts";
import { renderCsv } from "../../../src/reports/render/csv/csv.ts";
import { traceCsv } from "../../../src/reports/trace/rows/stream.ts";
import { renewRowFile } from "../../../src/reports/trace/rows/write.ts";
import { traceExport } from "../../../src/reports/trace/tables.ts";
import { withDatabase } from "../../database-hook.ts";
import { plant } from "../../projections/genealogy/random-plant.ts";
import { projectAnew, recordedAt, stored } from "../../projections/history.ts";
import { textOf } from "../text-of.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-rows-"));
});
afterAll(() => rm(folder, { recursive: true }));

const changed = (since: number) => changedSince(database.kysely, since);

async function csvOf(query: TraceQuery, file?: string): Promise<string> {
  const answer = await traceInRows(database.kysely, query);
  if (answer.found !== "one") throw new Error(answer.found);
  const read = rowsOf(database.kysely, answer.trace);
  const pieces = traceCsv(answer.trace, { read, changedSince: changed, file });
  return Buffer.concat(await Array.fromAsync(pieces)).toString();
}

async function writeRows(path: string): Promise<void> {
  const of = await allRows(database.kysely);
  const read = rowsOf(database.kysely, of);
  await renewRowFile({ path, of, read, changedSince: changed });
}

const query = fc.record({
  seed: fc.nat(),
  direction: fc.constantFrom("forward" as const, "backward" as const, "mixed" as const),
  asOf: fc.option(fc.nat(), { nil: undefined }),
  depth: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});

test("rows and figures of the CSV are those of the JSON", async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      plant,
      fc.nat(),
      fc.array(query, { minLength: 1, maxLength: 5 }),
      async ({ happened, seeds, named }, cut, queries) => {
        const events = stored(eventTypes, happened);
        await using projecting = await projectAnew(database, genealogy, eventTypes);
        const first = 1 + (cut % events.length);
        await projecting.add(events.slice(0, first));
        n += 1;
        const file = join(folder, String(n), "rows");
        await writeRows(file);
        await projecting.add(events.slice(first));
        for (const { seed, direction, asOf: wanted, depth } of queries) {
          const node = seed % seeds.length;
          const least = named[node]! + 1;
          const asOf =
            wanted === undefined ? {} : { asOf: least + (wanted % (events.length - least + 1)) };
          const asked = { from: seeds[node]!, direction, at: recordedAt(99), ...asOf };
          const whole = { ...asked, ...(depth !== undefined && { depth }) };
          const csv = await csvOf(whole);
          expect(await csvOf(whole, file)).toBe(csv);
          const answer = await trace(database.kysely, whole);
          if (answer.found !== "one") throw new Error(answer.found);
          const { trace: json } = answer;
          const [titles, ...rows] = csv.split("\r\n").slice(0, -1);
          const closing = rows.pop() ?? "";
          const table = (await textOf(renderCsv(traceExport(json)))).split("\r\n").slice(0, -1);
          expect(titles).toBe(table.shift());
          expect(rows.toSorted()).toEqual(table.toSorted());
          const { coverage } = json;
          const counted = (code: string) => json.unknown.filter((one) => one.code === code).length;
          for (const figure of [
            `complete over the recorded events 0 to ${json.asOf - 1}`,
            `${rows.length} rows; `,
            `${json.edgeCount} steps`,
            `${coverage.inputsWithQuantity} of ${coverage.inputs} inputs with quantity`,
            `${coverage.lotsBalanced} of ${coverage.lots} lots balanced`,
            `${coverage.receiptsWithOrigin} of ${coverage.receipts} receipts with origin`,
            `${counted("LOT_QUANTITY_UNKNOWN")} lots of unknown quantity`,
            `${counted("LOT_ID_TWICE")} lot ids twice`,
            `${counted("DRAW_OPEN")} draws open`,
          ]) {
            expect(closing).toContain(figure);
          }
          expect(closing.includes("cut at depth")).toBe(json.isCut === true);
        }
      },
    ),
    { numRuns: 40 },
  );
});
