// Nobody makes a machine's reading out of what they type: it is theirs, with what they said of it.
import { describe, expect, test } from "vitest";
import { recordDispensed } from "../../../../src/domain/batch/dispensing/commands.ts";
import { recordParameter } from "../../../../src/domain/batch/parameter/commands.ts";
import { ParameterRecorded } from "../../../../src/domain/batch/parameter/events.ts";
import { recordResult } from "../../../../src/domain/batch/result/commands.ts";
import { ResultRecorded } from "../../../../src/domain/batch/result/events.ts";
import { authenticated, given, type Past } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";
import { runningPlain } from "../examples.ts";

const machine = { kind: "device", id: "plc-1", name: "PLC 1" } as const;
const terminal = { kind: "service", id: "http", name: "HTTP interface" } as const;
const file = { kind: "import", id: "import-1", name: "Import" } as const;
const noOne = { actor: terminal, authentication: { method: "none" } } as const;
const claims = ["device", "import"] as const;

const rate = (value: string) => ({ value, unitOfMeasure: "/min" });
const asked = { low: rate("8"), high: rate("12"), target: rate("10"), rounding: "none" };
const speed = (value: string) => ({
  parameter: "Mixer speed",
  value: rate(value),
  equipmentId: "tachometer-1",
});
const recorded = (value: string, more: object): Past => ({
  type: "ParameterRecorded",
  data: { ...speed(value), ...more },
});

describe("a value", () => {
  test.each(claims)("that somebody types as from %s is theirs, and says so", (source) => {
    for (const who of [{}, noOne]) {
      given(...runningPlain)
        .when(recordParameter, { ...speed("10"), source }, who)
        .then(recorded("10", { source: "manual", claimedSource: source }));
    }
  });
  test.each(claims)("that can hardly be meant is asked about, also as from %s", (source) => {
    const far = { ...speed("1000"), path: x.path("mix"), source };
    given(...x.begun)
      .when(recordParameter, far)
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...x.begun)
      .when(recordParameter, { ...far, confirmed: true })
      .then(
        recorded("1000", {
          path: far.path,
          limits: asked,
          outOfLimit: true,
          source: "manual",
          claimedSource: source,
          confirmed: true,
        }),
      );
  });
  test.each(claims)("of a known machine is from %s where it says so", (source) => {
    for (const actor of [machine, terminal, file]) {
      given(...runningPlain)
        .when(recordParameter, { ...speed("10"), source }, { actor, authentication: authenticated })
        .then(recorded("10", { source }));
    }
  });
  test("is from the device that a driver has read, and from no other and no import", () => {
    const readOn = "tachometer-1";
    given(...runningPlain)
      .when(recordParameter, { ...speed("10"), source: "device" }, { readOn })
      .then(recorded("10", { source: "device" }));
    given(...runningPlain)
      .when(recordParameter, { ...speed("10"), source: "device" }, { readOn: "tachometer-2" })
      .then(recorded("10", { source: "manual", claimedSource: "device" }));
    given(...runningPlain)
      .when(recordParameter, { ...speed("10"), source: "import" }, { readOn })
      .then(recorded("10", { source: "manual", claimedSource: "import" }));
  });
  test("by hand claims nothing", () => {
    given(...runningPlain)
      .when(recordParameter, { ...speed("10"), source: "manual" })
      .then(recorded("10", { source: "manual" }));
  });
});

describe("a result", () => {
  const result = { stage: "release", test: "Water", value: { text: "clear" } } as const;
  test.each(claims)("that somebody types as from %s is theirs, and says so", (source) => {
    given(...runningPlain)
      .when(recordResult, { ...result, source })
      .then({
        type: "ResultRecorded",
        data: { ...result, source: "manual", claimedSource: source },
      });
    given(...runningPlain)
      .when(recordResult, { ...result, source }, { actor: file })
      .then({ type: "ResultRecorded", data: { ...result, source } });
  });
});

describe("the time at which a scale was read", () => {
  const selected = { selectionId: "s-1", materialLotId: "lot-1", material: x.starch };
  const past = [...x.begun, { type: "ContainerSelected", data: selected }];
  const readAt = "2026-11-20T08:00:00.000Z";
  const figures = (net: string) => ({
    equipmentId: "scale-1",
    tare: x.kg("0"),
    gross: x.kg(net),
    net: x.kg(net),
  });
  const weigh = (net: string) => ({
    selectionId: "s-1",
    dispensedContainerId: "bin-1",
    nominal: x.kg("1"),
    weighing: { ...figures(net), readAt },
    deviceFit: true,
  });
  const dispensed = (net: string, time: object, more: object = {}): Past => {
    const { deviceFit: _, ...said } = weigh(net);
    const weighing = { ...figures(net), ...time };
    return {
      type: "MaterialDispensed",
      data: { ...selected, ...said, weighing, flags: [], ...more },
    };
  };
  test("is a claim where somebody types it, and the weight is asked about as any", () => {
    given(...past)
      .when(recordDispensed, weigh("1"))
      .then(dispensed("1", { claimedReadAt: readAt }));
    given(...past)
      .when(recordDispensed, weigh("10"))
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...past)
      .when(recordDispensed, { ...weigh("10"), confirmed: true })
      .then(dispensed("10", { claimedReadAt: readAt }, { confirmed: true }));
  });
  test("is the scale's where it sends it, or its driver has read it", () => {
    for (const who of [{ actor: machine }, { readOn: "scale-1" }]) {
      given(...past)
        .when(recordDispensed, weigh("10"), who)
        .then(dispensed("10", { readAt }));
    }
    given(...past)
      .when(recordDispensed, weigh("10"), { readOn: "scale-2" })
      .thenRefused("IMPLAUSIBLE_VALUE");
  });
  test("it happened: the same again is nothing", () => {
    given(...past, dispensed("1", { claimedReadAt: readAt }))
      .when(recordDispensed, weigh("1"))
      .thenNothing();
  });
});

test("the trail says what was claimed", () => {
  const show = { quantity: () => "10 /min" } as never;
  const typed = { source: "manual", claimedSource: "device" } as const;
  const value = ParameterRecorded.data.parse({ ...speed("10"), ...typed });
  expect(ParameterRecorded.sentence(value, show)).toMatch(/by hand as from a device$/);
  const found = { stage: "release", test: "Water", value: { text: "clear" } };
  const result = ResultRecorded.data.parse({ ...found, ...typed, claimedSource: "import" });
  expect(ResultRecorded.sentence(result, show)).toMatch(/by hand as from an import$/);
});
