// Keys are made once, never changed, and seen by their owner only.
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { chmod, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openKeys } from "../../src/vault/keys.ts";
import { makeTestFolder } from "./folder-for-test.ts";

const permissions = async (path: string) => (await stat(path)).mode & 0o777;

describe("keys", () => {
  test("the key of events is 32 bytes, made once, for its owner's eyes", async () => {
    const folder = await makeTestFolder();
    const key = await (await openKeys(folder)).hmacKey();
    expect(key).toHaveLength(32);
    expect(await (await openKeys(folder)).hmacKey()).toEqual(key);
    expect(await permissions(join(folder, "instance", "mac"))).toBe(0o600);
    expect(await permissions(join(folder, "instance"))).toBe(0o700);
  });

  test("several that need it first at the same time get the same", async () => {
    const folder = await makeTestFolder();
    const providers = await Promise.all([1, 2, 3, 4].map(() => openKeys(folder)));
    const keys = await Promise.all(providers.map((provider) => provider.hmacKey()));
    expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
    expect(await readdir(join(folder, "instance"))).toEqual(["mac"]);
  });

  test.each(["ed25519", "p256", "rsa3072"] as const)("a %s key signs", async (kind) => {
    const keys = await openKeys(await makeTestFolder());
    const pem = await keys.signingKey("checkpoint", kind);
    expect(await keys.signingKey("checkpoint", kind)).toBe(pem);
    const digest = kind === "ed25519" ? null : "sha256";
    const text = Buffer.from("text");
    const signature = sign(digest, text, createPrivateKey(pem));
    expect(verify(digest, text, createPublicKey(pem), signature)).toBe(true);
  });

  test("a signing key of another kind than asked for is refused", async () => {
    const keys = await openKeys(await makeTestFolder());
    await keys.signingKey("seal", "p256");
    await expect(keys.signingKey("seal")).rejects.toMatchObject({ code: "KEY_KIND_MISMATCH" });
  });

  test("a key that is there is never changed", async () => {
    const keys = await openKeys(await makeTestFolder());
    expect(await keys.put("people/1", Buffer.from("first"))).toBe(true);
    expect(await keys.put("people/1", Buffer.from("second"))).toBe(false);
    expect(await keys.get("people/1")).toEqual(Buffer.from("first"));
  });

  test.each([0o640, 0o604, 0o620])("one of mode %o is not used", async (mode) => {
    const folder = await makeTestFolder();
    const keys = await openKeys(folder);
    await keys.signingKey("log");
    await chmod(join(folder, "signing", "log.pem"), mode);
    const code = "KEY_READABLE_BY_OTHERS";
    await expect(keys.signingKey("log")).rejects.toMatchObject({ code });
    await expect(keys.get("signing/log.pem")).rejects.toMatchObject({ code });
  });

  test("a destroyed key is gone, once and for all calls after", async () => {
    const keys = await openKeys(await makeTestFolder());
    const first = await keys.getOrMake("people/1");
    await keys.destroy("people/1");
    await keys.destroy("people/1");
    await keys.destroy("nobody/1");
    expect(await keys.get("people/1")).toBeUndefined();
    expect(await keys.getOrMake("people/1")).not.toEqual(first);
  });

  test("a folder left open to others is closed", async () => {
    const folder = await makeTestFolder();
    await chmod(folder, 0o755);
    await openKeys(folder);
    expect(await permissions(folder)).toBe(0o700);
  });

  test.each(["../outside", "/etc/passwd", "a//b", "", ".hidden", "a/../b", "x".repeat(201)])(
    "the name %j is refused",
    async (name) => {
      const keys = await openKeys(await makeTestFolder());
      await expect(keys.getOrMake(name)).rejects.toMatchObject({ code: "KEY_NAME_MALFORMED" });
    },
  );
});
