// Readings are kept as they came, in chunks of a size that the store can take.
import { describe, test } from "vitest";
import { recordProcessData, voidProcessData } from "../../../src/domain/process-data/commands.ts";
import { given, uuid } from "../../given.ts";

const chunk = {
  batchId: "batch-1",
  equipmentId: "press-1",
  t0: "2019-04-15T18:13:00",
  dt: [0, 10, 20],
  columns: [
    { tag: "main_comp", unitOfMeasure: "kN", values: [4.25, null, 4.5] },
    { tag: "tbl_speed", unitOfMeasure: "/min", values: [0, -1, 1e-7] },
  ],
};
const recorded = { type: "ProcessDataRecorded", data: chunk, id: uuid(1) };
const { id: _, ...record } = recorded;
const further = { ...chunk, t0: "2019-04-15T18:13:30" };
const voided = {
  type: "ProcessDataVoided",
  data: { batchId: "batch-1", correctsEventIds: [uuid(1)] },
};
const reason = { code: "import", text: "The file was of another machine." };

describe("recording readings", () => {
  test("happens, whatever the values are", () => {
    given().when(recordProcessData, chunk).then(record);
  });
  test("happens for one chunk after the other, and again after all were void", () => {
    given(recorded)
      .when(recordProcessData, further)
      .then({ type: "ProcessDataRecorded", data: further });
    given(recorded, voided).when(recordProcessData, chunk).then(record);
  });
  test("is refused where a column has another number of values or of qualities", () => {
    const [first, second] = chunk.columns;
    const short = { ...second!, values: [0, 1] };
    const judged = { ...second!, quality: ["good", "bad"] as ("good" | "bad")[] };
    for (const uneven of [short, judged]) {
      given()
        .when(recordProcessData, { ...chunk, columns: [first!, uneven] })
        .thenRefused("CHUNK_UNEVEN");
    }
  });
  test("is refused where a chunk is larger than an event may be", () => {
    const rows = Array.from({ length: 1024 }, (_, n) => n);
    const columns = Array.from({ length: 12 }, (_, n) => ({
      tag: `tag ${n}`,
      unitOfMeasure: "kN",
      values: rows.map((row) => row + 0.123456789),
    }));
    given()
      .when(recordProcessData, { ...chunk, dt: rows, columns })
      .thenRefused("CHUNK_TOO_LARGE");
  });
  test("is refused for another batch and for what is no number", () => {
    given(recorded)
      .when(recordProcessData, { ...chunk, batchId: "batch-2" })
      .thenRefused("ALREADY_EXISTS");
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const columns = [{ tag: "main_comp", unitOfMeasure: "kN", values: [value, 1, 2] }];
      given()
        .when(recordProcessData, { ...chunk, columns })
        .thenRefused("MALFORMED_COMMAND");
    }
  });
});

describe("voiding readings", () => {
  test("happens to all that stand", () => {
    given(recorded).when(voidProcessData, {}, { reason }).then(voided);
    const both = { ...voided.data, correctsEventIds: [uuid(1), uuid(2)] };
    given(recorded, { ...recorded, data: further, id: uuid(2) })
      .when(voidProcessData, {}, { reason })
      .then({ type: "ProcessDataVoided", data: both });
  });
  test("is repeated", () => {
    given(recorded, voided).when(voidProcessData, {}, { reason }).thenNothing();
  });
  test("is refused where there are none, and without a reason", () => {
    given().when(voidProcessData, {}, { reason }).thenRefused("NOT_FOUND");
    given(recorded).when(voidProcessData, {}).thenRefused("REASON_REQUIRED");
  });
});
