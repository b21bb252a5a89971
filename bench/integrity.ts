// The log that proves itself: hashed, verified and proven, each beside what a user would pick
// instead: rows in a table that are chained by a hash, and checked by SQL. Medians of interleaved
// rounds in one run.
import { readModels } from "../src/cli/instance/read-models.ts";
import type { Database } from "../src/database/connection.ts";
import { migrate } from "../src/database/migrate.ts";
import type { LoggedBytes } from "../src/eventstore/stored-event.ts";
import { entryHash } from "../src/integrity/entry.ts";
import { printInclusion } from "../src/integrity/tlog-proof.ts";
import { leafHash } from "../src/integrity/tree/merkle.ts";
import { Edge } from "../src/integrity/tree/tile.ts";
import { integrity } from "../src/projections/integrity/integrity.ts";
import { inclusionAt } from "../src/projections/integrity/tree.ts";
import { verifyLog } from "../src/projections/integrity/verify-log.ts";
import { appendChain, checkChain } from "./integrity/hash-chain.ts";
import { fillTiles } from "./integrity/large-tree.ts";
import { withDatabase } from "./measuring/database.ts";
import { type Measure, median } from "./measuring/measure.ts";
import { DecodedLog } from "./projection/decoded-log.ts";
import { type FilledNode, fillNode } from "./projection/end-to-end.ts";
import { history } from "./projection/history.ts";
import { eventCount, project } from "./projection.ts";

const rounds = 3;
const largeSize = 10_000_000;
const proofs = 200;

export async function run(): Promise<Measure[]> {
  return withDatabase(async (database, folder) => {
    await migrate(database.kysely);
    const events = history(eventCount);
    await using node = await fillNode(folder, events);
    const decoded = new DecodedLog(events);
    const whole = { log: decoded, codec: decoded };
    const share = await shareOfTree(database, whole);
    await project(database, node, [integrity]);
    const stored = await Array.fromAsync(node.eventLog.readAllBytes());
    return [...(await rates(database, node, stored)), ...share, ...(await large(database))];
  });
}

const perSecond = async (count: number, work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - start);
};

async function rates(
  database: Database,
  node: FilledNode,
  stored: readonly LoggedBytes[],
): Promise<Measure[]> {
  const { length } = stored;
  const [hashed, chained, verified, asked, checked]: number[][] = [[], [], [], [], []];
  for (let round = 0; round < rounds; round++) {
    hashed?.push(await perSecond(length, () => grow(stored)));
    chained?.push(await perSecond(length, () => appendChain(database.pool, stored)));
    const taken = await verify(database, node);
    verified?.push((length * 1_000) / taken.read_ms);
    asked?.push((taken.streams * 1_000) / taken.asked_ms);
    checked?.push(await perSecond(length, () => checkChain(database.pool)));
  }
  const rate = (measure: string, ours: number[] = [], against: string, theirs: number[] = []) => ({
    bench: "integrity",
    measure,
    value: median(ours),
    unit: "events/s",
    against,
    ratio: median(ours) / median(theirs),
  });
  return [
    rate("hash and append leaves", hashed, "rows chained by a hash in PostgreSQL", chained),
    rate("verify bytes, macs and tree", verified, "the chain checked by SQL, no macs", checked),
    { ...rate("verify: streams asked for their ends", asked, "events read", verified), unit: "/s" },
  ];
}

function grow(stored: readonly LoggedBytes[]): void {
  const edge = new Edge();
  for (const bytes of stored) edge.append(leafHash(entryHash(bytes)));
  if (edge.touched().length === 0) throw new Error("No tree has grown.");
}

/** Bytes, macs and tree; and then, apart, what the store gives of each stream. */
async function verify({ kysely }: Database, { eventLog, macKey }: FilledNode) {
  const start = performance.now();
  let [read_ms, streams] = [0, 0];
  const publicKey = Buffer.alloc(32);
  const verifier = { name: "batchproof/bench", type: "ed25519", publicKey } as const;
  const { size, findings } = await verifyLog({
    log: eventLog,
    kysely,
    macKey,
    checkpoints: [],
    later: [],
    epochs: async () => [{ verifier, from: 0, begunBy: "first", left: [], handOver: undefined }],
    untilTreeHas: async () => {},
    onAsked(done, all) {
      if (done === 0) [read_ms, streams] = [performance.now() - start, all];
    },
  });
  if (size !== eventCount || findings.length > 0) throw new Error(JSON.stringify(findings[0]));
  return { read_ms, streams, asked_ms: performance.now() - start - read_ms };
}

/** What the tree costs beside all other read models. */
async function shareOfTree(
  database: Database,
  source: Parameters<typeof project>[1],
): Promise<Measure[]> {
  const others = readModels.filter(({ name }) => name !== integrity.name);
  const [withTree, without]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const one = await project(database, source, readModels);
    const other = await project(database, source, others);
    // The first round warms up.
    if (round === 0) continue;
    withTree.push(one);
    without.push(other);
  }
  const value = median(withTree);
  const against = "the same without the tree";
  const measure = "all read models from decoded events";
  const ratio = value / median(without);
  return [{ bench: "integrity", measure, value, unit: "events/s", against, ratio }];
}

/** One event among ten million. */
async function large(database: Database): Promise<Measure[]> {
  await fillTiles(database.pool, largeSize);
  const taken: number[] = [];
  let bytes = 0;
  for (let n = 0; n < proofs; n++) {
    const index = Math.floor((n * 7_919_317) % largeSize);
    const start = performance.now();
    const path = await inclusionAt(database.kysely, index, largeSize);
    taken.push(performance.now() - start);
    bytes = Math.max(bytes, Buffer.byteLength(printInclusion({ index, path })));
  }
  // A chain proves an event by every hash that follows it: half of them on average.
  const chainBytes = (largeSize / 2) * 32;
  const start = performance.now();
  await checkChain(database.pool);
  const chain_ms = ((performance.now() - start) * largeSize) / 2 / eventCount;
  const of = "one event of 10 million";
  const bench = "integrity";
  const ms = median(taken);
  return [
    { bench, measure: `inclusion proof, ${of}`, value: ms, unit: "ms", ...chainAs(ms, chain_ms) },
    { bench, measure: `its size, ${of}`, value: bytes, unit: "B", ...chainAs(bytes, chainBytes) },
  ];
}

const chainAs = (ours: number, theirs: number) => ({
  against: "half of a chain of 10 million (extrapolated)",
  ratio: ours / theirs,
});
