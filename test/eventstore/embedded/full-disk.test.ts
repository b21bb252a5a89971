// The log may not grow any more (a limit on the size of the node's files, lifted again): appends
// are refused, nothing of them is in the log, reads go on, and so do appends once there is room.
import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collect, events, freshStream, useNode } from "./node-for-test.ts";

const up = useNode({ logger: { info: () => {}, error: () => {} } });
const canLimit = spawnSync("prlimit", ["--version"]).status === 0;
if (!canLimit) process.stderr.write("full-disk.test.ts: left out, there is no prlimit here\n");

function limitFiles(bytes: number | "unlimited"): void {
  execFileSync("prlimit", [`--fsize=${bytes}:unlimited`, "--pid", String(up.node.pid)]);
}

function logBytes(): number {
  const file = join(up.directory, "events.sqlite");
  return Math.max(statSync(file).size, statSync(`${file}-wal`).size);
}

test.runIf(canLimit)("appends are refused whole while the disk is full, reads go on", async () => {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(10));
  const { pid } = up.node;
  limitFiles(logBytes() + 100_000);
  const wide = () =>
    events(20).map((event) => ({ ...event, data: { index: 0, wide: "x".repeat(10_000) } }));
  const results = [];
  for (let index = 0; index < 20; index++) {
    const batch = Array.from({ length: 5 }, () => up.client.appendToStream(stream, wide()));
    results.push(...(await Promise.allSettled(batch)));
  }
  const accepted = results.filter(({ status }) => status === "fulfilled").length;
  expect(accepted).toBeLessThan(results.length);
  expect((await collect(up.client.readStream(stream))).length).toBe(10 + 20 * accepted);
  limitFiles("unlimited");
  const appended = await up.client.appendToStream(stream, wide());
  expect(appended.nextExpectedRevision).toBe(BigInt(10 + 20 * accepted + 20 - 1));
  expect((await collect(up.client.readStream(stream))).length).toBe(10 + 20 * accepted + 20);
  expect(up.node.pid).toBe(pid);
});
