import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { eventTypes, type ProductionEvent } from "../../src/domain/catalogue.ts";
import { createCodec } from "../../src/eventstore/codec.ts";
import { createHandler, type Handler, type Session } from "../../src/eventstore/handler/handle.ts";
import { ImportFault } from "../../src/import/import-fault.ts";
import { type ImportOptions, importTablets } from "../../src/import/tablets/import-tablets.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { sharedData, testOnData } from "../shared-data.ts";
import { reading, row, series, writeLaboratory, writePress } from "./campaign.ts";

const codec = createCodec<ProductionEvent>(eventTypes, Buffer.alloc(32, 1));
const session: Session = {
  actor: { kind: "service", id: "test", name: "Test" },
  authentication: { method: "none" },
  permits: "everything",
  site: "site-1",
  legalEntity: "Example GmbH",
  zone: "UTC",
};

let running: LogForTest;
let handler: Handler;
let folder: string;
beforeEach(async () => {
  running = await startLog();
  const clock = { kind: "real" as const, now: () => new Date() };
  const instance = { appVersion: "0", configRevision: "1", zoneDatabase: "2026a", clock };
  handler = createHandler(running.log, codec, instance);
  folder = await mkdtemp(join(tmpdir(), "tablets-"));
  return async () => {
    await running[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
});

const take = (from: string, options?: ImportOptions) =>
  importTablets({ handler, session, keep: async () => undefined }, from, options);
async function stored(type?: ProductionEvent["type"]) {
  const events = await Array.fromAsync(running.log.readAll());
  return events.filter((event) => type === undefined || event.type === type);
}

const laboratory = (...rows: string[]) => writeLaboratory(folder, rows);
const press = (...rows: string[]) => writePress(folder, rows);

test("what is imported twice is there once; the actor is the import, never a person", async () => {
  await laboratory(row(1), row(2));
  await press(...series(1), ...series(2));
  const first = await take(folder);
  const events = await stored();
  expect(first).toMatchObject({ batches: 2, lots: 6, events: events.length });
  expect(await take(folder)).toMatchObject({ batches: 2, events: 0, anomalies: first.anomalies });
  const actors = new Set(events.map(({ metadata }) => JSON.stringify(metadata.actor)));
  expect([...actors]).toEqual([expect.stringContaining('"kind":"import"')]);
});

test("a blank result is not tested, and no input has a quantity", async () => {
  await laboratory(row(1, { dissolution_av: "", impurity_o: "0" }));
  await press(...series(1));
  await take(folder);
  const results = (await stored("ResultRecorded")).map(({ data }) => data);
  expect(results.some(({ test }) => test === "Dissolution, average")).toBe(false);
  expect(results).toContainEqual(
    expect.objectContaining({ test: "Impurity O", value: { value: "0", unitOfMeasure: "%" } }),
  );
  const listed = (await stored("TestsListed")).flatMap(({ data }) => data.tests);
  expect(listed).toContain("Dissolution, average");
  for (const { data } of await stored("MaterialConsumed"))
    expect(data).not.toHaveProperty("quantity");
});

test("a batch without a series, a series without a batch: told, each with its place", async () => {
  await laboratory(row(1), row(2));
  await press(...series(1), ...series(9));
  await take(folder);
  const found = (await stored("AnomalyFound")).map(({ data }) => data);
  expect(found).toContainEqual(
    expect.objectContaining({ code: "BATCH_WITHOUT_SERIES", file: "laboratory.csv", line: 3 }),
  );
  expect(found).toContainEqual(
    expect.objectContaining({ code: "SERIES_WITHOUT_BATCH", file: "press_10s.csv", line: 7 }),
  );
});

test("other content under the same key is a conflict, and nothing is overwritten", async () => {
  await laboratory(row(1), row(2));
  await press(...series(1), ...series(2));
  await take(folder);
  const before = await stored();
  await laboratory(row(1, { impurity_o: "9.9" }), row(2));
  await take(folder);
  const after = (await stored()).slice(before.length);
  expect(after.map(({ type }) => type)).toEqual([
    "ImportStarted",
    "ImportConflictFound",
    "ImportCompleted",
  ]);
  expect(after[1]!.data).toMatchObject({ batchId: "1", file: "laboratory.csv", line: 2 });
});

test("ES-9 with a reason the difference is corrected, and the former value stays", async () => {
  await laboratory(row(1));
  await press(...series(1));
  await take(folder);
  const before = (await stored()).length;
  await laboratory(row(1, { impurity_o: "9.9", starch_batch: "5", batch_yield: "98.0" }));
  await press(...series(1, 5, "6.5"));
  const correct = { code: "TYPING_ERROR", text: "The laboratory sent the row again" };
  await take(folder, { correct });
  const after = (await stored()).slice(before);
  const types = after.map(({ type }) => type);
  for (const type of [
    "IdentifierContentChanged",
    "ResultCorrected",
    "MaterialConsumptionVoided",
    "MaterialConsumed",
    "YieldComputed",
    "ProcessDataVoided",
    "ProcessDataRecorded",
    "ProcessDataSummarised",
  ]) {
    expect(types).toContain(type);
  }
  const corrected = after.find(({ type }) => type === "ResultCorrected")!;
  expect(corrected.metadata).toMatchObject({
    reason: correct,
    before: { "/value": { value: "1.5", unitOfMeasure: "%" } },
  });
  expect(await take(folder, { correct })).toMatchObject({ events: 0 });
});

test("stopped in the middle it is taken up again by the same command", async () => {
  await laboratory(row(1), row(2), row(3));
  await press(...series(1, 2_500), ...series(2), ...series(3));
  const stopping = new AbortController();
  const onProgress = ({ what }: { what: string }) => {
    if (what === "rows") stopping.abort();
  };
  await expect(take(folder, { signal: stopping.signal, onProgress })).rejects.toThrow();
  const halfway = (await stored()).length;
  const { events } = await take(folder);
  const whole = await stored();
  expect(halfway).toBeGreaterThan(0);
  expect(whole.length - halfway).toBe(events);
  const rows = whole.filter(({ type }) => type === "ProcessDataRecorded");
  expect(rows.map(({ data }) => (data.dt as number[]).length)).toEqual([1_000, 1_000, 500, 5, 5]);
  expect(whole.filter(({ type }) => type === "BatchCompleted")).toHaveLength(3);
});

test("a series that stands twice in a file is recorded once, and told", async () => {
  await laboratory(row(1), row(2));
  await press(...series(1), ...series(2), ...series(1));
  await take(folder);
  expect(await stored("ProcessDataRecorded")).toHaveLength(2);
  const codes = (await stored("AnomalyFound")).map(({ data }) => data.code);
  expect(codes).toContain("SERIES_REPEATED");
});

const bad: readonly [string, () => Promise<void>, string, object][] = [
  ["no laboratory file", () => press(...series(1)), "FILE_MISSING", { file: "laboratory.csv" }],
  ["no press file", () => laboratory(row(1)), "FILE_MISSING", { file: "press_10s.csv" }],
  [
    "a lot of endless name",
    () => laboratory(row(1, { starch_batch: "9".repeat(5_000) })),
    "VALUE_MALFORMED",
    { line: 2, column: "starch_batch" },
  ],
  [
    "a lot that would write to the terminal",
    () => laboratory(row(1, { starch_batch: "\u001b[31m4" })),
    "VALUE_MALFORMED",
    { line: 2, column: "starch_batch" },
  ],
  ["a batch twice", () => laboratory(row(1), row(1)), "BATCH_DUPLICATE", { line: 3 }],
  [
    "a word for a number",
    () => laboratory(row(1, { impurity_o: "trace" })),
    "VALUE_NOT_NUMERIC",
    { line: 2, column: "impurity_o" },
  ],
  [
    "a comma for a point",
    () => laboratory(row(1, { impurity_o: "0,05" })),
    "VALUE_NOT_NUMERIC",
    { line: 2 },
  ],
  ["a batch of nothing", () => laboratory(row(1, { size: "0" })), "VALUE_MALFORMED", { line: 2 }],
  [
    "a negative size",
    () => laboratory(row(1, { size: "-960000" })),
    "VALUE_NEGATIVE",
    { line: 2, column: "size" },
  ],
  [
    "no lot",
    () => laboratory(row(1, { starch_batch: "" })),
    "VALUE_MISSING",
    { column: "starch_batch" },
  ],
  [
    "no month",
    () => laboratory(row(1, { start: "april" })),
    "VALUE_MALFORMED",
    { column: "start" },
  ],
  [
    "a time that is none",
    async () => {
      await laboratory(row(1));
      await press(reading(1, 0, 1).replace("2019-04-15", "2019-04-31"));
    },
    "VALUE_MALFORMED",
    { line: 2, column: "timestamp" },
  ],
  [
    "a cut press file",
    async () => {
      await laboratory(row(1));
      await press(...series(1));
      await appendFile(join(folder, "press_10s.csv"), "2019-04-15 18:");
    },
    "FILE_TRUNCATED",
    { line: 7 },
  ],
];
test.each(bad)(
  "%s is refused with its place, and nothing was appended",
  async (_, make, code, place) => {
    await make();
    const fault = await take(folder).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ImportFault);
    expect(fault).toMatchObject({ code, place: expect.objectContaining(place) });
    expect(await stored()).toEqual([]);
  },
);

testOnData(
  "tablets/campaign-43",
  "campaign 43: 8 batches, 16 lots, and nothing at a second time",
  async () => {
    const campaign = sharedData("tablets/campaign-43");
    expect(await take(campaign)).toMatchObject({ batches: 8, lots: 16, anomalies: 0 });
    // Line ends, a byte-order mark and another folder are no other content.
    await mkdir(join(folder, "elsewhere"));
    await cp(campaign, join(folder, "elsewhere"), { recursive: true });
    for (const name of ["laboratory.csv", "press_10s.csv"]) {
      const text = await readFile(join(campaign, name), "utf8");
      await rm(join(folder, "elsewhere", name));
      await writeFile(join(folder, "elsewhere", name), `\ufeff${text.replaceAll("\n", "\r\n")}`);
    }
    const before = (await stored()).length;
    await take(join(folder, "elsewhere"));
    const added = (await stored()).slice(before).map(({ type }) => type);
    expect(added).toEqual(["ImportStarted", "ImportCompleted"]);
  },
);
