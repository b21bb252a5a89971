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
  const terminal = openTerminal(process.stdout, process.stderr);
  const stop = stopSignal();
  try {
    await runProgram(args, { environment: process.env, terminal, stop, ...manner });
  } catch (error) {
    const { text, exitCode } = told(error, manner);
    terminal.note(text);
    process.exitCode = exitCode;
  }
}

/** Aborts at the first signal. What comes after is what was begun: to end in good order. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => stopping.abort());
  }
  return stopping.signal;
}
