import { test } from "vitest";
import { killRun } from "./kill-run.ts";

// Node and PostgreSQL are killed in tests of their own, which start faster.
test("three kills of the service while six clients give commands", async () => {
  await killRun({ node: 0, postgres: 0, service: 3 });
}, 240_000);
