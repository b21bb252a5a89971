import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { openLog } from "../../src/cli/terminal/log.ts";
import { openDatabase } from "../../src/database/connection.ts";
import { canWait, eventTypes, type ProductionEvent } from "../../src/domain/catalogue.ts";
import { createCodec } from "../../src/eventstore/codec.ts";
import { createHandler } from "../../src/eventstore/handler/handle.ts";
import { numberedLog } from "../../src/eventstore/numbered-log.ts";
import { importTablets } from "../../src/import/tablets/import-tablets.ts";
import { genealogy } from "../../src/projections/genealogy/genealogy.ts";
import { trace } from "../../src/projections/genealogy/trace.ts";
import { startProjections } from "../../src/projections/projections.ts";
import { createTestDatabase } from "../database-for-test.ts";
import { startLog } from "../event-log-for-test.ts";
import { sharedData, testOnData } from "../shared-data.ts";

const session = {
  actor: { kind: "service", id: "test", name: "Test" },
  authentication: { method: "none" },
  permits: "everything",
  site: "site-1",
  legalEntity: "Example GmbH",
  zone: "UTC",
} as const;

/** Which batch used which raw lots, by the file alone. */
function rawLotsIn(text: string): readonly { readonly batch: string; readonly lot: string }[] {
  const [head = "", ...lines] = text
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/);
  const columns = head.split(";");
  return lines.flatMap((line) => {
    const values = line.split(";");
    const of = (name: string) => values[columns.indexOf(name)] ?? "";
    const active = `api-${of("api_code")}:${of("api_batch")}`;
    const others = ["smcc", "lactose", "starch"].map((name) => `${name}:${of(`${name}_batch`)}`);
    return [active, ...others].map((lot) => ({ batch: of("batch"), lot }));
  });
}

testOnData(
  "tablets/Laboratory.csv",
  "350 batches: what is odd is told, starch:5 reaches 62",
  async () => {
    const { log, ...running } = await startLog();
    const place = await createTestDatabase();
    const database = await openDatabase(place.address);
    const codec = createCodec<ProductionEvent>(eventTypes, Buffer.alloc(32, 1));
    const clock = { kind: "real" as const, now: () => new Date() };
    const instance = { appVersion: "0", configRevision: "1", zoneDatabase: "2026a", clock };
    const handler = createHandler(log, codec, instance);
    const take = (path: string) =>
      importTablets({ handler, session, keep: async () => undefined }, sharedData(path));
    const events = () => Array.fromAsync(log.readAll());
    const projections = startProjections({
      database,
      log: numberedLog(log, codec),
      codec,
      projections: [genealogy],
      canWait,
      logger: openLog({ quiet: true, forPeople: false }),
    });
    try {
      await take("tablets/campaign-43");
      const campaign = (await events()).length;
      const summary = await take("tablets");
      expect(summary).toMatchObject({ batches: 350, lots: 468 });
      const all = await events();
      // What was there of batches 164 to 171 is the same
      // content: nothing is added to their streams.
      const batches = new Set(Array.from({ length: 8 }, (_, n) => `batch-${164 + n}`));
      expect(all.slice(campaign).filter(({ stream }) => batches.has(stream))).toEqual([]);
      const told = all.filter(({ type }) => type === "AnomalyFound").map(({ data }) => data);
      expect(told).toHaveLength(summary.anomalies);
      const codes = new Set(told.map(({ code }) => code));
      for (const code of [
        "BATCH_WITHOUT_SERIES",
        "SERIES_WITHOUT_BATCH",
        "YIELD_OVER_100",
        "STAMP_DAY_MONTH_SWAPPED",
        "COUNTER_DISAGREES",
        "COUNTER_RESET",
        "LOT_RESULTS_DIFFER",
      ]) {
        expect(codes).toContain(code);
      }
      expect(await projections.waitFor(all.length - 1, { timeout_ms: 120_000 })).toBe(true);
      const at = new Date().toISOString();
      const traced = async (from: string, direction: "forward" | "backward") => {
        const answer = await trace(database.kysely, { from, direction, at });
        if (answer.found !== "one") throw new Error(`${from}: ${answer.found}`);
        return answer.trace;
      };
      expect((await traced("starch:5", "forward")).batches).toHaveLength(62);
      const used = rawLotsIn(readFileSync(sharedData("tablets/Laboratory.csv"), "utf8"));
      expect(used).toHaveLength(4 * 350);
      for (const [lot, of] of Map.groupBy(used, (use) => use.lot)) {
        const { batches: reached } = await traced(lot, "forward");
        const named = reached.map(({ batchNumber }) => batchNumber);
        expect(named.toSorted(), lot).toEqual(of.map(({ batch }) => batch).toSorted());
      }
      for (const [batch, of] of Map.groupBy(used, (use) => use.batch)) {
        const { lots } = await traced(`batch:${batch}`, "backward");
        const named = lots.map(({ lot }) => lot);
        expect(named.toSorted(), batch).toEqual(of.map(({ lot }) => lot).toSorted());
      }
    } finally {
      await projections.stop();
      await database.close();
      await place.drop();
      await running[Symbol.asyncDispose]();
    }
  },
);
