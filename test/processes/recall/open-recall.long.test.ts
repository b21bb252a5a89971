// A complaint that led to a recall is its cause, over the real log.
import { afterAll, beforeAll, expect, test } from "vitest";
import { raiseComplaint } from "../../../src/domain/complaint/commands.ts";
import { openRecall } from "../../../src/processes/recall/open-recall.ts";
import { type ServiceForTest, startService } from "../../api/service-for-test.ts";
import { type HeldPlant, heldPlantWith } from "../hold/held-plant-for-test.ts";
import { session } from "../plant-for-test.ts";

let service: ServiceForTest;
let plant: HeldPlant;
beforeAll(async () => {
  service = await startService();
  const { log, handler } = service.instance;
  plant = heldPlantWith(log, handler);
});
afterAll(() => service[Symbol.asyncDispose]());

const id = () => crypto.randomUUID();
const opening = (lot: string) => ({
  number: id(),
  type: "recall" as const,
  mock: false,
  seeds: [`lot:${lot}`],
  reason: "Metal found in a sack.",
  knownAt: "2026-11-20T08:00:00Z",
  profiles: [],
});

test("a complaint that led to a recall is its cause", async () => {
  const lot = await plant.releasedLot();
  const complaintId = id();
  const raising = { number: id(), receivedAt: "2026-11-20T07:00:00Z", description: "Specks." };
  await plant.run(raiseComplaint, complaintId, { ...raising, from: "customer" });
  const recallId = id();
  const data = { ...opening(lot), complaintId };
  const call = { commandId: id(), id: recallId, data };
  expect((await openRecall(plant.handler, call, session)).outcome).toBe("accepted");
  const [raised] = await plant.events(`complaint-${complaintId}`);
  const [first] = await plant.events(`recall-${recallId}`);
  expect(first?.metadata).toMatchObject({
    $causationId: raised?.id,
    basedOn: [{ stream: `complaint-${complaintId}`, revision: 0 }],
  });
  const none = { ...call, commandId: id(), id: id(), data: { ...data, complaintId: id() } };
  expect(await openRecall(plant.handler, none, session)).toMatchObject({ code: "NOT_FOUND" });
});
