// `batchproof recall` of what a complaint is about, and of goods that come back, as it is typed.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { charged, issued, received } from "../../api/plant-for-test.ts";
import { clientOf } from "../../api/service-for-test.ts";
import { openProgram, type Program, type Serving } from "../program-for-test.ts";

let program: Program;
let serving: Serving;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  program = await openProgram();
  serving = await program.serve();
  client = clientOf(serving.address);
  const steps = [
    ["lots/good/receive-material-lot", received("5")],
    ["lots/other/receive-material-lot", received("6")],
    ["batches/b-1/issue-batch", issued("171")],
    ["batches/b-1/start-batch", {}],
    [
      "batches/b-1/reserve-serials",
      { reservationId: "r-1", serials: [{ from: "S-100", to: "S-199" }] },
    ],
    ["lots/good/record-charge", charged("b-1")],
  ] as const;
  for (const [path, data] of steps) {
    const { status, body } = await client.give(`/v1/${path}`, data);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
  }
});
afterAll(() => program[Symbol.asyncDispose]());

test("a complaint about a serial number alone opens a recall, and no other suspect", async () => {
  await program.answer(["complaint", "raise", "K-1", "--text", "Black specks."]);
  const none = await program.refused(["complaint", "link", "K-1"]);
  expect(JSON.stringify(none.said)).toContain("MALFORMED_COMMAND");
  await program.answer(["complaint", "link", "K-1", "--serial", "S-150"]);
  const open = ["recall", "open", "R-1", "--because", "Metal."];
  expect(JSON.stringify((await program.refused(open)).said)).toContain("SUSPECT_UNSTATED");
  expect(await program.answer([...open, "--complaint", "K-1"])).toMatchObject({ batches: 1 });
  const back = await program.answer(["trace", "complaint:K-1", "--backward"]);
  expect(back.lots).toMatchObject([{ lotId: "good" }]);
});

test("what a complaint names that nobody recorded is said wherever it is told", async () => {
  await program.answer(["complaint", "raise", "K-2", "--text", "Black specks."]);
  await program.answer(["complaint", "link", "K-2", "--lot", "starch:5", "--serial", "Z-9"]);
  const open = ["recall", "open", "R-3", "--because", "Metal.", "--complaint", "K-2"];
  const { id } = await program.answer(open);
  const gap = expect.objectContaining({ code: "NOT_RECORDED", subject: "serial:Z-9" });
  for (const line of [
    ["show", "R-3"],
    ["consignees", "R-3"],
    ["letters", "R-3", "--to", id],
  ]) {
    const { unknown } = await program.answer(["recall", ...line]);
    expect(unknown, line.join(" ")).toContainEqual(gap);
  }
  const at = `/v1/recalls/${id}`;
  for (const path of [at, `${at}/consignees`]) {
    const { body } = await client.get(path);
    expect(body.unknown, path).toContainEqual(gap);
  }
  const { body: lines } = await client.get(`${at}/consignees?format=csv`);
  expect(lines).toContain("serial:Z-9");
  const { body: list } = await client.get("/v1/recalls");
  expect(list.recalls.every((one: object) => !("unknown" in one))).toBe(true);
});

test("the certificate of what was destroyed is kept; not where it is refused", async () => {
  await program.answer(["recall", "open", "R-2", "starch:5", "--because", "Metal in a sack."]);
  const file = join(program.folder, "certificate.pdf");
  await writeFile(file, "Destroyed.");
  const dispose = ["recall", "disposed", "R-2", "D-1", "--file", file, "--goods"];
  const { said } = await program.refused([...dispose, "starch:6=2 kg"]);
  expect(said).toMatchObject({ code: "NOT_IN_SCOPE" });
  expect(said.message).toMatch(/lot starch:6 \(id other\)/);
  const answer = await program.answer([...dispose, "starch:5=2 kg"]);
  expect(answer).toMatchObject({ events: ["RecallGoodsDisposed"] });
  const kept = await readFile(join(program.dataDirectory, "blobs", answer.certificateDigest));
  expect(kept.toString()).toBe("Destroyed.");
  const out = join(program.folder, "again.pdf");
  const again = ["recall", "certificate", "R-2", "D-1", "--out", out];
  expect(await program.answer(again)).toMatchObject({ sha256: answer.certificateDigest });
  expect((await readFile(out)).toString()).toBe("Destroyed.");
  const { id } = await program.answer(["recall", "show", "R-2"]);
  const bytes = await fetch(`${serving.address}/v1/recalls/${id}/certificates/D-1`);
  expect([bytes.status, await bytes.text()]).toEqual([200, "Destroyed."]);
  expect(bytes.headers.get("content-disposition")).toContain("attachment");
  const none = await fetch(`${serving.address}/v1/recalls/${id}/certificates/D-9`);
  expect([none.status, await none.json()]).toEqual([
    404,
    expect.objectContaining({ code: "CERTIFICATE_UNKNOWN" }),
  ]);
  const unknown = await program.refused(["recall", "certificate", "R-2", "D-9", "--out", out]);
  expect(unknown.said).toMatchObject({ code: "CERTIFICATE_UNKNOWN" });
  await program.answer(["recall", "disposed", "R-2", "D-2", "--goods", "starch:5=1 kg"]);
  const unkept = await program.refused(["recall", "certificate", "R-2", "D-2", "--out", out]);
  expect(unkept.said).toMatchObject({ code: "CERTIFICATE_MISSING" });
});
