// Reads of a stream that hides most of its events.
import { EventEmitter } from "node:events";
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import { expect, test } from "vitest";
import { type ReadHandler, readHandler } from "../../../../src/eventstore/embedded/reads/read.ts";
import type { StoredRecord } from "../../../../src/eventstore/embedded/store/record.ts";
import type { Store } from "../../../../src/eventstore/embedded/store/store.ts";
import type { StreamState } from "../../../../src/eventstore/embedded/store/stream-state.ts";
import { LiveCalls } from "../../../../src/eventstore/embedded/streams/live-calls.ts";

const length = 100_000;
const empty = new Uint8Array();
const recordAt = (revision: number): StoredRecord => ({
  ...{ position: revision, revision, stream: "s", id: new Uint8Array(16), type: "T" },
  ...{ contentType: "application/json", createdMs: 0, metadata: empty, data: empty },
});

function requestOf(name: string, backwards: boolean): streamsPb.ReadReq {
  const identifier = new sharedPb.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name).toString("base64"));
  const stream = new streamsPb.ReadReq.Options.StreamOptions();
  stream.setStreamIdentifier(identifier);
  if (backwards) stream.setEnd(new sharedPb.Empty());
  else stream.setStart(new sharedPb.Empty());
  const options = new streamsPb.ReadReq.Options();
  options.setStream(stream);
  options.setReadDirection(backwards ? 1 : 0);
  options.setCount(String(length));
  const request = new streamsPb.ReadReq();
  request.setOptions(options);
  return request;
}

/** Answers of a read of it, rows that were fetched, and turns that others had meanwhile. */
async function read(rules: Partial<StreamState>, backwards: boolean) {
  const rest = { id: 1, name: "s", nextRevision: length, condition: 0 };
  const stream = { ...rest, truncateBefore: 0, maxCount: null, maxAgeS: null, ...rules };
  const seen = { answers: 0, rows: 0, turns: 0 };
  const page = (from: number, step: 1 | -1, limit = 512) => {
    const revisions = Array.from({ length: Math.min(limit, 512) }, (_, n) => from + step * n);
    const rows = revisions.filter((one) => one >= 0 && one < length).map(recordAt);
    seen.rows += rows.length;
    // As long as a page of a busy disk.
    const until = performance.now() + 1;
    while (performance.now() < until);
    return rows;
  };
  const reader = {
    stream: (name: string) => (name === "s" ? stream : undefined),
    streamForwards: (_: unknown, from: number, limit?: number) => page(from, 1, limit),
    streamBackwards: (_: unknown, from: number, limit?: number) => page(from, -1, limit),
  };
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const call = Object.assign(new EventEmitter(), {
    request: requestOf("s", backwards),
    write: () => {
      seen.answers += 1;
      return true;
    },
    end,
  });
  const parts = { store: { reader } as unknown as Store, calls: new LiveCalls(), log: console };
  const ticking = setInterval(() => {
    seen.turns += 1;
  }, 1);
  readHandler(parts as never, false)(call as unknown as Parameters<ReadHandler>[0]);
  await ended;
  clearInterval(ticking);
  return seen;
}

test.each([false, true])("what $maxCount hides is not fetched (backwards: %s)", async (back) => {
  const { answers, rows } = await read({ maxCount: 10 }, back);
  expect(answers).toBe(10);
  expect(rows).toBeLessThan(1_000);
});

test("others have their turn while a read passes over what $maxAge hides", async () => {
  const { answers, turns } = await read({ maxAgeS: 1 }, false);
  expect(answers).toBe(0);
  expect(turns).toBeGreaterThan(3);
});
