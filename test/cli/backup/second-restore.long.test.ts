// A log that is restored once more, from before it was restored the first time: what anchors saw in
// between is of a name that no event tells, unless the restore is told it.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCampaign } from "../../import/campaign.ts";
import { openProgram, type Program, type Running } from "../program-for-test.ts";

let program: Program;
let at: (name: string) => string;
beforeAll(async () => {
  program = await openProgram();
  at = (name) => join(program.folder, name);
});
afterAll(() => program[Symbol.asyncDispose](), 300_000);

async function record(n: number, running: Running = {}): Promise<void> {
  const folder = at(`tablets-${n}`);
  await writeCampaign(folder, n);
  await program.answer(["import", "tablets", folder], running);
}

const into = (name: string): Running => ({
  environment: { DATA_DIR: at(name), ANCHOR_FILES: at("outside") },
});
const restore = (...more: string[]) => ["restore", at("backup"), "--keys", at("vault"), ...more];

/** Serves until the anchor has a head of all that is there. */
async function anchored(name: string): Promise<void> {
  const { size } = await program.answer(["checkpoint"], into(name));
  const serving = await program.serve(into(name));
  for (let n = 0; ; n += 1) {
    const { anchors } = await program.answer(["status"], into(name));
    if (anchors[0]?.size >= size) break;
    if (n > 300) throw new Error("It was not anchored.");
    await sleep(200);
  }
  await serving.stop();
}

test("heads of the name between are left behind where the restore names it", async () => {
  await record(1);
  await program.answer(["backup", at("backup"), "--keys", at("vault")]);
  const between = await program.answer(restore(), into("first"));
  await record(2, into("first"));
  await anchored("first");

  await program.answer(restore(), into("unsaid"));
  const refused = await program.refused(["verify", "--log-only"], into("unsaid"));
  expect(JSON.stringify(refused.said)).toContain("CHECKPOINT_FORGED");

  const own = await program.refused(restore("--left", between.formerOrigin), into("own"));
  expect(own.said.code).toBe("RESTORE_LEFT_OWN");
  const again = await program.answer(restore("--left", between.origin), into("again"));
  expect(again.origin).not.toBe(between.origin);
  await anchored("again");
  const report = await program.answer(["verify"], into("again"));
  expect(report).toMatchObject({ valid: true });
  expect(report.anchors[0].leftBehind).toBeGreaterThan(between.size);
});
