// The published contract is what the code says, and what was released stays as it was.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { contract, readReleased } from "../../schemas/generate.ts";
import { contractFiles } from "../../schemas/generator/contract.ts";
import { published } from "../../schemas/generator/json-schema.ts";
import { brokenReleases, release } from "../../schemas/generator/released.ts";
import type { ProductionEvent } from "../../src/domain/catalogue.ts";
import { eventType, formerly } from "../../src/domain/kernel/event-type.ts";
import { Metadata } from "../../src/domain/kernel/metadata.ts";
import { schemaLosses } from "./schema-loss.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFile(join(root, path), "utf8");
const files = await contract();

describe("the published files", () => {
  test.each([...files])("%s is up to date (npm run schemas)", async (path, text) => {
    expect(await read(path)).toBe(text);
  });
  test("are all there is", async () => {
    const schemas = await readdir(join(root, "schemas"));
    const versioned = schemas.filter((name) => /\.v\d+\.json$/.test(name)).sort();
    const expected = [...files.keys()].flatMap((path) =>
      /\.v\d+\.json$/.test(path) ? [path.replace("schemas/", "")] : [],
    );
    expect(versioned).toEqual(expected.sort());
  });
  test("that were released have not changed", async () => {
    expect(brokenReleases(await readReleased(), files)).toEqual([]);
  });
  test("come out the same each time", async () => {
    expect([...(await contract())]).toEqual([...files]);
  });
});

describe("a release", () => {
  const shapes = new Map([
    ["schemas/Weighed.v1.json", "one"],
    ["schemas/events.d.ts", "types"],
  ]);
  const released = release({}, shapes);
  test("holds the schemas and nothing else", () => {
    expect(Object.keys(released)).toEqual(["schemas/Weighed.v1.json"]);
    expect(brokenReleases(released, shapes)).toEqual([]);
  });
  test("is broken by a changed or a lost schema, and takes no further one then", () => {
    const changed = new Map([...shapes, ["schemas/Weighed.v1.json", "other"]]);
    for (const broken of [changed, new Map<string, string>()]) {
      expect(brokenReleases(released, broken)).toEqual(["schemas/Weighed.v1.json"]);
      expect(() => release(released, broken)).toThrow();
    }
  });
  test("goes on when an event gets a new shape", () => {
    const more = new Map([...shapes, ["schemas/Weighed.v2.json", "two"]]);
    expect(Object.keys(release(released, more))).toHaveLength(2);
  });
});

describe("a former shape", () => {
  const former = z.strictObject({ kg: z.string() });
  const Weighed = eventType("Weighed", {
    data: z.strictObject({ grams: z.string() }),
    action: "create",
    criticality: "minor",
    labels: { grams: "Weight (g)" },
    subjects: () => [],
    sentence: ({ grams }) => `${grams} g weighed`,
    entry: "Parameter Data",
    formerly: [formerly(former, ({ kg }) => ({ grams: `${kg}000` }))],
  });
  test("keeps its file, its version and a type of its own", async () => {
    const made = await contractFiles([Weighed], [], {});
    const first = JSON.parse(made.get("schemas/Weighed.v1.json") ?? "") as unknown;
    expect(first).toEqual(published("Weighed", 1, former));
    expect(made.get("schemas/Weighed.v2.json")).toContain("grams");
    expect(made.get("schemas/events.d.ts")).toMatch(/export type Event = Weighed;/);
    expect(made.get("schemas/events.d.ts")).toMatch(/interface WeighedV1/);
  });
});

test("the metadata's schema says all that is checked, a subject's one kind in another way", () => {
  expect(schemaLosses(Metadata)).toEqual(["/subjects/*: custom"]);
  const { subjects } = published("Metadata", 1, Metadata).properties ?? {};
  expect(subjects).toMatchObject({ items: { minProperties: 1, maxProperties: 1 } });
});

test("the published types are the program's own", () => {
  // A new or changed event fails the type check here until "npm run schemas" has written its type.
  type Published = import("../../schemas/events.d.ts").Event;
  type Data<Event, Type> = Event extends { type: Type; data: infer Data } ? Data : never;
  type Wrong = {
    [Type in ProductionEvent["type"]]: [Data<ProductionEvent, Type>] extends [Data<Published, Type>]
      ? [Data<Published, Type>] extends [Data<ProductionEvent, Type>]
        ? never
        : Type
      : Type;
  }[ProductionEvent["type"]];
  expectTypeOf<Published["type"]>().toEqualTypeOf<ProductionEvent["type"]>();
  expectTypeOf<Wrong>().toBeNever();
});
