// The composition root: the only file that reads the environment. `bin/batchproof.mjs` calls it on
// the pinned Node.
import { runProgram } from "./cli/program.ts";
import { told } from "./cli/terminal/fault.ts";
import { openTerminal } from "./cli/terminal/terminal.ts";

/**
 * Runs one command and sets the exit code: 0 done, 1 refused or verification failed, 2 wrong usage.
 */
export async function main(args: readonly string[]): Promise<void> {
  const manner = { json: args.includes("--json"), verbose: args.includes("--verbose") };
  const terminal = openTerminal(() => process.stdin, process.stdout, process.stderr);
  const stop = stopSignal();
  try {
    await runProgram(args, { environment: process.env, terminal, stop, ...manner });
  } catch (error) {
    const { text, exitCode } = told(error, manner);
    terminal.note(text);
    process.exitCode = exitCode;
  } finally {
    // What was broken off may still wait for an answer; it keeps nobody here.
    if (stop.aborted) setTimeout(() => process.exit(), lingering_ms).unref();
  }
}

/** Aborts at the first signal, to end in good order. Whoever asks again after a while is obeyed. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  let stoppedAt = 0;
  const stop = () => {
    // Ctrl-C reaches this process from the terminal, and again from the one that started it.
    if (stopping.signal.aborted && performance.now() - stoppedAt > again_ms) process.exit(130);
    if (!stopping.signal.aborted) stoppedAt = performance.now();
    stopping.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return stopping.signal;
}

const again_ms = 500;
const lingering_ms = 3_000;
