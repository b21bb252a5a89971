// Every former shape of every event has a stored example
// that this build still reads, and reads right.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { eventTypes } from "../../src/domain/catalogue.ts";
import { type EventType, eventType, formerly } from "../../src/domain/kernel/event-type.ts";
import { type Golden, goldenText, readAgain, readGolden } from "./golden.ts";

const folder = import.meta.dirname;
const catalogued = await readGolden(folder);
const example = await readGolden(join(folder, "example"));

const described = {
  action: "create",
  criticality: "minor",
  subjects: () => [],
  sentence: () => "Weighed",
  entry: "Parameter Data",
} as const;
const inKilograms = z.strictObject({ kg: z.string() });
const inWords = z.strictObject({ weight: z.string() });
const First = eventType("Weighed", { ...described, data: inKilograms, labels: { kg: "Weight" } });
const Weighed = eventType("Weighed", {
  ...described,
  data: z.strictObject({ value: z.string(), unitOfMeasure: z.string() }),
  labels: { value: "Weight", unitOfMeasure: "Unit" },
  formerly: [
    formerly(inKilograms, ({ kg }) => ({ weight: `${kg} kg` })),
    formerly(inWords, ({ weight }) => {
      const [value = "", unitOfMeasure = ""] = weight.split(" ");
      return { value, unitOfMeasure };
    }),
  ],
});

describe("the catalogue's golden events", () => {
  test("are one for each former shape", () => {
    expect([...catalogued.keys()]).toEqual(formerShapes([...eventTypes.values()]).sort());
  });
  test.each([...catalogued])("%s is read in the newest shape", (_, golden) => {
    const type = eventTypes.get(golden.stored.type);
    expect(type && readAgain(type, golden)).toMatchObject({ data: golden.newest });
  });
});

describe("an example of a type that had two shapes before", () => {
  test("has a golden event for each", () => {
    expect([...example.keys()]).toEqual(formerShapes([Weighed]));
  });
  test.each([...example])("%s is read in the newest shape", (_, golden) => {
    expect(readAgain(Weighed, golden)).toEqual({ type: "Weighed", data: golden.newest });
  });
  test("is no golden event once a byte of it is another", () => {
    const golden = example.get("Weighed.v1.json") as Golden;
    const changed = { ...golden, stored: { ...golden.stored, data: { kg: "6" } } };
    expect(() => readAgain(Weighed, changed)).toThrow();
  });
  test("is not read by a build that does not know its shape", () => {
    const second = example.get("Weighed.v2.json") as Golden;
    expect(() => readAgain(First, second)).toThrow();
  });
  test("comes from the type as it was before the change", () => {
    const { stored } = JSON.parse(goldenText(First, "equipment", { kg: "5" })) as Golden;
    expect(stored).toEqual(example.get("Weighed.v1.json")?.stored);
  });
});

const formerShapes = (types: readonly EventType[]): string[] =>
  types.flatMap(({ name, formerly: former = [] }) =>
    former.map((_, index) => `${name}.v${index + 1}.json`),
  );
