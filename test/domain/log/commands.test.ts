// The key of the log: each takes another's place once, and hands over once.
import { describe, test } from "vitest";
import {
  recordHandOver,
  recordLogRestored,
  replaceLostSigningKey,
  rotateSigningKey,
} from "../../../src/domain/log/commands.ts";
import { given } from "../../given.ts";

const key = (n: number) => Buffer.alloc(32, n).toString("base64");
const keys = (former: number, next: number) => ({
  formerPublicKey: key(former),
  publicKey: key(next),
});
const formerOrigin = "batchproof/1";
const restored = { formerOrigin, size: 9, root: "ab".repeat(32), ...keys(0, 1) };

const rotated = { type: "SigningKeyRotated", data: keys(0, 1) };
const note = { note: "signed" };
const handedOver = { type: "SigningKeyHandedOver", data: note };

describe.each([
  ["SigningKeyRotated", rotateSigningKey, keys],
  [
    "SigningKeyLost",
    replaceLostSigningKey,
    (former: number, next: number) => ({ formerOrigin, ...keys(former, next) }),
  ],
  [
    "LogRestored",
    recordLogRestored,
    (former: number, next: number) => ({ ...restored, ...keys(former, next) }),
  ],
] as const)("%s", (type, command, data) => {
  const when = (past: readonly (typeof rotated)[], former: number, next: number) =>
    given(...past).when(command as typeof rotateSigningKey, data(former, next));

  test("it happens, to the first key and to a later one", () => {
    when([], 0, 1).then({ type, data: data(0, 1) });
    when([rotated], 1, 2).then({ type, data: data(1, 2) });
  });
  test("ignored when repeated", () => when([rotated], 0, 1).thenNothing());
  test("refused where another was faster", () =>
    when([rotated], 0, 2).thenRefused("REVISION_CHANGED"));
});

describe("a hand-over", () => {
  test("happens after a change of key", () =>
    given(rotated).when(recordHandOver, note).then(handedOver));
  test("ignored when repeated, until the next change", () => {
    given(rotated, handedOver).when(recordHandOver, note).thenNothing();
    const next = { type: "SigningKeyRotated", data: keys(1, 2) };
    given(rotated, handedOver, next).when(recordHandOver, note).then(handedOver);
  });
  test("refused where there was none", () =>
    given().when(recordHandOver, note).thenRefused("NOT_FOUND"));
});
