// A restore that is killed leaves no data folder, or a whole one; what it left beside is swept by
// the next one, which ends as if nothing had been.
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeInstanceLock } from "../../../src/vault/instance-lock.ts";
import { writeCampaign } from "../../import/campaign.ts";
import { openProgram, type Program, type Running } from "../program-for-test.ts";

let program: Program;
let at: (name: string) => string;
let live: { readonly size: number; readonly root: string };
beforeAll(async () => {
  program = await openProgram();
  at = (name) => join(program.folder, name);
  const folder = at("tablets");
  await writeCampaign(folder, 1);
  await program.answer(["import", "tablets", folder]);
  await program.answer(["backup", at("backup"), "--keys", at("vault")]);
  live = await program.answer(["verify", "--log-only"]);
}, 120_000);
afterAll(() => program[Symbol.asyncDispose](), 120_000);

const restore = () => ["restore", at("backup"), "--keys", at("vault")];
const into = (name: string): Running => ({ environment: { DATA_DIR: at(name) } });
const beside = async (name: string) =>
  (await readdir(program.folder)).filter((one) => one.startsWith(`${name}.`));

/** What a restore makes one after the other: it is killed when it is there, or some time after. */
const moments: readonly (readonly [string, number])[] = [
  [".restoring", 0],
  [".restoring/data/log/events.sqlite", 0],
  [".restoring/data/keys/instance", 0],
  [".restoring/data/instance.json", 0],
  [".restoring/data/postgres/cluster/postmaster.pid", 0],
  [".restoring/data/postgres/cluster/postmaster.pid", Math.random() * 1_500],
  [".restoring/data/checkpoints/verified", Math.random() * 100],
];

async function killed(name: string, [path, after_ms]: readonly [string, number]): Promise<void> {
  // What the one before left is there too, and is older.
  const begun_ms = Date.now();
  const made_ms = () =>
    statSync(`${at(name)}${path}`, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
  const { process, ended } = program.start(restore(), into(name));
  while (process.exitCode === null && made_ms() < begun_ms) await sleep(1);
  await sleep(after_ms);
  process.kill("SIGKILL");
  await ended;
}

/** Of a folder that is there. */
async function expectWhole(name: string): Promise<void> {
  const again = await program.refused(restore(), into(name));
  expect(again.said.code).toBe("RESTORE_TARGET_NOT_EMPTY");
  const found = await program.answer(["verify", "--log-only"], into(name));
  expect(found).toMatchObject({ valid: true });
  expect(found.size).toBeGreaterThan(live.size);
}

/** Of everything that runs in a folder, also in one that is gone. */
async function runningIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (cwd.startsWith(folder) || command.includes(folder)) found.push(command);
  }
  return found;
}

test("killed at any moment it is none, or whole, and the next one ends well", async () => {
  for (const moment of moments) {
    await killed("restored", moment);
    if (!existsSync(at("restored"))) continue;
    await expectWhole("restored");
    await rm(at("restored"), { recursive: true });
  }
  expect(await program.answer(restore(), into("restored"))).toMatchObject({
    size: live.size,
    root: live.root,
    lost: 0,
  });
  expect(await beside("restored")).toEqual([]);
  expect(await program.answer(["verify"], into("restored"))).toMatchObject({ valid: true });
  await expect.poll(() => runningIn(program.folder), { timeout: 20_000 }).toEqual([]);
}, 180_000);

test("killed when it has taken its place it is whole, and is not filled again", async () => {
  await killed("late", ["", 0]);
  await expectWhole("late");
}, 60_000);

test("what an older one left is swept, but not what somebody is filling", async () => {
  const left = ["old.restoring/data", "old.restoring-4711", "old.restoring-4712"];
  for (const name of left) {
    await mkdir(at(`${name}/keys`), { recursive: true });
    await writeFile(at(`${name}/keys/people`), "secret");
  }
  const held = await takeInstanceLock(at("old.restoring-4711"), 0);
  const nowhere = ["restore", at("nowhere"), "--keys", at("vault")];
  expect((await program.refused(nowhere, into("old"))).said.code).toBe("BACKUP_UNFINISHED");
  expect(await beside("old")).toEqual(["old.restoring-4711"]);
  held.release();
  await mkdir(at("old.restoring"));
  const own = await takeInstanceLock(at("old.restoring"), 0);
  expect((await program.refused(nowhere, into("old"))).said.code).toBe("DATA_DIR_IN_USE");
  own.release();
  await program.refused(nowhere, into("old"));
  expect(await beside("old")).toEqual([]);
}, 60_000);
