// Content-addressed bytes: what comes back is what was put, or a fault.
import { createHash, randomBytes } from "node:crypto";
import { chmod, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openBlobs } from "../../src/vault/blobs.ts";
import { makeTestFolder } from "./folder-for-test.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const absent = "0".repeat(64);

describe("blobs", () => {
  test("what is put comes back under its SHA-256", async () => {
    const blobs = await openBlobs(await makeTestFolder());
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        const name = await blobs.put(bytes);
        expect(name).toBe(sha256(bytes));
        expect(new Uint8Array((await blobs.get(name))!)).toEqual(bytes);
      }),
      { numRuns: 25 },
    );
  });

  test("a stream of chunks is one blob", async () => {
    const blobs = await openBlobs(await makeTestFolder());
    const chunks = [randomBytes(70_000), randomBytes(1), Buffer.alloc(0), randomBytes(9)];
    async function* read() {
      yield* chunks;
    }
    const name = await blobs.put(read());
    expect(await blobs.get(name)).toEqual(Buffer.concat(chunks));
  });

  test("what was never put is not there", async () => {
    const blobs = await openBlobs(await makeTestFolder());
    expect(await blobs.has(absent)).toBe(false);
    expect(await blobs.get(absent)).toBeUndefined();
  });

  test("the same bytes twice, even at once, are one file", async () => {
    const folder = await makeTestFolder();
    const blobs = await openBlobs(folder);
    const bytes = Buffer.from("the same");
    await Promise.all([blobs.put(bytes), blobs.put(bytes), blobs.put(bytes)]);
    expect(await readdir(folder)).toEqual([sha256(bytes)]);
    expect((await stat(join(folder, sha256(bytes)))).mode & 0o777).toBe(0o400);
  });

  test("any changed byte is told, and putting again mends it", async () => {
    const folder = await makeTestFolder();
    const blobs = await openBlobs(folder);
    const bytes = Buffer.from("issued once, never changed");
    const name = await blobs.put(bytes);
    await chmod(join(folder, name), 0o600);
    await writeFile(join(folder, name), "issued once, never Changed");
    await expect(blobs.get(name)).rejects.toMatchObject({ code: "BLOB_DAMAGED" });
    await blobs.put(bytes);
    expect(await blobs.get(name)).toEqual(bytes);
  });

  test("a source that fails leaves nothing", async () => {
    const folder = await makeTestFolder();
    const blobs = await openBlobs(folder);
    async function* failing() {
      yield randomBytes(10);
      throw new Error("the source is gone");
    }
    await expect(blobs.put(failing())).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  test("opening removes what an interrupted writer left, and nothing else", async () => {
    const folder = await makeTestFolder();
    const name = await (await openBlobs(folder)).put(Buffer.from("kept"));
    await writeFile(join(folder, ".draft-interrupted"), "half");
    await openBlobs(folder);
    expect(await readdir(folder)).toEqual([name]);
  });

  test.each(["../keys/instance/mac", "", absent.slice(1), absent.replace("0", "A")])(
    "the name %j is refused",
    async (name) => {
      const blobs = await openBlobs(await makeTestFolder());
      expect(() => blobs.get(name)).toThrow(
        expect.objectContaining({ code: "BLOB_NAME_MALFORMED" }),
      );
    },
  );
});
