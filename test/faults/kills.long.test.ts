import { test } from "vitest";
import { killRun } from "./kill-run.ts";

test("66 kills of node, PostgreSQL and service while six clients give commands", async () => {
  await killRun({ node: 22, postgres: 22, service: 22 });
}, 1_100_000);
