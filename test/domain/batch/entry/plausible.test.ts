// Implausible input asks once: what a person enters by hand, and nothing else (design, section 2).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batch } from "../../../../src/domain/batch/batch.ts";
import { recordDispensed } from "../../../../src/domain/batch/dispensing/commands.ts";
import { correctConsumption } from "../../../../src/domain/batch/material/commands.ts";
import {
  correctParameter,
  recordParameter,
} from "../../../../src/domain/batch/parameter/commands.ts";
import { ParameterRecorded } from "../../../../src/domain/batch/parameter/events.ts";
import { correctResult, recordResult } from "../../../../src/domain/batch/result/commands.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { isImplausible } from "../../../../src/domain/kernel/shape/limits.ts";
import { anna, given, type Past, stateOf } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";
import { entryId, reason, runningPlain } from "../examples.ts";

const speed = (value: string) => ({ value, unitOfMeasure: "/min" });
const asked = {
  low: speed("8"),
  high: speed("12"),
  target: speed("10"),
  rounding: "none",
} as const;
const reading = (value: string) => ({
  parameter: "Mixer speed",
  path: x.path("mix"),
  value: speed(value),
  source: "manual" as const,
});
const recorded = (value: string, more: object = {}): Past => ({
  type: "ParameterRecorded",
  data: { ...reading(value), limits: asked, outOfLimit: true, ...more },
});
const device = { kind: "device", id: "plc-1", name: "PLC 1" } as const;
const file = { kind: "import", id: "import-1", name: "Import" } as const;

describe("a parameter of the recipe", () => {
  test("it happens once it is confirmed, and the event says so", () => {
    given(...x.begun)
      .when(recordParameter, reading("1000"))
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...x.begun)
      .when(recordParameter, { ...reading("1000"), confirmed: true })
      .then(recorded("1000", { confirmed: true }));
  });
  test("ordinary values out of the limits are not asked about, whoever confirms them", () => {
    given(...x.begun)
      .when(recordParameter, reading("13"))
      .then(recorded("13"));
    given(...x.begun)
      .when(recordParameter, { ...reading("13"), confirmed: true })
      .then(recorded("13"));
  });
  test("a device and an import are not asked, whatever they say that it is from", () => {
    for (const actor of [device, file]) {
      for (const source of ["manual", "device", "import"] as const) {
        given(...x.begun)
          .when(recordParameter, { ...reading("1000"), source }, { actor })
          .then(recorded("1000", { source }));
      }
    }
  });
  test("the refusal names the value and what it was held against", () => {
    const context = { actor: anna, also: {} } as never;
    const decided = recordParameter.decide(reading("1000"), stateOf(batch, x.begun), context);
    expect(decided).toMatchObject({
      refused: "IMPLAUSIBLE_VALUE",
      attempted: { parameter: "Mixer speed", value: speed("1000"), heldAgainst: { limits: asked } },
    });
  });
  test("a time of more than a day before the batch was issued is asked about too", () => {
    const data = { limits: asked, outOfLimit: false };
    for (const occurredAt of ["2026-11-19T07:59:59.000Z", "2025-11-20T08:00:00.000Z"]) {
      given(...x.begun)
        .when(recordParameter, reading("10"), { occurredAt })
        .thenRefused("IMPLAUSIBLE_VALUE");
      given(...x.begun)
        .when(recordParameter, { ...reading("10"), confirmed: true }, { occurredAt })
        .then(recorded("10", { ...data, confirmed: true }));
      given(...x.begun)
        .when(recordParameter, reading("10"), { occurredAt, actor: file })
        .then(recorded("10", data));
    }
    given(...x.begun)
      .when(recordParameter, reading("10"), { occurredAt: "2026-11-19T08:00:00.000Z" })
      .then(recorded("10", data));
  });
  test("the master may say what is plausible", () => {
    const said = JSON.stringify(x.copied.data).replace(
      '"setPoint":"10"',
      '"setPoint":"10","plausible":{"low":"0","high":"40"}',
    );
    const copied = { ...x.copied, data: JSON.parse(said) };
    const begun = x.begun.map((one) => (one === x.copied ? copied : one));
    const plausible = { low: speed("0"), high: speed("40") };
    for (const value of ["1", "0", "40"]) {
      given(...begun)
        .when(recordParameter, reading(value))
        .then(recorded(value, { limits: { ...asked, plausible } }));
    }
    given(...begun)
      .when(recordParameter, reading("41"))
      .thenRefused("IMPLAUSIBLE_VALUE");
  });
  test("a correction is asked as the value was", () => {
    const past = [...x.begun, { ...recorded("13"), id: entryId }];
    const corrected = { correctsEventId: entryId, value: speed("100") };
    given(...past)
      .when(correctParameter, corrected, { reason })
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...past)
      .when(correctParameter, { ...corrected, confirmed: true }, { reason })
      .then({
        type: "ParameterCorrected",
        data: {
          ...corrected,
          parameter: "Mixer speed",
          limits: asked,
          outOfLimit: true,
          confirmed: true,
        },
        before: { value: speed("13") },
      });
  });
  test("the trail says that it was confirmed", () => {
    const data = ParameterRecorded.data.parse({ ...reading("1000"), confirmed: true });
    const show = { quantity: () => "1000 /min" } as never;
    expect(ParameterRecorded.sentence(data, show)).toMatch(/1000 \/min, confirmed as meant$/);
  });
});

