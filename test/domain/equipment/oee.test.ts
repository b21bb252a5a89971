// Effectiveness of a machine: every millisecond is in one class, and the factors are exact.
import fc from "fast-check";
import { expect, test } from "vitest";
import { equipment } from "../../../src/domain/equipment/equipment.ts";
import { momentsOf } from "../../../src/domain/equipment/history.ts";
import { packMlStates } from "../../../src/domain/equipment/machine/events.ts";
import { oee, stretchesIn } from "../../../src/domain/equipment/oee.ts";
import { stateOf } from "../../given.ts";

const registered = {
  type: "EquipmentRegistered",
  data: { name: "Press 1", kind: "equipment", identifiers: [], calibrationNeeded: false },
  at: "2026-11-01T00:00:00.000Z",
};
const at = (time: string) => `2026-11-20T${time}:00.000Z`;
const changed = (time: string, data: object) => ({
  type: "EquipmentStateChanged",
  data,
  at: at(time),
});
function historyOf(...events: { type: string; data: object; at: string }[]) {
  const state = stateOf(equipment, [registered, ...events]);
  return state.status === "unknown" ? [] : momentsOf(state.history);
}
const shift = { from: at("06:00"), to: at("14:00") };
const day = historyOf(
  changed("06:30", { state: "execute", mode: "setUp" }),
  changed("07:00", { state: "execute" }),
  changed("09:00", {
    state: "held",
    cause: "Punch 7 sticks",
    goodCount: 380_000,
    rejectCount: 2_000,
  }),
  changed("09:30", { state: "execute" }),
  changed("12:00", { state: "suspended", cause: "No blend", goodCount: 480_000 }),
  changed("13:00", { state: "idle", mode: "maintenance" }),
);

test("a shift is replayed: times add up, factors multiply", () => {
  const found = oee(day, shift, 200_000);
  expect(found.times).toEqual({
    unknown: 30 * 60_000,
    setUp: 30 * 60_000,
    running: 4.5 * 3_600_000,
    stopped: 30 * 60_000,
    waiting: 60 * 60_000,
    notPlanned: 60 * 60_000,
  });
  expect(found.counts).toEqual({ good: 860_000, reject: 2_000 });
  expect(found.countsReachBack).toBe(false);
  expect(found).toMatchObject({
    // 4.5 h of 6.5 h; 862,000 of 900,000; 860,000 of 862,000; 860,000 of 1,300,000.
    availability: { percent: "69.23" },
    performance: { percent: "95.78" },
    quality: { percent: "99.77" },
    oee: { percent: "66.15" },
  });
  expect(found.stretches[3]).toMatchObject({ cause: "Punch 7 sticks", timeClass: "stopped" });
});

test("nothing known is unknown, and has no ratio", () => {
  const found = oee(historyOf(), shift, 200_000);
  expect(found.times.unknown).toBe(8 * 3_600_000);
  expect(found.oee.percent).toBeUndefined();
  expect(oee(day, { from: at("10:00"), to: at("13:00") }, 1).countsReachBack).toBe(true);
});

test("any two intervals that meet make up the whole, to the millisecond and the piece", () => {
  const moment = fc.record({
    minute: fc.integer({ min: 0, max: 1_439 }),
    data: fc.record(
      {
        state: fc.constantFrom(...packMlStates),
        mode: fc.constantFrom("production", "setUp", "maintenance"),
        goodCount: fc.nat(1_000),
        rejectCount: fc.nat(1_000),
      },
      { requiredKeys: ["state"] },
    ),
  });
  const minute = (n: number) => new Date(Date.parse(at("00:00")) + n * 60_000).toISOString();
  fc.assert(
    fc.property(
      fc.array(moment, { maxLength: 12 }),
      fc.integer({ min: 1, max: 1_438 }),
      (all, cut) => {
        const events = all.map((one) => ({
          type: "EquipmentStateChanged",
          data: one.data,
          at: minute(one.minute),
        }));
        const history = historyOf(...events);
        const [from, between, to] = [minute(-1), minute(cut), minute(1_440)];
        const whole = oee(history, { from, to }, 1_000);
        const parts = [
          oee(history, { from, to: between }, 1_000),
          oee(history, { from: between, to }, 1_000),
        ];
        for (const one of [
          "running",
          "waiting",
          "stopped",
          "setUp",
          "notPlanned",
          "unknown",
        ] as const) {
          expect(parts.reduce((sum, part) => sum + part.times[one], 0)).toBe(whole.times[one]);
        }
        for (const one of ["good", "reject"] as const) {
          expect(parts.reduce((sum, part) => sum + part.counts[one], 0)).toBe(whole.counts[one]);
        }
        const total = Object.values(whole.times).reduce((sum, one) => sum + one, 0);
        expect(total).toBe(1_441 * 60_000);
        const ends = stretchesIn(history, from, to);
        expect(ends.slice(1).every((one, n) => one.from === ends[n]?.to)).toBe(true);
      },
    ),
  );
});
