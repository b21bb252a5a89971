// Paths, the edges between two nodes and common ancestors, against the reference.
import fc from "fast-check";
import { expect, test } from "vitest";
import { edgesBetween } from "../../src/genealogy/trace/between.ts";
import { commonAncestors } from "../../src/genealogy/trace/common-ancestors.ts";
import { reaches, shortestPath } from "../../src/genealogy/trace/path.ts";
import { viewOf } from "../../src/genealogy/view.ts";
import { graphOf, type History, history, loadedGraph, node } from "./history.ts";
import { arrows, distances } from "./reference.ts";

interface Ranked {
  readonly node: number;
  readonly others: number | undefined;
}
/** Those that reached too many to be counted come last, the newest first. */
function byOthers(one: Ranked, other: Ranked): number {
  if (one.others === undefined && other.others === undefined) return other.node - one.node;
  if (one.others === other.others) return one.node - other.node;
  return (one.others ?? Number.POSITIVE_INFINITY) - (other.others ?? Number.POSITIVE_INFINITY);
}
const all = { limit: 5, othersMax: Number.POSITIVE_INFINITY };
const half = (told: History) => graphOf(told, told.asOf >> 1);

test("a path is as short as there is, leads from one to the other, or there is none", () => {
  fc.assert(
    fc.property(history, fc.array(fc.tuple(node, node), { maxLength: 6 }), (told, asked) => {
      const all = arrows(told);
      const view = viewOf(half(told));
      for (const [from, to] of asked) {
        const path = shortestPath(view, from, to);
        expect(path?.length).toBe(distances(all, [from], "forward").get(to));
        expect(reaches(view, from, to)).toBe(path !== undefined);
        let at = from;
        for (const edge of path ?? []) {
          const step = all.find(({ id }) => id === edge);
          expect(step?.source).toBe(at);
          at = step?.target ?? -1;
        }
        if (path) expect(at).toBe(to);
      }
    }),
    { numRuns: 150 },
  );
});

test("the edges between two nodes are those on any way from one to the other", () => {
  fc.assert(
    fc.property(history, node, node, (told, from, to) => {
      const all = arrows(told);
      const ahead = distances(all, [from], "forward");
      const behind = distances(all, [to], "backward");
      const on = all.filter(({ source, target }) => ahead.has(source) && behind.has(target));
      expect([...edgesBetween(viewOf(half(told)), [from], [to])]).toEqual(on.map(({ id }) => id));
    }),
  );
});

test("common ancestors: who explains most comes first, then who reached the fewest others", () => {
  const complaints = fc.uniqueArray(node, { minLength: 2, maxLength: 6 });
  const ranking = fc.record({
    limit: fc.integer({ min: 1, max: 12 }),
    othersMax: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(6)),
  });
  fc.assert(
    fc.property(history, complaints, ranking, (told, asked, most) => {
      const all = arrows(told);
      const ranked = Array.from({ length: told.nodes }, (_, at) => {
        const reached = distances(all, [at], "forward");
        const explains = asked.filter((one) => reached.has(one));
        const others = [...reached.keys()].filter((one) => one !== at && !asked.includes(one));
        const mask = explains.reduce((sum, one) => sum + 2 ** asked.indexOf(one), 0);
        const counted = others.length <= most.othersMax ? others.length : undefined;
        return { node: at, explains: mask, explained: explains.length, others: counted };
      })
        .filter(({ explained }) => explained > 1)
        .sort((a, b) => b.explained - a.explained || byOthers(a, b));
      const found = commonAncestors(viewOf(half(told)), asked, most);
      expect(found.ancestors).toEqual(ranked.slice(0, most.limit));
      expect(found.candidates).toBe(ranked.length);
    }),
    { numRuns: 150 },
  );
});

test("a complaint in a loop does not hide a cause in the same loop", () => {
  const arrow = { kind: "rework", unit: 0, position: 0, from: 0, timeBasis: "observed" } as const;
  const told = [
    { ...arrow, source: 2, target: 1 },
    { ...arrow, source: 1, target: 3 },
    { ...arrow, source: 3, target: 2 },
    { ...arrow, source: 2, target: 4 },
  ].map((edge) => ({ edge, voidAt: Number.POSITIVE_INFINITY }));
  const view = viewOf(loadedGraph({ told, nodes: 5, asOf: 1 }));
  const [first] = commonAncestors(view, [2, 4], { ...all, limit: 1 }).ancestors;
  expect(first).toEqual({ node: 1, explains: 3, explained: 2, others: 1 });
});

test("thirty-two complaints have thirty-two bits, and one more is refused", () => {
  const edge = { kind: "pack", unit: 0, position: 0, from: 0, timeBasis: "observed" } as const;
  const told = Array.from({ length: 33 }, (_, n) => ({
    edge: { ...edge, source: 0, target: n + 1 },
    voidAt: Number.POSITIVE_INFINITY,
  }));
  const view = viewOf(loadedGraph({ told, nodes: 34, asOf: 1 }));
  const complaints = Array.from({ length: 32 }, (_, n) => n + 1);
  expect(commonAncestors(view, complaints, all).ancestors).toEqual([
    { node: 0, explains: 2 ** 32 - 1, explained: 32, others: 1 },
  ]);
  expect(() => commonAncestors(view, [...complaints, 33], all)).toThrow(RangeError);
  expect(() => commonAncestors(view, [1], all)).toThrow(RangeError);
});
