// Readings in chunks: as they came, never interpolated, never changed.
import { describe, expect, test } from "vitest";
import { recordProcessData, voidProcessData } from "../../../src/domain/process-data/commands.ts";
import { processData } from "../../../src/domain/process-data/process-data.ts";
import { given, stateOf, uuid } from "../../given.ts";

const chunk = {
  batchId: "batch-171",
  t0: "2019-04-18T11:27:23",
  dt: [0, 10, 20],
  columns: [
    { tag: "main_comp", unitOfMeasure: "kN", values: [6.7, null, 6.8] },
    { tag: "ejection", unitOfMeasure: "N", values: [171, 172, 173], quality: good(3) },
  ],
};
const recorded = { type: "ProcessDataRecorded", id: uuid(1), data: chunk };
const reason = { code: "corrected", text: "The plant sent the series again." };
const voided = {
  type: "ProcessDataVoided",
  data: { batchId: "batch-171", correctsEventIds: [uuid(1)] },
};

function good(rows: number): "good"[] {
  return Array.from({ length: rows }, () => "good");
}
const rows = (count: number, columns = 1) => ({
  ...chunk,
  dt: Array.from({ length: count }, (_, n) => n * 10),
  columns: Array.from({ length: columns }, (_, n) => ({
    tag: `tag-${n}`,
    unitOfMeasure: "1",
    values: Array.from({ length: count }, (_, row) => row + 0.123456),
  })),
});

describe("recording readings", () => {
  test("happens, also when rows repeat or go back in time: the file says so", () => {
    const { id: _, ...event } = recorded;
    given().when(recordProcessData, chunk).then(event);
    const back = { ...chunk, dt: [20, 0, 0] };
    given(recorded)
      .when(recordProcessData, back)
      .then({ ...event, data: back });
  });
  test("by another command is another chunk; a repeated command is known by its id", () => {
    const { id: _, ...event } = recorded;
    given(recorded).when(recordProcessData, chunk).then(event);
  });
  test("is refused for another batch's series", () => {
    given(recorded)
      .when(recordProcessData, { ...chunk, batchId: "batch-172" })
      .thenRefused("ALREADY_EXISTS");
  });
  test("is refused when a column is shorter than the rest, or the chunk too large", () => {
    const [column] = chunk.columns;
    const short = { ...chunk, columns: [{ ...column!, values: [1, 2] }] };
    given().when(recordProcessData, short).thenRefused("CHUNK_UNEVEN");
    const unqualified = { ...chunk, columns: [{ ...column!, quality: good(2) }] };
    given().when(recordProcessData, unqualified).thenRefused("CHUNK_UNEVEN");
    given().when(recordProcessData, rows(1025)).thenRefused("MALFORMED_COMMAND");
    given().when(recordProcessData, rows(1024, 16)).thenRefused("CHUNK_TOO_LARGE");
    expect(JSON.stringify(rows(1024, 8)).length).toBeLessThan(128 * 1024);
  });
});

describe("voiding readings", () => {
  test("happens, naming every chunk that stands", () => {
    given(recorded).when(voidProcessData, {}, { reason }).then(voided);
    expect(stateOf(processData, [recorded, voided])).toMatchObject({ chunks: [], rowCount: 0 });
  });
  test("is repeated", () => {
    given(recorded, voided).when(voidProcessData, {}, { reason }).thenNothing();
  });
  test("is refused without a reason and where there are none", () => {
    given(recorded).when(voidProcessData, {}).thenRefused("REASON_REQUIRED");
    given().when(voidProcessData, {}, { reason }).thenRefused("NOT_FOUND");
  });
});
