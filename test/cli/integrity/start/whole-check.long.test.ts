// A log longer than what is read before `serve` answers: an event of long ago that was changed is
// found while it serves. Then it ends, and serves no more before all is as it was signed.
import { randomUUID } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEventLog } from "../../../../src/eventstore/event-log.ts";
import { writeCampaign } from "../../../import/campaign.ts";
import { lastJson, openProgram, type Program } from "../../program-for-test.ts";

let program: Program;
let file: string;
beforeAll(async () => {
  program = await openProgram();
  file = join(program.dataDirectory, "log", "events.sqlite");
  const folder = join(program.folder, "tablets");
  await writeCampaign(folder, 1);
  await program.answer(["import", "tablets", folder]);
  const serving = await program.serve();
  await fill(6_000);
  await serving.stop();
}, 240_000);
afterAll(() => program[Symbol.asyncDispose]());

/** Events of another program in a stream of its own: leaves of the tree like any other. */
async function fill(count: number): Promise<void> {
  const note = await readFile(join(program.dataDirectory, "serving.json"), "utf8");
  const log = await openEventLog(JSON.parse(note).eventStore);
  for (let done = 0; done < count; done += 1_000) {
    const some = Array.from({ length: 1_000 }, () => theirs());
    await log.append("elsewhere-1", some, done === 0 ? "no_stream" : done - 1);
  }
  await log.close();
}

const theirs = () => ({ id: randomUUID(), type: "TheirOwn", data: {}, metadata: {} });

/** The 11th event of ours: a blank more in its data, or no more. */
function edit(from: string, to: string): void {
  const database = new DatabaseSync(file);
  database.exec(`
    update event set data = cast(replace(cast(data as text), '${from}', '${to}') as blob)
      where position = (select position from event join stream using (stream_id)
        where name not like '$%' and type not like '$%' order by position limit 1 offset 10);
    pragma wal_checkpoint(truncate)`);
  database.close();
}

function alerts(): unknown {
  const database = new DatabaseSync(file, { readOnly: true });
  const told = database
    .prepare(`select count(*) as count from event where type = 'SecurityAlertRaised'
              and cast(data as text) like '%"logInDoubt"%'`)
    .get();
  database.close();
  return told?.count;
}

const mark = () => join(program.dataDirectory, "checkpoints", "in-doubt");

test("what is sound is served on", async () => {
  const serving = await program.serve();
  const { promise: checked, resolve } = Promise.withResolvers<void>();
  serving.process.stderr?.on("data", (line) => {
    if (String(line).includes("is what was signed for it")) resolve();
  });
  await checked;
  expect((await serving.stop()).code).toBe(0);
  await expect(access(mark())).rejects.toThrow("ENOENT");
}, 240_000);

test("an event of long ago is another: found, told, ended; then refused at once", async () => {
  edit("}", " }");
  const { ended } = await program.serve();
  const { code, err } = await ended;
  expect(code).toBe(1);
  expect(lastJson(err)).toMatchObject({ code: "CHECKPOINT_CONTRADICTED" });
  expect(alerts()).toBe(1);
  await access(mark());
  await expect(program.serve()).rejects.toThrow("CHECKPOINT_CONTRADICTED");
  const { report } = await program.refused(["verify", "--log-only"]);
  expect(report.findings[0]).toMatchObject({ code: "EVENT_CHANGED", position: 10 });
}, 400_000);

test("put back, it is served again", async () => {
  edit(" }", "}");
  const serving = await program.serve();
  await expect(access(mark())).rejects.toThrow("ENOENT");
  await serving.stop();
}, 240_000);
