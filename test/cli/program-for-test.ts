// The program as people run it: a process of its own, in a folder of its own, on a port of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const entry = join(import.meta.dirname, "../../bin/batchproof.mjs");

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Serving {
  readonly address: string;
  readonly founders: readonly { readonly as: string; readonly link: string }[];
  readonly pid: number;
  readonly process: ChildProcess;
  /** SIGTERM, as `kill` and a supervisor send it. */
  stop(): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

export interface Refused {
  readonly said: ReturnType<typeof JSON.parse>;
  readonly report: ReturnType<typeof JSON.parse>;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Program extends AsyncDisposable {
  /** Where the data folder is, and what else the commands are run with. */
  readonly folder: string;
  readonly dataDirectory: string;
  run(args: readonly string[], more?: Running): Promise<Ended>;
  /** With --json: what it answered. Throws where it did not. */
  answer(args: readonly string[], more?: Running): Promise<ReturnType<typeof JSON.parse>>;
  /** With --json: what it said on its way to exit code 1, and what it answered beside. */
  refused(args: readonly string[], more?: Running): Promise<Refused>;
  /** The same as `run`, to be looked at or ended meanwhile. */
  start(args: readonly string[], more?: Running): Started;
  serve(more?: Running): Promise<Serving>;
}

export interface Running {
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What is piped in; nothing else. */
  readonly input?: string;
}

export async function openProgram(environment: Running["environment"] = {}): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-cli-"));
  // Where root runs the tests, the account of PostgreSQL may look into it too.
  await chmod(folder, 0o755);
  const dataDirectory = join(folder, "data");
  const running = new Set<ChildProcess>();
  const spawned = (
    args: readonly string[],
    { environment: more, cwd = folder, input }: Running,
  ) => {
    const { PATH = "", HOME = "" } = process.env;
    const XDG_STATE_HOME = join(folder, "state");
    const child = spawn(process.execPath, [entry, ...args], {
      cwd,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      env: {
        ...{ PATH, HOME, XDG_STATE_HOME, DATA_DIR: dataDirectory, PORT: "0" },
        ...environment,
        ...more,
      },
    });
    child.stdin?.end(input);
    running.add(child);
    child.once("exit", () => running.delete(child));
    return child;
  };
  const run: Program["run"] = (args, more = {}) => ended(spawned(args, more));
  return {
    folder,
    dataDirectory,
    run,
    async answer(args, more) {
      const { code, out, err } = await run([...args, "--json"], more);
      if (code !== 0) throw new Error(`${args.join(" ")}: ${out}${err}`);
      return JSON.parse(out);
    },
    async refused(args, more) {
      const { code, out, err } = await run([...args, "--json"], more);
      if (code !== 1) throw new Error(`${args.join(" ")} ended with ${code}: ${out}${err}`);
      return { said: lastJson(err), report: out === "" ? undefined : JSON.parse(out) };
    },
    start(args, more = {}) {
      const child = spawned(args, more);
      return { process: child, ended: ended(child) };
    },
    serve: (more = {}) => serving(spawned(["serve", "--json"], more)),
    async [Symbol.asyncDispose]() {
      for (const child of running) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function ended(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("The streams of the process are not piped.");
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, "close")]);
  return { code: child.exitCode, out, err };
}

async function serving(child: ChildProcess): Promise<Serving> {
  const all = ended(child);
  const { promise: line, resolve } = Promise.withResolvers<string>();
  let said = "";
  child.stdout?.on("data", (piece: Buffer) => {
    said += piece;
    if (said.includes("\n")) resolve(said);
  });
  const first = await Promise.race([line, all]);
  if (typeof first !== "string") throw new Error(`It did not serve: ${first.err}`);
  const { address, pid, founders = [] } = JSON.parse(first);
  return {
    address,
    founders,
    pid,
    process: child,
    ended: all,
    async stop() {
      child.kill("SIGTERM");
      return all;
    },
  };
}

/** The last line of what was said, which commands with --json make one object. */
export const lastJson = (said: string) => JSON.parse(said.trim().split("\n").at(-1) ?? "");
