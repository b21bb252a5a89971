// Two bits of every sign of the signature, and one of every thirteenth byte of the rest.
import { expect, test } from "vitest";
import { verifyPdf } from "../../../src/reports/verify/verify-pdf.ts";
import { sealedBytes } from "../sealed.ts";

test("no bit of the signature and no byte of the file can change unseen", async () => {
  const sealed = await sealedBytes();
  const gap = sealed.indexOf("/Contents<") + "/Contents".length;
  const gapEnd = gap + 2 * 16_384 + 2;
  // Behind the signature its room is filled with zeros.
  const signatureEnd = gap + sealed.toString("latin1", gap, gapEnd).search(/0{200,}>/) + 2;
  expect(signatureEnd).toBeGreaterThan(gap + 2_000);
  const missed: number[] = [];
  for (let at = 0; at < sealed.length; at++) {
    const isSignature = at >= gap && at < signatureEnd;
    if (!isSignature && at % 13 !== 0) continue;
    for (const bit of isSignature ? [at % 8, (at + 3) % 8] : [at % 8]) {
      sealed[at]! ^= 1 << bit;
      if (verifyPdf(sealed).valid) missed.push(at);
      sealed[at]! ^= 1 << bit;
    }
  }
  expect(missed).toEqual([]);
  expect(verifyPdf(sealed).valid).toBe(true);
});
