import { BACKWARDS, END, START } from "@eventstore/db-client";
import { beforeAll, describe, expect, test } from "vitest";
import { collect, events, freshStream, rejection, revisions } from "../embedded/node-for-test.ts";
import { useStore } from "./store-under-test.ts";

const up = useStore("readStream");
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

describe("forwards", () => {
  test.each([
    ["from the start", { fromRevision: START }, upTo(0, length)],
    ["from a revision, with it", { fromRevision: 650n }, upTo(650, 50)],
    ["from beyond the end", { fromRevision: 5_000n }, []],
    ["from the largest revision there is", { fromRevision: 2n ** 64n - 1n }, []],
    ["from the end", { fromRevision: END }, []],
    ["so many", { fromRevision: 10n, maxCount: 5 }, upTo(10, 5)],
    ["exactly as many as there are", { maxCount: length }, upTo(0, length)],
    ["none", { maxCount: 0 }, []],
  ] as const)("%s", async (_name, options, expected) => {
    expect(await read(options)).toEqual(expected);
  });
});

describe("backwards", () => {
  test.each([
    ["from the end", { fromRevision: END }, upTo(0, length).reverse()],
    ["from a revision, with it", { fromRevision: 49n }, upTo(0, 50).reverse()],
    ["from beyond the end", { fromRevision: 5_000n, maxCount: 2 }, [last, last - 1]],
    ["from the start", { fromRevision: START }, [0]],
    ["so many", { fromRevision: END, maxCount: 3 }, [last, last - 1, last - 2]],
  ] as const)("%s", async (_name, options, expected) => {
    expect(await read({ ...options, direction: BACKWARDS })).toEqual(expected);
  });
});

test("a stream that is not there", async () => {
  expect(await rejection(collect(up.client.readStream(nothing)))).toMatchObject({
    type: "stream-not-found",
    streamName: nothing,
  });
});

test("events of a megabyte come through whole", async () => {
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
