// A backup brings back what was recorded and nothing else: whole, at a point in time, in steps; and
// whatever is done to it on its way is refused, with nothing left behind.
import { once } from "node:events";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeCampaign } from "../../import/campaign.ts";
import { openProgram, type Program, type Running } from "../program-for-test.ts";

let program: Program;
let at: (name: string) => string;
beforeAll(async () => {
  program = await openProgram();
  at = (name) => join(program.folder, name);
  await importBatch(1);
}, 300_000);
afterAll(() => program[Symbol.asyncDispose](), 300_000);

async function importBatch(n: number): Promise<void> {
  const folder = at(`tablets-${n}`);
  await writeCampaign(folder, n);
  await answer(["import", "tablets", folder]);
}

const answer: Program["answer"] = (...asked) => program.answer(...asked);
const refusal = async (...asked: Parameters<Program["refused"]>): Promise<string> =>
  (await program.refused(...asked)).said.code;
const into = (name: string): Running => ({ environment: { DATA_DIR: at(name) } });
const backup = (...more: string[]) => ["backup", at("backup"), "--keys", at("vault"), ...more];
const restore = (...more: string[]) => ["restore", at("backup"), "--keys", at("vault"), ...more];
const verify = ["verify", "--log-only"];

test("is taken while serving, and asks for an empty folder", async () => {
  const serving = await program.serve();
  const said = await answer(backup());
  await serving.stop();
  const { size, root } = await answer(verify);
  expect(said).toMatchObject({ size, added: size, root });
  expect(await refusal(backup())).toBe("BACKUP_FOLDER_NOT_EMPTY");
  expect(await refusal(["backup", program.folder])).toBe("BACKUP_FOLDER_NOT_EMPTY");
  const inside = ["backup", at("other"), "--keys", at("other/keys")];
  expect(await refusal(inside)).toBe("BACKUP_KEYS_NOT_APART");
  const secret = await readFile(join(program.dataDirectory, "keys", "instance", "mac"));
  for (const name of await readdir(at("backup/files"))) {
    expect((await readFile(at(`backup/files/${name}`))).includes(secret)).toBe(false);
  }
});

test("comes back with every event as it was, under a new name", async () => {
  const live = await answer(verify);
  const said = await answer(restore(), into("whole"));
  expect(said).toMatchObject({ size: live.size, root: live.root, lost: 0 });
  const found = await answer(["verify"], into("whole"));
  expect(found).toMatchObject({ valid: true, cleanTo: found.size, signedBeforeRestore: 0 });
  expect(found.epochs.at(-1)).toMatchObject({
    begunBy: "restore",
    from: live.size + 1,
    isHandedOver: true,
  });
  expect(said.origin).not.toBe(said.formerOrigin);
  const entriesIn = async (more: Running) =>
    (await answer(["audit"], more)).entries.slice(0, live.size);
  expect(await entriesIn(into("whole"))).toEqual(await entriesIn({}));
  expect(await refusal(restore(), into("whole"))).toBe("RESTORE_TARGET_NOT_EMPTY");
});

test("grows by what came since, and says what was lost behind it", async () => {
  await importBatch(2);
  const { added, size } = await answer(backup("--incremental"));
  expect(added).toBeGreaterThan(0);
  expect(await answer(backup("--incremental"))).toMatchObject({ added: 0, size });
  await importBatch(3);
  const { size: newest } = await answer(["checkpoint"]);
  const drill = await answer(restore("--drill"));
  expect(drill).toMatchObject({ drill: true, size, seen: newest, lost: newest - size });
  expect((await readdir(program.folder)).filter((name) => name.startsWith("data."))).toEqual([]);
  const heads = join(program.dataDirectory, "checkpoints", "log");
  const said = await answer(restore("--checkpoints", heads), into("since"));
  expect(said).toMatchObject({ size, lost: newest - size });
  const { signedBeforeRestore } = await answer(verify, into("since"));
  expect(signedBeforeRestore).toBe(newest);
});

