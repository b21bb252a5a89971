// Time stamps, from the responder of OpenSSL and from ones that mean no good.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  certificatesIn,
  imprintOf,
  stampOf,
  timestampAnchor,
} from "../../../src/anchors/timestamp/timestamp-anchor.ts";
import { printNote } from "../../../src/integrity/note.ts";
import { flipped } from "../../integrity/tree/tree-for-test.ts";
import { logOf } from "../head-for-test.ts";
import { type Authority, startAuthority } from "./authority-for-test.ts";

let authority: Authority;
beforeAll(async () => {
  authority = await startAuthority();
});
afterAll(() => authority[Symbol.asyncDispose]());
afterEach(() => {
  authority.answer = undefined;
});

const log = logOf(9);
const head = log.head(7);
const roots = () => certificatesIn(authority.root);
const past = (signal = new AbortController().signal) => ({
  last: undefined,
  consistency: log.consistency,
  signal,
});
const stamped = (signal?: AbortSignal) =>
  timestampAnchor(authority.url, roots()).anchor(head, past(signal));

async function tokenOf(checkpoint = head): Promise<Buffer> {
  const { token } = await timestampAnchor(authority.url, roots()).anchor(checkpoint, past());
  return token ?? Buffer.of();
}

test("a head is stamped, and verifies later", async () => {
  const before = Date.now();
  const { checkpoint, token = Buffer.of() } = await stamped();
  expect(checkpoint).toEqual(head);
  const { at, by } = stampOf(head, token, roots());
  expect(Math.abs(at.getTime() - before)).toBeLessThan(60_000);
  expect(by).toBe("CN=tsa");
});

test("OpenSSL verifies the token over what `batchproof checkpoint` prints", async () => {
  const at = (name: string) => join(authority.folder, name);
  writeFileSync(at("token"), await tokenOf());
  writeFileSync(at("head"), printNote(head.note));
  const args = ["-in", at("token"), "-token_in", "-data", at("head"), "-CAfile", at("root.pem")];
  expect(
    execFileSync("openssl", ["ts", "-verify", ...args], { stdio: "pipe" }).toString(),
  ).toContain("OK");
});

