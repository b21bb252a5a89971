// Cookies that are malformed, huge or doubled, and how ours is set.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyone } from "../../../src/api/access/route.ts";
import { sessionCookie, signOnCookie } from "../../../src/api/wire/cookie.ts";
import { startWire, type WireForTest } from "./wire-for-test.ts";

let service: WireForTest;
beforeAll(async () => {
  service = await startWire({
    wire: { trustedProxies: ["127.0.0.1"] },
    routes(app) {
      app.get("/test/cookie", { config: anyone }, async (request) => ({
        token: sessionCookie.of(request) ?? null,
      }));
      app.get("/test/set", { config: anyone }, async (request, reply) => {
        const { value } = request.query as { value?: string };
        sessionCookie.set(reply, value ?? "abc.DEF-1_2", 60);
        return {};
      });
      app.get("/test/sign-on", { config: anyone }, async (request, reply) => {
        signOnCookie.set(reply, "abc", 600);
        return { token: signOnCookie.of(request) ?? null };
      });
      app.get("/test/clear", { config: anyone }, async (_request, reply) => {
        sessionCookie.clear(reply);
        return {};
      });
    },
  });
});
afterAll(() => service[Symbol.asyncDispose]());

const tokenOf = async (cookie: string, more = {}) => {
  const { text } = await service.ask({ path: "/test/cookie", headers: { cookie, ...more } });
  return JSON.parse(text).token;
};

describe("refused", () => {
  test.each([
    ["no pair", "batchproof-session"],
    ["nothing between", "a=b;;c=d"],
    ["separators only", ";;;===;"],
    ["a name that is none", "a b=c"],
    ["no name", "=batchproof-session"],
    ["an empty token", "batchproof-session="],
    ["a quoted token", 'batchproof-session="abc"'],
    ["a token with a blank", "batchproof-session=a b"],
    ["a token with a comma", "batchproof-session=a,b"],
    ["an encoded token", "batchproof-session=%61"],
    ["two tokens", "batchproof-session=a; batchproof-session=b"],
    ["the same token twice", "batchproof-session=a; x=y; batchproof-session=a"],
    ["a tab", "a=b;\tc=d"],
    ["letters beyond ASCII", "a=\u00e9"],
    ["a long token", `batchproof-session=${"a".repeat(513)}`],
    ["5 KB", `a=${"b".repeat(5_000)}`],
    ["a thousand cookies", Array.from({ length: 1_000 }, (_, n) => `c${n}=1`).join("; ")],
  ])("%s", async (_, cookie) => {
    const { status, code } = await service.ask({ headers: { cookie } });
    expect({ status, code }).toEqual({ status: 400, code: "COOKIE_MALFORMED" });
  });
});

test("those of other services on this machine are let be", async () => {
  expect(await tokenOf('theme="dark {1}"; json={"a":1}; batchproof-session=abc; x=')).toBe("abc");
  expect(await tokenOf("other=batchproof-session=abc; Batchproof-Session=abc")).toBeNull();
});

const https = { "x-forwarded-proto": "https" };

test("over TLS only the one that no other host can set is read", async () => {
  const both = "batchproof-session=plain; __Host-batchproof-session=strict";
  expect(await tokenOf(both)).toBe("plain");
  expect(await tokenOf(both, https)).toBe("strict");
  expect(await tokenOf("batchproof-session=plain", https)).toBeNull();
});

test("it is set so that scripts and other sites do not get at it", async () => {
  const attributes = "Max-Age=60; Path=/; HttpOnly; SameSite=Strict";
  const plain = await service.ask({ path: "/test/set" });
  expect(plain.headers["set-cookie"]).toEqual([`batchproof-session=abc.DEF-1_2; ${attributes}`]);
  const secure = await service.ask({ path: "/test/set", headers: https });
  expect(secure.headers["set-cookie"]).toEqual([
    `__Host-batchproof-session=abc.DEF-1_2; ${attributes}; Secure`,
  ]);
  const cleared = await service.ask({ path: "/test/clear", headers: https });
  expect(cleared.headers["set-cookie"]).toEqual([
    "__Host-batchproof-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure",
  ]);
});

test("that of a sign-on comes with who is led here, and from this host alone too", async () => {
  const cookie = "batchproof-sign-on=plain; __Host-batchproof-sign-on=strict";
  const plain = await service.ask({ path: "/test/sign-on", headers: { cookie } });
  const secure = await service.ask({ path: "/test/sign-on", headers: { ...https, cookie } });
  expect(JSON.parse(plain.text)).toEqual({ token: "plain" });
  expect(JSON.parse(secure.text)).toEqual({ token: "strict" });
  expect(secure.headers["set-cookie"]).toEqual([
    "__Host-batchproof-sign-on=abc; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure",
  ]);
});

test.each(["a%0d%0aset-cookie:%20x=y", "a;%20Domain=evil.example", ""])(
  "a token of %s is never set",
  async (value) => {
    const { status, headers } = await service.ask({ path: `/test/set?value=${value}` });
    expect(status).toBe(500);
    expect(headers["set-cookie"]).toBeUndefined();
  },
);