test("keeps what the data folder has lost, says so, and mends its own copies", async () => {
  await answer(backup("--incremental"));
  const blobs = join(program.dataDirectory, "blobs");
  const [lost = "", mended = "", ...others] = await readdir(blobs);
  const bytes = await readFile(join(blobs, lost));
  await rm(join(blobs, lost));
  await rm(at(`backup/files/${mended}`));
  await writeFile(at(`backup/files/${mended}`), "damaged");
  await writeFile(join(blobs, "0".repeat(64)), "damaged before it was in any backup");
  await importBatch(9);
  const { said, report } = await program.refused(backup("--incremental"));
  expect(said).toMatchObject({ code: "BLOBS_INCOMPLETE", missing: [lost] });
  expect(report).toMatchObject({ missing: [lost], damaged: ["0".repeat(64)] });
  expect(report.blobs).toBeGreaterThanOrEqual(others.length + 2);
  expect(await readFile(at(`backup/files/${lost}`))).toEqual(bytes);
  await writeFile(join(blobs, lost), bytes);
  await rm(join(blobs, "0".repeat(64)));
  expect(await answer(backup("--incremental"))).toMatchObject({ added: 0, missing: [] });
  expect(await answer(restore("--drill"))).toMatchObject({ drill: true, size: report.size });
});

test("bytes that went bad on the medium are found by a check and a drill", async () => {
  const blobs = join(program.dataDirectory, "blobs");
  const segment = JSON.parse((await readFile(at("backup/manifest"), "utf8")).split("\n")[4] ?? "")
    .segments[0].sha256;
  const [blob = ""] = await readdir(blobs);
  for (const [name, isMended] of [
    [blob, true],
    [segment, false],
  ] as const) {
    const path = at(`backup/files/${name}`);
    const bytes = await readFile(path);
    await rm(path);
    await writeFile(
      path,
      bytes.map((byte, n) => (n === 0 ? byte ^ 1 : byte)),
    );
    expect(await answer(backup("--incremental"))).toMatchObject({ added: 0, missing: [] });
    expect(await refusal(restore("--drill"))).toBe("BACKUP_DAMAGED");
    if (isMended) await answer(backup("--incremental", "--check"));
    else expect(await refusal(backup("--incremental", "--check"))).toBe("BACKUP_DAMAGED");
    if (isMended) expect(await readFile(path)).toEqual(bytes);
    await rm(path);
    await writeFile(path, bytes);
  }
  expect(await answer(restore("--drill"))).toMatchObject({ drill: true });
}, 240_000);

test("comes back to a point in time", async () => {
  expect(await answer(restore("--to", "20"), into("to20"))).toMatchObject({ size: 20 });
  expect(await answer(verify, into("to20"))).toMatchObject({ valid: true });
  expect(await refusal(restore("--to", "100000"), into("beyond"))).toBe("RESTORE_TO_UNKNOWN");
});

test("what stands in a log for ever keeps nobody from restoring it", async () => {
  const other = into("other-plant");
  await answer(["import", "tablets", at("tablets-1")], other);
  const log = new DatabaseSync(at("other-plant/log/events.sqlite"));
  log.exec(`insert into event
            select max(position) + 1, stream_id, revision + 1, randomblob(16), type, content_type,
            created_ms, cast('{}' as blob), data from event`);
  log.close();
  const keys = ["--keys", at("other-keys")];
  await answer(["backup", at("other-backup"), ...keys], other);
  const said = await answer(["restore", at("other-backup"), ...keys], into("other-again"));
  expect(said.findings).toEqual([expect.objectContaining({ code: "EVENT_FOREIGN" })]);
});

