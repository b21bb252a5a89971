// A file system that is really full: what is refused is refused whole and said so, nothing that was
// acknowledged is lost, and with room again it goes on; also after kill -9 in the middle.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { clientOf, collect, events, nodeForTest } from "../eventstore/embedded/node-for-test.ts";

const folder = mkdtempSync(join(tmpdir(), "quota-"));
const mount = (...options: string[]) => spawnSync("mount", ["-o", ...options, folder]).status === 0;
const canMount = spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]).status === 0;
if (!canMount) process.stderr.write("quota.long.test.ts: left out, nothing can be mounted here\n");
afterAll(() => {
  if (canMount) execFileSync("umount", ["-l", folder]);
  rmSync(folder, { recursive: true, force: true });
});

const wide = () =>
  events(5).map((event) => ({ ...event, data: { index: 0, wide: "x".repeat(20_000) } }));

test.runIf(canMount)("refused whole, read on, killed, and gone on with", async () => {
  const options = { directory: folder, synchronous: "FULL", logger: silent } as const;
  const { node, client } = await nodeForTest(options);
  let kept = 0;
  let refused: unknown;
  while (refused === undefined && kept < 1_000) {
    await client.appendToStream("one", wide(), expecting(kept)).then(
      () => {
        kept += 5;
      },
      (error: unknown) => {
        refused = error;
      },
    );
  }
  // The client shows of a batch append's refusal its text alone, which begins with the code.
  expect(String(refused)).toContain("STORE_FULL");
  expect(await collect(client.readStream("one"))).toHaveLength(kept);
  const { pid } = node;
  node.kill();
  await expect.poll(() => node.pid !== pid, { timeout: 20_000 }).toBe(true);
  await client.dispose();
  const after = clientOf(node.endpoint);
  expect(await collect(after.readStream("one"))).toHaveLength(kept);
  expect(mount("remount,size=40m")).toBe(true);
  await after.appendToStream("one", wide(), expecting(kept));
  expect(await collect(after.readStream("one"))).toHaveLength(kept + 5);
  await after.dispose();
  await node.stop();
});

const expecting = (count: number) =>
  ({ expectedRevision: count === 0 ? "no_stream" : BigInt(count - 1) }) as const;

const silent = { info: () => {}, error: () => {} };
