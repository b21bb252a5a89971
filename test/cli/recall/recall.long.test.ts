// `batchproof complaint` and `batchproof recall`, as they are typed.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProgram, type Program } from "../program-for-test.ts";

let program: Program;
beforeAll(async () => {
  program = await openProgram();
});
afterAll(() => program[Symbol.asyncDispose]());

test("from a complaint to a recall that holds, and what its end asks for", async () => {
  // They attach to it, which is quicker than to start everything each time.
  const serving = await program.serve();
  const raise = ["complaint", "raise", "K-17", "--text", "Black specks."];
  expect(await program.answer(raise)).toMatchObject({ events: ["ComplaintRaised"] });
  const opening = ["recall", "open", "R-1", "lot:lot-1", "--because", "Metal in a sack."];
  const opened = await program.answer([...opening, "--complaint", "K-17", "--profile", "eu-food"]);
  expect(opened).toMatchObject({ events: ["RecallOpened"], lots: 0, held: false });
  expect(await program.answer(["recall", "hold", "R-1"])).toMatchObject({
    held: false,
    notFound: ["lot:lot-1"],
  });
  expect(await program.answer(["recall", "show", "R-1"])).toMatchObject({
    id: opened.id,
    suspect: [{ seed: "lot:lot-1", found: 0 }],
    held: false,
    clocks: [{ code: "eu-food-withdrawal", told: false }],
    consignees: [],
  });
  expect((await program.run(["recall", "show", "R-1"])).out).toMatch(
    /eu-food-withdrawal +OVERDUE since /,
  );
  const listed = await program.answer(["recall", "list"]);
  expect(listed.recalls).toMatchObject([{ number: "R-1", status: "open" }]);
  const folder = join(program.folder, "letters");
  expect(await program.answer(["recall", "letters", "R-1", "--to", folder])).toEqual({
    letters: [],
    unknown: [
      {
        ...{ code: "NOT_RECORDED", subject: "lot:lot-1" },
        detail: "Nothing is recorded under this name.",
      },
    ],
  });
  const listing = await program.run(["recall", "consignees", "R-1", "--csv"]);
  expect(listing.out).toMatch(
    /^Consignee,Name,[^\n]*\r\n,+lot:lot-1: Nothing is recorded under this name\.,\r\n$/,
  );
  expect(await program.answer(["recall", "template", "recall"])).toMatchObject({ version: 0 });
  const file = join(program.folder, "letter.txt");
  const says = ["{type} {number}", "{goods}", "{reason}", "{hazard}"];
  await writeFile(file, [...says, "By {replyBy},\nfor {consignee} of {number}.\n"].join("\n\n"));
  const draft = ["recall", "draft-template", "recall", file, "--within", "5"];
  const issue = ["recall", "issue-template", "recall", "--of", "1"];
  const status = await program.run(["recall", "show", "R-1", "--format", "ndjson"]);
  expect(JSON.parse(status.out.trim().split("\n").at(-1) ?? "")).toMatchObject({ number: "R-1" });
  const asked = [
    [["recall", "notify", "R-1", "C1"], "CONSIGNEE_UNKNOWN"],
    [["recall", "show", "R-2"], "RECALL_UNKNOWN"],
    [["recall", "preview", "lot:lot-1"], "LOT_UNKNOWN"],
    [["complaint", "link", "K-18", "--lot", "lot-1"], "COMPLAINT_UNKNOWN"],
    // What is typed for a lot is one.
    [["complaint", "link", "K-17", "--lot", "starch:9"], "LOT_UNKNOWN"],
    [["recall", "leave-out", "R-1", "--lot", "lot-7", "--because", "Far."], "LOT_UNKNOWN"],
    [["recall", "leave-out", "R-1", "--batch", "b-7", "--because", "Far."], "BATCH_UNKNOWN"],
    [["recall", "recovered", "R-1", "X", "--goods", "starch:9=1 kg"], "LOT_UNKNOWN"],
    // Nobody is logged in here, and the end of a recall is somebody's.
    [["recall", "close", "R-1", "--because", "Done."], "UNAUTHENTICATED"],
    [[...draft, "--reason", "REVIEW:Annual"], "UNAUTHENTICATED"],
    [[...issue, "--reason", "REVIEW:Annual"], "NOT_FOUND"],
    [["recall", "template", "other"], "RECALL_TYPE_UNKNOWN"],
    [["recall", "letters", "R-1", "--to", folder, "--only", "C7"], "CONSIGNEE_UNKNOWN"],
    [["complaint", "close", "K-17", "--because", "Done."], "INVESTIGATION_OPEN"],
  ] as const;
  for (const [args, code] of asked) {
    const { said } = await program.refused(args);
    expect([args, JSON.stringify(said)]).toEqual([args, expect.stringContaining(code)]);
  }
  await serving.stop();
});
