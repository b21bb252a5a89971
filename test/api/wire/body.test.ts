// Bodies that are bombs, poison, or too large.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyone } from "../../../src/api/access/route.ts";
import { acceptForms } from "../../../src/api/wire/body.ts";
import { json, startWire, type WireForTest } from "./wire-for-test.ts";

let service: WireForTest;
beforeAll(async () => {
  service = await startWire({
    routes(app) {
      app.register(async (scope) => {
        await acceptForms(scope);
        scope.post("/test/form", { config: anyone }, async (request) => ({ body: request.body }));
      });
    },
  });
});
afterAll(() => service[Symbol.asyncDispose]());

const send = (body: string, path = "/test/echo", headers: Record<string, string> = json) =>
  service.ask({ method: "POST", path, headers, body });
const nested = (depth: number, open = "[", close = "]") => open.repeat(depth) + close.repeat(depth);

describe("a bomb of JSON is refused", () => {
  const tooDeep = { status: 400, code: "JSON_TOO_DEEP" };
  test.each([
    ["lists in lists", nested(33)],
    ["lists without an end", "[".repeat(500_000)],
    ["objects in objects", `${'{"a":'.repeat(33)}1${"}".repeat(33)}`],
    ["after much else", `[${'"a",'.repeat(1_000)}${nested(40)}]`],
    ["very many values", `[${"0,".repeat(100_000)}0]`],
    ["very many empty lists", `[${"[],".repeat(50_001)}0]`],
  ])("%s", async (_, body) => {
    const from = performance.now();
    expect(await send(body)).toMatchObject(tooDeep);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  test("also where nothing is at the address, and where a command is", async () => {
    expect(await send(nested(33), "/nowhere")).toMatchObject(tooDeep);
    expect(await send(nested(33), "/v1/batches/B1/add-comment")).toMatchObject(tooDeep);
  });
});

test("what is only as deep as it may be is taken, brackets in texts do not count", async () => {
  expect(await send(nested(32))).toMatchObject({ status: 200 });
  const text = JSON.stringify({ text: `${"[{".repeat(500)}\\"\\`, more: [",".repeat(200_000)] });
  expect(await send(text)).toMatchObject({ status: 200 });
});

test.each([
  ["__proto__", '{"__proto__":{"admin":true}}'],
  ["constructor", '{"constructor":{"prototype":{"admin":true}}}'],
  ["__proto__, escaped", '{"\\u005f_proto__":{"admin":true}}'],
  ["nothing", ""],
  ["a string without an end", '"\\'],
])("%s is refused", async (_, body) => {
  expect(await send(body)).toMatchObject({ status: 400, code: "MALFORMED_JSON" });
});

test("what a form of another site could send is no body for a command", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    expect(await send("{}", "/test/echo", { "content-type": type })).toMatchObject({
      status: 415,
      code: "MEDIA_TYPE_UNSUPPORTED",
    });
  }
});

describe("a form", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };

  test("is taken where a route asks for it", async () => {
    const { status, text } = await send("user=a%26b&user=c&__proto__=x", "/test/form", form);
    expect({ status, body: JSON.parse(text).body.user }).toEqual({
      status: 200,
      body: ["a&b", "c"],
    });
  });

  test("is small", async () => {
    const large = await send(`a=${"b".repeat(65_536)}`, "/test/form", form);
    expect(large).toMatchObject({ status: 413, code: "BODY_TOO_LARGE" });
  });
});
