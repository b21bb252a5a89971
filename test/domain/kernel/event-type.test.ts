// Versions are counted, never typed; a former shape is left one step at a time.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { eventType, formerly } from "../../../src/domain/kernel/event-type.ts";
import { fromSchema } from "../../arbitrary.ts";

const inKilograms = z.strictObject({ kg: z.string() });
const inWords = z.strictObject({ weight: z.string() });
const described = {
  action: "create",
  criticality: "minor",
  subjects: () => [],
  sentence: () => "Weighed",
  entry: "Parameter Data",
} as const;

const steps = [
  formerly(inKilograms, ({ kg }) => ({ weight: `${kg} kg` })),
  formerly(inWords, ({ weight }) => {
    const [value = "", unitOfMeasure = ""] = weight.split(" ");
    return { value, unitOfMeasure };
  }),
];
const Weighed = eventType("Weighed", {
  ...described,
  data: z.strictObject({ value: z.string(), unitOfMeasure: z.string() }),
  labels: { value: "Weight", unitOfMeasure: "Unit" },
  formerly: steps,
});

describe("the version", () => {
  test.each([0, 1, 2])("with %i former shapes is one more", (count) => {
    const type = eventType("Weighed", {
      ...described,
      data: Weighed.data,
      labels: Weighed.labels,
      formerly: steps.slice(0, count),
    });
    expect(type.version).toBe(count + 1);
  });
  test("is 1 where there is no former shape", () => {
    const { formerly: _, ...first } = Weighed;
    expect(eventType("Weighed", first).version).toBe(1);
  });
});

describe("upcasting", () => {
  const upcast = (data: unknown, from: number): unknown =>
    steps.slice(from - 1).reduce((shape, step) => step.upcast(shape), data);

  test("each step ends in the shape that the next one starts from", () => {
    fc.assert(
      fc.property(fromSchema(inKilograms), (first) => {
        const second = steps[0]?.upcast(first);
        expect(inWords.parse(second)).toEqual(second);
        expect(Weighed.data.parse(steps[1]?.upcast(second))).toEqual(upcast(first, 1));
      }),
    );
  });
  test("from any version ends in the newest shape", () => {
    const newest = { value: "5", unitOfMeasure: "kg" };
    expect(upcast({ kg: "5" }, 1)).toEqual(newest);
    expect(upcast({ weight: "5 kg" }, 2)).toEqual(newest);
    expect(upcast(newest, 3)).toEqual(newest);
  });
  test("takes nothing that does not have the former shape", () => {
    expect(() => upcast({ kg: 5 }, 1)).toThrow();
    expect(() => upcast({ kg: "5", lb: "11" }, 1)).toThrow();
    expect(() => upcast({ weight: "5 kg" }, 1)).toThrow();
  });
});

test("a type declares no changes unless it says so", () => {
  expect(Weighed.changes).toEqual([]);
  const Renamed = eventType("Renamed", {
    ...described,
    data: z.strictObject({ name: z.string() }),
    labels: { name: "Name" },
    changes: ["name"],
  });
  expect(Renamed.changes).toEqual(["name"]);
});
