// Another key takes the place of the one that signs the log, however often the program is killed on
// the way; and where the key is lost the log goes on, and says that nobody handed over.
import { generateKeyPairSync } from "node:crypto";
import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseKey } from "../../../src/integrity/note.ts";
import { writeCampaign } from "../../import/campaign.ts";
import { openProgram, type Program } from "../program-for-test.ts";

let program: Program;
beforeAll(async () => {
  program = await openProgram();
  const folder = join(program.folder, "tablets");
  await writeCampaign(folder, 1);
  await answer(["import", "tablets", folder]);
}, 300_000);
afterAll(() => program[Symbol.asyncDispose](), 300_000);

const answer: Program["answer"] = (...asked) => program.answer(...asked);
const refused: Program["refused"] = (...asked) => program.refused(...asked);
const signing = () => join(program.dataDirectory, "keys", "signing");
const checkpointFile = () => join(program.dataDirectory, "checkpoints", "log");
const keysThere = async () => (await readdir(signing())).filter((name) => name.startsWith("log"));
const verified = () => answer(["verify", "--log-only"]);

const files = () => ({
  proof: join(program.folder, "event.tlog-proof"),
  handOvers: join(program.folder, "plant.hand-overs"),
});
async function proofOfLast(): Promise<string> {
  const { entries } = await answer(["audit"]);
  await program.run(["proof", "--event", entries.at(-1).eventId, "--out", files().proof]);
  await program.run(["signing-key", "hand-overs", "--out", files().handOvers]);
  return files().proof;
}

describe("a key that is rotated", () => {
  let first: string;
  test("hands over, and is destroyed; what it signed still verifies", async () => {
    ({ key: first } = await answer(["checkpoint", "--key"]));
    const before = await answer(["checkpoint"]);
    const { key } = await answer(["signing-key", "rotate"]);
    expect(key).not.toBe(first);
    expect(await keysThere()).toEqual(["log-1.pem"]);
    const after = await answer(["checkpoint"]);
    expect(after).toMatchObject({ origin: before.origin, key });
    expect(await verified()).toMatchObject({
      valid: true,
      checkpoints: 2,
      epochs: [
        { key: first, from: 0 },
        { key, from: before.size + 1, begunBy: "rotation", isHandedOver: true },
      ],
    });
  });

  test("verifies what the new one signed, with the hand-over alone", async () => {
    const proof = await proofOfLast();
    const { report } = await refused(["verify", proof, "--key", first]);
    expect(report.findings).toEqual(["CHECKPOINT_FORGED"]);
    const handed = ["verify", proof, "--key", first, "--hand-over", files().handOvers];
    expect(await answer(handed)).toMatchObject({ valid: true });
  });

  test("while serving: the running service signs with the new one", async () => {
    const serving = await program.serve();
    const { key } = await answer(["signing-key", "rotate"]);
    expect((await serving.stop()).code).toBe(0);
    expect((await answer(["checkpoint"])).key).toBe(key);
    const { epochs } = await verified();
    expect(epochs.map(({ isHandedOver }: { isHandedOver: boolean }) => isHandedOver)).toEqual([
      true,
      true,
      true,
    ]);
    const handed = [
      "verify",
      await proofOfLast(),
      "--key",
      first,
      "--hand-over",
      files().handOvers,
    ];
    expect(await answer(handed)).toMatchObject({ valid: true });
  });

  test("signs nothing behind the hand-over: such a head is forged", async () => {
    const text = await readFile(checkpointFile(), "utf8");
    const notes = text.split(/\n\n(?=batchproof)/);
    const size = (note: string) => Number(note.split("\n")[1]);
    const newest = Math.max(...notes.map(size));
    await writeFile(checkpointFile(), text.replace(`\n${size(notes[0] ?? "")}\n`, `\n${newest}\n`));
    const { report } = await refused(["verify", "--log-only"]);
    expect(report.findings[0]).toMatchObject({ code: "CHECKPOINT_FORGED", position: newest });
    await writeFile(checkpointFile(), text);
    expect(await verified()).toMatchObject({ valid: true });
  });
});

