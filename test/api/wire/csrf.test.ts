// Another site makes a person's browser send something.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json, startWire, type WireForTest } from "./wire-for-test.ts";

let service: WireForTest;
let own: string;
beforeAll(async () => {
  service = await startWire({ wire: { publicUrl: "https://plant.example" } });
  own = `http://127.0.0.1:${service.port}`;
});
afterAll(() => service[Symbol.asyncDispose]());

const cookie = "batchproof-session=abc";
const send = (headers: Record<string, string>, method = "POST") =>
  service.ask({ method, path: "/test/echo", headers: { ...json, ...headers }, body: "{}" });
const refused = { status: 403, code: "CSRF_REFUSED" };

describe("with a session's cookie", () => {
  test.each([
    ["no proof", {}],
    ["a page of another site", { "sec-fetch-site": "cross-site" }],
    ["a page of a sibling", { "sec-fetch-site": "same-site" }],
    ["the browser's own doing", { "sec-fetch-site": "none" }],
    ["another port", { origin: "http://127.0.0.1:1" }],
    ["another scheme", { origin: "https://127.0.0.1" }],
    ["another name of this machine", { origin: "http://localhost" }],
    ["words that contradict each other", { origin: "http://localhost:1" }],
  ])("%s is refused", async (_, headers) => {
    expect(await send({ cookie, ...headers })).toMatchObject(refused);
  });

  test("a cross-site claim is not outweighed by an origin", async () => {
    const headers = { cookie, origin: own, "sec-fetch-site": "cross-site" };
    expect(await send(headers)).toMatchObject(refused);
    const other = { cookie, origin: "http://localhost:1", "sec-fetch-site": "same-origin" };
    expect(await send(other)).toMatchObject(refused);
  });

  test.each(["PUT", "PATCH", "DELETE"])("%s is refused too", async (method) => {
    expect(await send({ cookie }, method)).toMatchObject(refused);
  });

  test("its own pages are let in, by either proof", async () => {
    expect(await send({ cookie, "sec-fetch-site": "same-origin" })).toMatchObject({ status: 200 });
    expect(await send({ cookie, origin: own })).toMatchObject({ status: 200 });
    expect(await send({ cookie, origin: "https://plant.example" })).toMatchObject({ status: 200 });
    const form = { cookie, origin: "null", "sec-fetch-site": "same-origin" };
    expect(await send(form)).toMatchObject({ status: 200 });
  });

  test("looking needs no proof", async () => {
    expect(await service.ask({ headers: { cookie } })).toMatchObject({ status: 200 });
  });
});

test("nobody is logged in as somebody else by a foreign page without a cookie", async () => {
  expect(await send({ "sec-fetch-site": "cross-site" })).toMatchObject(refused);
  expect(await send({ origin: "http://localhost:1" })).toMatchObject(refused);
});

test("a program with a bearer token needs no proof", async () => {
  expect(await send({ authorization: "Bearer abc" })).toMatchObject({ status: 200 });
  expect(await send({})).toMatchObject({ status: 200 });
});

test("cookie and token at once is ambiguous, whatever is asked", async () => {
  const authorization = "bearer abc";
  const ambiguous = { status: 400, code: "CREDENTIALS_AMBIGUOUS" };
  const proved = { cookie, authorization, "sec-fetch-site": "same-origin" };
  expect(await send(proved)).toMatchObject(ambiguous);
  expect(await service.ask({ headers: { cookie, authorization } })).toMatchObject(ambiguous);
});
