// Every answer in every form over HTTP; those with proofs verify offline; letters of a recall.
import { createHash, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPaper } from "../../src/cli/instance/paper.ts";
import { legalEntityUnstated } from "../../src/cli/instance/settings.ts";
import { waitUntilVisible } from "../../src/cli/instance/visible.ts";
import { openCheckpoints } from "../../src/cli/integrity/checkpoints.ts";
import { consigneeIn, letterNow } from "../../src/cli/recall/letter.ts";
import { letterInFolder, refuseOthers } from "../../src/cli/recall/letter-in-folder.ts";
import { recallParts } from "../../src/cli/recall/parts.ts";
import { openRecallCase } from "../../src/domain/recall/opening/commands.ts";
import { recall } from "../../src/domain/recall/recall.ts";
import { printKey } from "../../src/integrity/note.ts";
import { chargeMaterial } from "../../src/processes/charge-material.ts";
import { prepare, recordDispatch } from "../../src/processes/hold/ship.ts";
import { refreshRecall } from "../../src/processes/recall/follow-recalls.ts";
import type { Letter } from "../../src/reports/recall/letter.ts";
import { at } from "../cli/administration/people-for-test.ts";
import { heldPlantWith, requested, shipmentOf } from "../processes/hold/held-plant-for-test.ts";
import { session } from "../processes/plant-for-test.ts";
import { charge } from "../processes/requests-for-test.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

let service: ServiceForTest;
let recallId: string;
let lot: string;
let output: string;
let batchId: string;
beforeAll(async () => {
  service = await startService({ environment: { LEGAL_ENTITY: "Works" } });
  const { log, handler } = service.instance;
  const plant = heldPlantWith(log, handler);
  lot = await plant.releasedLot();
  batchId = await plant.runningBatch();
  await chargeMaterial(plant.handler, requested(charge(lot, batchId)), session);
  output = await plant.outputOf(batchId);
  const shipmentId = randomUUID();
  await plant.give(prepare, shipmentId, shipmentOf(shipmentId, [output]));
  await plant.give(recordDispatch, shipmentId, {});
  recallId = randomUUID();
  await plant.run(openRecallCase, recallId, {
    number: "R-1",
    type: "recall",
    mock: false,
    seeds: [`lot:${lot}`],
    reason: "Metal found in a sack.",
    knownAt: "2026-11-20T08:00:00Z",
    profiles: [],
  });
  await caughtUp();
  await refreshRecall(recallParts(service.instance), recallId);
  await caughtUp();
}, 60_000);
afterAll(() => service[Symbol.asyncDispose]());

async function caughtUp(): Promise<void> {
  const last = (await Array.fromAsync(service.instance.log.readAll())).at(-1);
  await waitUntilVisible(service.instance, last?.id);
}

const questions = () => [
  `/v1/traces?from=lot:${lot}&direction=forward`,
  `/v1/whereabouts?from=lot:${lot}`,
  `/v1/whereabouts?from=lot:${lot}&serials=1`,
  `/v1/traces/between?from=lot:${lot}&to=lot:${output}`,
  `/v1/traces/common?of=lot:${output}&of=batch:${batchId}`,
  `/v1/traces/circumstances?of=lot:${output}&of=batch:${batchId}`,
  `/v1/traces/shares?from=lot:${lot}`,
  `/v1/recalls/${recallId}?`,
];

test("each answer leaves in each form, and with proofs that verify offline", async () => {
  await using checkpoints = await openCheckpoints(service.instance);
  const key = printKey(await checkpoints!.verifier());
  const folder = service.instance.settings.dataDirectory;
  const nowhere = at({ dataDirectory: join(folder, "none"), folder }, {});
  for (const question of questions()) {
    const types = [];
    for (const format of ["json", "ndjson", "csv", "html", "pdf", "proof"]) {
      const { status, headers, body } = await service.get(`${question}&format=${format}`);
      expect([question, format, status]).toEqual([question, format, 200]);
      types.push(headers.get("content-type")?.split(";")[0]);
      if (format !== "proof") continue;
      const file = join(folder, "answer.json");
      const text = typeof body === "string" ? body : JSON.stringify(body);
      await writeFile(file, text);
      expect(await nowhere.give(["verify", file, "--key", key])).toMatchObject({ valid: true });
      await writeFile(file, text.replace(/"asOf":\d+/, '"asOf":1'));
      const { said } = await nowhere.refused(["verify", file, "--key", key]);
      expect(said).toBe("VERIFICATION_FAILED");
    }
    expect(types).toEqual([
      ...["application/json", "application/x-ndjson", "text/csv", "text/html"],
      ...["application/pdf", "application/vnd.batchproof.answer+json"],
    ]);
  }
});

