// What holds for every event type of the product, so that a
// new one is in trail, record and contract with no other edit.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aggregates, eventTypes } from "../../src/domain/catalogue.ts";
import {
  actionClasses,
  criticalities,
  entryKinds,
  type Show,
} from "../../src/domain/kernel/event-type.ts";
import { subjectEntry, subjectKinds } from "../../src/domain/kernel/subject.ts";
import { fromSchema } from "../arbitrary.ts";
import { uuid } from "../given.ts";
import { schemaLosses } from "./schema-loss.ts";

const few = { numRuns: 25 };

describe.each([...eventTypes.values()])("$name", (type) => {
  const data = fromSchema(type.data).map(withTellingIds);

  test("has a label for each field and for nothing else", () => {
    expect(Object.keys(type.labels).sort()).toEqual(Object.keys(type.data.shape).sort());
    for (const label of Object.values(type.labels)) expect(label).toMatch(/^\p{Lu}|^\d/u);
  });

  test("says what kind of entry it is, by the closed lists", () => {
    expect(actionClasses).toContain(type.action);
    expect(criticalities).toContain(type.criticality);
    expect(entryKinds).toContain(type.entry);
  });

  test("publishes a schema that says all that is checked", () => {
    expect(schemaLosses(type.data)).toEqual([]);
    for (const former of type.formerly ?? []) expect(schemaLosses(former.data)).toEqual([]);
    fc.assert(
      fc.property(data, (one) => {
        expect(type.data.parse(one)).toEqual(one);
        expect(type.data.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
      }),
      few,
    );
  });

  test("keeps business time and quantities where readers look for them", () => {
    expect(Object.keys(type.data.shape)).not.toContain("occurredAt");
    expect(Object.keys(type.data.shape)).not.toContain("unit");
  });

  test("is said in a sentence without ids and gaps", () => {
    fc.assert(
      fc.property(data, (one) => {
        const sentence = type.sentence(one, show);
        expect(sentence.trim()).not.toBe("");
        for (const gap of ["undefined", "null", "NaN", "[object", tellingId]) {
          expect(sentence).not.toContain(gap);
        }
      }),
      few,
    );
  });

  test("is about things that can be looked up", () => {
    fc.assert(
      fc.property(data, (one) => {
        for (const subject of type.subjects(one)) {
          expect(Object.keys(subject)).toHaveLength(1);
          expect(subjectEntry(subject).id).not.toBe("");
        }
        expect(type.names?.(one)).not.toBe("");
      }),
      few,
    );
  });

  test("changes only what it has", () => {
    for (const field of type.changes) expect(Object.keys(type.data.shape)).toContain(field);
    if (type.changes.length > 0) expect(["change", "void", "accessRight"]).toContain(type.action);
  });

  test("is called by a noun and a past participle", () => {
    expect(type.name).toMatch(/^([A-Z][a-z]+)+$/);
  });
});

test("each aggregate has a stream category of its own", () => {
  const categories = aggregates.map(({ category }) => category);
  expect(new Set(categories).size).toBe(categories.length);
});

const tellingId = uuid(0xabc);

/** The value with every id replaced by one that is recognised wherever it shows. */
function withTellingIds<T>(value: T, field = ""): T {
  if (typeof value === "string" && /^id$|Ids?$/.test(field)) return tellingId as T;
  if (Array.isArray(value)) return value.map((one) => withTellingIds(one, field)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, withTellingIds(one, key)]);
  return Object.fromEntries(entries) as T;
}

type Named = Omit<Show, "quantity">;

/** Names as the projection would know them. */
const show: Show = {
  ...(Object.fromEntries(
    subjectKinds.map((kind) => [kind, () => `that ${kind}`]),
  ) as unknown as Named),
  quantity: (quantity) =>
    quantity ? `${quantity.value} ${quantity.unitOfMeasure}` : "an unknown quantity",
};
