// People at the command line: each with a terminal of their own, where the session is kept. The
// commands run in this process, which a process for each would take seconds for.
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { runProgram } from "../../../src/cli/program.ts";
import { told } from "../../../src/cli/terminal/fault.ts";
import { openTerminal } from "../../../src/cli/terminal/terminal.ts";
import { founders, passwordOf } from "../../api/people-for-test.ts";
import { type Ended, lastJson, type Program } from "../program-for-test.ts";

/** A day within what the rules of access allow of keys and grants. */
export const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

export interface Somebody {
  readonly environment: Readonly<Record<string, string>>;
  run(args: readonly string[], input?: string): Promise<Ended>;
  /** With --json; throws what was said where it did not end with 0. */
  give(args: readonly string[], input?: string): Promise<ReturnType<typeof lastJson>>;
  /** The exit code and the code of the refusal. */
  refused(args: readonly string[], input?: string): Promise<{ code: number | null; said: string }>;
}

export function at(
  { dataDirectory, folder }: Pick<Program, "dataDirectory" | "folder">,
  more: Readonly<Record<string, string>>,
): Somebody {
  const environment = { HOME: folder, DATA_DIR: dataDirectory, PORT: "0", ...more };
  const run = (args: readonly string[], input = "") => ended(environment, args, input);
  return {
    environment,
    run,
    async give(args, input) {
      const { code, out, err } = await run([...args, "--json"], input);
      if (code !== 0) throw new Error(`${args.join(" ")}: ${out}${err}`);
      return JSON.parse(out);
    },
    async refused(args, input) {
      const { code, err } = await run([...args, "--json"], input);
      return { code, said: lastJson(err).code };
    },
  };
}

async function ended(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  input: string,
): Promise<Ended> {
  const [out, err] = [collecting(), collecting()];
  const terminal = openTerminal(() => streamed(Readable.from([input])), out.stream, err.stream);
  const manner = { json: args.includes("--json"), verbose: false };
  const { signal: stop } = new AbortController();
  try {
    await runProgram(args, { environment, terminal, stop, ...manner });
    return { code: 0, out: out.text(), err: err.text() };
  } catch (error) {
    const { text, exitCode } = told(error, manner);
    return { code: exitCode, out: out.text(), err: err.text() + text };
  }
}

/** Neither of them is a terminal. */
const streamed = <Stream extends NodeJS.ReadStream | NodeJS.WriteStream>(stream: object): Stream =>
  stream as Stream;

function collecting() {
  let said = "";
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      said += piece.toString();
      done();
    },
  });
  return { stream: streamed<NodeJS.WriteStream>(stream), text: () => said };
}

export const terminalOf = (program: Program, username: string): Somebody =>
  at(program, { XDG_STATE_HOME: join(program.folder, `state-${username}`) });

export async function logIn(program: Program, username: string): Promise<Somebody> {
  const somebody = terminalOf(program, username);
  const words = ["log-in", "--username", username, "--password-stdin"];
  await somebody.give(words, `${passwordOf(username)}\n`);
  return somebody;
}

/** The first two: logged in, and the statement accepted. */
export async function establishPeople(
  program: Program,
): Promise<Readonly<Record<keyof typeof founders, Somebody>>> {
  const become = async (as: keyof typeof founders) => {
    const { username, printedName, initials } = founders[as];
    const named = ["--username", username, "--printed-name", printedName, "--initials", initials];
    const words = ["user", "first", "--as", as, ...named, "--password-stdin"];
    await terminalOf(program, username).give(words, `${passwordOf(username)}\n`);
    return accepted(await logIn(program, username));
  };
  return { administrator: await become("administrator"), security: await become("security") };
}

export async function accepted(somebody: Somebody): Promise<Somebody> {
  const { digest } = await somebody.give(["account", "statement"]);
  await somebody.give(["account", "statement", "--accept", digest]);
  return somebody;
}