test("leaves what was erased erased, also by a list that is newer", async () => {
  const name = "people/0123456789abcdef";
  await mkdir(join(program.dataDirectory, "keys", "people"), { recursive: true, mode: 0o700 });
  const key = join(program.dataDirectory, "keys", name);
  await writeFile(key, "secret", { mode: 0o600 });
  await answer(backup("--incremental"));
  await answer(restore(), into("before"));
  expect(await readFile(at(`before/keys/${name}`), "utf8")).toBe("secret");
  await writeFile(at("erased"), `${name}\n`);
  await answer(restore("--erasures", at("erased")), into("after"));
  await expect(readFile(at(`after/keys/${name}`))).rejects.toThrow("ENOENT");
  await rm(key);
  await appendFile(join(program.dataDirectory, "keys", "erasures"), `${name}\n`);
  await answer(backup("--incremental"));
  expect(await readFile(at("vault/people"), "utf8")).not.toContain(name);
});

test("is refused while serving", async () => {
  const serving = await program.serve();
  expect(await refusal(restore())).toBe("DATA_DIR_IN_USE");
  await serving.stop();
});

describe("what is done to it is refused, and nothing is left", () => {
  const tried = async () => {
    const code = await refusal(restore(), into("never"));
    expect((await readdir(program.folder)).filter((name) => name.startsWith("never"))).toEqual([]);
    return code;
  };
  const codes = ["BACKUP_FORGED", "BACKUP_MALFORMED", "BACKUP_DAMAGED"];

  test("a bit flipped in any file", async () => {
    const all = [at("backup/manifest"), at("vault/instance"), at("vault/people")];
    const files = (await readdir(at("backup/files"))).map((name) => at(`backup/files/${name}`));
    for (const file of [...all, ...files]) {
      const bytes = await readFile(file);
      const bent = Buffer.from(bytes);
      const middle = Math.floor(bytes.length / 2);
      bent[middle] = (bent[middle] ?? 0) ^ 1;
      await rm(file);
      await writeFile(file, bent);
      expect([file, codes.includes(await tried())]).toEqual([file, true]);
      await writeFile(file, bytes);
    }
  });

  test("a file that is missing or cut short", async () => {
    const [name = ""] = await readdir(at("backup/files"));
    const file = at(`backup/files/${name}`);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -1)).catch(() => rm(file));
    expect(await tried()).toBe("BACKUP_DAMAGED");
    await rm(file, { force: true });
    expect(await tried()).toBe("BACKUP_DAMAGED");
    await writeFile(file, bytes);
  });

  test("a manifest that is not there: it was cut off", async () => {
    const bytes = await readFile(at("backup/manifest"));
    await rm(at("backup/manifest"));
    expect(await tried()).toBe("BACKUP_UNFINISHED");
    await writeFile(at("backup/manifest"), bytes);
  });

  test("keys of somebody else, or none", async () => {
    const bare = ["restore", at("backup"), "--keys", at("nothing")];
    expect(await refusal(bare, into("never"))).toBe("BACKUP_KEYS_MISSING");
    const other = { environment: { DATA_DIR: at("stranger") } };
    await answer(["import", "tablets", at("tablets-1")], other);
    await answer(["backup", at("theirs"), "--keys", at("their-keys")], other);
    const swapped = ["restore", at("theirs"), "--keys", at("vault")];
    expect(await refusal(swapped, into("never"))).toBe("BACKUP_FORGED");
  });
});

test("killed at any moment it is whole, or none, and the next one goes on", async () => {
  for (const after_ms of [1_500, 2_500, 3_500, 4_500]) {
    const folder = at(`killed-${after_ms}`);
    const { process, ended } = program.start(["backup", folder, "--keys", at("killed-keys")]);
    await new Promise((resolve) => setTimeout(resolve, after_ms));
    if (process.exitCode === null) {
      process.kill("SIGKILL");
      await once(process, "exit").catch(() => {});
    }
    await ended;
    const again = ["backup", folder, "--keys", at("killed-keys"), "--incremental"];
    const { size } = await answer(again);
    const said = await answer(
      ["restore", folder, "--keys", at("killed-keys")],
      into(`killed-${after_ms}-data`),
    );
    expect(said).toMatchObject({ size, lost: 0 });
  }
});
