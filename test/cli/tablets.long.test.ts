// The tablet data as a newcomer takes it in, asks about it, and checks what comes out.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { sharedData, testOnData } from "../shared-data.ts";
import { lastJson, openProgram, type Program } from "./program-for-test.ts";

const campaign = "tablets/campaign-43";
const folder = sharedData(campaign);

let program: Program;
beforeEach(async () => {
  program = await openProgram();
});
afterEach(() => program[Symbol.asyncDispose]());

const json = async (...args: readonly string[]) => {
  const { code, out, err } = await program.run([...args, "--json"]);
  if (code !== 0) throw new Error(`${args.join(" ")}: ${err}`);
  return lastJson(out);
};

testOnData(
  campaign,
  "imported, traced, printed, verified, rebuilt",
  async () => {
    const imported = await program.run(["import", "tablets", folder]);
    expect(imported.code).toBe(0);
    expect(lastJson(imported.out)).toMatchObject({ batches: 8, lots: 16 });
    expect(await json("import", "tablets", folder)).toMatchObject({ events: 0 });

    const forward = await json("trace", "api-1:38", "--forward");
    expect(forward.batches.map(({ batchId }: { batchId: string }) => batchId)).toEqual([
      "164",
      "165",
      "166",
    ]);
    const table = await program.run(["trace", "starch:5"]);
    expect(table.out).toContain("171");
    const missing = await program.run(["trace", "starch:55", "--json"]);
    expect(missing.code).toBe(1);
    expect(lastJson(missing.err)).toMatchObject({ code: "LOT_UNKNOWN" });
    expect(lastJson(missing.err).nearest).toContain("starch:5");

    expect(await program.run(["record", "171"])).toMatchObject({ code: 0 });
    expect(await json("verify", "record-171.pdf")).toMatchObject({ valid: true });
    const record = await program.run([
      "record",
      "batch:171",
      "--format",
      "json",
      "--out",
      "r.json",
    ]);
    expect(record).toMatchObject({ code: 0, out: "" });
    const printed = JSON.parse(await readFile(join(program.folder, "r.json"), "utf8"));
    expect(printed.banner.text).toContain("not a batch production record");

    const csv = await program.run(["audit", "--batch", "171", "--format", "csv"]);
    expect(csv.out.split("\r\n").length).toBeGreaterThan(10);
    const trail = await program.run(["audit", "--lot", "starch:5", "--format", "ndjson"]);
    for (const line of trail.out.trim().split("\n")) expect(JSON.parse(line).origin).toBe("ours");

    const reports = await json("rebuild", "--verify");
    expect(reports.map(({ equal }: { equal: boolean }) => equal)).not.toContain(false);
  },
  240_000,
);

testOnData(
  campaign,
  "SIGTERM in the middle of an import: run again, it is whole, and nothing is doubled",
  async () => {
    await using whole = await openProgram();
    const clean = await whole.run(["import", "tablets", folder, "--json"]);
    const running = program.start(["import", "tablets", folder]);
    const { stderr } = running.process;
    if (stderr) await once(stderr, "data"); // The first line of progress.
    running.process.kill("SIGTERM");
    expect(await running.ended).toMatchObject({ code: 130 });
    const rest = await program.run(["import", "tablets", folder, "--json"]);
    expect(rest.code).toBe(0);
    expect(lastJson(rest.out).events).toBeLessThanOrEqual(lastJson(clean.out).events);
    const [ours, theirs] = await Promise.all([
      program.run(["trace", "smcc:5", "--json"]),
      whole.run(["trace", "smcc:5", "--json"]),
    ]);
    expect(lastJson(ours.out).digest).toBe(lastJson(theirs.out).digest);
    expect(await json("status")).toMatchObject({
      readModels: (await statusOf(whole)).readModels,
    });
  },
  240_000,
);

async function statusOf(of: Program) {
  const { out } = await of.run(["status", "--json"]);
  return lastJson(out);
}