test.each([
  ["RSA", ["-newkey", "rsa:2048"]],
  ["P-384", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"]],
])("an authority may sign with %s", async (name, key) => {
  const signer = authority.certified(name, { key });
  answer((query) => authority.reply(query, signer));
  await expect(stamped()).resolves.toMatchObject({ checkpoint: head });
});

function answer(bytes: (query: Buffer) => Promise<Uint8Array>, status = 200): void {
  authority.answer = async (query, response) => {
    const body = await bytes(query);
    response.writeHead(status, { "content-type": "application/timestamp-reply" });
    response.end(body);
  };
}

describe("what does not count", () => {
  const invalid = { code: "TIMESTAMP_INVALID" };

  test("a stamp of something else", async () => {
    answer((query) => {
      const other = Buffer.from(query);
      other[30] = (other[30] ?? 0) ^ 1;
      return authority.reply(other);
    });
    await expect(stamped()).rejects.toMatchObject(invalid);
    authority.answer = undefined;
    const token = await tokenOf(log.head(8));
    expect(() => stampOf(head, token, roots())).toThrow(expect.objectContaining(invalid));
  });

  test("an answer to another request, or one that was kept", async () => {
    answer((query) => {
      const other = Buffer.from(query);
      other[60] = (other[60] ?? 0) ^ 1;
      return authority.reply(other);
    });
    await expect(stamped()).rejects.toMatchObject(invalid);
  });

  test("a no", async () => {
    answer((query) => authority.reply(Buffer.from(query).fill(9, 18, 19)));
    await expect(stamped()).rejects.toMatchObject({ code: "ANCHOR_REFUSED" });
  });

  test("a stamp of an authority that nobody trusts", async () => {
    await using other = await startAuthority();
    answer((query) => other.reply(query));
    await expect(stamped()).rejects.toMatchObject(invalid);
  });

  test("a certificate that is not for stamps alone, by a word that counts", async () => {
    const info = infoIn(await tokenOf());
    expect(stampOf(head, authority.sign(info), roots()).by).toBe("CN=tsa");
    for (const extensions of ["also_stamps", "loosely", "ca"]) {
      const token = authority.sign(info, authority.certified(extensions, { extensions }));
      expect(() => stampOf(head, token, roots())).toThrow(expect.objectContaining(invalid));
    }
  });

  test("a stamp from a time at which the certificate was not valid", async () => {
    const info = infoIn(await tokenOf()).toString("latin1");
    for (const year of ["2050", "2001"]) {
      const then = info.replace(/20\d\d(?=\d{10}(\.\d+)?Z)/, year);
      expect(then).not.toBe(info);
      const token = authority.sign(Buffer.from(then, "latin1"));
      expect(() => stampOf(head, token, roots())).toThrow(expect.objectContaining(invalid));
    }
  });

  test("a time that is none", async () => {
    const token = await tokenOf();
    const at = token.indexOf(Buffer.from("180f", "hex"));
    const malformed = Buffer.from(token);
    malformed[at + 2] = 0x5a;
    expect(at).toBeGreaterThan(0);
    expect(() => stampOf(head, malformed, roots())).toThrow(expect.objectContaining(invalid));
  });

  test("anything that was cut; and a bit that changed changes nothing that is said", async () => {
    const token = await tokenOf();
    const said = stampOf(head, token, roots());
    fc.assert(
      fc.property(fc.nat(token.length * 8 - 1), (at) => {
        try {
          expect(stampOf(head, flipped(token, at), roots())).toEqual(said);
        } catch (error) {
          expect(error).toMatchObject(invalid);
        }
      }),
      { numRuns: 100 },
    );
    for (let length = 0; length < token.length; length += 31) {
      expect(() => stampOf(head, token.subarray(0, length), roots())).toThrow(
        expect.objectContaining(invalid),
      );
    }
  });
});

/** The TSTInfo, which stands in the token as it is. */
function infoIn(token: Buffer): Buffer {
  const version = token.indexOf(Buffer.from("0201010604", "hex"));
  const start = token[version - 2] === 0x30 ? version - 2 : version - 3;
  const short = token[start + 1] ?? 0;
  const length = short === 0x81 ? 3 + (token[start + 2] ?? 0) : 2 + short;
  return token.subarray(start, start + length);
}

describe("an authority that", () => {
  test("answers nothing in words", async () => {
    authority.answer = async (_, response) => response.end("<html>Welcome</html>");
    await expect(stamped()).rejects.toMatchObject({ code: "ANCHOR_ANSWER_MALFORMED" });
    answer(async () => Buffer.from("no DER"));
    await expect(stamped()).rejects.toMatchObject({ code: "TIMESTAMP_INVALID" });
  });

  test("is out of order", async () => {
    answer(async () => Buffer.of(), 503);
    await expect(stamped()).rejects.toMatchObject({ code: "ANCHOR_UNREACHABLE" });
  });

  test("sends no end", async () => {
    authority.answer = async (_, response) => {
      response.setHeader("content-type", "application/timestamp-reply");
      while (response.write(Buffer.alloc(16_384)) || !response.destroyed) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await expect(stamped()).rejects.toMatchObject({ code: "ANCHOR_ANSWER_MALFORMED" });
  });

  test("never answers is left in time", async () => {
    authority.answer = async () => {};
    const leaving = AbortSignal.timeout(200);
    await expect(stamped(leaving)).rejects.toMatchObject({ code: "ANCHOR_UNREACHABLE" });
  });

  test("is not there", async () => {
    const nowhere = timestampAnchor("http://127.0.0.1:1/", roots());
    await expect(nowhere.anchor(head, past())).rejects.toMatchObject({
      code: "ANCHOR_UNREACHABLE",
    });
  });
});

test("what is stamped is the signed note, whole", () => {
  expect(imprintOf(head)).toHaveLength(32);
  expect(imprintOf(head)).not.toEqual(imprintOf(log.head(8)));
});
