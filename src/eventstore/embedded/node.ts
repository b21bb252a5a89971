// The embedded node's process: the supervisor starts it and reads one line from its stdout, which
// says where it listens or why it cannot. It ends when its parent says so or is gone: at the end
// of stdin.
import type { Readable } from "node:stream";
import { lockDataFolder } from "./data-lock.ts";
import { chooseEndpoint, endpointText } from "./endpoint.ts";
import { EmbeddedNodeFault } from "./fault.ts";
import { stderrLog } from "./log.ts";
import type { FirstLine, NodeConfig } from "./node-config.ts";
import { serve } from "./server.ts";
import { passFence } from "./store/fence.ts";
import { Store } from "./store/store.ts";

const faultExit = 1;
const stopMsMax = 20_000;

async function start(config: NodeConfig): Promise<void> {
  // Files and socket are for this user only.
  process.umask(0o077);
  chooseEndpoint(config);
  const unlock = lockDataFolder(config.directory);
  passFence(config.directory, config.movingTo);
  const store = await Store.open({
    directory: config.directory,
    synchronous: config.synchronous,
    isReadOnly: config.movingTo !== undefined,
    keptCategories: config.keptCategories,
    onWriterLost: (error) => die("WRITER_LOST", error),
  });
  const server = await serve(store, config, stderrLog);
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    // Nobody may be there any more who would end it by force.
    setTimeout(() => die("NODE_STOP_TIMED_OUT", "It was told to end."), stopMsMax).unref();
    await server.stop();
    unlock();
    process.exit(0);
  };
  process.stdin.on("end", stop).resume();
  const network = server.network && { network: endpointText(server.network) };
  say({ ready: true, endpoint: endpointText(server.endpoint), ...network });
}

/** Starting again from the disk is what every path of recovery is tested for; going on is not. */
function die(code: string, error: unknown): never {
  stderrLog.error(code, error);
  process.exit(faultExit);
}

/** The rest of the stream is left unread, so that its end can be noticed. */
function firstLine(stream: Readable): Promise<string> {
  let text = "";
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end === -1) return;
      stream.off("data", take).off("end", reject).pause();
      resolve(text.slice(0, end));
    };
    stream.on("data", take).on("end", reject);
  });
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
  const config: NodeConfig = JSON.parse(await firstLine(process.stdin));
  await start(config);
} catch (error) {
  const code = error instanceof EmbeddedNodeFault ? error.code : "NODE_START_FAILED";
  const message = error instanceof Error ? error.message : String(error);
  say({ ready: false, code, message }, () => process.exit(faultExit));
}
