// Values as found, their corrections, and the second person.
import { describe, test } from "vitest";
import {
  correctParameter,
  performCheck,
  recordParameter,
} from "../../../src/domain/batch/parameter/commands.ts";
import { bela, given, uuid } from "../../given.ts";
import {
  approved,
  closed,
  entryId,
  issued,
  kg,
  paths,
  reason,
  reviewed,
  running,
} from "./examples.ts";

const limits = { low: kg("5"), high: kg("7"), rounding: "none" } as const;
const reading = { parameter: "Granulate", value: kg("9.8"), limits, source: "manual" } as const;
const recorded = {
  type: "ParameterRecorded",
  id: entryId,
  data: { ...reading, outOfLimit: true },
};
const { id: _, ...event } = recorded;

describe("recording a parameter", () => {
  test("happens, inside the limits or out of them", () => {
    given(...running)
      .when(recordParameter, reading)
      .then(event);
    given(issued)
      .when(recordParameter, { ...reading, value: kg("6") })
      .then({ ...event, data: { ...event.data, value: kg("6"), outOfLimit: false } });
  });
  test("AT-20 a second value is a repeat beside the first", () => {
    given(...running, recorded)
      .when(recordParameter, { ...reading, value: kg("6.2") })
      .then({
        ...event,
        data: { ...event.data, value: kg("6.2"), outOfLimit: false, repeatOfEventId: entryId },
      });
  });
  test("another step or another occasion is no repeat", () => {
    for (const other of [{ path: paths.mix }, { occasion: "10:30" }]) {
      given(...running, recorded)
        .when(recordParameter, { ...reading, ...other })
        .then({ ...event, data: { ...event.data, ...other } });
    }
  });
  test("without limits there is no verdict", () => {
    const { limits: __, ...bare } = reading;
    given(...running)
      .when(recordParameter, bare)
      .then({ ...event, data: bare });
  });
  test("is refused when the record is decided on, and in a unit nobody knows", () => {
    given(...closed, reviewed, approved)
      .when(recordParameter, reading)
      .thenRefused("BATCH_CLOSED");
    given(...running)
      .when(recordParameter, { ...reading, value: { value: "1", unitOfMeasure: "lb" } })
      .thenRefused("UNIT_UNKNOWN");
    given().when(recordParameter, reading).thenRefused("NOT_FOUND");
  });
});

describe("correcting a parameter", () => {
  const correction = { correctsEventId: entryId, value: kg("6.9") };
  const corrected = {
    type: "ParameterCorrected",
    data: { ...correction, parameter: "Granulate", limits, outOfLimit: false },
    before: { value: kg("9.8") },
  };
  test("A11-9 happens, with old value, reason and a new verdict", () => {
    given(...running, recorded)
      .when(correctParameter, correction, { reason })
      .then(corrected);
  });
  test("is repeated", () => {
    given(...running, recorded, corrected)
      .when(correctParameter, correction, { reason })
      .thenNothing();
  });
  test("is refused without a reason and for what is not there", () => {
    given(...running, recorded)
      .when(correctParameter, correction)
      .thenRefused("REASON_REQUIRED");
    given(...running)
      .when(correctParameter, correction, { reason })
      .thenRefused("NOT_FOUND");
  });
});

describe("performing a check", () => {
  const check = { check: "Weighing", result: "pass", checksEventId: entryId } as const;
  const performed = { type: "CheckPerformed", data: check };
  test("happens by a second person", () => {
    given(...running, recorded)
      .when(performCheck, check, { actor: bela })
      .then(performed);
  });
  test("211-101 is refused to the person who made the entry", () => {
    given(...running, recorded)
      .when(performCheck, check)
      .thenRefused("SECOND_PERSON_REQUIRED");
  });
  test("of something seen needs no second person, and may be made again", () => {
    const { checksEventId: __, ...seen } = check;
    const event = { type: "CheckPerformed", data: seen };
    given(...running)
      .when(performCheck, seen)
      .then(event);
    given(...running, event)
      .when(performCheck, seen)
      .then(event);
  });
  test("is refused for an entry that is not there", () => {
    given(...running)
      .when(performCheck, { ...check, checksEventId: uuid(0xfff) }, { actor: bela })
      .thenRefused("NOT_FOUND");
    given().when(performCheck, check).thenRefused("NOT_FOUND");
  });
});
