// docs/event-node.md says what the suite checks, word for word.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { promised } from "./promises.ts";

test("each promise and its source is in the documentation", async () => {
  const page = await readFile("docs/event-node.md", "utf8");
  for (const { promises, documented } of Object.values(promised)) {
    expect(page).toContain(`| ${promises} | ${documented} |`);
  }
});
