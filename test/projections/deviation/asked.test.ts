// The list over HTTP and at the terminal, of a service that runs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { charged, playBatch } from "../../api/plant-for-test.ts";
import { type ServiceForTest, startService } from "../../api/service-for-test.ts";

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService();
  const give = async (path: string, data: object) =>
    expect(await service.give(path, data)).toMatchObject({ status: 200 });
  await playBatch(service, "one");
  await playBatch(service, "two");
  await give("/v1/lots/one-lot/record-charge", charged("two", "1"));
  const about = { batchId: "one", materialLotIds: [], equipmentIds: [] };
  const said = { title: "Warm", description: "27 C", detectedAt: "2026-11-20T09:00:00Z" };
  await give("/v1/deviations/D-1/raise-deviation", { ...said, ...about });
});
afterAll(() => service[Symbol.asyncDispose]());

test("a deviation's related batches are answered with what they share [211-192]", async () => {
  const answer = await service.get("/v1/deviations/D-1/related");
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    deviationId: "D-1",
    batches: [{ batchId: "one", batch: "one" }],
    others: [
      {
        ...{ batchId: "two", batch: "two", shares: ["materialLot"], equipment: [] },
        lots: [{ lotId: "one-lot", lot: "starch:one", is: "input" }],
      },
    ],
    unknown: [{ code: "EQUIPMENT_NOT_RECORDED", subject: "one" }],
  });
});

test("of none there is nothing, and ahead of the log no answer", async () => {
  const none = await service.get("/v1/deviations/D-2/related");
  expect([none.status, none.body]).toMatchObject([404, { code: "DEVIATION_UNKNOWN" }]);
  const ahead = await service.get("/v1/deviations/D-1/related?asOf=9999");
  expect(ahead.status).toBeGreaterThanOrEqual(400);
});
