// The writer alone: a full database in the middle of a group, and what the streams' states are
// after it.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LogReader } from "../../../../src/eventstore/embedded/store/log-reader.ts";
import type { WriteOperation } from "../../../../src/eventstore/embedded/store/operation.ts";
import { Expected } from "../../../../src/eventstore/embedded/store/record.ts";
import { openForWriting } from "../../../../src/eventstore/embedded/store/schema.ts";
import { LogWriter } from "../../../../src/eventstore/embedded/store/writer/log-writer.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "bp-writer-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function append(stream: string, bytes: number, expected: number = Expected.any): WriteOperation {
  const event = {
    id: randomBytes(16),
    type: "Written",
    contentType: "application/octet-stream",
    metadata: Buffer.alloc(0),
    data: Buffer.alloc(bytes),
  };
  return {
    kind: "append",
    stream,
    expected,
    deadlineMs: Number.POSITIVE_INFINITY,
    events: [event],
  };
}

test("a group that does not fit leaves nothing behind; the same writer goes on", () => {
  const { database } = openForWriting(directory, "NORMAL");
  const writer = new LogWriter(database);
  writer.commit([append("a", 100)]);
  const before = writer.tail;
  database.exec("PRAGMA max_page_count = 20");
  const group = [append("a", 100), append("b", 100), append("c", 200_000)];
  expect(() => writer.commit(group)).toThrow(expect.objectContaining({ errcode: 13 }));
  expect(writer.tail).toBe(before);
  const reader = new LogReader(directory);
  expect(reader.stream("b")).toBeUndefined();
  database.exec("PRAGMA max_page_count = 100000");
  const outcomes = writer.commit(group);
  expect(outcomes.map((outcome) => outcome.kind === "written" && outcome.revision)).toEqual([
    1, 0, 0,
  ]);
  expect(reader.forwards(0, 10).length).toBe(4);
  reader.close();
  writer.close();
});

test("ids of a group that was rolled back are not taken for repeats", () => {
  const { database } = openForWriting(directory, "NORMAL");
  const writer = new LogWriter(database);
  writer.commit([append("a", 10)]);
  database.exec("PRAGMA max_page_count = 20");
  const small = append("a", 10);
  expect(() => writer.commit([small, append("b", 200_000)])).toThrow();
  database.exec("PRAGMA max_page_count = 100000");
  // Takes the position that the rolled-back event had.
  writer.commit([append("a", 10)]);
  expect(writer.commit([small])).toEqual([{ kind: "written", revision: 2, position: writer.tail }]);
  writer.close();
});

test("operations of one group see each other", () => {
  const { database } = openForWriting(directory, "NORMAL");
  const writer = new LogWriter(database);
  const first = append("a", 10, Expected.noStream);
  const outcomes = writer.commit([
    first,
    append("a", 10, 0),
    append("a", 10, 0),
    first,
    { kind: "tombstone", stream: "a", expected: 1 },
    append("a", 10),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual([
    "written",
    "written",
    "wrongExpectedVersion",
    "written",
    "written",
    "streamDeleted",
  ]);
  writer.close();
});
