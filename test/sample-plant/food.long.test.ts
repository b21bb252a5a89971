import { afterAll, beforeAll, expect, test } from "vitest";
import { playAndRead, type Seen } from "./seen-for-test.ts";

let seen: Seen;
beforeAll(async () => {
  seen = await playAndRead({ plants: ["food"] });
});
afterAll(() => seen?.[Symbol.asyncDispose]());

test("played", () => {
  console.log(JSON.stringify(seen.played.highlights, null, 1), seen.played.events);
  expect(seen.played.highlights).toHaveLength(8);
});
