// Starts the node's process and waits for its first line.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EmbeddedNodeFault } from "./fault.ts";
import type { FirstLine, NodeConfig } from "./node-config.ts";

const entry = fileURLToPath(new URL("./node.ts", import.meta.url));
// A long write-ahead log is played back before the node is ready.
const startMsMax = 60_000;

export interface NodeProcess {
  readonly pid: number;
  readonly endpoint: string;
  readonly network: string | undefined;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Asks it to end; it may take a moment. */
  end(): void;
  kill(): void;
}

/** Throws `EmbeddedNodeFault` when the process says that it cannot start, or says nothing. */
export async function startProcess(
  config: NodeConfig,
  onStderr: (line: string) => void,
): Promise<NodeProcess> {
  const child = spawn(process.execPath, [entry], { stdio: "pipe" });
  createInterface({ input: child.stderr }).on("line", onStderr);
  // Writing to a process that has just ended is no fault.
  child.stdin.on("error", () => {});
  child.stdin.write(`${JSON.stringify(config)}\n`);
  const exited = Promise.withResolvers<{ code: number | null; signal: string | null }>();
  child.on("error", (cause) => exited.resolve({ code: null, signal: String(cause) }));
  child.on("exit", (code, signal) => exited.resolve({ code, signal }));
  const timer = setTimeout(() => child.kill("SIGKILL"), startMsMax);
  const line = await firstLine(child, exited.promise);
  clearTimeout(timer);
  if (!line.ready) {
    await exited.promise;
    throw new EmbeddedNodeFault(line.code, line.message);
  }
  return {
    pid: child.pid ?? 0,
    endpoint: line.endpoint,
    network: line.network,
    exited: exited.promise,
    end: () => child.stdin.end(),
    kill: () => child.kill("SIGKILL"),
  };
}

async function firstLine(
  child: ChildProcessWithoutNullStreams,
  exited: Promise<{ code: number | null; signal: string | null }>,
): Promise<FirstLine> {
  const lines = createInterface({ input: child.stdout });
  const said = new Promise<FirstLine>((resolve) => {
    lines.once("line", (line) => resolve(JSON.parse(line)));
  });
  const silent = exited.then(async ({ code, signal }): Promise<FirstLine> => {
    // The line may still be on its way when the exit is told.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const message = `The node ended before it was ready (code ${code}, signal ${signal}).`;
    return { ready: false, code: "NODE_START_FAILED", message };
  });
  return Promise.race([said, silent]);
}
