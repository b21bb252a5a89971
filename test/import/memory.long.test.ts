import { fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { startEmbeddedNode } from "../../src/eventstore/embedded/supervisor.ts";
import { sharedData, testOnData } from "../shared-data.ts";

const copies = 100;
const growthMax_bytes = 64 * 1024 * 1024;

testOnData(
  "tablets/campaign-43",
  "the series a hundred times over: 64 MB of heap at most",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "memory-"));
    const node = await startEmbeddedNode({
      directory: join(folder, "log"),
      socket: join(folder, "n.sock"),
      synchronous: "NORMAL",
    });
    try {
      await writeCopies(folder);
      const script = new URL("heap-of-import.ts", import.meta.url);
      const child = fork(script, [folder, node.endpoint], { execArgv: ["--expose-gc"] });
      const [told] = await Promise.race([once(child, "message"), once(child, "exit")]);
      expect(told).toMatchObject({ batches: 8 });
      expect(told.growth_bytes).toBeLessThan(growthMax_bytes);
    } finally {
      await node.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

/** Each batch runs a hundred times as long, with the readings that it had, again and again. */
async function writeCopies(folder: string): Promise<void> {
  await cp(sharedData("tablets/campaign-43/laboratory.csv"), join(folder, "laboratory.csv"));
  const text = await readFile(sharedData("tablets/campaign-43/press_10s.csv"), "utf8");
  const [header = "", ...rows] = text.trimEnd().split("\n");
  const out = createWriteStream(join(folder, "press_10s.csv"));
  out.write(`${header}\n`);
  let at = Date.UTC(2019, 3, 15);
  for (const batch of Map.groupBy(rows, (row) => row.split(";")[2]).values()) {
    for (let n = 0; n < copies; n += 1) {
      const stamped = batch.map((row) => {
        at += 10_000;
        const stamp = new Date(at).toISOString().slice(0, 19).replace("T", " ");
        return `${stamp}${row.slice(row.indexOf(";"))}\n`;
      });
      if (!out.write(stamped.join(""))) await once(out, "drain");
    }
  }
  out.end();
  await once(out, "finish");
}
