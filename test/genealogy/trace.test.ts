// Traces against the reference, on random graphs with loops, voids, late postings and reuse.
import fc from "fast-check";
import { expect, test } from "vitest";
import { edgeKinds } from "../../src/genealogy/edge.ts";
import { runsOf } from "../../src/genealogy/node-set.ts";
import { strictTrace } from "../../src/genealogy/trace/strict.ts";
import { trace } from "../../src/genealogy/trace/trace.ts";
import { viewOf } from "../../src/genealogy/view.ts";
import { graphOf, type History, history, loadedGraph, node, timedHistory } from "./history.ts";
import { arrows, distances, reached, reachedInTime, type Way } from "./reference.ts";

const way = fc.constantFrom<Way>("forward", "backward", "mixed");
const seeds = fc.array(node, { minLength: 1, maxLength: 3 });
const scope = fc.record(
  {
    asOf: fc.nat(30),
    happenedBy: fc.nat(22),
    kinds: fc.subarray([...edgeKinds], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const known = (asked: { asOf?: number }, { asOf }: History) =>
  asked.asOf === undefined ? asked : { ...asked, asOf: Math.min(asked.asOf, asOf) };
const sorted = (nodes: Iterable<number>) => [...nodes].sort((one, other) => one - other);

test("reaches what the reference reaches, wherever the graph was sealed", () => {
  fc.assert(
    fc.property(
      history,
      fc.nat(30),
      fc.nat(10),
      seeds,
      way,
      scope,
      (told, sealed, more, from, to, asked) => {
        const sealedAt = Math.min(sealed, told.asOf);
        const graph = graphOf(told, sealedAt, Math.min(sealedAt + more, told.asOf));
        const within = known(asked, told);
        const all = arrows(told, within);
        const { nodes, edges } = trace(viewOf(graph, within), from, to);
        expect(sorted(nodes)).toEqual(sorted(reached(all, from, to)));
        const followed = distances(all, from, to);
        const end = to === "backward" ? "target" : "source";
        expect(edges).toBe(all.filter((one) => followed.has(one[end])).length);
      },
    ),
    { numRuns: 200 },
  );
});

test("answers of one thread after another do not touch each other", () => {
  fc.assert(
    fc.property(history, fc.array(fc.tuple(seeds, way), { maxLength: 5 }), (told, asked) => {
      const graph = loadedGraph(told);
      for (const [from, to] of asked) {
        const { nodes } = trace(viewOf(graph), from, to);
        expect(sorted(nodes)).toEqual(sorted(reached(arrows(told), from, to)));
        const strictly = strictTrace(viewOf(graph), from, "forward");
        expect(sorted(strictly.nodes)).toEqual(
          sorted(reachedInTime(arrows(told), from, "forward").nodes),
        );
      }
    }),
  );
});

test("what is many comes ascending, the seeds left out wherever loops lead back to them", () => {
  fc.assert(
    fc.property(history, seeds, way, fc.nat(9), (told, from, to, fan) => {
      const last = told.told.at(-1)?.edge;
      if (!last) return;
      // From one node to all the others, in both directions.
      const more = Array.from({ length: told.nodes }, (_, n) => ({ ...last, target: n }))
        .flatMap((one) => [one, { ...one, source: one.target, target: one.source }])
        .map((edge) => ({ edge: { ...edge, kind: "consume" as const }, voidAt: Infinity }));
      const wide = { ...told, told: [...told.told, ...more.slice(fan)] };
      const graph = loadedGraph(wide);
      for (const _ of [1, 2]) {
        const { nodes } = trace(viewOf(graph), from, to);
        expect(sorted(nodes)).toEqual(sorted(reached(arrows(wide), from, to)));
        if (nodes.length > 60) expect([...nodes]).toEqual(sorted(nodes));
      }
    }),
  );
});

test("depth is an option: so many steps and no more, in order of steps while they are few", () => {
  fc.assert(
    fc.property(history, seeds, fc.constantFrom("forward", "backward"), fc.nat(5), (...asked) => {
      const [told, from, to, depth] = asked;
      const steps = distances(arrows(told), from, to);
      const near = [...steps].filter(([, step]) => step > 0 && step <= depth);
      const found = trace(viewOf(loadedGraph(told)), from, to, { depth });
      expect(sorted(found.nodes)).toEqual(sorted(near.map(([at]) => at)));
      expect(found.depth).toBe(Math.max(0, ...near.map(([, step]) => step)));
      const order = [...found.nodes].map((at) => steps.get(at)!);
      expect(order).toEqual(sorted(order));
    }),
  );
});

test("in strict time only observed intervals on both sides exclude anything", () => {
  fc.assert(
    fc.property(
      fc.oneof(history, timedHistory),
      fc.oneof(seeds, fc.tuple(fc.nat(3))),
      fc.constantFrom("forward", "backward"),
      fc.oneof(fc.constant({}), scope),
      (told, from, to, asked) => {
        const within = known(asked, told);
        const view = viewOf(graphOf(told, told.asOf >> 1), within);
        const strictly = strictTrace(view, from, to);
        const { nodes, edges } = reachedInTime(arrows(told, within), from, to);
        expect(sorted(strictly.nodes)).toEqual(sorted(nodes));
        expect(strictly.edges).toBe(edges);
      },
    ),
    { numRuns: 200 },
  );
});

test("forward and backward are each other's inverse, strict or not", () => {
  fc.assert(
    fc.property(history, node, node, (told, one, other) => {
      const view = viewOf(loadedGraph(told));
      for (const find of [trace, strictTrace]) {
        const forward = find(view, [one], "forward").nodes.includes(other);
        expect(find(view, [other], "backward").nodes.includes(one)).toBe(forward);
      }
    }),
  );
});

test("a late or backflushed posting never shrinks a scope, and strict is within it", () => {
  fc.assert(
    fc.property(history, seeds, way, fc.nat(30), (told, from, to, cut) => {
      const noVoids = told.told.map(({ edge }) => ({ edge, voidAt: Number.POSITIVE_INFINITY }));
      const graph = graphOf({ ...told, told: noVoids }, told.asOf >> 1);
      const before = trace(viewOf(graph, { asOf: Math.min(cut, told.asOf) }), from, to);
      const after = new Set(trace(viewOf(graph), from, to).nodes);
      for (const at of before.nodes) expect(after).toContain(at);
      for (const at of strictTrace(viewOf(graph), from, to).nodes) expect(after).toContain(at);
    }),
  );
});

test("as it was known at K is what a graph of the first K events answers", () => {
  fc.assert(
    fc.property(history, seeds, way, fc.nat(30), fc.nat(30), (told, from, to, cut, sealed) => {
      const asOf = Math.min(cut, told.asOf);
      const before = told.told
        .filter(({ edge }) => edge.position < asOf)
        .map(({ edge, voidAt }) => ({ edge, voidAt }));
      const rebuilt = loadedGraph({ ...told, told: before, asOf });
      const whole = graphOf(told, Math.min(sealed, told.asOf));
      const then = trace(viewOf(whole, { asOf }), from, to);
      const anew = trace(viewOf(rebuilt), from, to);
      expect(sorted(then.nodes)).toEqual(sorted(anew.nodes));
      expect([then.edges, then.depth]).toEqual([anew.edges, anew.depth]);
    }),
  );
});

test("a node that is not there is refused, and leaves nothing behind", () => {
  const told: History = { told: [], nodes: 4, asOf: 1 };
  const graph = loadedGraph(told);
  for (const wrong of [-1, 4, 1.5, Number.NaN]) {
    expect(() => trace(viewOf(graph), [0, wrong], "forward")).toThrow(RangeError);
    expect(() => strictTrace(viewOf(graph), [0, wrong], "forward")).toThrow(RangeError);
  }
  expect(() => viewOf(graph, { asOf: 2 })).toThrow(RangeError);
  expect([...trace(viewOf(graph), [0, 0], "mixed").nodes]).toEqual([]);
});

test("a set of nodes is its runs", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(fc.nat(200), fc.nat(1_000_000))), (nodes) => {
      const runs = runsOf(Int32Array.from(nodes));
      const all: number[] = [];
      for (let at = 0; at < runs.length; at += 2) {
        for (let member = runs[at]!; member <= runs[at + 1]!; member++) all.push(member);
        if (at > 0) expect(runs[at]!).toBeGreaterThan(runs[at - 1]! + 1);
      }
      expect(all).toEqual(sorted(nodes));
    }),
  );
});
