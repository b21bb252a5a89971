// `batchproof recipe`, as it is typed, before people exist; and the same over HTTP.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProgram, type Program } from "../program-for-test.ts";

const example = join(import.meta.dirname, "../../../examples/campaign-43.recipe.yaml");

let program: Program;
beforeAll(async () => {
  program = await openProgram();
});
afterAll(() => program[Symbol.asyncDispose]());

test("from a file to a draft, its revision, and out again with the same digest", async () => {
  const serving = await program.serve();
  const checked = await program.answer(["recipe", "check", example]);
  expect(checked).toMatchObject({ findings: [], dryRun: { unreached: [] } });
  const digest = String(checked.digest);
  expect(await program.answer(["recipe", "import", example])).toMatchObject({
    events: ["RecipeDrafted"],
    digest,
  });
  expect(await program.answer(["recipe", "import", example])).toMatchObject({ events: [] });

  const changed = join(program.folder, "changed.yaml");
  const text = await readFile(example, "utf8");
  await writeFile(changed, text.replace('high: "240"', 'high: "239"'));
  const revise = ["recipe", "import", changed, "--replaces", digest];
  const because = ["--reason", "LIMIT:Closer to the campaign"];
  const revised = await program.answer([...revise, ...because]);
  expect(revised).toMatchObject({ events: ["RecipeRevised"] });
  const exported = await program.answer(["recipe", "export", "MR-0043"]);
  const again = join(program.folder, "again.yaml");
  await writeFile(again, String(exported.yaml));
  expect(await program.answer(["recipe", "check", again])).toMatchObject({
    digest: revised.digest,
    findings: [],
  });
  expect(
    await program.answer(["recipe", "show", "MR-0043", "--recipe-version", "1"]),
  ).toMatchObject({
    status: "draft",
    digest: revised.digest,
  });
  expect(await program.answer(["recipe", "list"])).toMatchObject({
    versions: [{ number: "MR-0043", version: 1, status: "drafted" }],
  });
  expect(await program.answer(["recipe", "impact", "MR-0043"])).toMatchObject({
    orders: [],
    batches: [],
  });

  const wrong = join(program.folder, "wrong.yaml");
  await writeFile(wrong, text.replace('high: "240"', "high: 240"));
  const read = ["--recipe-version", "1", "--digest", String(revised.digest)];
  const asked = [
    [["recipe", "import", wrong], "NUMBER_NOT_QUOTED"],
    [["recipe", "import", join(program.folder, "none.yaml")], "RECIPE_FILE_MISSING"],
    [["recipe", "check", wrong], "RECIPE_FAULTY"],
    [["recipe", "show", "MR-1"], "RECIPE_UNKNOWN"],
    [["recipe", "diff", "MR-0043"], "RECIPE_UNKNOWN"],
    // Nobody is logged in here: what is somebody's word is not given.
    [["recipe", "submit", "MR-0043", ...read], "UNAUTHENTICATED"],
    [["recipe", "approve", "MR-0043", ...read], "MASTER_NOT_SUBMITTED"],
    [["recipe", "effective", "MR-0043", ...read], "MASTER_NOT_APPROVED"],
    [["recipe", "return", "MR-0043", ...read, "--because", "No."], "MASTER_NOT_SUBMITTED"],
    [
      ["recipe", "withdraw", "MR-0043", "--recipe-version", "1", ...because],
      "MASTER_NOT_EFFECTIVE",
    ],
    [["recipe", "compare", example, "164"], "BATCH_UNKNOWN"],
  ] as const;
  for (const [args, code] of asked) {
    const { said } = await program.refused(args);
    expect([args, JSON.stringify(said)]).toEqual([args, expect.stringContaining(code)]);
  }
  await serving.stop();
});
