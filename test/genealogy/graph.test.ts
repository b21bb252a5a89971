// What is written is read back: from another thread, out of a snapshot, after sealing.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { expect, test } from "vitest";
import { allocateBase, type Base } from "../../src/genealogy/buffer/base.ts";
import { headerBytes } from "../../src/genealogy/buffer/header.ts";
import { openSnapshot, roomFor, snapshotOf } from "../../src/genealogy/buffer/snapshot.ts";
import type { Edge } from "../../src/genealogy/edge.ts";
import { edgeAt } from "../../src/genealogy/edge-at.ts";
import { buffersOf, openGraph, voidPositionOf, withDelta } from "../../src/genealogy/graph.ts";
import { seal } from "../../src/genealogy/seal.ts";
import { trace } from "../../src/genealogy/trace/trace.ts";
import { edgesOfEvent, viewOf } from "../../src/genealogy/view.ts";
import { GraphWriter } from "../../src/genealogy/writer.ts";
import { capacity, emptyGraph, graphOf, history, loadedGraph, write } from "./history.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const edge = (source: number, target: number, position: number): Edge => ({
  ...{ source, target, position, kind: "consume", unit: 0, from: 0, timeBasis: "observed" },
});

test("every edge is read back as it was written, with its void and its event", () => {
  fc.assert(
    fc.property(history, fc.nat(30), (told, sealed) => {
      const graph = graphOf(told, Math.min(sealed, told.asOf));
      for (const [n, { edge, voidAt }] of told.told.entries()) {
        expect(edgeAt(graph, n)).toEqual(edge);
        const known = voidAt < told.asOf ? voidAt : Number.POSITIVE_INFINITY;
        expect(voidPositionOf(graph, n)).toBe(known);
        const [first, end] = edgesOfEvent(viewOf(graph), edge.position);
        expect(n >= first && n < end).toBe(true);
        expect(edgeAt(graph, first).position).toBe(edge.position);
        expect(end === told.told.length || edgeAt(graph, end).position > edge.position).toBe(true);
      }
    }),
  );
});

test("base and delta, sealed, are byte for byte what was loaded at once", () => {
  fc.assert(
    fc.property(history, fc.nat(30), (told, sealed) => {
      const graph = seal(graphOf(told, Math.min(sealed, told.asOf)), capacity);
      const loaded = loadedGraph(told);
      const [one, other] = [graph, loaded].map(({ base }) => wholeOf(base));
      expect(Buffer.compare(one!, other!)).toBe(0);
    }),
  );
});

test("a snapshot opens to the same graph, and not with one bit of it changed or cut", () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(7), (told, at, bit) => {
      const graph = graphOf(told);
      const bytes = snapshotOf(graph.base, "the log's id", sha256).slice();
      const opened = read(bytes);
      if (!("base" in opened)) throw new Error(opened.unusable);
      expect(opened.logId).toBe("the log's id");
      expect(opened.base.asOf).toBe(told.asOf);
      const again = withDelta(opened.base, capacity);
      for (let seed = 0; seed < told.nodes; seed += 9) {
        const [one, other] = [graph, again].map((each) => trace(viewOf(each), [seed], "forward"));
        expect(one).toEqual(other);
      }
      expect(read(bytes.subarray(0, at % bytes.length))).toHaveProperty("unusable");
      bytes[at % bytes.length]! ^= 1 << bit;
      expect(read(bytes)).toHaveProperty("unusable");
    }),
  );
});

test("what is not published is not seen, also not in part", () => {
  const graph = emptyGraph(3);
  const reader = openGraph(buffersOf(graph));
  const writer = new GraphWriter(graph);
  const reached = () => [...trace(viewOf(reader), [0], "forward").nodes];
  writer.append(edge(0, 1, 5));
  expect(reached()).toEqual([]);
  writer.publish(6);
  expect(reached()).toEqual([1]);
  writer.void(0, 7);
  writer.append(edge(0, 2, 7));
  expect(reached()).toEqual([1]);
  writer.publish(8);
  expect(reached()).toEqual([2]);
  expect([...trace(viewOf(reader, { asOf: 7 }), [0], "forward").nodes]).toEqual([1]);
});

test("the order of the log is kept: what comes late is refused", () => {
  const writer = new GraphWriter(emptyGraph(3));
  writer.append(edge(0, 1, 5));
  expect(() => writer.append(edge(0, 1, 4))).toThrow(RangeError);
  expect(() => writer.publish(5)).toThrow(RangeError);
  writer.publish(6);
  expect(() => writer.append(edge(0, 1, 5))).toThrow(RangeError);
  expect(() => writer.void(1, 6)).toThrow(RangeError);
  expect(writer.append(edge(0, 1, 6))).toBe(1);
});

