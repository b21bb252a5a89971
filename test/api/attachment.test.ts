// Attachments over HTTP: kept, given back as a download, compared with their digest.
import { createHash, randomUUID } from "node:crypto";
import { chmod, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attachmentMax_bytes } from "../../src/api/resource/plant/attachment.ts";
import { establishPeople } from "./people-for-test.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

let service: ServiceForTest;
const batchId = randomUUID();
beforeAll(async () => {
  service = await startService();
  await service.give(`/v1/batches/${batchId}/issue-batch`, {
    batchNumber: "B-1",
    material: { materialDefinitionId: "tablets", name: "Tablets" },
    equipmentIds: [],
    dataOrigin: "live",
  });
});
afterAll(() => service[Symbol.asyncDispose]());

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const page = Buffer.from("<script>alert(1)</script>");
const urlOf = (attachmentId: string) =>
  new URL(`/v1/batches/${batchId}/attachments/${attachmentId}`, service.address);

function put(attachmentId: string, bytes: Buffer, more: Record<string, string> = {}) {
  const url = urlOf(attachmentId);
  const said = { name: 'Printout "1".html', mediaType: "text/html", sha256: sha256(bytes) };
  url.search = new URLSearchParams({ commandId: randomUUID(), ...said, ...more }).toString();
  const headers = { "content-type": "application/octet-stream" };
  return fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) });
}

test("is kept, and comes back as a download of the same bytes", async () => {
  const kept = await put("a-1", page, { isTrueCopy: "true", phaseId: "mix" });
  expect(kept.status).toBe(200);
  const back = await fetch(urlOf("a-1"));
  expect(back.status).toBe(200);
  expect(Buffer.from(await back.arrayBuffer())).toEqual(page);
  expect(back.headers.get("content-disposition")).toBe(
    "attachment; filename*=UTF-8''Printout%20%221%22.html",
  );
  expect(back.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await put("a-1", page, { isTrueCopy: "true", phaseId: "mix" })).status).toBe(200);
  expect((await put("a-1", Buffer.from("other"))).status).toBe(409);
});

test.each([
  ["a wrong digest", page, { sha256: "0".repeat(64) }, 422],
  ["nothing", Buffer.alloc(0), {}, 400],
  ["a way to a file", page, { name: "../../etc/passwd" }, 400],
  ["a line in a header", page, { name: "a\r\nset-cookie: x" }, 400],
  ["too much", Buffer.alloc(attachmentMax_bytes + 1), {}, 413],
])("of %s nothing is attached", async (_what, bytes, more, status) => {
  expect((await put("a-2", bytes, more)).status).toBe(status);
  expect((await fetch(urlOf("a-2"))).status).toBe(404);
});

test("of a batch that there is not no bytes are kept", async () => {
  const bytes = Buffer.from("bytes of nobody");
  const url = new URL("/v1/batches/nope/attachments/a-1", service.address);
  const said = { name: "a.txt", mediaType: "text/plain", sha256: sha256(bytes) };
  url.search = new URLSearchParams({ commandId: randomUUID(), ...said }).toString();
  const headers = { "content-type": "application/octet-stream" };
  const answer = await fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) });
  expect(answer.status).toBe(404);
  const kept = await readdir(join(service.instance.settings.dataDirectory, "blobs"));
  expect(kept).not.toContain(sha256(bytes));
});

test("what is refused leaves no bytes behind", async () => {
  const [first, other, aside] = ["first", "another", "aside"].map((text) => Buffer.from(text));
  if (!first || !other || !aside) throw new Error("There are three.");
  expect((await put("a-4", first)).status).toBe(200);
  expect((await put("a-4", other)).status).toBe(409);
  expect((await put("a-5", aside, { deviationId: "none" })).status).toBe(409);
  const kept = await readdir(join(service.instance.settings.dataDirectory, "blobs"));
  expect(kept).toContain(sha256(first));
  expect(kept).not.toContain(sha256(other));
  expect(kept).not.toContain(sha256(aside));
});

test("the right is asked before a byte is read", async () => {
  const other = await startService();
  try {
    const people = await establishPeople(other);
    const { cookie } = await people.person("otto", { role: "qaReviewer" });
    const url = new URL("/v1/batches/nope/attachments/a-1", other.address);
    const said = { name: "a.txt", mediaType: "text/plain", sha256: "0".repeat(64) };
    url.search = new URLSearchParams({ commandId: randomUUID(), ...said }).toString();
    const headers = {
      "content-type": "application/octet-stream",
      cookie,
      origin: other.address,
      "sec-fetch-site": "same-origin",
    };
    // A body that never ends: it is answered before.
    const body = new ReadableStream({ start: (sending) => sending.enqueue(Buffer.alloc(10)) });
    const asked = { method: "PUT", headers, body, duplex: "half" } as RequestInit;
    const answer = await fetch(url, asked);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "NOT_AUTHORIZED" });
  } finally {
    await other[Symbol.asyncDispose]();
  }
});

test("bytes that were changed on disk are a fault", async () => {
  const bytes = Buffer.from("a reading of 12.5");
  expect((await put("a-3", bytes)).status).toBe(200);
  const path = join(service.instance.settings.dataDirectory, "blobs", sha256(bytes));
  await chmod(path, 0o600);
  await writeFile(path, "a reading of 99.9");
  const back = await fetch(urlOf("a-3"));
  expect(back.status).toBe(500);
  expect(await back.text()).not.toContain("99.9");
});
