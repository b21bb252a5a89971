// The embedded node's process: the supervisor starts it and reads one line from its stdout, which
// says where it listens or why it cannot. It ends when its parent says so or is gone: at the end
// of stdin.

import { lockDataFolder } from "./data-lock.ts";
import { chooseEndpoint, endpointText } from "./endpoint.ts";
import { EmbeddedNodeFault } from "./fault.ts";
import { stderrLog } from "./log.ts";
import type { FirstLine, NodeConfig } from "./node-config.ts";
import { serve } from "./server.ts";
import { passFence } from "./store/fence.ts";
import { Store } from "./store/store.ts";

const faultExit = 1;

async function start(config: NodeConfig): Promise<void> {
  // Files and socket are for this user only.
  process.umask(0o077);
  const wanted = chooseEndpoint(config);
  const unlock = lockDataFolder(config.directory);
  passFence(config.directory, config.movingTo);
  const store = await Store.open({
    directory: config.directory,
    synchronous: config.synchronous,
    isReadOnly: config.movingTo !== undefined,
    onWriterLost: (error) => die("WRITER_LOST", error),
  });
  const server = await serve(store, wanted, stderrLog);
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await server.stop();
    unlock();
    process.exit(0);
  };
  process.stdin.on("end", stop).resume();
  say({ ready: true, endpoint: endpointText(server.endpoint) });
}

/** Starting again from the disk is what every path of recovery is tested for; going on is not. */
function die(code: string, error: unknown): never {
  stderrLog.error(code, error);
  process.exit(faultExit);
}

function say(line: FirstLine, then?: () => void): void {
  process.stdout.write(`${JSON.stringify(line)}\n`, then);
}

// Ctrl-C, and SIGTERM of a supervisor, go to the whole group of processes. The parent decides what
// they mean: it still has requests to answer, which need this one.
process.on("SIGINT", () => {}).on("SIGTERM", () => {});
process.on("uncaughtException", (error) => die("UNCAUGHT", error));
process.on("unhandledRejection", (error) => die("UNHANDLED", error));

try {
  const config: NodeConfig = JSON.parse(process.argv[2] ?? "{}");
  await start(config);
} catch (error) {
  const code = error instanceof EmbeddedNodeFault ? error.code : "NODE_START_FAILED";
  const message = error instanceof Error ? error.message : String(error);
  say({ ready: false, code, message }, () => process.exit(faultExit));
}
