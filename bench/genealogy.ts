// The genealogy engine over a made plant (--edges N), beside plain maps, a recursive query,
// frontier batches and one query for each lot in PostgreSQL, in one run. Medians.
import { createHash } from "node:crypto";
import { indexBase } from "../src/genealogy/buffer/base.ts";
import { openSnapshot, snapshotOf } from "../src/genealogy/buffer/snapshot.ts";
import { withDelta } from "../src/genealogy/graph.ts";
import { boundsOf } from "../src/genealogy/share/bounds.ts";
import { sharesOf } from "../src/genealogy/share/shares.ts";
import { commonAncestors } from "../src/genealogy/trace/common-ancestors.ts";
import { reaches } from "../src/genealogy/trace/path.ts";
import { strictTrace } from "../src/genealogy/trace/strict.ts";
import { trace } from "../src/genealogy/trace/trace.ts";
import { type View, viewOf } from "../src/genealogy/view.ts";
import type { EdgeList } from "./genealogy/edge-list.ts";
import { fillBase, loadBase, shuffled } from "./genealogy/load.ts";
import { plainMaps } from "./genealogy/plain-maps.ts";
import { makePlant } from "./genealogy/plant.ts";
import { inService } from "./genealogy/product.ts";
import { complaintsOf, nearest, pairs, type Seed, sampleLots } from "./genealogy/seeds.ts";
import { inPostgres } from "./genealogy/sql.ts";
import { type Measure, median } from "./measuring/measure.ts";

const rounds = 9;
const ranking = { limit: 20, othersMax: 20_000 };
/** As many edges may be appended as in the service before the graph is sealed again. */
const deltaOf = (edges: number): number => Math.max(1024, edges >>> 6);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

export async function run(options: { readonly edges?: number } = {}): Promise<Measure[]> {
  const { list, view, sealed } = sealedPlant(options.edges ?? 1_000_000);
  const lots = sampleLots(view, list);
  const [small, large] = [nearest(lots, 10_000), nearest(lots, 1_000_000)];
  const engine = [
    target(`rows both ways of ${list.edges} edges, ${list.nodes} nodes`, sealed, 15_000),
    ...memory(list),
    ...snapshot(view),
    ...questions(view, list, small, large),
    ...randomIds(list, large),
    besideFewer(view, small),
  ];
  if (list.edges > edgesBesideMax) return engine;
  return [
    ...engine,
    ...alternatives(view, list, small, large),
    ...(await inPostgres(view, list, small, large)),
    ...(await inService(list, small, large)),
  ];
}

/** For more, neither a Map nor the disk of a small machine has room: the engine alone. */
const edgesBesideMax = 20_000_000;

function sealedPlant(edges: number) {
  const list = makePlant(edges);
  const base = fillBase(list, { hasIntervals: true });
  const sealed = timed(1, () => indexBase(base));
  return { list, sealed, view: viewOf(withDelta(base, deltaOf(list.edges))) };
}

/** What is reached tells how long a trace takes, not what there is besides. */
function besideFewer(view: View, small: readonly Seed[]): Measure {
  const fewer = sealedPlant(1_000_000);
  const seeds = nearest(sampleLots(fewer.view, fewer.list), 10_000);
  const value = each(small, (node) => trace(view, [node], "forward"));
  const other = each(seeds, (node) => trace(fewer.view, [node], "forward"));
  return {
    ...{ bench: "genealogy", measure: `forward, ${sizeOf(small)}`, value, unit: "ms" },
    against: `${other.toFixed(2)} ms of as many among a million edges; the target is twice`,
    ratio: value / other,
  };
}

/** Milliseconds of ours beside those that were asked for. */
const target = (measure: string, value: number, most: number): Measure => ({
  ...{ bench: "genealogy", measure, value, unit: "ms", against: `the target of ${most} ms` },
  ratio: value / most,
});

function timed(times: number, what: () => unknown): number {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    what();
    taken.push(performance.now() - start);
  }
  return median(taken);
}

const sizeOf = (seeds: readonly Seed[]): string =>
  `${median(seeds.map(({ reached }) => reached))} nodes`;
const each = (seeds: readonly Seed[], what: (node: number) => unknown): number =>
  median(seeds.map(({ node }) => timed(rounds, () => what(node))));