test("the letter to a consignee is kept under its digest, which the notice names", async () => {
  const path = `/v1/recalls/${recallId}/consignees`;
  const { body } = await service.get(path);
  expect(body.consignees).toMatchObject([
    { consigneeNumber: "C1", state: "notTold", materialLotId: output },
  ]);
  const letter = await fetch(`${service.address}${path}/C1/letter?format=pdf`);
  const bytes = Buffer.from(await letter.arrayBuffer());
  const letterDigest = createHash("sha256").update(bytes).digest("hex");
  expect(letter.headers.get("batchproof-sha256")).toBe(letterDigest);
  expect((await service.instance.blobs.get(letterDigest))?.equals(bytes)).toBe(true);
  const told = { consigneeNumber: "C1", channel: "letter", letterDigest, letterVersion: 0 };
  expect((await service.give(`/v1/recalls/${recallId}/notify-consignee`, told)).status).toBe(200);
  const csv = await (await fetch(`${service.address}${path}?format=csv`)).text();
  expect(csv).toContain(letterDigest);
  expect((await service.get(`${path}/C7/letter`)).body.code).toBe("CONSIGNEE_UNKNOWN");
  expect((await service.get(`/v1/recalls/none/consignees`)).body.code).toBe("RECALL_UNKNOWN");
  const withContacts = `${path}?purpose=${encodeURIComponent("Recall R-1: call them")}`;
  expect((await service.get(withContacts)).body.consignees).toMatchObject([{ contacts: [] }]);
  expect((await service.get(`${path}?purpose=x`)).status).toBe(400);
});

test("letters into a folder are gone on with, none is written over", async () => {
  const { instance } = service;
  const { state } = await instance.handler.load(recall, recallId);
  if (state.status === "unknown") throw new Error("It is open.");
  const letter = await letterNow(instance, state, consigneeIn(state, "C1"));
  const folder = join(instance.settings.dataDirectory, "letters");
  const put = (of: Letter) => letterInFolder(instance, of, folder);
  const first = await put(letter);
  expect(first).not.toHaveProperty("kept");
  expect(await put(letter)).toEqual({ ...first, kept: true });
  expect(await put({ ...letter, consigneeNumber: "C2" })).toMatchObject({
    file: join(folder, "C2.pdf"),
  });
  const another = await put({ ...letter, replyBy: "2030-01-01", goods: [] });
  expect(another).toEqual({ ...first, kept: true, differs: ["goods", "replyBy"] });
  await writeFile(join(folder, "C3.pdf"), "%PDF-1.7");
  const foreign = await put({ ...letter, consigneeNumber: "C3" });
  expect(foreign.differs).toEqual(["not issued here"]);
  expect(() => refuseOthers([first, another, foreign])).toThrow(
    expect.objectContaining({ code: "LETTERS_DIFFER" }),
  );
  expect(() => refuseOthers([first])).not.toThrow();
  expect((await readFile(join(folder, "C3.pdf"))).toString()).toBe("%PDF-1.7");
});

test("a letter that could not say who writes it is not printed", async () => {
  const { instance } = service;
  const { state } = await instance.handler.load(recall, recallId);
  if (state.status === "unknown") throw new Error("It is open.");
  const letter = await letterNow(instance, state, consigneeIn(state, "C1"));
  const settings = { ...instance.settings, legalEntity: legalEntityUnstated };
  await expect(createPaper({ ...instance, settings }).recallLetter(letter)).rejects.toMatchObject({
    code: "LEGAL_ENTITY_NOT_STATED",
    message: expect.stringContaining("LEGAL_ENTITY"),
  });
});

test("what letters say is told, by type", async () => {
  const { body } = await service.get("/v1/recall-letters/withdrawal");
  expect(body).toMatchObject({ type: "withdrawal", version: 0, replyWithin_days: 10 });
  expect((await service.get("/v1/recall-letters/other")).status).toBe(400);
});
