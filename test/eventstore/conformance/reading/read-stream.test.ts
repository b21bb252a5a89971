import { BACKWARDS, END, START } from "@eventstore/db-client";
import { beforeAll, describe, expect } from "vitest";
import {
  collect,
  events,
  freshStream,
  rejection,
  revisions,
} from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { useStore } from "../store-under-test.ts";

const up = useStore();
const [stream, nothing, large] = [freshStream(), freshStream(), freshStream()] as const;
// More than one page of the node's own reading.
const length = 700;
const last = length - 1;

beforeAll(async () => {
  await up.client.appendToStream(stream, events(length));
});

function read(options: Parameters<typeof up.client.readStream>[1]) {
  return collect(up.client.readStream(stream, options)).then(revisions);
}

const upTo = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe.each([
  ["from the start", { fromRevision: START }, upTo(0, length)],
  ["from a revision", { fromRevision: 650n }, upTo(650, 50)],
  ["so many", { fromRevision: 10n, maxCount: 5 }, upTo(10, 5)],
  ["exactly as many as there are", { maxCount: length }, upTo(0, length)],
] as const)("forwards %s", (_name, options, expected) => {
  promise(
    "readStream.test.ts",
    "a stream is read forwards from a revision, with it, so many",
    async () => {
      expect(await read(options)).toEqual(expected);
    },
  );
});

describe.each([
  ["from the end", { fromRevision: END }, upTo(0, length).reverse()],
  ["from a revision", { fromRevision: 49n }, upTo(0, 50).reverse()],
  ["from the start", { fromRevision: START }, [0]],
  ["so many", { fromRevision: END, maxCount: 3 }, [last, last - 1, last - 2]],
] as const)("backwards %s", (_name, options, expected) => {
  promise("read_stream_backward.cs", "a stream is read backwards the same way", async () => {
    expect(await read({ ...options, direction: BACKWARDS })).toEqual(expected);
  });
});

describe.each([
  ["from beyond the end", { fromRevision: 5_000n }, []],
  ["from the largest revision there is", { fromRevision: 2n ** 64n - 1n }, []],
  ["from the end", { fromRevision: END }, []],
  ["none", { maxCount: 0 }, []],
  [
    "backwards from beyond the end",
    { fromRevision: 5_000n, maxCount: 2, direction: BACKWARDS },
    [last, last - 1],
  ],
] as const)("%s", (_name, options, expected) => {
  promise("not documented", "beyond the end there is nothing, and no fault", async () => {
    expect(await read(options)).toEqual(expected);
  });
});

promise(
  "ReadResp.StreamNotFound",
  "a stream that is not there is told from an empty one",
  async () => {
    expect(await rejection(collect(up.client.readStream(nothing)))).toMatchObject({
      type: "stream-not-found",
      streamName: nothing,
    });
  },
);

promise(
  "readStream.test.ts",
  "an event that is read has the position that its append had",
  async () => {
    const { position } = await up.client.appendToStream(freshStream(), events(1));
    const [newest] = await collect(
      up.client.readAll({ fromPosition: position ?? START, maxCount: 1 }),
    );
    const own = await collect(up.client.readStream(newest?.event?.streamId ?? ""));
    expect(own[0]?.event?.position).toEqual(position);
    expect(position?.prepare).toBe(position?.commit);
  },
);

promise("not documented", "events of a megabyte come through whole, twenty in a row", async () => {
  const data = { filler: "x".repeat(1_000_000) };
  for (let index = 0; index < 20; index++) {
    await up.client.appendToStream(large, [{ ...events(1)[0]!, data: { ...data, index } }]);
  }
  const found = await collect(up.client.readStream(large));
  const lengths = found.map(
    ({ event }) => (event as typeof event & { data: typeof data }).data.filler.length,
  );
  expect(lengths).toEqual(Array.from({ length: 20 }, () => 1_000_000));
});
