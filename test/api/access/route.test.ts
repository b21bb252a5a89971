// A route says what it asks of its caller, or the service that has it does not start.
import fastify, { type FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { askEachRoute, early, reading, takesCopy } from "../../../src/api/access/route.ts";

test("a route that does not say what it asks is not served [P11-10g] [A11-12.1]", () => {
  const app = fastify();
  askEachRoute(app);
  const answer = () => "";
  app.get("/read", { config: reading("getIt", "readRecords") }, answer);
  app.post("/give", { config: early("doIt", "executeBatch") }, answer);
  expect(() => app.get("/forgotten", answer)).toThrow("GET /forgotten");
  expect(() => app.post("/empty", { config: {} }, answer)).toThrow("POST /empty");
});

test.each([
  [undefined, false],
  ["json", false],
  ["html", false],
  ["pdf", true],
  ["csv", true],
  ["ndjson", true],
])("a record as %s is a copy, which asks for the right to export: %s [P11-10g]", (format, copy) => {
  const query = format === undefined ? {} : { format };
  expect(takesCopy({ query } as FastifyRequest)).toBe(copy);
});
