// Every bit of the signature and every byte of the rest, one after the other.
import { expect, test } from "vitest";
import { verifyPdf } from "../../../src/reports/verify/verify-pdf.ts";
import { sealedBytes } from "../sealed.ts";

test("no bit of the signature and no byte of the file can change unseen", async () => {
  const sealed = await sealedBytes();
  const gap = sealed.indexOf("/Contents<") + "/Contents".length;
  // What the room holds beyond the signature is zeros; a sample of them is enough.
  const signatureEnd = gap + 4_000;
  const gapEnd = gap + 2 * 16_384 + 2;
  const missed: number[] = [];
  for (let at = 0; at < sealed.length; at++) {
    const isSignature = at >= gap && at < signatureEnd;
    const isPadding = at >= signatureEnd && at < gapEnd;
    if (isPadding && at % 97 !== 0) continue;
    for (const bit of isSignature ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8]) {
      sealed[at]! ^= 1 << bit;
      if (verifyPdf(sealed).valid) missed.push(at);
      sealed[at]! ^= 1 << bit;
    }
  }
  expect(missed).toEqual([]);
  expect(verifyPdf(sealed).valid).toBe(true);
});
