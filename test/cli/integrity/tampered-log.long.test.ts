// The log as somebody with the disk in hands finds it: whatever they do to it is named, at the
// first place; and a proof that was taken out before verifies for ever, and nothing else does.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeCampaign } from "../../import/campaign.ts";
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
  await writeCampaign(folder, 1, 2);
  await answer(["import", "tablets", folder]);
  ({ key } = await answer(["checkpoint", "--key"]));
  sound = await wholeFile();
}, 120_000);
afterAll(() => program[Symbol.asyncDispose]());

const answer: Program["answer"] = (...asked) => program.answer(...asked);
const refused: Program["refused"] = (...asked) => program.refused(...asked);
const verified = ["verify", "--log-only"];
/** With its write-ahead log. */
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

describe("the events of a batch, in one file", () => {
  let bundle: string;
  let text: string;
  const verifiedBundle = async (changed: string) => {
    const bent = join(program.folder, "bent.proof-bundle");
    await writeFile(bent, changed);
    return refused(["verify", bent, "--key", key]);
  };

  test("verify by the key alone, and tell which streams are whole", async () => {
    bundle = join(program.folder, "1.proof-bundle");
    const { events, batchId } = await answer(["proof", "--batch", "1", "--out", bundle]);
    const { entries } = await answer(["audit", "--batch", "1"]);
    expect(events).toBe(entries.length);
    const elsewhere = { environment: { DATA_DIR: join(program.folder, "nowhere") } };
    const run = await program.run(["verify", bundle, "--key", key, "--json"], elsewhere);
    const said = lastJson(run.out);
    expect(said).toMatchObject({ valid: true, events, about: { kind: "batch", id: batchId } });
    const own = said.streams.find(({ stream }: { stream: string }) => stream.endsWith(batchId));
    expect(own).toMatchObject({ first: 0, count: own.last + 1 });
    text = await readFile(bundle, "utf8");
  }, 60_000);

  test("count for nothing when one is changed, left out, or put elsewhere", async () => {
    const parts = text.split("\n\n");
    const at = text.lastIndexOf("extra ") + 300;
    const bent = text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
    const { report } = await verifiedBundle(bent);
    expect(report.findings).toEqual(["ENTRY_NOT_PROVEN"]);
    const without = await verifiedBundle(parts.toSpliced(4, 1).join("\n\n"));
    expect(without.report.findings).toEqual(["BUNDLE_INCOMPLETE"]);
    const [one = "", two = ""] = [parts[4], parts[5]];
    const swapped = await verifiedBundle(parts.with(4, two).with(5, one).join("\n\n"));
    expect(swapped.said.code).toBe("PROOF_MALFORMED");
    expect((await verifiedBundle(text.slice(0, -200))).said.code).toBe("PROOF_MALFORMED");
  }, 120_000);
});

describe("a signed report", () => {
  let report: string;
  let size: number;
  test("is kept where all is clean, and verifies by the key alone", async () => {
    report = join(program.folder, "clean.txt");
    ({ size } = await answer([...verified, "--out", report]));
    const said = await answer(["verify", report, "--key", key]);
    expect(said).toMatchObject({ valid: true, size, from: 0, key });
    const text = await readFile(report, "utf8");
    await writeFile(`${report}.bent`, text.replace(`"size":${size}`, `"size":${size + 1}`));
    const { report: bent } = await refused(["verify", `${report}.bent`, "--key", key]);
    expect(bent.findings).toEqual(["REPORT_FORGED"]);
  }, 60_000);

  test("is where the next run begins, and nothing before it is read", async () => {
    const folder = join(program.folder, "more");
    await writeCampaign(folder, 3);
    await answer(["import", "tablets", folder]);
    edit(`update event set data = cast(replace(cast(data as text), '}', ' }') as blob)
          where position = ${positions()[10]}`);
    const next = await answer(["verify", "--from", "last"]);
    expect(next).toMatchObject({ valid: true, from: size, since: { size, by: "report" } });
    expect(next.size).toBeGreaterThan(size);
    expect(next.readModels).toEqual([]);
    const { report: whole } = await refused(verified);
    expect(whole.findings[0]).toMatchObject({ code: "EVENT_CHANGED", position: 10 });
    const { said } = await refused(["verify", "--from", String(size - 1)]);
    expect(said.code).toBe("VERIFY_FROM_UNKNOWN");
    edit(`update event set data = cast(replace(cast(data as text), ' }', '}') as blob)
          where position = ${positions()[10]}`);
    await answer(verified);
    sound = await wholeFile();
  }, 120_000);

  test("is told when it is forged", async () => {
    const kept = join(program.dataDirectory, "checkpoints", "verified");
    const text = await readFile(kept, "utf8");
    const last = text.lastIndexOf('"checkpoints":');
    const forged = `${text.slice(0, last)}${text.slice(last).replace(/:\d+/, ":7777")}`;
    await writeFile(kept, forged);
    expect((await refused(["verify", "--from", "last"])).said.code).toBe("REPORT_FORGED");
    await writeFile(kept, text);
  }, 60_000);
});

