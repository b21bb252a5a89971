// Streams of kept categories: the protocol's ways to forget are refused, and told.
import { jsonEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { classic, collect, events, rejection, useNode } from "../node-for-test.ts";

const up = useNode({ keptCategories: ["batch"] });
const kept = "batch-1";
const maxCount = (count: number) => up.client.setStreamMetadata(kept, { maxCount: count });

async function told(): Promise<readonly unknown[]> {
  const found = await collect(up.client.readStream("$retention-refusals")).catch(() => []);
  return found.map(({ event }) => event?.data);
}

const link = (type: string, how = {}) =>
  up.client.appendToStream(kept, [...events(1), jsonEvent({ type, data: {} })], how);
const metadata = (data: Record<string, number> | string, how = {}) =>
  up.client.appendToStream(`$$${kept}`, jsonEvent({ type: "$metadata", data }), how);

test.each([
  ["$maxCount", () => maxCount(1), ["$maxCount"]],
  ["$maxAge", () => up.client.setStreamMetadata(kept, { maxAge: 1 }), ["$maxAge"]],
  ["$tb", () => up.client.setStreamMetadata(kept, { truncateBefore: 2 }), ["$tb"]],
  ["$acl", () => up.client.setStreamMetadata(kept, { acl: { readRoles: ["a"] } }), ["$acl"]],
  ["two at once", () => metadata({ $maxAge: 1, $tb: 1 }), ["$maxAge", "$tb"]],
  ["classic", () => metadata({ $maxCount: 1, $acl: 1 }, classic), ["$maxCount", "$acl"]],
  ["what cannot be read", () => metadata("$maxCount"), ["unreadable metadata"]],
  ["a link", () => link("$>"), ["event of a $ type"]],
  ["delete", () => up.client.deleteStream(kept), ["delete"]],
  ["tombstone", () => up.client.tombstoneStream(kept), ["tombstone"]],
] as const)("%s is refused, changes nothing and is told", async (_name, attempt, asked) => {
  const { nextExpectedRevision } = await up.client.appendToStream(kept, events(3));
  const before = await told();
  expect(await rejection(attempt())).toMatchObject({ type: "access-denied" });
  expect(await told()).toEqual([...before, { stream: kept, asked }]);
  const whole = await collect(up.client.readStream(kept));
  expect(whole.length).toBe(Number(nextExpectedRevision) + 1);
  expect((await up.client.getStreamMetadata(kept)).metadata).toBeUndefined();
});

test("no event of the store's own comes in between, by whichever call", async () => {
  const { nextExpectedRevision } = await up.client.appendToStream(kept, events(1));
  const attempts = [() => link("$>", classic), () => link("$other"), () => link("$metadata")];
  for (const attempt of attempts) {
    expect(await rejection(attempt())).toMatchObject({ type: "access-denied" });
  }
  const whole = await collect(up.client.readStream(kept));
  expect(whole.length).toBe(Number(nextExpectedRevision) + 1);
});

test("the same again and again is refused each time, and told once", async () => {
  const attempts = Array.from({ length: 200 }, () => rejection(maxCount(5)));
  for (const refused of await Promise.all(attempts)) {
    expect(refused).toMatchObject({ type: "access-denied" });
  }
  const asked = (await told()).map((data) => JSON.stringify(data));
  expect(asked.filter((one) => one.includes('["$maxCount"]')).length).toBe(1);
});

test("what was told can be neither emptied nor written by others", async () => {
  const before = await told();
  const stream = "$retention-refusals";
  const attempts = [
    () => up.client.setStreamMetadata(stream, { truncateBefore: 1_000 }),
    () => up.client.deleteStream(stream),
    () => up.client.tombstoneStream(stream),
    () => up.client.appendToStream(stream, jsonEvent({ type: "$retentionRefused", data: {} })),
  ];
  for (const attempt of attempts) {
    expect(await rejection(attempt())).toMatchObject({ type: "access-denied" });
  }
  const after = await told();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.length).toBe(before.length + attempts.length);
});

test("other metadata, other categories and other names are served", async () => {
  const before = await told();
  for (const stream of ["lot-1", "batches-1", "batch", "xbatch-1"]) {
    await up.client.appendToStream(stream, events(3));
    await up.client.setStreamMetadata(stream, { maxCount: 1, acl: { readRoles: ["a"] } });
    expect((await collect(up.client.readStream(stream))).length).toBe(1);
    await up.client.deleteStream(stream);
  }
  await up.client.appendToStream("lot-1", jsonEvent({ type: "$>", data: "0@batch-1" }));
  await up.client.appendToStream("batch-9", events(1));
  await up.client.setStreamMetadata("batch-9", { cacheControl: 10, owner: "us" });
  expect(await told()).toEqual(before);
});
