// A plant outgrows its embedded node: a copy beside the running service, a copy that is killed, a
// cluster that starts again, the cut-over that is killed too, and then the service on the new
// store.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type EmbeddedNode,
  startEmbeddedNode,
} from "../../../src/eventstore/embedded/supervisor.ts";
import { openLogCopy } from "../../../src/eventstore/event-log.ts";
import type { LogCopy } from "../../../src/eventstore/port.ts";
import { playBatch } from "../../api/plant-for-test.ts";
import { clientOf } from "../../api/service-for-test.ts";
import { row, series, writeLaboratory, writePress } from "../../import/campaign.ts";
import { lastJson, openProgram, type Program, type Running } from "../program-for-test.ts";

const batches = Array.from({ length: 40 }, (_, n) => n + 1);
let program: Program;
let folder: string;
let node: EmbeddedNode;
let target: LogCopy;
let to: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "move-"));
  node = await startEmbeddedNode({
    directory: join(folder, "target"),
    port: 0,
    logger: { info: () => {}, error: () => {} },
  });
  target = await openLogCopy(node);
  program = await openProgram();
  to = ["--to", addressOf(node)];
  const tablets = join(folder, "tablets");
  await mkdir(tablets);
  await writeLaboratory(
    tablets,
    batches.map((n) => row(n)),
  );
  await writePress(
    tablets,
    batches.flatMap((n) => series(n)),
  );
  await answer(["import", "tablets", tablets]);
}, 240_000);
afterAll(async () => {
  await target.close();
  await node.stop();
  await program[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const addressOf = ({ endpoint }: EmbeddedNode) => `esdb://${endpoint}?tls=false`;

const answer: Program["answer"] = (...asked) => program.answer(...asked);

async function codeOf(args: readonly string[], more: Running = {}): Promise<unknown> {
  const { code, err } = await program.run([...args, "--json"], more);
  expect(code).toBe(1);
  return lastJson(err).code;
}

async function targetSize(): Promise<number> {
  let size = 0;
  for await (const _ of target.readAllBytes()) size += 1;
  return size;
}

/** Runs the command until so much more is in the target, and then ends it with kill -9. */
async function killedAt(args: readonly string[], more: number): Promise<number> {
  const before = await targetSize();
  const started = program.start(args);
  while ((await targetSize()) < before + more) await sleep(5);
  started.process.kill("SIGKILL");
  await started.ended;
  return targetSize();
}

test("a first copy, while somebody works, killed in the middle, and once more", async () => {
  const serving = await program.serve();
  const client = clientOf(serving.address);
  const working = new AbortController();
  const work = (async () => {
    let n = 0;
    for (; !working.signal.aborted; n += 1) await playBatch(client, `during-${n}`);
    return n;
  })();
  const killed = await killedAt(["replicate", ...to], 50);
  expect(killed).toBeGreaterThanOrEqual(50);
  const copying = program.start(["replicate", ...to, "--json"]);
  while ((await targetSize()) < killed + 50) await sleep(5);
  // The store that it is copied into starts again meanwhile.
  node.kill();
  const { code, out, err } = await copying.ended;
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
  const report = lastJson(out);
  expect(report).toMatchObject({ cutOver: false, size: await targetSize() });
  expect(report.copied).toBeLessThan(report.size);
  expect(await codeOf(["replicate", ...to, "--cut-over"])).toBe("SERVICE_RUNNING");
  working.abort();
  expect(await work).toBeGreaterThan(0);
  await serving.stop();
}, 600_000);

let before: Record<string, unknown>;
test("a cut-over that is killed leaves a log that takes nothing, and goes on", async () => {
  const { address, stop } = await program.serve();
  for (const n of [1, 2, 3, 4]) await playBatch(clientOf(address), `B${n}`);
  await stop();
  before = await answer(["trace", "starch:B1"]);
  const cutOver = ["replicate", ...to, "--cut-over"];
  // It is fenced as soon as it says so, whatever of the rest was copied.
  const started = program.start(cutOver);
  const fence = join(program.dataDirectory, "log", "moved.json");
  while (!existsSync(fence)) await sleep(5);
  started.process.kill("SIGKILL");
  await started.ended;
  expect(await codeOf(["serve"])).toBe("LOG_MOVED");
  expect(await codeOf(["status"])).toBe("LOG_MOVED");
  // What is there is not all of it yet, and would take other events.
  const early = { environment: { EVENTSTORE_URL: addressOf(node) } };
  expect(await codeOf(["serve"], early)).toBe("LOG_MOVED");
  const elsewhere = ["replicate", "--to", "esdb://127.0.0.1:1?tls=false", "--cut-over"];
  expect(await codeOf(elsewhere)).toBe("LOG_MOVED");
  const report = await answer(cutOver);
  expect(report).toMatchObject({ cutOver: true, size: await targetSize() });
  expect(report.checkpoints).toBeGreaterThan(0);
  expect(await codeOf(["serve"])).toBe("LOG_MOVED");
  expect(await codeOf(cutOver)).toBe("LOG_MOVED");
}, 600_000);

test("EVENTSTORE_URL is the only change: everything goes on where it was", async () => {
  const moved = { EVENTSTORE_URL: addressOf(node) };
  const size = await targetSize();
  const serving = await program.serve({ environment: moved });
  await playBatch(clientOf(serving.address), "after");
  await serving.stop();
  expect(await answer(["trace", "starch:B1"], { environment: moved })).toEqual({
    ...before,
    asOf: expect.any(Number),
    logSize: expect.any(Number),
  });
  // Every read model made anew from the new store is the one that was made of the old one.
  const verified = await answer(["verify"], { environment: moved });
  expect(verified).toMatchObject({ valid: true, findings: [] });
  expect(verified.size).toBeGreaterThan(size);
  const { entries } = await answer(["audit"], { environment: moved });
  expect(entries.at(-1)).toMatchObject({ position: verified.size - 1 });
  expect(await codeOf(["replicate", ...to], { environment: moved })).toBe("SOURCE_NOT_EMBEDDED");
}, 600_000);

test("nothing is copied into another log; a password stays out of sight", async () => {
  await using other = await openProgram();
  const first = await other.run(["import", "tablets", join(folder, "tablets"), "--json"]);
  expect(first.code).toBe(0);
  const refused = await other.run(["replicate", ...to, "--json"]);
  expect({ code: refused.code, said: lastJson(refused.err) }).toMatchObject({
    code: 1,
    said: { code: "TARGET_NOT_EMPTY" },
  });
  const word = "s3cret-word";
  const secret = `esdb://plant:${word}@127.0.0.1:1?tls=false`;
  const shown = await other.run(["replicate", "--to", secret, "--json"]);
  expect(lastJson(shown.err)).toMatchObject({ code: "SECRET_IN_ARGUMENT" });
  expect(shown.err).not.toContain(word);
  const file = join(folder, "address");
  await writeFile(file, `${addressOf(node)}\n`);
  const byFile = await other.run(["replicate", "--to", file, "--json"]);
  expect(lastJson(byFile.err)).toMatchObject({ code: "TARGET_NOT_EMPTY" });
}, 300_000);
