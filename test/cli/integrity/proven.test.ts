// Whose fault it is that nothing proves an event: its own, or that of the tree in PostgreSQL.
import { expect, test } from "vitest";
import { proven } from "../../../src/cli/integrity/bundle.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { signCheckpoint } from "../../../src/integrity/checkpoint.ts";
import { MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { inclusionAt } from "../../../src/projections/integrity/tree.ts";
import * as tablets from "../../projections/batch-record/tablets.ts";
import { stored } from "../../projections/history.ts";
import { bytesOf, signer, useSoundTree } from "../../projections/integrity/tree-for-test.ts";

const tree = useSoundTree();
const size = 300;
const index = 280;

test.each([
  ["sound", undefined, "{}", "EVENT_CHANGED"],
  ["another above the leaves", 1, undefined, "TREE_DRIFTED"],
  ["another at the leaves", 0, undefined, "TREE_DRIFTED"],
])("the tree is %s", async (_, level, data, code) => {
  const history = stored(
    eventTypes,
    Array.from({ length: size }, (_, n) => tablets.consumed(`${n + 1}`)),
  );
  await tree.made(history);
  const whole = new MerkleTree();
  for (const { entry } of history) whole.append(entry);
  const head = { origin: signer.name, size, root: whole.root() };
  const checkpoint = signCheckpoint(head, signer);
  const [event] = history.slice(index).map(bytesOf);
  if (!event) throw new Error("no event");
  const { kysely } = tree;
  const proof = async () =>
    proven(
      kysely,
      { ...event, data: Buffer.from(data ?? event.data) },
      { index, path: await inclusionAt(kysely, index, size), checkpoint },
    );
  if (data === undefined) expect(await proof()).toMatchObject({ index });
  if (level !== undefined) {
    const hashes = Buffer.alloc(level === 0 ? 44 * 32 : 32, 1);
    const tiles = kysely.updateTable("integrity.tile").set({ hashes }).where("level", "=", level);
    await tiles.where("tile_index", "=", level === 0 ? 1 : 0).execute();
  }
  await expect(proof()).rejects.toMatchObject({ code, details: { position: index } });
});
