// The course of an import: each finding is told once, however often the files are read.
import { describe, test } from "vitest";
import {
  completeImport,
  noteAnomaly,
  noteImportConflict,
  startImport,
} from "../../../src/domain/import/commands.ts";
import { given } from "../../given.ts";

const digest = (digit: string) => digit.repeat(64);
const start = {
  dataSet: "example tablets",
  files: [{ name: "press.csv", sha256: digest("a"), bytes: 120 }],
  importer: { name: "tablets", version: "1" },
};
const anomaly = {
  file: "press.csv",
  line: 7,
  code: "ROW_BLANK",
  text: "The whole row is blank.",
  batchId: "batch-1",
};
const conflict = {
  key: "example tablets, results, batch 7",
  formerDigest: digest("b"),
  newDigest: digest("c"),
  file: "laboratory.csv",
  batchId: "batch-1",
};
const counts = { batches: 1, lots: 2, events: 30, anomalies: 1 };
const started = { type: "ImportStarted", data: start };
const found = { type: "AnomalyFound", data: anomaly };
const clashed = { type: "ImportConflictFound", data: conflict };
const completed = { type: "ImportCompleted", data: counts };

describe("starting an import", () => {
  test("happens", () => given().when(startImport, start).then(started));
  test("is repeated, also after it was completed", () => {
    given(started).when(startImport, start).thenNothing();
    given(started, found, completed).when(startImport, start).thenNothing();
  });
  test("is refused where another stands, and without a file", () => {
    given(started)
      .when(startImport, { ...start, dataSet: "other tablets" })
      .thenRefused("ALREADY_EXISTS");
    given()
      .when(startImport, { ...start, files: [] })
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("noting an anomaly", () => {
  test("happens, also after the import was completed", () => {
    given(started).when(noteAnomaly, anomaly).then(found);
    given(started, completed).when(noteAnomaly, anomaly).then(found);
  });
  test("happens for each line and each batch by itself", () => {
    const { line: _, ...wholeFile } = anomaly;
    for (const other of [{ ...anomaly, line: 8 }, { ...anomaly, batchId: "batch-2" }, wholeFile]) {
      given(started, found).when(noteAnomaly, other).then({ type: "AnomalyFound", data: other });
    }
  });
  test("is repeated, in whatever order its fields come", () => {
    given(started, found).when(noteAnomaly, anomaly).thenNothing();
    const { file, ...rest } = anomaly;
    given(started, found)
      .when(noteAnomaly, { ...rest, file })
      .thenNothing();
    given(started, found, clashed, completed).when(noteAnomaly, anomaly).thenNothing();
  });
  test("is refused where no import was started, and with a code that is none", () => {
    given().when(noteAnomaly, anomaly).thenRefused("NOT_FOUND");
    given(started)
      .when(noteAnomaly, { ...anomaly, code: "row blank" })
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("noting a conflict", () => {
  test("happens, once for each new content", () => {
    given(started).when(noteImportConflict, conflict).then(clashed);
    const third = { ...conflict, newDigest: digest("d") };
    given(started, clashed)
      .when(noteImportConflict, third)
      .then({ type: "ImportConflictFound", data: third });
  });
  test("is repeated", () => {
    given(started, clashed, found).when(noteImportConflict, conflict).thenNothing();
  });
  test("is none where the content is the same", () => {
    const same = { ...conflict, newDigest: conflict.formerDigest };
    given(started).when(noteImportConflict, same).thenNothing();
  });
  test("is refused where no import was started", () => {
    given().when(noteImportConflict, conflict).thenRefused("NOT_FOUND");
  });
});

describe("completing an import", () => {
  test("happens", () => given(started, found).when(completeImport, counts).then(completed));
  test("is repeated, also by a run that added nothing", () => {
    given(started, found, completed).when(completeImport, counts).thenNothing();
    given(started, found, completed)
      .when(completeImport, { ...counts, events: 0 })
      .thenNothing();
  });
  test("is refused where none was started", () => {
    given().when(completeImport, counts).thenRefused("NOT_FOUND");
  });
});
