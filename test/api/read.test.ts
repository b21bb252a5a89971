// What the service answers to questions: traces, trails, records, lists, pages.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playBatch, received } from "./plant-for-test.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService();
  await playBatch(service, "B1");
  await playBatch(service, "B2");
  // One identifier, two receipts of two issuers: two lots.
  await service.give("/v1/lots/twin-1/receive-material-lot", received("twin", "Mill A"));
  await service.give("/v1/lots/twin-2/receive-material-lot", received("twin", "Mill B"));
});
afterAll(() => service[Symbol.asyncDispose]());

describe("a trace", () => {
  test("forward and backward", async () => {
    const forward = await service.get("/v1/traces?from=starch:B1&direction=forward");
    expect(forward).toMatchObject({
      status: 200,
      body: {
        batches: [{ batchId: "B1" }],
        lots: [{ lot: "tablets:B1" }],
        direction: "forward",
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    const backward = await service.get("/v1/traces?from=tablets:B2&direction=backward");
    expect(backward.body.lots).toEqual([expect.objectContaining({ lot: "starch:B2" })]);
  });

  test("ways, common causes and shares", async () => {
    const way = await service.get("/v1/traces/between?from=starch:B1&to=tablets:B1");
    expect(way).toMatchObject({ status: 200, body: { reaches: true, path: [{}, {}] } });
    const none = await service.get("/v1/traces/between?from=starch:B1&to=tablets:B2");
    expect(none.body).toMatchObject({ reaches: false, why: "NOT_RECORDED" });
    const unknown = await service.get("/v1/traces/between?from=starch:B1&to=starch:B3");
    expect(unknown).toMatchObject({ status: 404, body: { code: "LOT_UNKNOWN" } });
    const causes = await service.get("/v1/traces/common?of=tablets:B1&of=batch:B1");
    expect(causes.body.causes[0].explains).toEqual(["tablets:B1", "batch:B1"]);
    expect(await service.get("/v1/traces/common?of=batch:B1")).toMatchObject({ status: 400 });
    const of = "/v1/traces/shares?from=starch:B1";
    const shares = await service.get(`${of}&bad=1&unitOfMeasure=kg`);
    expect(shares.body.shares.map(({ id }: { id: string }) => id)).toContain("B1");
    for (const half of ["bad=1", "unitOfMeasure=kg"]) {
      expect(await service.get(`${of}&${half}`)).toMatchObject({ status: 400 });
    }
    const same = await service.get("/v1/traces/common?of=batch:B1&of=batch:B1");
    expect(same).toMatchObject({ status: 422, body: { code: "TWO_THINGS_NEEDED" } });
    const unfit = await service.get(`${of}&bad=1&unitOfMeasure=L`);
    expect(unfit).toMatchObject({ status: 422, body: { code: "BAD_QUANTITY_UNFIT" } });
  });

  test("where everything is, and as a table", async () => {
    const where = await service.get("/v1/whereabouts?from=starch:B1");
    expect(where).toMatchObject({
      status: 200,
      body: {
        lots: [
          {
            lotId: "B1-lot",
            made: { value: "25", unitOfMeasure: "kg" },
            holdings: [
              { state: "inStock", quantity: { value: "15" } },
              { state: "inProcess", in: "B1", quantity: { value: "10" } },
            ],
          },
          { lotId: "B1-tablets", holdings: [{ state: "inStock" }] },
        ],
        unknown: expect.arrayContaining([expect.objectContaining({ code: "PLACE_UNKNOWN" })]),
      },
    });
    const alone = await service.get("/v1/whereabouts?from=starch:B1&alone=true&format=csv");
    expect(alone.headers.get("content-type")).toContain("text/csv");
    const numbers = await service.get("/v1/whereabouts?from=starch:B1&serials=1");
    expect(numbers.body).toMatchObject({
      serials: [],
      serialCoverage: { page: 1, pages: 1, ranges: 0, serials: 0, batches: 0, lots: 0 },
    });
    expect(await service.get("/v1/whereabouts?from=starch:B1&serials=2")).toMatchObject({
      status: 404,
      body: { code: "PAGE_BEYOND_END" },
    });
    expect(await service.get("/v1/whereabouts?from=starch:B1&serials=0")).toMatchObject({
      status: 400,
    });
    const none = await service.get("/v1/whereabouts?from=starch:B3");
    expect(none).toMatchObject({ status: 404, body: { code: "LOT_UNKNOWN" } });
  });

  test("what a recall would reach, and how far one is", async () => {
    const preview = await service.get("/v1/recalls/preview?suspect=starch:B2");
    expect(preview).toMatchObject({
      status: 200,
      body: { lots: ["B2-lot", "B2-tablets"], batches: ["B2"], running: ["B2"], consignees: [] },
    });
    const opened = await service.give("/v1/recalls/r-1/open-recall", {
      number: "R-1",
      type: "recall",
      mock: true,
      seeds: ["starch:B2"],
      reason: "Metal in the mill.",
      knownAt: "2026-11-20T09:00:00+01:00",
      profiles: [],
    });
    expect(opened.status).toBe(200);
    expect((await service.get("/v1/recalls/r-1")).body).toMatchObject({
      number: "R-1",
      mock: true,
      status: "open",
      held: false,
    });
    const { body } = await service.get("/v1/recalls");
    expect(body.recalls.map(({ id }: { id: string }) => id)).toEqual(["r-1"]);
    const unknown = await service.get("/v1/recalls/r-2");
    expect(unknown).toMatchObject({ status: 404, body: { code: "RECALL_UNKNOWN" } });
  });

  test("as it was known earlier", async () => {
    const { body } = await service.get("/v1/traces?from=starch:B1&direction=forward&asOf=2");
    expect(body).toMatchObject({ asOf: 2, batches: [] });
    const ahead = await service.get("/v1/traces?from=starch:B1&direction=forward&asOf=100000");
    expect(ahead).toMatchObject({ status: 409, body: { code: "AS_OF_AHEAD" } });
  });

  test("of what is unknown: the nearest names; of what is several: the list", async () => {
    const unknown = await service.get("/v1/traces?from=starch:B3&direction=forward");
    expect(unknown).toMatchObject({ status: 404, body: { code: "LOT_UNKNOWN" } });
    expect(unknown.body.nearest).toContain("starch:B1");
    const several = await service.get("/v1/traces?from=starch:twin&direction=forward");
    expect(several).toMatchObject({ status: 300, body: { code: "IDENTIFIER_AMBIGUOUS" } });
    const lots = several.body.candidates.map(({ lotId }: { lotId: string }) => lotId);
    expect(lots).toEqual(["twin-1", "twin-2"]);
  });

  test("as CSV, as a page, as a sealed PDF", async () => {
    const of = "/v1/traces?from=starch:B1&direction=forward&format=";
    const csv = await service.get(`${of}csv`);
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(csv.body).toContain("tablets:B1");
    const lines = await service.get(`${of}ndjson`);
    expect(lines.headers.get("content-type")).toContain("application/x-ndjson");
    const read = String(lines.body)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { digest, lots } = (await service.get(`${of}json`)).body;
    expect(read.filter((one) => one.line === "lot")).toHaveLength(lots.length);
    expect(read.at(-1)).toMatchObject({ line: "answer", lines: read.length - 1, digest });
    expect((await service.get(`${of}html`)).body).toContain("starch:B1");
    const pdf = await service.get(`${of}pdf`);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("batchproof-sha256")).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the audit trail", () => {
  test("of a batch holds what happened to its lot, page by page", async () => {
    const { body } = await service.get("/v1/audit-trail?batch=B1");
    const types = body.entries.map(({ type }: { type: string }) => type);
    expect(types).toContain("MaterialLotReceived");
    expect(types).toContain("MaterialConsumed");
    const first = await service.get("/v1/audit-trail?batch=B1&limit=2");
    const second = await service.get(
      `/v1/audit-trail?batch=B1&limit=2&after=${first.body.next.after}`,
    );
    expect([...first.body.entries, ...second.body.entries]).toEqual(body.entries.slice(0, 4));
  });

  test("as lines of JSON and as CSV", async () => {
    const lines = await service.get("/v1/audit-trail?format=ndjson");
    const { asOf } = (await service.get("/v1/batches")).body;
    expect(lines.headers.get("batchproof-as-of")).toBe(String(asOf));
    expect(lines.body.trim().split("\n")).toHaveLength(asOf);
    const csv = await service.get("/v1/audit-trail?format=csv&batch=B1");
    expect(csv.headers.get("content-type")).toContain("text/csv");
  });
});

describe("the record of a batch", () => {
  test("as JSON, as a page, as a sealed PDF that is kept", async () => {
    const json = await service.get("/v1/batches/B1/record");
    expect(json.body).toMatchObject({ schema: "batchproof-document/v1", kind: "batch-record" });
    expect(json.body.banner.text).toContain("UNAUTHENTICATED - NOT A GMP RECORD");
    const page = await service.get("/v1/batches/B1/record?format=html");
    expect(page.headers.get("content-type")).toContain("text/html");
    const pdf = await service.get("/v1/batches/B1/record?format=pdf");
    const sha256 = pdf.headers.get("batchproof-sha256") ?? "";
    expect(await service.instance.blobs.has(sha256)).toBe(true);
  });

  test("of no batch is not found", async () => {
    const { status, body } = await service.get("/v1/batches/B9/record");
    expect({ status, code: body.code }).toEqual({ status: 404, code: "BATCH_UNKNOWN" });
  });
});

describe("a person with a browser", () => {
  const browser = { accept: "text/html,application/xhtml+xml" };

  test("finds batches, records, trails and traces as pages", async () => {
    const start = await service.get("/", browser);
    expect(start.body).toContain("/batches/B1");
    for (const path of [
      "/batches/B1",
      "/batches/B1/trail",
      "/traces?from=starch:B1&direction=forward",
    ]) {
      const { status, body, headers } = await service.get(path, browser);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(body).toMatch(/^<!doctype html>/);
    }
  });

  test.each([
    ["/nowhere", 404, "NO_SUCH_RESOURCE"],
    ["/batches/B9", 404, "BATCH_UNKNOWN"],
    ["/batches/B9/trail", 404, "BATCH_UNKNOWN"],
    ["/traces?from=starch:B3&direction=forward", 404, "LOT_UNKNOWN"],
    ["/traces?from=starch:twin&direction=forward", 300, "IDENTIFIER_AMBIGUOUS"],
    ["/traces", 400, "MALFORMED_REQUEST"],
  ])("%s is told as a page", async (path, status, code) => {
    const page = await service.get(path, browser);
    expect(page.status).toBe(status);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.body).toContain(code);
  });

  test("what several fit is offered as links that lead to one", async () => {
    const { body } = await service.get("/traces?from=starch:twin&direction=forward", browser);
    const [, link = ""] = /href="(\/traces\?[^"]*twin-1[^"]*)"/.exec(body) ?? [];
    const { status } = await service.get(link.replaceAll("&amp;", "&"), browser);
    expect(status).toBe(200);
  });

  test("data cannot become markup", async () => {
    const { body } = await service.get("/traces?from=x:<script>&direction=forward", browser);
    expect(body).not.toContain("<script>");
  });
});

test("other sites and other names are not answered", async () => {
  const rebound = await service.get("/v1/health", { origin: "https://elsewhere.example" });
  expect(rebound).toMatchObject({ status: 403, body: { code: "ORIGIN_FORBIDDEN" } });
});

test("health says how each part is", async () => {
  const { status, body } = await service.get("/v1/health");
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { status: "ok", authentication: "none", eventStore: true, database: true },
  });
});
