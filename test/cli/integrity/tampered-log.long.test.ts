// The log as somebody with the disk in hands finds it: whatever they do to it is named, at the
// first place; and a proof that was taken out before verifies for ever, and nothing else does.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { row, series, writeLaboratory, writePress } from "../../import/campaign.ts";
import { lastJson, openProgram, type Program } from "../program-for-test.ts";

let program: Program;
let file: string;
let key: string;
let sound: Buffer;
let position: number;
beforeAll(async () => {
  program = await openProgram();
  file = join(program.dataDirectory, "log", "events.sqlite");
  const folder = join(program.folder, "tablets");
  await mkdir(folder);
  await writeLaboratory(folder, [row(1), row(2)]);
  await writePress(folder, [...series(1), ...series(2)]);
  await answer(["import", "tablets", folder]);
  ({ key } = await answer(["checkpoint", "--key"]));
  sound = await wholeFile();
}, 120_000);
afterAll(() => program[Symbol.asyncDispose]());

async function answer(args: readonly string[]) {
  const { code, out, err } = await program.run([...args, "--json"]);
  if (code !== 0) throw new Error(`${args.join(" ")}: ${out}${err}`);
  return JSON.parse(out);
}

async function refused(args: readonly string[]) {
  const { code, out, err } = await program.run([...args, "--json"]);
  expect(code).toBe(1);
  return { said: lastJson(err), report: out === "" ? undefined : lastJson(out) };
}

const verified = ["verify", "--log-only"];

/** With everything that its write-ahead log holds. */
async function wholeFile(): Promise<Buffer> {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  return readFile(file);
}

function edit(statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

/** Store positions of our events, in the order of the log. */
function positions(): number[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare(
      `select position from event join stream using (stream_id)
       where name not like '$%' and type not like '$%' order by position`,
    )
    .all();
  database.close();
  return rows.map((one) => Number(one.position));
}

test("a sound log verifies, with its checkpoints and its read models", async () => {
  const { size } = await answer(["checkpoint"]);
  const report = await answer(["verify"]);
  expect(report).toMatchObject({ valid: true, size, cleanTo: size, checkpoints: 1, findings: [] });
  const names = report.readModels.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(["integrity", "audit_trail", "genealogy"]));
  const { out } = await program.run(verified);
  expect(out).toContain(`as it was recorded, up to ${size} events`);
}, 120_000);

describe("a proof", () => {
  let proof: string;
  test("is one file, and verifies without the data folder, by the key alone", async () => {
    const { entries } = await answer(["audit"]);
    const entry = entries.at(-1);
    ({ position } = entry);
    proof = join(program.folder, "event.tlog-proof");
    const { code, err } = await program.run(["proof", "--event", entry.eventId, "--out", proof]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const elsewhere = { environment: { DATA_DIR: join(program.folder, "nowhere") } };
    const run = await program.run(["verify", proof, "--key", key, "--json"], elsewhere);
    expect(lastJson(run.out)).toMatchObject({
      valid: true,
      position,
      event: { id: entry.eventId, type: entry.type },
    });
  }, 60_000);

  test("counts for nothing with another key, another event, or without a key", async () => {
    const text = await readFile(proof, "utf8");
    expect((await refused(["verify", proof])).said.code).toBe("LOG_KEY_NEEDED");
    const [name, id, material = ""] = key.split("+");
    const other = [name, id, material.replace(/.{4}$/, "AAAA")].join("+");
    expect((await refused(["verify", proof, "--key", other])).said.code).toBe("KEY_MALFORMED");
    const bent = join(program.folder, "bent.tlog-proof");
    const at = text.indexOf("extra ") + 400;
    await writeFile(bent, text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1));
    const { said, report } = await refused(["verify", bent, "--key", key]);
    expect(said.code).toBe("VERIFICATION_FAILED");
    expect(report).toMatchObject({ valid: false, findings: ["ENTRY_NOT_PROVEN"] });
    await writeFile(bent, "c2sp.org/tlog-proof@v1\nindex 1\n");
    expect((await refused(["verify", bent, "--key", key])).said.code).toBe("PROOF_MALFORMED");
  }, 60_000);
});

describe("what is done to the file of the log", () => {
  const tampered = async (statements: (at: readonly number[]) => string) => {
    await writeFile(file, sound);
    edit(statements(positions()));
    const { report } = await refused(verified);
    await writeFile(file, sound);
    // What was made of the log while it was cut is not what a later reader starts from.
    await program.run(["rebuild"]);
    return report.findings[0];
  };
  const nth = 40;

  test("an edited byte", async () => {
    const finding = await tampered(
      (at) => `update event set data = cast(replace(cast(data as text), '}', ' }') as blob)
               where position = ${at[nth]}`,
    );
    expect(finding).toMatchObject({ code: "EVENT_CHANGED", position: nth });
  }, 60_000);

  test("the newest events deleted", async () => {
    const finding = await tampered((at) => `delete from event where position > ${at[nth]}`);
    expect(finding).toMatchObject({ code: "TAIL_CUT", position: nth + 1 });
  }, 60_000);

  test("two neighbours swapped", async () => {
    const finding = await tampered((at) => {
      const [one, two] = [at[nth], at[nth + 1]];
      return `update event set position = -1 where position = ${one};
              update event set position = ${one} where position = ${two};
              update event set position = ${two} where position = -1;`;
    });
    expect(finding).toMatchObject({ code: "EVENTS_REORDERED", position: nth });
  }, 60_000);
});

describe("what is done to the checkpoints", () => {
  const checkpoints = () => join(program.dataDirectory, "checkpoints", "log");

  test("one of another key is forged, and nothing is served", async () => {
    const kept = await readFile(checkpoints(), "utf8");
    await writeFile(
      checkpoints(),
      kept.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) - 1}\n`),
    );
    const { report } = await refused(verified);
    expect(report.findings[0]).toMatchObject({ code: "CHECKPOINT_FORGED" });
    await expect(program.serve()).rejects.toThrow("CHECKPOINT_FORGED");
    await writeFile(checkpoints(), kept);
  }, 60_000);

  test("a log that is shorter than it was is not served", async () => {
    await writeFile(file, sound);
    edit(`delete from event where position > ${positions()[40]}`);
    await expect(program.serve()).rejects.toThrow("TAIL_CUT");
    await writeFile(file, sound);
    const serving = await program.serve();
    await serving.stop();
  }, 120_000);
});