describe("what is done to the file of the log", () => {
  const tampered = async (statements: (at: readonly number[]) => string) => {
    await writeFile(file, sound);
    edit(statements(positions()));
    const { report } = await refused(verified);
    await writeFile(file, sound);
    const { code } = await program.run(["rebuild"]);
    if (code !== 0) await rm(join(program.dataDirectory, "postgres"), { recursive: true });
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

  test("one removed, and one inserted", async () => {
    const removed = await tampered((at) => `delete from event where position = ${at[nth]}`);
    expect(removed).toMatchObject({ code: "EVENT_REMOVED", position: nth });
    const inserted = await tampered(
      (at) => `update event set position = -1 - position where position >= ${at[nth]};
               update event set position = -position where position < 0;
               insert into event select ${at[nth]}, stream_id, 100000, randomblob(16), type,
               content_type, created_ms, metadata, data from event where position = ${at[5]};`,
    );
    expect(inserted).toMatchObject({ code: "EVENT_INSERTED", position: nth });
  }, 240_000);

  test("one of somebody else's at the end", async () => {
    const found = await tampered(
      (at) => `insert into event select (select max(position) + 1 from event), stream_id,
               max(revision) + 1, randomblob(16), type, content_type, created_ms,
               cast('{}' as blob), data from event
               where stream_id = (select stream_id from event where position = ${at[nth]})`,
    );
    expect(found).toMatchObject({ code: "EVENT_FOREIGN" });
  }, 60_000);

  test.each(["truncate_before = 1", "max_age_s = 0", "condition = 1", "next_revision = 0"])(
    "its list of streams: %s",
    async (set) => {
      const own = "stream_id = (select stream_id from event where position =";
      const found = await tampered((at) => `update stream set ${set} where ${own} ${at[nth]})`);
      expect(found).toMatchObject({ code: "EVENTS_HIDDEN" });
    },
    60_000,
  );

  test("the clock of the store put back, which no mac is over", async () => {
    const found = await tampered(
      (at) => `update event set created_ms = created_ms - 3600000 where position = ${at[nth]}`,
    );
    expect(found).toMatchObject({ code: "STORE_CLOCK_OFF", position: nth });
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
    const other = kept.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) - 1}\n`);
    await writeFile(checkpoints(), other);
    const { report } = await refused(verified);
    expect(report.findings[0]).toMatchObject({ code: "CHECKPOINT_FORGED" });
    await expect(program.serve()).rejects.toThrow("CHECKPOINT_FORGED");
    await writeFile(checkpoints(), kept);
  }, 60_000);

  test("an event that was changed since it was signed is not served", async () => {
    await writeFile(file, sound);
    edit(`update event set data = cast(replace(cast(data as text), '}', ' }') as blob)
          where position = ${positions()[40]}`);
    await expect(program.serve()).rejects.toThrow("EVENT_CHANGED");
    await writeFile(file, sound);
  }, 60_000);

  test("zeros behind the last one, as after a power loss, are no damage", async () => {
    const kept = await readFile(checkpoints(), "utf8");
    await writeFile(checkpoints(), `${kept}${kept.slice(0, 60)}${"\0".repeat(140)}`);
    const serving = await program.serve();
    await serving.stop();
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
