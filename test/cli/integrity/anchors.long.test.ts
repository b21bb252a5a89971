// Anchors as they are run: a file and a witness of their own process; the witness is killed, and a
// log that was cut, with all that the data folder says of it, is found out by what is outside.
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { row, series, writeLaboratory, writePress } from "../../import/campaign.ts";
import { lastJson, openProgram, type Program } from "../program-for-test.ts";

let program: Program;
beforeAll(async () => {
  program = await openProgram();
});
afterAll(() => program[Symbol.asyncDispose]());

const answer: Program["answer"] = (...asked) => program.answer(...asked);

async function record(...batches: readonly number[]): Promise<void> {
  const folder = join(program.folder, `tablets-${batches.join("-")}`);
  await mkdir(folder);
  await writeLaboratory(
    folder,
    batches.map((batch) => row(batch)),
  );
  await writePress(
    folder,
    batches.flatMap((batch) => [...series(batch)]),
  );
  await answer(["import", "tablets", folder]);
}

function startWitness(key: string, port: string) {
  const args = ["witness", "--dir", join(program.folder, "witness"), "--log", key];
  const started = program.start([...args, "--listen", `127.0.0.1:${port}`, "--json"]);
  const said = new Promise<{ address: string; key: string }>((resolve, reject) => {
    started.process.stdout?.once("data", (line) => resolve(lastJson(String(line))));
    void started.ended.then(({ err }) => reject(new Error(err)));
  });
  return { ...started, said };
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let n = 0; n < 300; n += 1) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new Error("It did not come.");
}

test("anchored by a file and a witness that was killed; a cut log is refused", async () => {
  await record(1);
  const kept = join(program.folder, "before");
  await cp(join(program.dataDirectory, "log"), kept, { recursive: true });
  await record(1, 2);
  const { key } = await answer(["checkpoint", "--key"]);
  const { size } = await answer(["checkpoint"]);
  const killed = startWitness(key, "0");
  const { address, key: witnessKey } = await killed.said;
  killed.process.kill("SIGKILL");
  await killed.ended;
  const { port } = new URL(address);
  const file = join(program.folder, "outside");
  const environment = { ANCHOR_FILES: file, ANCHOR_WITNESSES: `${address} ${witnessKey}` };
  const serving = await program.serve({ environment });
  const anchors = async () => (await answer(["status"], { environment })).anchors;
  // The witness is away: that is told, and holds up nothing.
  await until(async () => (await anchors())[1].gaps[0]);
  const again = startWitness(key, port);
  expect((await again.said).key).toBe(witnessKey);
  const done = await until(async () => {
    const both = await anchors();
    return both.every((one: { size: number }) => one.size >= size) ? both : undefined;
  });
  expect(done[1].gaps[0].to).toBeDefined();
  await serving.stop();
  const report = await answer(["verify", "--log-only"], { environment });
  expect(report).toMatchObject({ valid: true });
  const mail = join(program.folder, "kept.eml");
  const { out } = await program.run(["checkpoint", "--mail"]);
  await writeFile(mail, out);
  expect(await answer(["verify", mail, "--key", key])).toMatchObject({ valid: true });
  expect(await answer(["verify", "--log-only", "--checkpoint", mail])).toMatchObject({
    valid: true,
  });
  again.process.kill("SIGTERM");
  await again.ended;
  // A receipt that was changed is told.
  const receipts = join(program.dataDirectory, "checkpoints", "anchors");
  const [one = ""] = await readdir(receipts);
  const whole = await readFile(join(receipts, one), "utf8");
  await writeFile(join(receipts, one), whole.replace('"at":"2', '"at":"3'));
  const bad = await program.run(["verify", "--log-only", "--json"], { environment });
  expect(lastJson(bad.out).findings[0]).toMatchObject({ code: "RECEIPT_DAMAGED" });
  await writeFile(join(receipts, one), whole);
  // All that the data folder itself says is put back, and the tree is made of that.
  await rm(join(program.dataDirectory, "log"), { recursive: true });
  await cp(kept, join(program.dataDirectory, "log"), { recursive: true });
  await rm(join(program.dataDirectory, "checkpoints", "log"));
  await rm(join(program.dataDirectory, "postgres"), { recursive: true });
  await expect(program.serve({ environment })).rejects.toThrow("TAIL_CUT");
  // The file outside is gone.
  await rm(file);
  const gone = await program.run(["verify", "--log-only", "--json"], { environment });
  const codes = lastJson(gone.out).findings.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(expect.arrayContaining(["TAIL_CUT", "ANCHOR_LOST"]));
}, 300_000);
