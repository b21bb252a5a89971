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

test("nothing that is said ends the thread", () => {
  const told: Said[] = [];
  const loop = new Error("first");
  loop.cause = new Error("second", { cause: loop });
  const round: Record<string, unknown> = { count: 1n };
  round.self = round;
  const logger = loggerThrough((said) => void told.push(structuredClone(said)));
  logger.error({ err: loop, round, big: 2n, nothing: undefined }, "So.");
  expect(told).toMatchObject([
    { fields: { err: { message: "first", cause: { message: "second" } }, big: "2" } },
  ]);
});
