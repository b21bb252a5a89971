// Results, yields and the summary of readings.
import { describe, test } from "vitest";
import {
  correctResult,
  listTests,
  recordResult,
  summariseProcessData,
} from "../../../src/domain/batch/result/commands.ts";
import { computeYield, stateYield } from "../../../src/domain/batch/result/yield.ts";
import { given } from "../../given.ts";
import { approved, closed, entryId, issued, kg, reason, reviewed, running } from "./examples.ts";

const pct = (value: string) => ({ value, unitOfMeasure: "%" });
const decided = [...closed, reviewed, approved];

describe("listing the tests that the record has a place for", () => {
  const tests = { stage: "release", tests: ["dissolution", "water"], basis: "source" } as const;
  const listed = { type: "TestsListed", data: tests };
  test("happens", () => {
    given(issued)
      .when(listTests, { ...tests, tests: [...tests.tests] })
      .then(listed);
  });
  test("is repeated", () => {
    given(issued, listed)
      .when(listTests, { ...tests, tests: [...tests.tests] })
      .thenNothing();
  });
  test("is refused when the record is decided on", () => {
    given(...decided)
      .when(listTests, { ...tests, tests: ["water"] })
      .thenRefused("BATCH_CLOSED");
    given()
      .when(listTests, { ...tests, tests: ["water"] })
      .thenRefused("NOT_FOUND");
  });
});

const limits = { low: pct("80"), rounding: "toLimitDecimals" } as const;
const result = {
  stage: "release",
  test: "dissolution",
  value: pct("79.4"),
  limits,
  source: "manual",
} as const;
const recorded = {
  type: "ResultRecorded",
  id: entryId,
  data: { ...result, outOfSpecification: true },
};
const { id: _, ...event } = recorded;

describe("recording a result", () => {
  test("happens, in specification or out of it", () => {
    given(...running)
      .when(recordResult, result)
      .then(event);
    given(...closed)
      .when(recordResult, { ...result, value: pct("79.5") })
      .then({ ...event, data: { ...event.data, value: pct("79.5"), outOfSpecification: false } });
  });
  test("in words has no verdict", () => {
    const words = { stage: "incoming", test: "identity", value: { text: "conforms" } } as const;
    const conforms = { ...words, source: "manual" } as const;
    given(...running)
      .when(recordResult, conforms)
      .then({ ...event, data: conforms });
  });
  test("a second one is a repeat, of another lot or sample it is not", () => {
    given(...running, recorded)
      .when(recordResult, result)
      .then({ ...event, data: { ...event.data, repeatOfEventId: entryId } });
    for (const other of [{ materialLotId: "lot-1" }, { sample: "S-2" }]) {
      given(...running, recorded)
        .when(recordResult, { ...result, ...other })
        .then({ ...event, data: { ...event.data, ...other } });
    }
  });
  test("is refused when the record is decided on, and in a unit nobody knows", () => {
    given(...decided)
      .when(recordResult, result)
      .thenRefused("BATCH_CLOSED");
    given(...running)
      .when(recordResult, { ...result, value: { value: "1", unitOfMeasure: "lb" } })
      .thenRefused("UNIT_UNKNOWN");
  });
});

describe("correcting a result", () => {
  const correction = { correctsEventId: entryId, value: pct("82") };
  const corrected = {
    type: "ResultCorrected",
    data: {
      ...correction,
      stage: "release",
      test: "dissolution",
      limits,
      outOfSpecification: false,
    },
    before: { value: pct("79.4") },
  };
  test("A11-9 happens, with old value and reason", () => {
    given(...running, recorded)
      .when(correctResult, correction, { reason })
      .then(corrected);
  });
  test("is repeated", () => {
    given(...running, recorded, corrected)
      .when(correctResult, correction, { reason })
      .thenNothing();
  });
  test("is refused without a reason and for what is not there", () => {
    given(...running, recorded)
      .when(correctResult, correction)
      .thenRefused("REASON_REQUIRED");
    given(...running)
      .when(correctResult, correction, { reason })
      .thenRefused("NOT_FOUND");
  });
});