describe("a result", () => {
  const limits = { high: x.kg("2"), rounding: "none" } as const;
  const result = { stage: "release", test: "Water", limits, source: "manual" } as const;
  const found = (value: string) => ({ ...result, value: x.kg(value) });
  const event = (value: string, more: object = {}): Past => ({
    type: "ResultRecorded",
    data: { ...found(value), outOfSpecification: true, ...more },
  });
  test("it happens once it is confirmed; what fails as it may is never refused", () => {
    given(...runningPlain)
      .when(recordResult, found("20"))
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...runningPlain)
      .when(recordResult, { ...found("20"), confirmed: true })
      .then(event("20", { confirmed: true }));
    given(...runningPlain)
      .when(recordResult, found("19.9"))
      .then(event("19.9"));
  });
  test("in words it is not asked about; a correction is", () => {
    const words = { ...result, value: { text: "-1000" } };
    given(...runningPlain)
      .when(recordResult, words)
      .then({ type: "ResultRecorded", data: words });
    given(...runningPlain, { ...event("3"), id: entryId })
      .when(correctResult, { correctsEventId: entryId, value: x.kg("30") }, { reason })
      .thenRefused("IMPLAUSIBLE_VALUE");
  });
});

describe("a weight", () => {
  const selected = { selectionId: "s-1", materialLotId: "lot-1", material: x.starch };
  const past = [...x.begun, { type: "ContainerSelected", data: selected }];
  const weigh = (net: string) => ({
    selectionId: "s-1",
    dispensedContainerId: "bin-1",
    nominal: x.kg("1"),
    weighing: {
      equipmentId: "scale-1",
      tare: x.kg("0"),
      gross: x.kg(net),
      net: x.kg(net),
    },
    deviceFit: true,
  });
  const data = (net: string, more: object = {}) => {
    const { deviceFit: _, ...said } = weigh(net);
    return { ...selected, ...said, flags: [], ...more };
  };
  test("typed in is held against what was to be weighed; a scale is believed", () => {
    given(...past)
      .when(recordDispensed, weigh("10"))
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...past)
      .when(recordDispensed, { ...weigh("10"), confirmed: true })
      .then({ type: "MaterialDispensed", data: data("10", { confirmed: true }) });
    given(...past)
      .when(recordDispensed, weigh("10"), { actor: device })
      .then({ type: "MaterialDispensed", data: data("10") });
  });
  test("that is corrected is held against what the whole batch takes", () => {
    const charged: Past = {
      type: "MaterialConsumed",
      id: entryId,
      data: {
        materialLotId: "lot-1",
        material: x.starch,
        kind: "charge",
        basis: "weighed",
        quantity: x.kg("10"),
        flags: [],
      },
    };
    const corrected = { correctsEventId: entryId, quantity: x.kg("100") };
    const event = {
      type: "MaterialConsumptionCorrected",
      data: { ...corrected, materialLotId: "lot-1", confirmed: true },
      before: { quantity: x.kg("10") },
    };
    given(...x.begun, charged)
      .when(correctConsumption, corrected, { reason })
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...x.begun, charged)
      .when(correctConsumption, { ...corrected, confirmed: true }, { reason })
      .then(event);
  });
});

test("law: within limits nobody is asked, and what is confirmed is never refused for it", () => {
  const decide = (value: number, more: object) => {
    const context = { actor: anna, also: {} } as never;
    const data = { ...reading(String(value)), ...more };
    return recordParameter.decide(data, stateOf(batch, x.begun), context);
  };
  fc.assert(
    fc.property(fc.integer({ min: -2000, max: 2000 }), fc.boolean(), (value, isConfirmed) => {
      const decided = decide(value, isConfirmed ? { confirmed: true } : {});
      const implausible = isImplausible(speed(String(value)), asked);
      expect(isRefusal(decided)).toBe(implausible && !isConfirmed);
      if (value >= 8 && value <= 12) expect(isRefusal(decided)).toBe(false);
      if (isRefusal(decided)) return;
      const [event] = decided;
      const says = (event?.data as { readonly confirmed?: true } | undefined)?.confirmed;
      expect(says === true).toBe(implausible);
    }),
  );
});
