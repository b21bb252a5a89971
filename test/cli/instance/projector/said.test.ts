// What a thread says of a fault comes over whole enough to be looked into.
import { expect, test } from "vitest";
import { loggerThrough, type Said } from "../../../../src/projections/runner/logger.ts";

test("a fault and its cause come over, without what no message can carry", () => {
  const told: Said[] = [];
  const cause = Object.assign(new Error("the socket"), { code: "EPIPE", retry: () => {} });
  const err = new Error("not written", { cause });
  loggerThrough((said) => void told.push(structuredClone(said))).warn(
    { readModel: "m", err },
    "So.",
  );
  expect(told).toMatchObject([
    {
      kind: "log",
      how: "warn",
      sentence: "So.",
      fields: {
        readModel: "m",
        err: { message: "not written", cause: { message: "the socket", code: "EPIPE" } },
      },
    },
  ]);
  expect(told[0]?.fields).toHaveProperty("err.stack", err.stack);
});