describe("summarising process data", () => {
  const summary = {
    streamName: "processData-171-press",
    from: "2019-04-18T11:27:23",
    to: "2019-04-18T20:11:33",
    rowCount: 3146,
    chunkCount: 4,
    digest: "a".repeat(64),
    tags: [{ tag: "main_comp", unitOfMeasure: "kN" }],
  };
  const summarised = { type: "ProcessDataSummarised", id: entryId, data: summary };
  test("happens", () => {
    given(...running)
      .when(summariseProcessData, summary)
      .then({ type: "ProcessDataSummarised", data: summary });
  });
  test("is repeated", () => {
    given(...running, summarised)
      .when(summariseProcessData, summary)
      .thenNothing();
  });
  test("with other content names the one it replaces, and needs a reason", () => {
    const other = { ...summary, rowCount: 3147, digest: "b".repeat(64) };
    given(...running, summarised)
      .when(summariseProcessData, other)
      .thenRefused("REASON_REQUIRED");
    given(...running, summarised)
      .when(summariseProcessData, other, { reason })
      .then({ type: "ProcessDataSummarised", data: { ...other, correctsEventId: entryId } });
  });
  test("is refused when the record is decided on", () => {
    given(...decided)
      .when(summariseProcessData, summary)
      .thenRefused("BATCH_CLOSED");
  });
});

describe("a yield", () => {
  const planned = { value: "960", unitOfMeasure: "10*3.{tablet}" };
  const counted = { value: "949094", unitOfMeasure: "{tablet}" };
  const wanted = { stage: "Compression", theoretical: planned, actual: counted, inputs: [] };
  const stated = {
    stage: "Batch",
    percent: pct("100.4"),
    formula: "as stated by the source",
    inputs: [],
  };
  const said = {
    type: "YieldComputed",
    id: entryId,
    data: { ...stated, basis: "stated", implausible: true },
  };
  test("211-103 is worked out from the exact ratio", () => {
    given(...running)
      .when(computeYield, { ...wanted, limits: { low: pct("99"), rounding: "none" } })
      .then({
        type: "YieldComputed",
        data: {
          ...wanted,
          limits: { low: pct("99"), rounding: "none" },
          percent: pct("98.864"),
          formula: "actual / theoretical x 100, rounded half up to 3 decimals",
          basis: "computed",
          outOfLimit: true,
          implausible: false,
        },
      });
  });
  test("is taken over as stated, also what cannot be", () => {
    const { id: __, ...event } = said;
    given(...running)
      .when(stateYield, stated)
      .then(event);
  });
  test("is repeated; another one names what it replaces, with a reason", () => {
    given(...running, said)
      .when(stateYield, stated)
      .thenNothing();
    const other = { ...stated, percent: pct("99.4") };
    given(...running, said)
      .when(stateYield, other)
      .thenRefused("REASON_REQUIRED");
    given(...running, said)
      .when(stateYield, other, { reason })
      .then({
        type: "YieldComputed",
        data: { ...other, basis: "stated", implausible: false, correctsEventId: entryId },
      });
  });
  test("is refused of nothing, in other units, and when the record is decided on", () => {
    given(...running)
      .when(computeYield, { ...wanted, theoretical: { ...planned, value: "0" } })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given(...running)
      .when(computeYield, { ...wanted, actual: kg("1") })
      .thenRefused("UNIT_NOT_CONVERTIBLE");
    given(...running)
      .when(stateYield, { ...stated, percent: kg("1") })
      .thenRefused("UNIT_NOT_CONVERTIBLE");
    given(...decided)
      .when(stateYield, stated)
      .thenRefused("BATCH_CLOSED");
    given().when(computeYield, wanted).thenRefused("NOT_FOUND");
  });
});
