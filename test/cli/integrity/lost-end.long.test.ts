// The newest events are gone from the store: what PostgreSQL has of them is not made away with, and
// what a command recorded is signed for when it ends.
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCampaign } from "../../import/campaign.ts";
import { openProgram, type Program } from "../program-for-test.ts";

let program: Program;
let file: string;
beforeAll(async () => {
  program = await openProgram();
  file = join(program.dataDirectory, "log", "events.sqlite");
  const folder = join(program.folder, "tablets");
  await writeCampaign(folder, 1);
  await program.answer(["import", "tablets", folder]);
}, 120_000);
afterAll(() => program[Symbol.asyncDispose]());

/** As somebody with the file would: streams end there too. Answers how many of ours are left. */
function cut(events: number): number {
  const database = new DatabaseSync(file);
  const ours = "name not like '$%' and type not like '$%'";
  const rows = database
    .prepare(`select position from event join stream using (stream_id) where ${ours}
              order by position`)
    .all();
  database.exec(`
    delete from event where position >= ${rows.at(-events)?.position};
    update stream set next_revision = coalesce(
      (select max(revision) + 1 from event e where e.stream_id = stream.stream_id), 0)
      where name not like '$%';
    pragma wal_checkpoint(truncate)`);
  database.close();
  return rows.length - events;
}

test("of a command that ends, all is signed for", async () => {
  const { size } = await program.answer(["verify", "--log-only"]);
  const head = await program.answer(["checkpoint"]);
  expect(head.size).toBe(size);
  expect((await program.answer(["verify", "--log-only"])).checkpoints).toBeGreaterThan(0);
});

test("where nothing was signed the read models still know; nothing is served", async () => {
  await rm(join(program.dataDirectory, "checkpoints"), { recursive: true });
  await copyFile(file, `${file}.sound`);
  const left = cut(5);
  for (const more of [["--log-only"], []]) {
    const { said, report } = await program.refused(["verify", ...more]);
    expect(said.code).toBe("VERIFICATION_FAILED");
    expect(report).toMatchObject({ valid: false, size: left, cleanTo: left, readModels: [] });
    expect(report.findings[0]).toMatchObject({ code: "TAIL_CUT", position: left });
  }
  expect((await program.refused(["status"])).said.code).toBe("TAIL_CUT");
  expect((await program.refused(["rebuild"])).said.code).toBe("TAIL_CUT");
  await expect(program.serve()).rejects.toThrow("TAIL_CUT");
  // Put back, it is what it was.
  await copyFile(`${file}.sound`, file);
  expect(await program.answer(["verify"])).toMatchObject({ valid: true, size: left + 5 });
});
