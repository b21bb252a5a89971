// Keys that are elsewhere, are missing or are another's; and what a proof is handed out of.
import { cp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCampaign } from "../../import/campaign.ts";
import { openProgram, type Program } from "../program-for-test.ts";

let program: Program;
let keys: string;
const elsewhere = () => ({ environment: { KEYS_DIR: keys } });
beforeAll(async () => {
  program = await openProgram();
  keys = join(program.folder, "vault");
  const folder = join(program.folder, "tablets");
  await writeCampaign(folder, 1);
  await program.answer(["import", "tablets", folder], elsewhere());
}, 300_000);
afterAll(() => program[Symbol.asyncDispose](), 300_000);

const code = async (...asked: Parameters<Program["refused"]>): Promise<string> =>
  (await program.refused(...asked)).said.code;
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

test("no keys are made for a log that has events: it is refused, and nothing is made", async () => {
  expect(await code(["checkpoint"])).toBe("INSTANCE_KEY_LOST");
  expect(await isThere(join(program.dataDirectory, "keys", "instance", "mac"))).toBe(false);
  await expect(program.serve()).rejects.toThrow("INSTANCE_KEY_LOST");
  expect(await isThere(join(program.dataDirectory, "keys", "signing"))).toBe(false);
}, 120_000);

test("a command that attaches to a running service uses its keys, and not KEYS_DIR", async () => {
  const serving = await program.serve(elsewhere());
  const { size } = await program.answer(["checkpoint"]);
  expect(size).toBeGreaterThan(0);
  expect(await program.answer(["verify", "--log-only"])).toMatchObject({ valid: true });
  await serving.stop();
  expect(await program.answer(["verify", "--log-only"], elsewhere())).toMatchObject({
    valid: true,
    epochs: [{ isHandedOver: true }],
  });
}, 120_000);

test("a key beside the checkpoints that is not the vault's is forged, not believed", async () => {
  const file = join(program.dataDirectory, "checkpoints", "key");
  const own = await readFile(file, "utf8");
  const other = await openProgram();
  await cp(join(program.folder, "tablets"), join(other.folder, "tablets"), { recursive: true });
  await other.answer(["import", "tablets", join(other.folder, "tablets")]);
  await other.answer(["checkpoint"]);
  const theirs = await readFile(join(other.dataDirectory, "checkpoints", "key"), "utf8");
  await other[Symbol.asyncDispose]();
  await rm(file);
  await writeFile(file, theirs);
  expect(await code(["verify", "--log-only"], elsewhere())).toBe("CHECKPOINT_FORGED");
  await expect(program.serve(elsewhere())).rejects.toThrow("CHECKPOINT_FORGED");
  const lost = ["signing-key", "replace-lost", "--reason", "lost:It is said to be"];
  expect(await code(lost, elsewhere())).toBe("CHECKPOINT_FORGED");
  await rm(file);
  expect(await code([...lost, "--former", theirs.trim()], elsewhere())).toBe("CHECKPOINT_FORGED");
  await rm(file, { force: true });
  await writeFile(file, own);
  expect(await program.answer(["verify", "--log-only"], elsewhere())).toMatchObject({
    valid: true,
  });
}, 300_000);

test("no key is made to sign a log of which every head is lost too: it is replaced", async () => {
  const { key } = await program.answer(["checkpoint", "--key"], elsewhere());
  const signing = join(keys, "signing", "log.pem");
  await rm(join(program.dataDirectory, "checkpoints"), { recursive: true });
  await rm(signing);
  await expect(program.serve(elsewhere())).rejects.toThrow("SIGNING_KEY_LOST");
  expect(await code(["checkpoint"], elsewhere())).toBe("SIGNING_KEY_LOST");
  const lost = ["signing-key", "replace-lost", "--reason", "lost:The disk failed"];
  expect(await code(lost, elsewhere())).toBe("SIGNING_KEY_LOST");
  expect(await isThere(signing)).toBe(false);
  await program.answer([...lost, "--former", key], elsewhere());
  expect(await program.answer(["verify", "--log-only"], elsewhere())).toMatchObject({
    valid: true,
    epochs: [{ key }, { begunBy: "loss", isHandedOver: false }],
  });
}, 120_000);

test("a proof is of our event of that id, and of nothing that was changed since", async () => {
  const { entries } = await program.answer(["audit"], elsewhere());
  const { eventId, position } = entries[10];
  const id = eventId.replaceAll("-", "");
  const file = join(program.dataDirectory, "log", "events.sqlite");
  const edit = (statement: string) => {
    const database = new DatabaseSync(file);
    database.exec(statement);
    database.close();
  };
  edit(`insert into event select (select max(position) + 1 from event), stream_id,
        (select max(revision) + 1 from event as e where e.stream_id = event.stream_id), id, type,
        content_type, created_ms, cast('{}' as blob), data from event where id = x'${id}'`);
  const proof = ["proof", "--event", eventId];
  expect(await program.answer(proof, elsewhere())).toMatchObject({ position });
  edit(`update event set data = cast(replace(cast(data as text), '}', ' }') as blob)
        where id = x'${id}' and metadata <> cast('{}' as blob)`);
  expect(await code(proof, elsewhere())).toBe("EVENT_CHANGED");
}, 120_000);
