// Figures from readings, and the thinning of a series.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decimate, type Point } from "../../../src/projections/process-data/decimate.ts";
import { figuresOf, type Readings } from "../../../src/projections/process-data/figure.ts";
import type { FigureDefinition } from "../../../src/projections/process-data/figure-definition.ts";

const readings = (columns: Readonly<Record<string, (number | null)[]>>): Readings =>
  new Map(
    Object.entries(columns).map(([tag, values]) => [tag, { unitOfMeasure: `{${tag}}`, values }]),
  );
const definition = (more: Partial<FigureDefinition>): FigureDefinition => ({
  name: "Force",
  tag: "force",
  aggregate: "mean",
  where: [{ tag: "speed", is: "more than", value: 0 }],
  decimals: 2,
  source: "test",
  ...more,
});
const pieces = [
  readings({ force: [9, 1, 2], speed: [0, 10, 10] }),
  readings({ force: [4, null, 7], speed: [10, 10, null] }),
];

test("a mean is over the rows that the conditions hold of; an unknown one does not", () => {
  expect(figuresOf([definition({})], pieces)).toMatchObject([
    { value: "2.33", rows: 3, unitOfMeasure: "{force}" },
  ]);
});

test("largest and last reading stay as they were read", () => {
  const [max, last] = figuresOf(
    [definition({ aggregate: "max", where: [] }), definition({ aggregate: "last", where: [] })],
    pieces,
  );
  expect([max?.value, last?.value]).toEqual(["9", "7"]);
});

test("no row that counts is no figure, never 0; a machine without the tag has none at all", () => {
  const none = definition({ where: [{ tag: "speed", is: "more than", value: 99 }] });
  expect(figuresOf([none], pieces)).toMatchObject([{ value: null, rows: 0 }]);
  expect(figuresOf([definition({ tag: "torque" })], pieces)).toEqual([]);
});

const series = fc
  .array(fc.option(fc.integer({ min: -50, max: 50 }), { freq: 6 }), { maxLength: 300 })
  .map((values): readonly Point[] => values.map((value, n) => [n * 10, value]));

const readingOf = ([, value]: Point) => value;

test("a thinned series has only points of the series, in order, with its extremes", () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 5, max: 60 }), (points, maxPoints) => {
      const kept = decimate(points, maxPoints);
      expect(kept.length).toBeLessThanOrEqual(Math.max(maxPoints, 0));
      const places = kept.map((point) => points.indexOf(point));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
      const known = (of: readonly Point[]) => of.map(readingOf).filter((value) => value !== null);
      expect(Math.min(...known(kept))).toBe(Math.min(...known(points)));
      expect(Math.max(...known(kept))).toBe(Math.max(...known(points)));
    }),
  );
});

test("no two readings become neighbours where one is missing between them", () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 5, max: 60 }), (points, maxPoints) => {
      const kept = decimate(points, maxPoints);
      for (const [n, point] of kept.entries()) {
        const next = kept[n + 1];
        if (!next || readingOf(point) === null || readingOf(next) === null) continue;
        const between = points.slice(points.indexOf(point), points.indexOf(next));
        expect(between.map(readingOf)).not.toContain(null);
      }
    }),
  );
});
