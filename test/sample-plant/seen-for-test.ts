// A sample plant played and projected: what a person sees of it in traces, trail and records.
import { readModels } from "../../src/cli/instance/read-models.ts";
import { type Database, openDatabase } from "../../src/database/connection.ts";
import { batch } from "../../src/domain/batch/batch.ts";
import { canWait } from "../../src/domain/catalogue.ts";
import { recall } from "../../src/domain/recall/recall.ts";
import { derivedId } from "../../src/eventstore/handler/event-id.ts";
import { numberedLog } from "../../src/eventstore/numbered-log.ts";
import type { View } from "../../src/processes/disposition/view.ts";
import type { AuditEntry } from "../../src/projections/audit-trail/entry.ts";
import { auditTrailFor, type TrailQuery } from "../../src/projections/audit-trail/trail.ts";
import { batchRecord } from "../../src/projections/batch-record/query/batch-record.ts";
import type { BatchRecord } from "../../src/projections/batch-record/record/record.ts";
import { trace as ask } from "../../src/projections/genealogy/trace.ts";
import { tabletPressFigures } from "../../src/projections/process-data/tablet-press.ts";
import { startProjections } from "../../src/projections/projections.ts";
import {
  type LeftOut,
  lastWentInto,
  reached,
  type Sources,
  type Suspect,
} from "../../src/projections/recall/reach.ts";
import { decisionView } from "../../src/projections/review/decision-view.ts";
import type { PlayOptions } from "../../src/sample-plant/play.ts";
import { edition } from "../../src/sample-plant/site.ts";
import { createTestDatabase } from "../database-for-test.ts";
import { startLog } from "../event-log-for-test.ts";
import { quiet } from "../projections/runner/setting.ts";
import { codec, playInto } from "./plant-for-test.ts";

export const asOfEnd = "2026-11-30T00:00:00.000Z";

const storyId = (...parts: string[]): string => derivedId(edition, "1", ...parts);

export type Seen = Awaited<ReturnType<typeof playAndRead>>;

export async function playAndRead(options: PlayOptions) {
  const place = await createTestDatabase();
  const database = await openDatabase(place.address);
  const { recalled, again, states, ...played } = await projected(database, options);
  const idOf = (batchNumber: string): string =>
    played.batches.find((one) => one.batchNumber === batchNumber)!.batchId;
  return {
    played,
    /** Of the food plant, as its stream stood in the end. */
    recalled,
    /** By their numbers, as their streams stood in the end. */
    states,
    /** What playing it a second time into the same log led to. */
    again,
    database,
    idOf,
    /** Of the food plant. */
    lotId: (number: string): string => storyId("food lot", number),
    async trace(from: string, direction: "forward" | "backward") {
      const answer = await ask(database.kysely, { from, direction, at: asOfEnd });
      if (answer.found !== "one") throw new Error(`${from}: ${answer.found}`);
      const { lots, batches, ...rest } = answer.trace;
      const numbers = batches.map(({ batchNumber }) => batchNumber).sort();
      return { ...rest, lots: lots.map(({ lot }) => lot), numbers };
    },
    trail: async (query: TrailQuery): Promise<readonly AuditEntry[]> =>
      Array.fromAsync((await auditTrailFor(database.kysely, query)).entries()),
    record: (batchNumber: string): Promise<BatchRecord> =>
      batchRecord(database.kysely, idOf(batchNumber), { figures: tabletPressFigures }),
    async [Symbol.asyncDispose]() {
      await database.close();
      await place.drop();
    },
  };
}

/** The read models follow while it is played: what a recall reaches is asked of them. */
async function projected(database: Database, options: PlayOptions) {
  await using running = await startLog();
  const log = numberedLog(running.log, codec);
  const parts = { database, log, codec, projections: readModels, canWait, logger: quiet };
  const projections = startProjections(parts);
  const { kysely } = database;
  const caughtUp = async () => {
    const size = (await Array.fromAsync(running.log.readAll())).length;
    const isThere = await projections.waitFor(size - 1, { timeout_ms: 50_000 });
    if (!isThere) throw new Error("The read models did not follow in time.");
  };
  const tracing = async () => {
    await caughtUp();
    return {
      reached: (suspects: readonly Suspect[]) => reached(kysely, suspects, asOfEnd),
      lastWentInto: (leftOut: readonly LeftOut[], scope: Sources) =>
        lastWentInto(kysely, leftOut, scope, asOfEnd),
    };
  };
  const view = async (): Promise<View> => {
    await caughtUp();
    return (of, asOf) =>
      decisionView(kysely, { ...of, at: asOfEnd, ...(asOf !== undefined && { asOf }) });
  };
  try {
    const played = await playInto(running.log, options, undefined, { tracing, view });
    await caughtUp();
    const again = await playInto(running.log, options, undefined, { tracing, view });
    const { state } = await played.handler.load(recall, storyId("recall", "RC-26-0001"));
    const states = await Promise.all(
      played.batches.map(async ({ batchId, batchNumber }) => {
        const folded = await played.handler.load(batch, batchId);
        return [batchNumber, folded.state] as const;
      }),
    );
    return { ...played, again, recalled: state, states: new Map(states) };
  } finally {
    await projections.stop();
  }
}
