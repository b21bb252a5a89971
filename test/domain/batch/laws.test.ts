// What holds of a batch whatever happens to it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { batch, batchEvents } from "../../../src/domain/batch/batch.ts";
import { eventOf } from "../../arbitrary.ts";
import { stateOf } from "../../given.ts";
import { issued, kg, started } from "./examples.ts";

test("law: any history folds, and nothing before the issue makes a batch", () => {
  const events = fc.array(fc.oneof(...batchEvents.map(eventOf)), { maxLength: 8 });
  fc.assert(
    fc.property(events, (past) => {
      const state = stateOf(batch, past);
      expect(state.status === "unknown").toBe(past.every(({ type }) => type !== "BatchIssued"));
    }),
  );
});

test("law: of one parameter the first value stays the first, whatever comes after", () => {
  const values = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(values, (all) => {
      const readings = all.map((value) => ({
        type: "ParameterRecorded",
        data: { parameter: "Water", value: kg(`${value}`), source: "manual" },
      }));
      const state = stateOf(batch, [issued, started, ...readings]);
      if (state.status === "unknown") throw new Error("The batch is known.");
      expect(state.parameters.first.size).toBe(1);
      expect(state.parameters.entries.size).toBe(all.length);
      const [first] = [...state.parameters.first.values()];
      expect(state.parameters.entries.get(first ?? "")?.value).toEqual(kg(`${all[0]}`));
    }),
  );
});
