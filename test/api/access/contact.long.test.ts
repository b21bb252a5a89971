// Contact data: encrypted in the log, opened for a purpose that is recorded, and erased: the stored
// event is as it was, and nobody can read it.
import { randomUUID } from "node:crypto";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openKeys } from "../../../src/vault/keys.ts";
import { openSeals } from "../../../src/vault/seals.ts";
import { establishPeople, ok, type People, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

let service: ServiceForTest;
let people: People;
let lead: Somebody;
let author: Somebody;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
  lead = await people.person("rosa", { role: "recallLead" });
  author = await people.person("otto", { role: "masterDataAuthor" });
});
afterAll(() => service[Symbol.asyncDispose]());

const reason = { code: "REQUEST", text: "Asked for in writing on the first of the month." };
const command = (more: object) => ({ commandId: randomUUID(), ...more });

test("is nowhere in the log in plain words, and is opened for a purpose only", async () => {
  const data = { name: "Customer", kind: "other", identifiers: [] };
  ok(await author.give("/v1/parties/customer/register-party", data));
  const contact = { contactId: "1", duty: "Recalls", name: "Greta Garbo", phone: "+49 30 1234" };
  ok(await author.post("/v1/parties/customer/record-contact", command(contact)));
  expect(await storedText()).not.toMatch(/Garbo|1234/);
  const withoutPurpose = await lead.get("/v1/parties/customer/contacts");
  expect(withoutPurpose.status).toBe(400);
  const purpose = "Recall%20of%20batch%204711";
  const opened = await lead.get(`/v1/parties/customer/contacts?purpose=${purpose}`);
  expect(opened.body.contacts).toEqual([{ ...contact, email: null }]);
  const denied = await author.get(`/v1/parties/customer/contacts?purpose=${purpose}`);
  expect(denied).toMatchObject({ status: 403, body: { code: "NOT_AUTHORIZED" } });
  expect(await storedText()).toContain("Recall of batch 4711");
});

test("is erased by its key: the event stays, a copy of the key does not help", async () => {
  const { admin } = people;
  const at = `/v1/people/${lead.id}`;
  ok(await admin.post(`${at}/record-contact`, command({ email: "rosa@example.org" })));
  const before = await events("PersonContactRecorded");
  const keys = join(service.instance.stores.folder.path, "keys");
  const names = (await readdir(join(keys, "people"))).map((name) => join("people", name));
  for (const name of names) {
    await mkdir(dirname(join(keys, "..", "copy", name)), { recursive: true });
    await copyFile(join(keys, name), join(keys, "..", "copy", name));
  }
  ok(await admin.post(`${at}/erase-person-data`, command({ basis: "Article 17", reason })));
  expect(await events("PersonContactRecorded")).toEqual(before);
  expect(await events("PersonDataErased")).toHaveLength(1);
  for (const name of names) {
    await copyFile(join(keys, "..", "copy", name), join(keys, name)).catch(() => {});
  }
  // What a start does.
  const seals = await openSeals(await openKeys(keys), keys);
  const [{ data }] = before as [{ data: { email: { key: string; cipher: string } } }];
  expect(await seals.unseal("email", data.email)).toBeUndefined();
  const stored = await Array.fromAsync(service.instance.log.readAll());
  const decoded = stored.map((event) => service.instance.codec.decode(event).kind);
  expect(new Set(decoded)).toEqual(new Set(["ours"]));
});

async function storedText(): Promise<string> {
  const all = await Array.fromAsync(service.instance.log.readAllBytes());
  return all.map(({ data, metadata }) => `${Buffer.from(data)}${Buffer.from(metadata)}`).join("\n");
}

async function events(type: string): Promise<readonly unknown[]> {
  const all = await Array.fromAsync(service.instance.log.readAll());
  return all.filter((event) => event.type === type).map(({ id, data }) => ({ id, data }));
}
