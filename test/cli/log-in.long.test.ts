// Logging in at a terminal: a real one, of Python's `pty`, with the program as people run it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passwordOf } from "../api/people-for-test.ts";
import { clientOf } from "../api/service-for-test.ts";
import { at, type Somebody } from "./administration/people-for-test.ts";
import { lastJson, openProgram, type Program, type Serving } from "./program-for-test.ts";

let program: Program;
let serving: Serving;
let here: Somebody;
beforeAll(async () => {
  program = await openProgram();
  serving = await program.serve();
  here = at(program, { XDG_STATE_HOME: join(program.folder, "state") });
});
afterAll(() => program[Symbol.asyncDispose]());

const password = passwordOf("ada");
const first = ["user", "first", "--username", "ada", "--printed-name", "Ada Novak"];

test("the first administrator types the password twice, unseen", async () => {
  const words = [...first, "--initials", "AN", "--json"];
  const different = await typed(words, ["New password: ", password], ["again: ", "another one"]);
  expect(different.code).toBe(1);
  expect(lastJson(different.said)).toMatchObject({ code: "PASSWORDS_DIFFER" });
  const made = await typed(words, ["New password: ", password], ["again: ", password]);
  expect(made.code).toBe(0);
  expect(lastJson(made.said)).toMatchObject({ username: "ada" });
  for (const { said } of [different, made]) expect(said).not.toContain(password);
  expect(await here.refused(words)).toEqual({ code: 1, said: "ALREADY_EXISTS" });
}, 60_000);

test("a person logs in; the session is theirs alone, for this folder [P11-10d]", async () => {
  expect(await here.refused(["log-in", "--username", "ada"])).toMatchObject({
    said: "TERMINAL_NEEDED",
  });
  const wrong = await here.refused(["log-in", "--username", "ada", "--password-stdin"], "no\n");
  expect(wrong).toEqual({ code: 1, said: "LOG_IN_FAILED" });
  const { code, said } = await typed(["log-in"], ["Username: ", "ada"], ["Password: ", password]);
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("Logged in until") });
  expect(said).not.toContain(password);
  const folder = join(program.folder, "state", "batchproof");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const [file = "", ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  const who = await program.run(["who", "--json"]);
  expect(lastJson(who.out)).toMatchObject({ actor: { username: "ada" } });
}, 60_000);

test("the statement is read and accepted at the terminal [P11-10j]", async () => {
  const no = await typed(["account", "statement"], ["Type yes: ", "no"]);
  expect(no).toMatchObject({ code: 0, said: expect.stringContaining("are mine alone") });
  expect(await here.give(["account", "statement"])).toMatchObject({ accepted: false });
  const yes = await typed(["account", "statement"], ["Type yes: ", "yes"]);
  expect(yes).toMatchObject({ code: 0, said: expect.stringContaining("You have accepted it") });
  expect(await here.give(["account", "statement"])).toMatchObject({ accepted: true });
}, 60_000);

test("a locked session asks for the password again [P11-10d]", async () => {
  const token = tokenHere();
  const cookie = `batchproof-session=${token}`;
  await clientOf(serving.address, { cookie }).post("/v1/session/lock", {});
  expect(await here.give(["who"])).toMatchObject({ locked: true });
  expect(await here.refused(["user", "list"])).toEqual({ code: 1, said: "SESSION_LOCKED" });
  const opened = await typed(["user", "list"], ["Password of ada: ", password]);
  expect(opened).toMatchObject({ code: 0, said: expect.stringContaining("Ada Novak") });
  expect(await here.give(["who"])).toMatchObject({ locked: false });
}, 60_000);

test("a person changes their own password, unseen, by the present one [P11-300b]", async () => {
  const words = ["account", "password", "--json"];
  const fresh = "seven lamps in the harbour";
  const wrong = await here.refused([...words, "--password-stdin"], `not it\n${fresh}\n`);
  expect(wrong).toEqual({ code: 1, said: "LOG_IN_FAILED" });
  const unfit = await here.refused([...words, "--password-stdin"], `${password}\nqwertyuiop12\n`);
  expect(unfit).toEqual({ code: 1, said: "PASSWORD_UNFIT" });
  const change = (from: string, to: string) =>
    typed(words, ["Present password: ", from], ["New password: ", to], ["again: ", to]);
  const changed = await change(password, fresh);
  expect(changed.code).toBe(0);
  expect(lastJson(changed.said)).toEqual({ events: ["CredentialEnded", "CredentialSet"] });
  for (const text of [password, fresh]) expect(changed.said).not.toContain(text);
  const token = tokenHere();
  const session = clientOf(serving.address, { cookie: `batchproof-session=${token}` });
  await session.post("/v1/session/lock", {});
  expect((await change(fresh, password)).code).toBe(0);
  expect(await here.give(["who"])).toMatchObject({ locked: false });
}, 90_000);

function tokenHere(): string {
  const folder = join(program.folder, "state", "batchproof");
  return readFileSync(join(folder, readdirSync(folder)[0] ?? ""), "utf8").trim();
}

test("log-out ends the session, also for whoever has copied it", async () => {
  const folder = join(program.folder, "state", "batchproof");
  const token = tokenHere();
  expect(await here.give(["log-out"])).toEqual({ ended: true });
  expect(readdirSync(folder)).toEqual([]);
  const copied = clientOf(serving.address, { cookie: `batchproof-session=${token}` });
  expect((await copied.get("/v1/session")).status).toBe(401);
  expect(await here.refused(["who"])).toEqual({ code: 1, said: "LOG_IN_REQUIRED" });
});

const entry = join(import.meta.dirname, "../../bin/batchproof.mjs");

/** Waits for each question before it types the answer. */
const driver = `
import json, os, pty, sys
words, answers = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execv(words[0], words)
said = b""
def read():
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
for question, answer in answers:
    heard = b""
    while question.encode() not in heard:
        piece = read()
        if not piece:
            break
        heard += piece
    said += heard
    os.write(terminal, answer.encode() + b"\\r")
while piece := read():
    said += piece
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

async function typed(
  args: readonly string[],
  ...answers: readonly (readonly [question: string, answer: string])[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const words = [process.execPath, entry, ...args];
  const { PATH = "" } = process.env;
  const child = spawn("python3", ["-c", driver, JSON.stringify([words, answers])], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH, TERM: "xterm", ...here.environment },
  });
  const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
  return { code: child.exitCode, said: said.replaceAll("\r\n", "\n") };
}
