// The same over the real event store, through the official client.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedNode } from "../../../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../../../src/eventstore/event-log.ts";
import { numberedLog } from "../../../src/eventstore/numbered-log.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { codec } from "./memory-log.ts";
import { manyCharged, noted, openSetting, soon } from "./setting.ts";
import type { ToyEvent } from "./toy.ts";

async function append(log: EventLog, stream: string, events: readonly ToyEvent[]): Promise<void> {
  const proposed = events.map(({ type, data }) => ({
    id: randomUUID(),
    type,
    data: { ...data },
    metadata: {},
  }));
  await log.append(stream, proposed, "any");
}

test("what is appended is read soon after, across restarts of projector and store", async () => {
  await using setting = await openSetting();
  const directory = await mkdtemp(join(tmpdir(), "log-"));
  const place = { directory, socket: join(directory, "n.sock"), synchronous: "NORMAL" as const };
  let node = await startEmbeddedNode(place);
  const log = await openEventLog({ endpoint: node.endpoint });
  try {
    await append(log, "toy-1", manyCharged(700));
    const first = setting.start(numberedLog(log, codec));
    expect(await first.waitFor(699, soon)).toBe(true);
    await append(log, "toy-2", [noted("live")]);
    expect(await first.waitFor(700, soon)).toBe(true);

    await node.stop();
    node = await startEmbeddedNode(place);
    await append(log, "toy-3", [noted("after the store was away")]);
    expect(await first.waitFor(701, soon)).toBe(true);
    await first.stop();

    await append(log, "toy-4", [noted("after the projector was away")]);
    const second = setting.start(numberedLog(log, codec));
    expect(await second.waitFor(702, soon)).toBe(true);
    expect(await setting.query("select position, stream from notes.note order by 1")).toEqual([
      { position: 700, stream: "toy-2" },
      { position: 701, stream: "toy-3" },
      { position: 702, stream: "toy-4" },
    ]);
    const reports = await second.rebuildAll({ verify: true });
    expect(reports.map(({ equal, asOf }) => ({ equal, asOf }))).toEqual([
      { equal: true, asOf: 703 },
      { equal: true, asOf: 703 },
    ]);
    await second.stop();
  } finally {
    await log.close();
    await node.stop();
    await rm(directory, { recursive: true, force: true });
  }
});
