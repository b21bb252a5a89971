// Passwords as they are kept: the PHC form, the work, the turnstile.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePhc, printPhc } from "../../../src/access/credential/password/phc.ts";
import { createPasswordHashing } from "../../../src/access/credential/password-hash.ts";
import { refusal } from "./refusal.ts";

const cheap = { memory_KiB: 8 * 1024, passes: 1, parallelism: 1 };
const cheapest = { memory_KiB: 8, passes: 1, parallelism: 1 };
const hashing = createPasswordHashing(cheap);

test("a password fits its own hash and no other", async () => {
  const phc = await hashing.hash("correct horse battery staple");
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=8192,t=1,p=1\$/);
  expect(await hashing.verify("correct horse battery staple", phc)).toBe(true);
  expect(await hashing.verify("correct horse battery stapl", phc)).toBe(false);
  expect(await hashing.hash("correct horse battery staple")).not.toBe(phc);
});

test("by default the work is 64 MiB, three passes, one lane", async () => {
  const phc = await createPasswordHashing().hash("correct horse battery staple");
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(await hashing.verify("correct horse battery staple", phc)).toBe(true);
  expect(hashing.isOutdated(phc)).toBe(true);
  expect(createPasswordHashing().isOutdated(phc)).toBe(false);
});

// RFC 9106, 5.3, is with a secret and associated data; this one is of the reference
// implementation (phc-winner-argon2, src/test.c, version 0x13, argon2id, 2^8 KiB).
test("it is the argon2id of the reference implementation", async () => {
  const phc =
    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
  expect(await hashing.verify("password", phc)).toBe(true);
  expect(await hashing.verify("differentpassword", phc)).toBe(false);
});

test("the same accent typed in two ways is the same password", async () => {
  const phc = await hashing.hash("Br\u00fchkessel im Keller");
  expect(await hashing.verify("Bru\u0308hkessel im Keller", phc)).toBe(true);
});

test("a password has 1 to 256 characters after it was normalised", async () => {
  const small = createPasswordHashing(cheapest);
  const longest = "\u{1f600}".repeat(256);
  expect(await small.verify(longest, await small.hash(longest))).toBe(true);
  // One character that NFKC makes eighteen of.
  for (const wrong of ["", "a".repeat(257), "\ufdfa".repeat(15), "\ud800", "a".repeat(1e6)]) {
    await expect(small.hash(wrong)).rejects.toThrow(RangeError);
    expect(await small.verify(wrong, await small.hash("something"))).toBe(false);
    expect(await small.verifyNothing(wrong)).toBe(false);
  }
});

test("nobody's password takes the same work, and never fits", async () => {
  const phc = await hashing.hash("something");
  const one = createPasswordHashing({ ...cheapest, concurrentMax: 1, waitingMax: 0 });
  const first = one.verifyNothing("something");
  expect(await refusal(one.verify("something", phc))).toBe("TOO_BUSY");
  expect(await first).toBe(false);
});

describe("what is kept", () => {
  const bytes = (min: number, max: number) => fc.uint8Array({ minLength: min, maxLength: max });
  const phcs = fc.record({
    memory_KiB: fc.integer({ min: 64, max: 65536 }),
    passes: fc.integer({ min: 1, max: 16 }),
    parallelism: fc.integer({ min: 1, max: 8 }),
    salt: bytes(8, 64),
    hash: bytes(16, 64),
  });

  test("is read as it was written", () => {
    fc.assert(
      fc.property(phcs, (phc) => {
        const text = printPhc(phc);
        expect(parsePhc(text)).toEqual(phc);
        expect(printPhc(parsePhc(text))).toBe(text);
      }),
    );
  });

  const salt = "c29tZXNhbHQ";
  const hash = "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
  test.each([
    "",
    "password",
    `$argon2i$v=19$m=256,t=2,p=1$${salt}$${hash}`,
    `$argon2id$v=16$m=256,t=2,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=0256,t=2,p=1$${salt}$${hash}`,
    `$argon2id$v=19$t=2,m=256,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=256,t=2,p=1$${salt}$${hash}\n`,
    `$argon2id$v=19$m=256,t=2,p=1$${salt}=$${hash}`,
    `$argon2id$v=19$m=256,t=2,p=1$${salt}$${hash.slice(0, -1)}5`,
    `$argon2id$v=19$m=256,t=2,p=1$c2FsdA$${hash}`,
    `$argon2id$v=19$m=256,t=2,p=1$${salt}$c2hvcnQ`,
    `$argon2id$v=19$m=256,t=2,p=1$${salt}$${"A".repeat(300)}`,
    `$argon2id$v=19$m=4194304,t=2,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=256,t=4294967295,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=524288,t=16,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=256,t=2,p=255$${salt}$${hash}`,
    `$argon2id$v=19$m=8,t=2,p=2$${salt}$${hash}`,
    `$argon2id$v=19$m=0,t=0,p=0$${salt}$${hash}`,
  ])("is not worked on when it is %s", async (phc) => {
    expect(await refusal(hashing.verify("password", phc))).toBe("CREDENTIAL_UNREADABLE");
    expect(await refusal(async () => hashing.isOutdated(phc))).toBe("CREDENTIAL_UNREADABLE");
  });

  test("is what a new hashing would write, or outdated", async () => {
    const phc = await hashing.hash("something");
    expect(hashing.isOutdated(phc)).toBe(false);
    for (const other of [{ memory_KiB: 9 * 1024 }, { passes: 2 }, { parallelism: 2 }]) {
      expect(createPasswordHashing({ ...cheap, ...other }).isOutdated(phc)).toBe(true);
    }
  });
});

test("work out of bounds is not configured", () => {
  expect(() => createPasswordHashing({ memory_KiB: 1e9 })).toThrow(RangeError);
  expect(() => createPasswordHashing({ passes: 0 })).toThrow(RangeError);
  expect(() => createPasswordHashing({ concurrentMax: 0 })).toThrow(RangeError);
});

test("beyond those who run and those who wait, everybody is sent away", async () => {
  const narrow = createPasswordHashing({ ...cheapest, concurrentMax: 2, waitingMax: 3 });
  const all = Array.from({ length: 8 }, () => narrow.hash("something").catch((e) => e.code));
  const results = await Promise.all(all);
  expect(results.filter((result) => result === "TOO_BUSY")).toHaveLength(3);
  expect(await narrow.verify("something", await narrow.hash("something"))).toBe(true);
});

test("the event loop goes on while passwords are hashed", async () => {
  const busy = createPasswordHashing({ memory_KiB: 32 * 1024, passes: 2, concurrentMax: 2 });
  let turns = 0;
  let done = false;
  const turning = (async () => {
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      turns += 1;
    }
  })();
  await Promise.all(Array.from({ length: 10 }, () => busy.hash("something")));
  done = true;
  await turning;
  // Blocked, it would turn once for each hash at most.
  expect(turns).toBeGreaterThan(2 * 10);
});
