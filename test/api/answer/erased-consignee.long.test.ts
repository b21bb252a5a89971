// Whom to reach at a consignee is erased while a recall runs: replies, letters, the list, the check
// and the report go on by what was dispatched, and say that there was somebody.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eraseContactAt } from "../../../src/access/contact/party-contact.ts";
import { waitUntilVisible } from "../../../src/cli/instance/visible.ts";
import { recallParts } from "../../../src/cli/recall/parts.ts";
import { openRecallCase } from "../../../src/domain/recall/opening/commands.ts";
import { prepare, recordDispatch } from "../../../src/processes/hold/ship.ts";
import { refreshRecall } from "../../../src/processes/recall/follow-recalls.ts";
import { heldPlantWith, shipmentOf } from "../../processes/hold/held-plant-for-test.ts";
import { session } from "../../processes/plant-for-test.ts";
import { ok } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

let service: ServiceForTest;
let at: string;
let lot: string;
beforeAll(async () => {
  service = await startService({ environment: { LEGAL_ENTITY: "Works" } });
  const { log, handler } = service.instance;
  const plant = heldPlantWith(log, handler);
  lot = await plant.releasedLot();
  const shipmentId = randomUUID();
  await plant.give(prepare, shipmentId, shipmentOf(shipmentId, [lot]));
  await plant.give(recordDispatch, shipmentId, {});
  const recallId = randomUUID();
  at = `/v1/recalls/${recallId}`;
  await plant.run(openRecallCase, recallId, {
    number: "R-1",
    type: "recall",
    mock: false,
    seeds: [`lot:${lot}`],
    reason: "Metal found in a sack.",
    knownAt: "2026-11-20T08:00:00Z",
    profiles: [],
  });
  const customer = { name: "Apotheke am Ring", kind: "other", identifiers: [] };
  ok(await service.give("/v1/parties/p-1/register-party", customer));
  const last = (await Array.fromAsync(log.readAll())).at(-1);
  await waitUntilVisible(service.instance, last?.id);
  await refreshRecall(recallParts(service.instance), recallId);
}, 60_000);
afterAll(() => service[Symbol.asyncDispose]());

const contact = { contactId: "1", duty: "=Recalls", name: "Greta Garbo", phone: "+49 30 1234" };
const purpose = `purpose=${encodeURIComponent("Recall R-1: call them")}`;
const command = (more: object) => ({ commandId: randomUUID(), ...more });

async function all(): Promise<string> {
  const paths = [
    `${at}/consignees?format=csv`,
    `${at}/consignees?format=csv&${purpose}`,
    `${at}/consignees?${purpose}`,
    `${at}/consignees/C1/letter?format=html`,
    `${at}/consignees/C1/letter?format=json`,
    ...["json", "ndjson", "csv", "html", "proof"].map((format) => `${at}?format=${format}`),
  ];
  const texts: string[] = [];
  for (const path of paths) {
    const { status, body } = await service.get(path);
    expect([path, status]).toEqual([path, 200]);
    texts.push(typeof body === "string" ? body : JSON.stringify(body));
  }
  for (const path of [`${at}/consignees/C1/letter?format=pdf`, `${at}?format=pdf`]) {
    const { status } = await fetch(`${service.address}${path}`);
    expect([path, status]).toEqual([path, 200]);
  }
  return texts.join("\n");
}

test("nothing of the recall needs whom it reached, and what is erased is told", async () => {
  ok(await service.post("/v1/parties/p-1/record-contact", command(contact)));
  const before = await service.get(`${at}/consignees?format=csv&${purpose}`);
  expect(before.body).toContain("'=Recalls, Greta Garbo, +49 30 1234");
  const reason = { code: "REQUEST", text: "Asked for in writing on the first of the month." };
  const erased = { contactId: "1", basis: "Article 17" };
  const by = { commandId: randomUUID(), session, reason };
  const { outcome } = await eraseContactAt(service.instance.access.parts, "p-1", erased, by);
  expect(outcome).toBe("accepted");
  ok(await service.give(`${at}/notify-consignee`, { consigneeNumber: "C1", channel: "letter" }));
  const quantity = { value: "1", unitOfMeasure: "kg" };
  ok(
    await service.give(`${at}/record-reply`, {
      consigneeNumber: "C1",
      lines: [{ materialLotId: lot, quantity, as: "destroyed" }],
      passedOnTo: [{ name: "@Branch" }],
      text: "=1+1",
    }),
  );
  ok(
    await service.give(`${at}/check-effectiveness`, {
      consigneeNumber: "C1",
      method: "phone",
      effective: true,
    }),
  );
  const text = await all();
  expect(text).not.toMatch(/Garbo|1234/);
  const { body } = await service.get(`${at}/consignees?${purpose}`);
  expect(body.consignees).toMatchObject([
    { consigneeNumber: "C1", state: "replied", effective: true, contacts: [], contactsErased: 1 },
    { consigneeNumber: "C2", name: "@Branch", contacts: [] },
  ]);
  const csv = (await service.get(`${at}/consignees?format=csv&${purpose}`)).body;
  const [titles = "", first = "", second = ""] = csv.split("\r\n");
  expect(titles).toMatch(/,Not known,Contacts,Marks$/);
  expect(first).toMatch(/,'=1\+1,,1 erased,$/);
  expect(second).toContain("C2,'@Branch,");
  expect((await service.get(at)).body).toMatchObject({
    percentEffective: 50,
    goods: [{ materialLotId: lot, gone: quantity, isAccounted: true }],
  });
});
