// The course of an import: every finding is told once, however often the files are read.
import { describe, test } from "vitest";
import {
  completeImport,
  noteAnomaly,
  noteImportConflict,
  startImport,
} from "../../../src/domain/import/commands.ts";
import { given } from "../../given.ts";

const start = {
  dataSet: "tablets",
  files: [{ name: "laboratory.csv", sha256: "a".repeat(64), bytes: 4096 }],
  importer: { name: "tablets", version: "1" },
};
const started = { type: "ImportStarted", data: start };
const anomaly = {
  file: "laboratory.csv",
  line: 12,
  code: "YIELD_OVER_100",
  text: "The yield is 100.4 %.",
  batchId: "batch-12",
};
const found = { type: "AnomalyFound", data: anomaly };
const conflict = {
  key: "tablets batch 171",
  formerDigest: "a".repeat(64),
  newDigest: "b".repeat(64),
  file: "laboratory.csv",
  line: 9,
};
const conflicted = { type: "ImportConflictFound", data: conflict };
const totals = { batches: 8, lots: 16, events: 700, anomalies: 1 };
const completed = { type: "ImportCompleted", data: totals };

describe("starting an import", () => {
  test("happens", () => given().when(startImport, start).then(started));
  test("is repeated", () => given(started, completed).when(startImport, start).thenNothing());
  test("is refused under an id in use", () => {
    given(started)
      .when(startImport, { ...start, dataSet: "other" })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("noting an anomaly", () => {
  test("happens", () => given(started).when(noteAnomaly, anomaly).then(found));
  test("is repeated, whatever the order of its members", () => {
    const { file, ...rest } = anomaly;
    given(started, found)
      .when(noteAnomaly, { ...rest, file })
      .thenNothing();
  });
  test("of another line is another", () => {
    const other = { ...anomaly, line: 13 };
    given(started, found)
      .when(noteAnomaly, other)
      .then({ ...found, data: other });
  });
  test("is refused before the import has started", () => {
    given().when(noteAnomaly, anomaly).thenRefused("NOT_FOUND");
  });
});

describe("noting a conflict", () => {
  test("happens", () => given(started).when(noteImportConflict, conflict).then(conflicted));
  test("is repeated; the same content is none", () => {
    given(started, conflicted).when(noteImportConflict, conflict).thenNothing();
    given(started)
      .when(noteImportConflict, { ...conflict, newDigest: conflict.formerDigest })
      .thenNothing();
  });
  test("is refused before the import has started", () => {
    given().when(noteImportConflict, conflict).thenRefused("NOT_FOUND");
  });
});

describe("completing an import", () => {
  test("happens", () => given(started).when(completeImport, totals).then(completed));
  test("is repeated", () => given(started, completed).when(completeImport, totals).thenNothing());
  test("is refused before it has started", () => {
    given().when(completeImport, totals).thenRefused("NOT_FOUND");
  });
});
