// Our one-call hashes against those of node:crypto.
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Hmac, sha256 } from "../../src/integrity/sha256.ts";

const bytes = (maxLength: number) => fc.uint8Array({ maxLength, size: "max" });

test("a hash and an HMAC are those of node:crypto, whatever the key and the bytes", () => {
  fc.assert(
    fc.property(bytes(200), bytes(5_000), bytes(64), (key, first, second) => {
      const hmac = new Hmac(key);
      // What an earlier one left in the room does not matter.
      for (const message of [first, second]) {
        const room = Buffer.alloc(Hmac.room, 0xab);
        const expected = createHmac("sha256", key).update(message).digest();
        expect(hmac.over(Buffer.concat([room, message]))).toEqual(expected);
        expect(sha256(message)).toEqual(createHash("sha256").update(message).digest());
      }
    }),
  );
});