function questions(
  view: View,
  list: EdgeList,
  small: readonly Seed[],
  large: readonly Seed[],
): Measure[] {
  const forward = (node: number) => trace(view, [node], "forward");
  const asOf = viewOf(view.graph, { asOf: Math.floor(list.edges * 0.9) });
  const happened = viewOf(view.graph, { happenedBy: Number.MAX_SAFE_INTEGER });
  const asked = pairs(list, 2000);
  const reach = asked.map(([from, to]) => timed(1, () => reaches(view, from, to)));
  const complaints = complaintsOf(view, list, small[0]!.node, 32);
  const { candidates } = commonAncestors(view, complaints, ranking);
  return [
    target(`forward, ${sizeOf(large)}`, each(large, forward), 25),
    target(`forward, ${sizeOf(small)}`, each(small, forward), 1),
    target(
      `forward as of 90 %, ${sizeOf(large)}`,
      each(large, (node) => trace(asOf, [node], "forward")),
      25,
    ),
    target(
      `forward happened by a time, ${sizeOf(large)}`,
      each(large, (node) => trace(happened, [node], "forward")),
      25,
    ),
    target(
      `forward in strict time, ${sizeOf(large)}`,
      median(large.map(({ node }) => timed(1, () => strictTrace(view, [node], "forward")))),
      200,
    ),
    target("reachability of a unit from a lot, p99", percentile(reach, 0.99), 10),
    target("reachability of a unit from a lot, p50", percentile(reach, 0.5), 10),
    target(
      `common ancestors of ${complaints.length} complaints, ${candidates} candidates`,
      timed(rounds, () => commonAncestors(view, complaints, ranking)),
      50,
    ),
    target(
      `shares, well mixed, over ${sizeOf(large)}`,
      each(large, (node) => sharesOf(view, lotOf(node), "wellMixed")),
      200,
    ),
    target(
      `bounds over ${sizeOf(large)}`,
      each(large, (node) => boundsOf(view, lotOf(node))),
      200,
    ),
  ];
}

const lotOf = (node: number) => ({ node, bad: 100, total: 100 });

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)]!;
}

function memory(list: EdgeList): Measure[] {
  return [false, true].map((hasIntervals) => {
    const { base, delta } = withDelta(fillBase(list, { hasIntervals }), deltaOf(list.edges));
    const value = (base.buffer.byteLength + delta.buffer.byteLength) / list.edges;
    const measure = `memory ${hasIntervals ? "with" : "without"} intervals, room for a delta`;
    const against = "the target of 45 bytes without";
    return { bench: "genealogy", measure, value, unit: "bytes/edge", against, ratio: value / 45 };
  });
}

function snapshot({ graph }: View): Measure[] {
  const bytes = snapshotOf(graph.base, "bench", sha256);
  const { buffer } = graph.base;
  return [
    target(
      `to a snapshot with SHA-256, ${Math.round(bytes.length / 1e6)} MB`,
      timed(1, () => snapshotOf(graph.base, "bench", sha256)),
      2000,
    ),
    target(
      "from a snapshot in memory, checked",
      timed(1, () => openSnapshot(buffer, sha256)),
      2000,
    ),
  ];
}

function randomIds(list: EdgeList, large: readonly Seed[]): Measure[] {
  const ids = shuffled(list.nodes);
  const view = viewOf(withDelta(loadBase(list, { hasIntervals: false, ids }), 64));
  const value = each(large, (node) => trace(view, [ids[node]!], "forward"));
  return [target(`forward with random ids, ${sizeOf(large)}`, value, 200)];
}

function alternatives(
  view: View,
  list: EdgeList,
  small: readonly Seed[],
  large: readonly Seed[],
): Measure[] {
  const reachedBy = plainMaps(list);
  return [small, large].map((seeds) => {
    const value = each(seeds, (node) => trace(view, [node], "forward"));
    const other = median(seeds.map(({ node }) => timed(1, () => reachedBy(node))));
    return {
      ...{ bench: "genealogy", measure: `forward, ${sizeOf(seeds)}`, value, unit: "ms" },
      against: `${other.toFixed(1)} ms of a Map of arrays and a Set`,
      ratio: value / other,
    };
  });
}
