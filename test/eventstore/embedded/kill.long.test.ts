import { test } from "vitest";
import { expectNothingLost } from "./kill-expectation.ts";
import { killRun } from "./kill-run.ts";

test("forty kills under 64 writers: nothing acknowledged is lost or doubled", async () => {
  expectNothingLost(await killRun(40));
});
