// Readings as they came: a series over time, figures, voided chunks, and what was known before.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { processData } from "../../../src/projections/process-data/process-data.ts";
import { figures, series } from "../../../src/projections/process-data/series.ts";
import { tabletPressFigures } from "../../../src/projections/process-data/tablet-press.ts";
import { withDatabase } from "../../database-hook.ts";
import { eventIdAt, type Happened, importer, project, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const happened = (...history: readonly Happened[]) =>
  project(database, processData, eventTypes, stored(eventTypes, history));

const unit = "{unit not stated}";
type Readings = readonly (number | null)[];
const chunk = (t0: string, columns: Readonly<Record<string, Readings>>): Happened => ({
  stream: "processData-171-press",
  type: "ProcessDataRecorded",
  data: {
    batchId: "171",
    t0,
    dt: Object.values(columns)[0]?.map((_, row) => row * 10),
    columns: Object.entries(columns).map(([tag, values]) => ({ tag, unitOfMeasure: unit, values })),
  },
  by: importer,
});
const voided = (of: number): Happened => ({
  stream: "processData-171-press",
  type: "ProcessDataVoided",
  data: { batchId: "171", correctsEventIds: [eventIdAt(of)] },
  reason: { code: "doubled", text: "Recorded twice" },
});

const first = chunk("2019-04-18T11:27:20", { speed: [0, 120, null] });
const second = chunk("2019-04-18T11:27:50", { speed: [121, 122] });
const at = (seconds: number) => Date.parse("2019-04-18T11:27:20Z") + seconds * 1000;
const ofSpeed = { processDataId: "171-press", tag: "speed" };

test("readings come in order of time, a missing one as null, local times marked", async () => {
  await happened(second, first);
  expect(await series(database.kysely, ofSpeed)).toMatchObject({
    asOf: 2,
    batchId: "171",
    unitOfMeasure: unit,
    zoneStated: false,
    rowCount: 5,
    missing: 1,
    interval_ms: 10_000,
    points: [
      [at(0), 0],
      [at(10), 120],
      [at(20), null],
      [at(30), 121],
      [at(40), 122],
    ],
  });
});

test("a voided chunk counts no more, and before it was voided it did", async () => {
  await happened(first, second, voided(1));
  expect((await series(database.kysely, ofSpeed)).rowCount).toBe(3);
  expect((await series(database.kysely, { ...ofSpeed, asOf: 2 })).rowCount).toBe(5);
});

test("figures are over the rows of all chunks, by rules that they state", async () => {
  await happened(
    chunk("2019-04-18T11:27:20", {
      produced: [0, 0],
      tbl_speed: [0, 50],
      waste: [5, 30],
      main_comp: [9, 9],
    }),
    chunk("2019-04-18T11:27:40", {
      produced: [1, 2],
      tbl_speed: [50, 0],
      waste: [40, 3],
      main_comp: [5, 7],
    }),
  );
  const found = await figures(database.kysely, tabletPressFigures, {
    processDataId: "171-press",
    asOf: 2,
  });
  const figureOf = (name: string) => found.find((figure) => figure.name === name)?.value;
  expect(figureOf("Waste")).toBe("40");
  expect(figureOf("Waste at start-up")).toBe("30");
  expect(figureOf("Main compression force, mean in production")).toBe("5.000");
  expect(found.find(({ name }) => name === "Waste at start-up")?.rule).toBe(
    "largest reading of waste over rows with produced equal to 0",
  );
});

test("thinned to some points the extremes stay", async () => {
  const readings = Array.from({ length: 500 }, (_, n) => (n === 250 ? 900 : n % 7));
  await happened(chunk("2019-04-18T11:27:20", { speed: readings }));
  const { points, rowCount } = await series(database.kysely, { ...ofSpeed, maxPoints: 20 });
  expect(rowCount).toBe(500);
  expect(points.length).toBeLessThanOrEqual(20);
  expect(points).toContainEqual([at(2500), 900]);
});

test("a series that is not in the log has no rows", async () => {
  await happened(first);
  expect(await series(database.kysely, { processDataId: "9", tag: "speed" })).toMatchObject({
    rowCount: 0,
    batchId: null,
    points: [],
  });
});
