// The service end to end: commands and their repeats, refusals, reads that see what was written.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { charged, issued, playBatch, received } from "./plant-for-test.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService();
  await playBatch(service, "B1");
});
afterAll(() => service[Symbol.asyncDispose]());

describe("a command", () => {
  test("is recorded, and its repeat is answered alike without a second event", async () => {
    const command = { commandId: randomUUID(), data: received("twice") };
    const path = "/v1/lots/lot-twice/receive-material-lot";
    const first = await service.post(path, command);
    expect(first).toMatchObject({ status: 200, body: { repeated: false, revision: 0 } });
    expect(first.body.events).toHaveLength(1);
    const again = await service.post(path, command);
    // What it took was taken by the first.
    expect(again.body).toEqual({ ...first.body, reserved: [], repeated: true });
  });

  test("waits until it can be read, when asked to", async () => {
    const { body } = await service.give("/v1/lots/lot-seen/receive-material-lot", received("seen"));
    expect(body).toMatchObject({ visible: true, logIndex: expect.any(Number) });
    const { body: lot } = await service.get(`/v1/lots/lot-seen?waitFor=${body.logIndex}`);
    expect(lot).toMatchObject({ lotId: "lot-seen", lot: "starch:seen" });
    expect(lot.asOf).toBeGreaterThan(body.logIndex);
  });

  test("is refused with its code, and what matters to an inspector is kept", async () => {
    const { status, body, headers } = await service.give(
      "/v1/lots/B1-lot/charge-material",
      charged("B1"),
    );
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect({ status, code: body.code }).toEqual({ status: 409, code: "MATERIAL_NOT_RELEASED" });
    expect(body.recordedAs).toHaveLength(1);
    const { body: trail } = await service.get("/v1/audit-trail?refusedOnly=true");
    expect(trail.entries).toContainEqual(
      expect.objectContaining({ eventId: body.recordedAs[0].id, action: "refused" }),
    );
  });

  test("says by a stable word which cause a code of several has, each time", async () => {
    const path = "/v1/batches/B1/complete-phase";
    const command = { commandId: randomUUID(), data: { phaseId: "mix" } };
    for (let n = 0; n < 2; n += 1) {
      const { status, body } = await service.post(path, command);
      expect({ status, ...body }).toMatchObject({
        status: 409,
        code: "STEP_OUT_OF_ORDER",
        cause: "notRunning",
        repeated: n === 1,
      });
    }
  });

  test("nobody is logged in: nothing is approved", async () => {
    const { status, body } = await service.give("/v1/batches/B1/approve-batch-record", {
      recordRevision: 0,
    });
    expect([400, 403, 409]).toContain(status);
    expect(body.outcome).toBeUndefined();
  });

  test("is refused where the stream has moved on", async () => {
    const path = "/v1/batches/B1/add-comment";
    const { status, body } = await service.give(path, { text: "Late." }, { ifRevision: 0 });
    expect({ status, code: body.code }).toEqual({ status: 409, code: "REVISION_CHANGED" });
  });

  test("a number that is taken is refused", async () => {
    const { status, body } = await service.give("/v1/batches/other/issue-batch", issued("B1"));
    expect({ status, code: body.code }).toEqual({ status: 409, code: "BATCH_ID_EXISTS" });
  });
});

describe("malformed", () => {
  const path = "/v1/batches/B1/add-comment";
  const commandId = randomUUID();

  test.each([
    ["JSON", "{", "MALFORMED_JSON"],
    ["no body", "", "MALFORMED_JSON"],
    ["no command id", { data: { text: "x" } }, "MALFORMED_REQUEST"],
    ["an unknown member", { commandId, data: { text: "x" }, more: 1 }, "MALFORMED_REQUEST"],
    [
      "an unknown member of the data",
      { commandId, data: { text: "x", speed: 1 } },
      "MALFORMED_REQUEST",
    ],
    ["a list", [], "MALFORMED_REQUEST"],
    ["a lone surrogate", { commandId, data: { text: "\ud800" } }, "MALFORMED_TEXT"],
  ])("%s", async (_, body, code) => {
    const before = await sizeOf();
    const reply = await service.post(path, body);
    expect({ status: reply.status, code: reply.body.code }).toEqual({ status: 400, code });
    expect(await sizeOf()).toBe(before);
  });

  test("each member at fault has its pointer", async () => {
    const { body } = await service.post("/v1/lots/x/receive-material-lot", {
      commandId: "none",
      data: { ...received("x"), quantity: { value: "much", unitOfMeasure: "kg" } },
    });
    const pointers = body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(["/commandId", expect.stringContaining("/data/quantity")]),
    );
  });

  test("a body that is too large, and one that is no JSON", async () => {
    const large = await service.post(path, `{"data":"${"x".repeat(2 ** 20)}"}`);
    expect(large).toMatchObject({ status: 413, body: { code: "BODY_TOO_LARGE" } });
    const response = await fetch(service.address + path, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: "<x/>",
    });
    expect(response.status).toBe(415);
  });

  test.each([
    "/v1/traces?from=starch:B1",
    "/v1/traces?from=starch:B1&direction=sideways",
    "/v1/traces?from=starch:B1&direction=forward&colour=red",
    "/v1/lots?limit=0",
    "/v1/audit-trail?aboutKind=batch",
    "/v1/audit-trail?from=yesterday",
  ])("%s", async (address) => {
    const { status, body } = await service.get(address);
    expect({ status, code: body.code }).toEqual({ status: 400, code: "MALFORMED_REQUEST" });
  });
});

async function sizeOf(): Promise<number> {
  const { body } = await service.get("/v1/batches");
  return body.asOf;
}
