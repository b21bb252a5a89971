// A running service and the short commands beside it: one owner of the folder, whatever happens.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { playBatch } from "../api/plant-for-test.ts";
import { clientOf } from "../api/service-for-test.ts";
import { makePair } from "../api/wire/wire-for-test.ts";
import { lastJson, openProgram, type Program } from "./program-for-test.ts";

let program: Program;
beforeEach(async () => {
  program = await openProgram();
});
afterEach(() => program[Symbol.asyncDispose]());

test("short commands attach to the service and see what was written through it", async () => {
  const serving = await program.serve();
  await playBatch(clientOf(serving.address), "B1");
  const { out: status } = await program.run(["status", "--json"]);
  expect(lastJson(status)).toMatchObject({ serving: serving.address, eventStore: "answers" });
  const { out, code } = await program.run(["trace", "starch:B1", "--json"]);
  expect({ code, trace: lastJson(out) }).toMatchObject({
    code: 0,
    trace: { batches: [{ batchId: "B1" }] },
  });
  const rebuilt = await program.run(["rebuild", "--verify", "--json"]);
  expect(rebuilt.code).toBe(0);
  const again = await clientOf(serving.address).get("/v1/traces?from=starch:B1&direction=forward");
  expect(again.status).toBe(200);
});

test("it prints a link for each of the first two people, once [P11-200a3]", async () => {
  const serving = await program.serve();
  expect(serving.founders.map(({ as }) => as)).toEqual(["administrator", "security"]);
  const redeem = (n: number, username: string) => {
    const { origin, pathname, searchParams } = new URL(serving.founders[n]?.link ?? "");
    expect([origin, pathname]).toEqual([serving.address, "/welcome"]);
    const names = { username, printedName: username, initials: "XX" };
    const enrolment = {
      link: searchParams.get("token"),
      ...names,
      password: "amber 7 lantern quay",
    };
    return clientOf(serving.address).post("/v1/founder", enrolment);
  };
  expect(await redeem(0, "ada")).toMatchObject({ status: 200, body: { as: "administrator" } });
  expect((await redeem(0, "eve")).status).not.toBe(200);
  await serving.stop();
  const next = await program.serve();
  expect(next.founders.map(({ as }) => as)).toEqual(["security"]);
  expect(next.founders[0]?.link).not.toBe(serving.founders[1]?.link);
});

test("SIGTERM ends the service in good order and leaves no process behind", async () => {
  const serving = await program.serve();
  const children = descendantsOf(serving.pid);
  expect(children.length).toBeGreaterThan(1);
  expect(await serving.stop()).toMatchObject({ code: 0 });
  expect(children.filter(isAlive)).toEqual([]);
  expect(existsSync(join(program.dataDirectory, "serving.json"))).toBe(false);
});

test("a second service on the folder, or on the port, is told so", async () => {
  const serving = await program.serve();
  const second = await program.run(["serve", "--json"]);
  expect(second.code).toBe(1);
  expect(lastJson(second.err)).toMatchObject({ code: "DATA_DIR_IN_USE" });
  await using elsewhere = await openProgram({ PORT: new URL(serving.address).port });
  const other = await elsewhere.run(["serve", "--json"]);
  expect(other.code).toBe(1);
  expect(lastJson(other.err)).toMatchObject({ code: "PORT_IN_USE" });
});

test("with a certificate it serves https, on this machine while nobody logs in", async () => {
  const environment = tlsFiles(program.folder);
  const serving = await program.serve({ environment });
  expect(serving.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const ca = readFileSync(environment.TLS_CERT_FILE);
  const [response] = await once(get(`${serving.address}/v1/health`, { ca }), "response");
  expect((response as IncomingMessage).resume().statusCode).toBe(200);
  expect(await serving.stop()).toMatchObject({ code: 0 });
  const everywhere = { environment: { ...environment, HOST: "0.0.0.0" } };
  const { code, err } = await program.run(["serve", "--json"], everywhere);
  expect({ code, said: lastJson(err) }).toMatchObject({
    code: 1,
    said: { code: "INSECURE_TRANSPORT" },
  });
});

test("two services side by side, each with its folder", async () => {
  await using elsewhere = await openProgram();
  const [one, other] = await Promise.all([program.serve(), elsewhere.serve()]);
  await playBatch(clientOf(one.address), "B1");
  const { body } = await clientOf(other.address).get("/v1/batches");
  expect(body.batches).toEqual([]);
});

test("a service that was killed leaves nothing in the way", async () => {
  const serving = await program.serve();
  await playBatch(clientOf(serving.address), "B1");
  process.kill(serving.pid, "SIGKILL");
  await serving.ended;
  const { code, out } = await program.run(["trace", "starch:B1", "--json"]);
  expect({ code, trace: lastJson(out) }).toMatchObject({
    code: 0,
    trace: { batches: [{ batchId: "B1" }] },
  });
});

test("a note of a service that is no more is not believed", async () => {
  const serving = await program.serve();
  const note = readFileSync(join(program.dataDirectory, "serving.json"), "utf8");
  await serving.stop();
  writeFileSync(join(program.dataDirectory, "serving.json"), note.replace(/"pid":\d+/, '"pid":1'));
  const { out } = await program.run(["status", "--json"]);
  expect(lastJson(out)).toMatchObject({ serving: null });
});

test("two short commands at once take turns", async () => {
  const answers = await Promise.all([
    program.run(["status", "--json"]),
    program.run(["status", "--json"]),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([0, 0]);
});

test("a relative folder is below the folder where the command is typed", async () => {
  const at = { environment: { DATA_DIR: "./here" }, cwd: program.folder };
  const { out } = await program.run(["status", "--json"], at);
  expect(lastJson(out)).toMatchObject({ dataDirectory: join(program.folder, "here") });
});

test("the folder postgres/ may be deleted while nothing runs", async () => {
  const first = await program.serve();
  await playBatch(clientOf(first.address), "B1");
  await first.stop();
  rmSync(join(program.dataDirectory, "postgres"), { recursive: true });
  const { code, out } = await program.run(["trace", "starch:B1", "--json"]);
  expect({ code, trace: lastJson(out) }).toMatchObject({
    code: 0,
    trace: { batches: [{ batchId: "B1" }] },
  });
});

test("the service ends, and says why, when its database is deleted under it", async () => {
  const serving = await program.serve();
  const cluster = join(program.dataDirectory, "postgres", "cluster");
  const [postmaster] = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  rmSync(cluster, { recursive: true, force: true });
  // It may have noticed by itself before it is killed.
  if (isAlive(Number(postmaster))) process.kill(Number(postmaster), "SIGKILL");
  const { code, err } = await serving.ended;
  expect(code).toBe(1);
  expect(lastJson(err)).toMatchObject({ code: "POSTGRES_FOLDER_GONE" });
});

function tlsFiles(folder: string) {
  const { certificate, key } = makePair(folder, "plant", "IP:127.0.0.1");
  return { TLS_CERT_FILE: certificate, TLS_KEY_FILE: key };
}

/** Processes that it started, and those that they did. */
function descendantsOf(pid: number): readonly number[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" });
  const parents = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = parents.flatMap(([child, parent]) => (parent === pid ? [child ?? 0] : []));
  return [...children, ...children.flatMap(descendantsOf)];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
