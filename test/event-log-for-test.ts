// One embedded node per test file, reached through the official client; nothing is left behind.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedNode } from "../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../src/eventstore/event-log.ts";
import type { EventLog } from "../src/eventstore/port.ts";

export interface LogForTest extends AsyncDisposable {
  readonly log: EventLog;
  readonly node: Awaited<ReturnType<typeof startEmbeddedNode>>;
}

export async function startLog(): Promise<LogForTest> {
  const directory = await mkdtemp(join(tmpdir(), "log-"));
  const node = await startEmbeddedNode({
    directory,
    socket: join(directory, "n.sock"),
    // A test's log need not outlive a power cut; kill -9 loses nothing either way.
    synchronous: "NORMAL",
  });
  const log = await openEventLog({ endpoint: node.endpoint });
  return {
    log,
    node,
    async [Symbol.asyncDispose]() {
      await log.close();
      await node.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