describe("killed between the steps of a rotation", () => {
  const copy = () => join(program.folder, "former.pem");

  test("with the new key made and nothing recorded: that key is taken", async () => {
    const { epochs } = await verified();
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    await writeFile(join(signing(), `log-${epochs.length}.pem`), pem, { mode: 0o600 });
    const { key } = await answer(["signing-key", "rotate"]);
    const { x = "" } = publicKey.export({ format: "jwk" });
    expect(parseKey(key).publicKey).toEqual(Buffer.from(x, "base64url"));
  });

  test.each([20, 400, 800, 1_200, 1_600, 2_000])(
    "at some moment: the next start finishes it (after %i ms)",
    async (after_ms) => {
      const { process, ended } = program.start(["signing-key", "rotate", "--json"]);
      await new Promise((resolve) => setTimeout(resolve, after_ms));
      process.kill("SIGKILL");
      await ended;
      const serving = await program.serve();
      await serving.stop();
      const { valid, epochs } = await verified();
      expect(valid).toBe(true);
      expect(epochs.every(({ isHandedOver }: { isHandedOver: boolean }) => isHandedOver)).toBe(
        true,
      );
      const { key } = await answer(["checkpoint", "--key"]);
      expect(epochs.at(-1).key).toBe(key);
    },
    120_000,
  );

  test("recorded and handed over, the former key not yet destroyed: it is", async () => {
    const [former = ""] = await keysThere();
    await copyFile(join(signing(), former), copy());
    await answer(["signing-key", "rotate"]);
    await copyFile(copy(), join(signing(), former));
    const serving = await program.serve();
    await serving.stop();
    expect(await keysThere()).not.toContain(former);
  });
});

test("a log put back to before a rotation has its end cut off, and no key is lost", async () => {
  const log = join(program.dataDirectory, "log", "events.sqlite");
  const edit = (statements: string) => {
    const database = new DatabaseSync(log);
    database.exec(`${statements}; PRAGMA wal_checkpoint(TRUNCATE)`);
    database.close();
  };
  const { epochs } = await verified();
  const size = epochs.at(-1).from - 1;
  await answer(["checkpoint"]);
  edit("select 1");
  const whole = await readFile(log);
  edit(`delete from event where position >= (select position from event join stream
        using (stream_id) where name not like '$%' and type not like '$%'
        order by position limit 1 offset ${size})`);
  const cut = { code: "TAIL_CUT", position: size };
  // Where PostgreSQL still has all of it, and where it is made of what is left.
  for (const isMadeAnew of [false, true]) {
    if (isMadeAnew) await rm(join(program.dataDirectory, "postgres"), { recursive: true });
    const { report } = await refused(["verify", "--log-only"]);
    expect(report.findings[0]).toMatchObject(cut);
    await expect(program.serve()).rejects.toThrow("TAIL_CUT");
  }
  for (const args of [["checkpoint"], ["signing-key", "rotate"], ["signing-key", "replace-lost"]])
    expect((await refused(args)).said).toMatchObject({ code: "TAIL_CUT", size });
  await writeFile(log, whole);
  await rm(join(program.dataDirectory, "postgres"), { recursive: true });
  expect(await verified()).toMatchObject({ valid: true });
}, 120_000);

describe("a key that is lost", () => {
  test("stops the service, and is not called lost while it is there", async () => {
    expect((await refused(["signing-key", "replace-lost"])).said.code).toBe("SIGNING_KEY_PRESENT");
    for (const name of await keysThere()) await rm(join(signing(), name));
    await expect(program.serve()).rejects.toThrow("SIGNING_KEY_LOST");
    expect(await verified()).toMatchObject({ valid: true });
  });

  test("is replaced: a new name, what was signed before verifies, the gap is shown", async () => {
    const before = await verified();
    const { key } = await answer(["signing-key", "replace-lost"]);
    const { origin } = await answer(["checkpoint"]);
    expect(origin).not.toBe(before.epochs.at(-1).origin);
    const after = await verified();
    expect(after).toMatchObject({ valid: true, checkpoints: before.checkpoints + 1 });
    expect(after.epochs.at(-1)).toMatchObject({
      key,
      origin,
      begunBy: "loss",
      isHandedOver: false,
    });
    const { out } = await program.run(["verify", "--log-only"]);
    expect(out).toContain("GAP");
    const serving = await program.serve();
    await serving.stop();
  });
});
