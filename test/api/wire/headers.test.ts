// What every answer says to a browser, and that nothing of a request gets into it: no header, no
// script, no file.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Paper } from "../../../src/api/paper.ts";
import type { Document } from "../../../src/reports/model/document.ts";
import { sampleRecord } from "../../reports/sample/record.ts";
import { speak, startWire, type WireForTest } from "./wire-for-test.ts";

const sample = sampleRecord({ steps: 1 });
/** The record of a batch that is called so. */
const recordOf = (value: string): Document => ({
  ...sample,
  identity: { ...sample.identity, subject: [{ label: "Batch", value }] },
});
const bytes = new TextEncoder().encode("%PDF");
let service: WireForTest;
beforeAll(async () => {
  const paper: Partial<Paper> = {
    batchRecord: async (id) => (id.startsWith("B") ? recordOf(id) : undefined),
    sealed: async () => ({ bytes, sha256: "00" }),
  };
  service = await startWire({ parts: { paper: paper as Paper } });
});
afterAll(() => service[Symbol.asyncDispose]());

describe("every answer is protected", () => {
  test.each([
    ["an answer", "/v1/health", 200],
    ["nothing there", "/nowhere", 404],
    ["a refusal", "/v1/health?key=1", 400],
    ["an address that cannot be read", "/v1/lots/%zz", 400],
    ["an address that is too long", `/v1/lots/${"a".repeat(400)}`, 400],
    ["a document", "/v1/batches/B1/record?format=pdf", 200],
  ])("%s", async (_, path, status) => {
    const answer = await service.ask({ path });
    expect(answer.status).toBe(status);
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]),
    );
    expect(policy).not.toContain("unsafe");
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
      "permissions-policy": expect.stringContaining("publickey-credentials-get=(self)"),
    });
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    expect(answer.headers.server ?? answer.headers["x-powered-by"]).toBeUndefined();
  });
});

describe("a header is not made from what was asked", () => {
  test.each([
    "B1\r\nset-cookie: x=y",
    'B1"; filename="evil.html',
    "B1\u2028\u202egpj.exe",
    "B\u00e4tch/..\\..;%0d%0a",
  ])("%j", async (id) => {
    const path = `/v1/batches/${encodeURIComponent(id)}/record?format=pdf`;
    const { status, headers } = await service.ask({ path });
    expect(status).toBe(200);
    expect(headers["content-disposition"]).toMatch(/^inline; filename="[A-Za-z0-9._-]+\.pdf"$/);
    expect(headers["set-cookie"]).toBeUndefined();
  });

  test("what no store keeps is not asked for", async () => {
    const { status, code } = await service.ask({ path: "/v1/batches/B1%00/record?format=pdf" });
    expect({ status, code }).toEqual({ status: 400, code: "MALFORMED_TEXT" });
  });

  test("nor a second answer", async () => {
    const { text } = await speak(service.port, [
      "GET /nowhere?x=%0d%0a%0d%0aHTTP/1.1%20200%20OK HTTP/1.1\r\nhost: localhost\r\n" +
        "connection: close\r\n\r\n",
    ]);
    expect(text.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
  });
});

describe("a page does not run what was asked", () => {
  const script = "<script>alert(1)</script>";
  test.each([
    `/${script}`,
    `/v1/lots?limit=${script}`,
    `/traces?from="><img src=x>${script}&direction=sideways`,
    `/v1/batches/${encodeURIComponent(`x${script}`)}/record`,
    `/v1/lots/%zz${script}`,
  ])("%s", async (path) => {
    const escaped = path.replaceAll(" ", "%20");
    const page = await service.ask({ path: escaped, headers: { accept: "text/html" } });
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.text).not.toMatch(/<script|<img/);
    const problem = await service.ask({ path: escaped });
    expect(problem.headers["content-type"]).toContain("application/problem+json");
  });

  test("nor what stands in Host or Origin", async () => {
    for (const name of ["host", "origin"]) {
      const headers = { accept: "text/html", [name]: `${script}.example` };
      const { status, text } = await service.ask({ headers });
      expect([403, 421]).toContain(status);
      expect(text).not.toContain("<script");
    }
  });
});

describe("no path leads out of what is served", () => {
  test.each([
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/v1/batches/..%2f..%2f..%2fetc%2fpasswd/record?format=pdf",
    "/v1/batches/%2fetc%2fpasswd%00/record?format=html",
    "/batches/..%5c..%5c..%5cetc%5cpasswd",
    "//etc/passwd",
    "/v1/../../etc/passwd",
    "file:///etc/passwd",
  ])("%s", async (path) => {
    const { status, text } = await service.ask({ path });
    expect([400, 404]).toContain(status);
    expect(text).not.toContain("root:");
  });
});
