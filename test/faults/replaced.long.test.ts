// Somebody who has the keys and the database in hands: a checkpoint that is signed as it should be,
// over another root; a row of a read model that says something else.
import { createPrivateKey } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { openCheckpointFile } from "../../src/anchors/checkpoint-file.ts";
import { signCheckpoint } from "../../src/integrity/checkpoint.ts";
import { printNote, publicKeyOf } from "../../src/integrity/note.ts";
import { playBatch } from "../api/plant-for-test.ts";
import { clientOf } from "../api/service-for-test.ts";
import { lastJson, openProgram } from "../cli/program-for-test.ts";
import { createTestDatabase } from "../database-for-test.ts";

test("a replaced checkpoint and an edited row are named, and put right", async () => {
  const database = await createTestDatabase();
  await using program = await openProgram({ DATABASE_URL: database.url });
  const { address, stop } = await program.serve();
  await playBatch(clientOf(address), "B1");
  await stop();
  const file = join(program.dataDirectory, "checkpoints", "log");
  const kept = await readFile(file, "utf8");
  const signed = await openCheckpointFile(file);
  await signed.close();
  const { origin, size } = signed.all.at(-1) ?? { origin: "", size: 0 };
  const pem = await readFile(join(program.dataDirectory, "keys", "signing", "log.pem"));
  const privateKey = createPrivateKey(pem);
  const publicKey = publicKeyOf(privateKey);
  const signer = { name: origin, type: "ed25519", publicKey, privateKey } as const;
  const other = signCheckpoint({ origin, size, root: Buffer.alloc(32, 7) }, signer);
  await writeFile(file, `${printNote(other.note)}\n`);
  await expect(program.serve()).rejects.toThrow("CHECKPOINT_CONTRADICTED");
  const found = await program.run(["verify", "--log-only", "--json"]);
  expect(lastJson(found.err)).toMatchObject({
    code: "VERIFICATION_FAILED",
    findings: [{ code: "CHECKPOINT_CONTRADICTED" }],
  });
  await writeFile(file, kept);

  const client = new pg.Client(database.url);
  await client.connect();
  const edited = await client.query("update genealogy.genealogy_lot set material_name = 'Sugar'");
  expect(edited.rowCount).toBeGreaterThan(0);
  await client.end();
  const verified = await program.run(["verify", "--json"]);
  expect(lastJson(verified.err)).toMatchObject({ drifted: ["genealogy"] });
  const compared = await program.run(["rebuild", "--verify", "--json"]);
  expect(lastJson(compared.err)).toMatchObject({
    code: "READ_MODEL_DIFFERS",
    different: ["genealogy"],
  });
  await program.run(["rebuild"]);
  expect(await program.run(["verify"])).toMatchObject({ code: 0 });
  await database.drop();
}, 300_000);
