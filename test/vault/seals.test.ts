// Encrypted text: read back for its use, unreadable for ever once its key is destroyed, also when a
// copy brings the key back.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openKeys } from "../../src/vault/keys.ts";
import { openSeals, type Seals } from "../../src/vault/seals.ts";

let folder: string;
let seals: Seals;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-seals-"));
  seals = await opened();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const opened = async () => openSeals(await openKeys(folder), folder);

describe("a text", () => {
  test("comes back as it was, for its use and no other", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.string(), async (text, subject) => {
        const sealed = await seals.seal("people", subject, "email", text);
        expect(await seals.unseal("email", sealed)).toBe(text);
        expect(await seals.unseal("phone", sealed)).toBeUndefined();
        expect(sealed.key).toMatch(/^people\/[0-9a-f]{32}$/);
      }),
      { numRuns: 25 },
    );
  });

  test("comes out the same each time, and otherwise for every text and subject", async () => {
    const one = await seals.seal("people", "a", "email", "a@example.org");
    expect(await seals.seal("people", "a", "email", "a@example.org")).toEqual(one);
    const others = [
      await seals.seal("people", "a", "email", "b@example.org"),
      await seals.seal("people", "b", "email", "a@example.org"),
      await seals.seal("people", "a", "phone", "a@example.org"),
    ];
    const nonces = [one, ...others].map(({ cipher }) => cipher.slice(0, 16));
    expect(new Set(nonces).size).toBe(4);
  });

  test("is not read when any bit of it is another", async () => {
    const sealed = await seals.seal("people", "a", "email", "a@example.org");
    const bytes = Buffer.from(sealed.cipher, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const cipher = flipped.toString("base64url");
      expect(await seals.unseal("email", { ...sealed, cipher })).toBeUndefined();
    }
  });
});

describe("a key that was destroyed", () => {
  test("lets nobody read, and is never made again for that subject", async () => {
    const sealed = await seals.seal("people", "a", "email", "a@example.org");
    await seals.destroy([sealed.key]);
    expect(await seals.unseal("email", sealed)).toBeUndefined();
    const anew = await seals.seal("people", "a", "email", "a@example.org");
    expect(anew.key).not.toBe(sealed.key);
    expect(await seals.unseal("email", anew)).toBe("a@example.org");
    expect(await seals.unseal("email", sealed)).toBeUndefined();
  });

  test("is destroyed again where a copy brings it back", async () => {
    const sealed = await seals.seal("people", "a", "email", "a@example.org");
    const kept = await seals.seal("people", "b", "email", "b@example.org");
    const copy = `${folder}-copy`;
    await cp(join(folder, "people"), copy, { recursive: true });
    await seals.destroy([sealed.key]);
    await rm(join(folder, "people"), { recursive: true });
    await cp(copy, join(folder, "people"), { recursive: true });
    await rm(copy, { recursive: true });
    const again = await opened();
    expect(await again.unseal("email", sealed)).toBeUndefined();
    expect(await again.unseal("email", kept)).toBe("b@example.org");
  });

  test("is remembered also when a crash left half a name behind", async () => {
    const [first, second] = [
      await seals.seal("people", "a", "email", "a"),
      await seals.seal("people", "b", "email", "b"),
    ];
    await writeFile(join(folder, "erasures"), first!.key.slice(0, 20));
    await seals.destroy([second!.key]);
    const lines = (await readFile(join(folder, "erasures"), "utf8")).split("\n");
    expect(lines).toContain(second!.key);
    expect(await seals.unseal("email", first!)).toBe("a");
  });
});
