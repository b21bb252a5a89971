// The demo as a newcomer runs it; broken off and run again; and never into somebody's data.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { playBatch } from "../api/plant-for-test.ts";
import { clientOf } from "../api/service-for-test.ts";
import { lastJson, openProgram, type Program } from "./program-for-test.ts";

let program: Program;
beforeEach(async () => {
  program = await openProgram();
});
afterEach(() => program[Symbol.asyncDispose]());

test("--once plays, prints, verifies and ends; again it adds nothing", async () => {
  const first = await program.run(["demo", "--once", "--json", "--batches", "1"]);
  expect(first.code).toBe(0);
  const { events, records, batches } = lastJson(first.out);
  expect(events).toBeGreaterThan(100);
  expect(records).toHaveLength(batches.length);
  for (const { file, valid, batchNumber } of records) {
    expect({ file, valid }).toEqual({ file: `out/record-${batchNumber}.pdf`, valid: true });
    const json = await readFile(join(program.folder, file.replace(/pdf$/, "json")), "utf8");
    expect(JSON.parse(json).banner.text).toContain("DEMONSTRATION");
  }
  const again = await program.run(["demo", "--once", "--json", "--batches", "1"]);
  expect(lastJson(again.out)).toMatchObject({ events: 0, forward: lastJson(first.out).forward });
});

test("broken off, it goes on where it was, and comes to the same", async () => {
  const running = program.start(["demo", "--once"]);
  await sleep(3_000);
  running.process.kill("SIGINT");
  await running.ended;
  const rest = await program.run(["demo", "--once", "--json"]);
  await using other = await openProgram();
  const whole = await other.run(["demo", "--once", "--json"]);
  const { forward, backward } = lastJson(whole.out);
  expect(lastJson(rest.out)).toMatchObject({ forward, backward });
});

test("where nobody logs in, each way to give rights says so, and where to try it", async () => {
  await program.run(["demo", "--once", "--plant", "device", "--json"]);
  const name = ["--username", "ada", "--printed-name", "Ada Novak", "--initials", "AN"];
  const number = ["--register-number", "QP-0471", "--authority", "JAZMP"];
  const ways = [
    ["user", "qualify", "i.faelstroem", ...number],
    ["role", "grant", "i.faelstroem", "operator"],
    ["log-in", "--username", "i.faelstroem"],
    ["user", "first", ...name],
    ["user", "first", "--again", "--reason", "TRIED:It was tried out", ...name],
  ];
  for (const way of ways) {
    const { code, err } = await program.run([...way, "--json"]);
    const { code: said, message } = lastJson(err);
    expect({ way, code, said }).toEqual({ way, code: 1, said: "STATUS_BLOCKS_USE" });
    expect(message).toContain("npx batchproof serve");
  }
});

test("it refuses a folder that holds what no demo made", async () => {
  const serving = await program.serve();
  await playBatch(clientOf(serving.address), "B1");
  await serving.stop();
  const { code, err } = await program.run(["demo", "--once", "--json"]);
  expect({ code, fault: lastJson(err).code }).toEqual({ code: 1, fault: "FOLDER_NOT_OF_THE_DEMO" });
});

test("--plant plays one of them, and lists its planted cases", async () => {
  const { code, out } = await program.run(["demo", "--once", "--json", "--plant", "device"]);
  expect(code).toBe(0);
  const { highlights, records, batches } = lastJson(out);
  const shown = highlights.map(({ plant }: { plant: string }) => plant);
  expect(shown).toEqual(["device", "device", "device"]);
  expect(records).toHaveLength(batches.length);
  const wrong = await program.run(["demo", "--once", "--json", "--plant", "bakery"]);
  expect(wrong.code).toBe(2);
});
