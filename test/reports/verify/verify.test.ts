import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { bytesSource } from "../../../src/reports/pdf-syntax/byte-source.ts";
import { Increment } from "../../../src/reports/pdf-syntax/increment.ts";
import { PdfReader } from "../../../src/reports/pdf-syntax/reader.ts";
import { PdfName } from "../../../src/reports/pdf-syntax/value.ts";
import { sealPdf } from "../../../src/reports/seal/seal-pdf.ts";
import { verifyPdf } from "../../../src/reports/verify/verify-pdf.ts";
import { memoryKeys, NOW, note, pdfBytes, sealedBytes, sealerOf, smallRecord } from "../sealed.ts";

let sealed: Buffer;
beforeAll(async () => {
  sealed = await sealedBytes([note('{"batch":"171"}')]);
});

const codes = (bytes: Uint8Array) => verifyPdf(bytes).findings.map(({ code }) => code);

test("a sealed file is valid, says whose it is, and hands out what is in it", () => {
  const { valid, findings, seal, attachments } = verifyPdf(sealed);
  expect(findings).toEqual([]);
  expect(valid).toBe(true);
  expect(seal).toMatchObject({
    organisation: "Zdravila Žužemberk d.d.",
    at: NOW.toISOString(),
    trust: "self-issued EVALUATION",
  });
  expect(attachments).toMatchObject([
    { name: "note.json", mediaType: "application/json", relationship: "Source" },
  ]);
  expect(Buffer.from(attachments[0]!.bytes).toString()).toBe('{"batch":"171"}');
});

test("any flipped bit is found", () => {
  const place = fc.tuple(fc.nat({ max: sealed.length - 1 }), fc.nat({ max: 7 }));
  fc.assert(
    fc.property(place, ([at, bit]) => {
      const flipped = Buffer.from(sealed);
      flipped[at]! ^= 1 << bit;
      expect(verifyPdf(flipped).valid).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test("any shorter file is found", () => {
  fc.assert(
    fc.property(fc.nat({ max: sealed.length - 1 }), (length) => {
      expect(verifyPdf(sealed.subarray(0, length)).valid).toBe(false);
    }),
  );
  expect(codes(sealed.subarray(0, 1))).toEqual(["STRUCTURE_UNREADABLE"]);
  expect(codes(new Uint8Array())).toEqual(["STRUCTURE_UNREADABLE"]);
});

test("anything behind the sealed bytes is found", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (more) => {
      expect(verifyPdf(Buffer.concat([sealed, more])).valid).toBe(false);
    }),
  );
});

test("a revision appended to a sealed file is found, though the signature still fits", () => {
  const reader = new PdfReader(bytesSource(sealed));
  const increment = new Increment(reader);
  increment.put(increment.reserve(), new Map([["Type", new PdfName("Later")]]));
  expect(codes(Buffer.concat([sealed, increment.finish()]))).toEqual(["BYTES_NOT_COVERED"]);
});

test("a file cut back to before its seal is not sealed", async () => {
  expect(codes(await pdfBytes(smallRecord()))).toEqual(["SEAL_MISSING"]);
  const bare = { ...smallRecord(), sections: [{ id: "s", title: "S", blocks: [] }] };
  expect(codes(await pdfBytes(bare))).toEqual(["SEAL_MISSING"]);
});

test("a seal of another's root is valid in itself, and not what was expected", async () => {
  const expected = verifyPdf(sealed).seal?.rootDigest;
  const other = await sealPdf(
    await pdfBytes(smallRecord()),
    await sealerOf("Zdravila Žužemberk d.d."),
  );
  expect(verifyPdf(other).valid).toBe(true);
  const options = expected === undefined ? {} : { rootDigest: expected };
  expect(verifyPdf(other, options).findings.map(({ code }) => code)).toEqual(["ROOT_UNEXPECTED"]);
  expect(verifyPdf(sealed, options).valid).toBe(true);
});

test("a seal from before its certificate is found", async () => {
  const keys = memoryKeys();
  await sealerOf("A", keys);
  const early = await sealerOf("A", keys, new Date("2020-01-01T00:00:00Z"));
  const bytes = await sealPdf(await pdfBytes(smallRecord()), early);
  expect(new Set(codes(bytes))).toEqual(new Set(["CERTIFICATE_NOT_VALID_THEN"]));
});

test("what is no PDF is refused, not crashed on", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const tail = Buffer.from("\nstartxref\n0\n%%EOF\n");
      expect(verifyPdf(Buffer.concat([bytes, tail])).valid).toBe(false);
    }),
  );
});
