import { test } from "vitest";
import { expectNothingLost } from "./kill-expectation.ts";
import { killRun } from "./kill-run.ts";

test("four kills under 64 writers: nothing acknowledged is lost or doubled", async () => {
  expectNothingLost(await killRun(4, 200));
}, 120_000);