test("a full delta says so, is sealed, and goes on with the event that did not fit", () => {
  const graph = emptyGraph(3);
  const writer = new GraphWriter(graph);
  for (let n = 0; n < capacity; n++) {
    writer.append(edge(0, 1 + (n % 2), n));
    writer.publish(n + 1);
  }
  expect(writer.append(edge(2, 0, capacity))).toBeUndefined();
  expect(new GraphWriter(emptyGraph(3)).append(edge(0, 1_000_000, 0))).toBeUndefined();
  const sealed = seal(graph, capacity);
  const next = new GraphWriter(sealed);
  expect(next.append(edge(2, 0, capacity))).toBe(capacity);
  next.publish(capacity + 1);
  expect([...trace(viewOf(sealed), [2], "forward").nodes]).toEqual([0, 1]);
});

test("a graph without intervals is smaller, and refuses what asks for time", () => {
  const counts = { nodes: 2, edges: 100, voids: 0, asOf: 1 };
  const [bare, timed] = [false, true].map((hasIntervals) =>
    allocateBase({ ...counts, hasIntervals }),
  );
  expect(timed!.buffer.byteLength - bare!.buffer.byteLength).toBe(1608);
  const graph = withDelta(bare!, capacity);
  expect(() => viewOf(graph, { happenedBy: 0 })).toThrow(RangeError);
});

test("a node that was first named later is not known yet, sealed or not", () => {
  const graph = withDelta(
    allocateBase({ nodes: 0, edges: 0, voids: 0, hasIntervals: true, asOf: 0 }),
    capacity,
  );
  const writer = new GraphWriter(graph);
  writer.name(1, 0);
  writer.append(edge(0, 1, 2));
  writer.name(4, 3);
  writer.publish(5);
  const known = [0, 1, 1, 2, 4, 4];
  for (const each of [graph, seal(graph, capacity), seal(seal(graph, capacity), capacity)]) {
    for (const [asOf, nodes] of known.entries()) {
      const view = viewOf(each, { asOf });
      expect(view.nodes).toBe(nodes);
      expect(() => trace(view, [nodes], "forward")).toThrow(RangeError);
      if (nodes > 0) expect(trace(view, [nodes - 1], "forward").nodes).toHaveLength(0);
    }
    expect(viewOf(each).nodes).toBe(4);
  }
  expect(writer.name(graph.delta.nodeCapacity, 5)).toBe(true);
  expect(writer.name(graph.delta.nodeCapacity + 1, 5)).toBe(false);
});

test("a worker sees whole events only, while they are written", async () => {
  const length = 20_000;
  const base = allocateBase({ nodes: 1, edges: 0, voids: 0, hasIntervals: true, asOf: 0 });
  const graph = withDelta(base, 4 * length);
  const worker = new Worker(new URL("chain-reader.ts", import.meta.url), {
    workerData: { buffers: buffersOf(graph), length },
  });
  const answered = once(worker, "message");
  await once(worker, "online");
  const writer = new GraphWriter(graph);
  // Event n leads on to node n + 1, and to a dead end that it takes back from the event before.
  for (let n = 0; n < length; n++) {
    if (n > 0) expect(writer.void(2 * n - 1, n)).toBe(true);
    writer.append(edge(n, n + 1, n));
    writer.append(edge(n, length + 1 + n, n));
    writer.publish(n + 1);
    if (n % 64 === 0) await new Promise(setImmediate);
  }
  const [{ answers, wrong }] = await answered;
  expect(wrong).toEqual([]);
  expect(answers).toBeGreaterThan(1);
  await worker.terminate();
});

test("two sealings lose nothing", () => {
  fc.assert(
    fc.property(history, fc.nat(30), fc.nat(10), (told, sealed, more) => {
      const sealedAt = Math.min(sealed, told.asOf);
      const twice = graphOf(told, sealedAt, Math.min(sealedAt + more, told.asOf));
      const never = emptyGraph(told.nodes);
      write(new GraphWriter(never), told, 0, told.asOf);
      const bytes = [twice, never].map((graph) => wholeOf(seal(graph, capacity).base));
      expect(Buffer.compare(bytes[0]!, bytes[1]!)).toBe(0);
    }),
  );
});

/** With the rows, which are in no file. */
const wholeOf = ({ buffer }: Base): Uint8Array => new Uint8Array(buffer);

function read(bytes: Uint8Array): ReturnType<typeof openSnapshot> {
  const room = roomFor(shared(bytes.subarray(0, headerBytes)), bytes.length);
  if (typeof room === "string") return { unusable: room };
  new Uint8Array(room).set(bytes);
  return openSnapshot(room, sha256);
}

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
