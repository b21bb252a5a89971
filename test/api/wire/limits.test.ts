// Too often, too slow, too much: what is cut off, and what goes on meanwhile.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { anyone } from "../../../src/api/access/route.ts";
import { logInLimit } from "../../../src/api/wire/rate.ts";
import { type Limits, usualLimits } from "../../../src/api/wire/wire.ts";
import { json, noDatabases, speak, startWire } from "./wire-for-test.ts";

const limited = (more: Partial<Limits>) => ({ limits: { ...usualLimits, ...more } });

describe("too often", () => {
  test("an address is told to wait, for whatever it asks; another is answered", async () => {
    await using service = await startWire({
      wire: { ...limited({ requestsMax: 5 }), trustedProxies: ["127.0.0.1"] },
    });
    const from = (address: string, path = "/v1/health") =>
      service.ask({ path, headers: { "x-forwarded-for": address, "x-forwarded-proto": "https" } });
    for (let n = 0; n < 4; n += 1) expect((await from("10.0.0.1")).status).toBe(200);
    expect((await from("10.0.0.1", "/nowhere")).status).toBe(404);
    for (const path of ["/v1/health", "/nowhere", "/openapi.json"]) {
      const answer = await from("10.0.0.1", path);
      expect(answer).toMatchObject({ status: 429, code: "TOO_MANY_REQUESTS" });
      expect(answer.headers["content-type"]).toContain("application/problem+json");
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    expect((await from("10.0.0.2")).status).toBe(200);
    // One household, one machine: a /64 of IPv6.
    for (let n = 0; n < 5; n += 1) await from(`2001:db8::${n}`);
    expect((await from("2001:db8::ffff")).status).toBe(429);
  });

  test("what a client says of itself gives it no more", async () => {
    await using service = await startWire({ wire: limited({ requestsMax: 2 }) });
    const statuses: number[] = [];
    for (const address of ["10.0.0.1", "10.0.0.2", "10.0.0.3"]) {
      const headers = { "client-ip": address, "x-client-ip": address };
      statuses.push((await service.ask({ headers })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("log-ins are fewer", async () => {
    await using service = await startWire({
      routes: (app, wire) => {
        const config = { ...anyone, ...logInLimit({ ...noDatabases, wire }) };
        app.post("/test/log-in", { config }, async () => ({}));
      },
    });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const asked = { method: "POST", path: "/test/log-in", headers: json, body: "{}" };
      statuses.push((await service.ask(asked)).status);
    }
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
    expect((await service.ask()).status).toBe(200);
  });
});

describe("too slow", () => {
  const hasty = limited({ headers_ms: 400, request_ms: 800, idle_ms: 1_200, lookEvery_ms: 100 });
  const start = "GET /v1/health HTTP/1.1\r\nhost: localhost\r\n";
  const drops = (piece: string) => Array.from({ length: 40 }, () => piece);

  test.each([
    ["says nothing", []],
    ["sends one header after the other", [start, ...drops("x-a: b\r\n")]],
    ["sends one letter after the other", [...start].slice(0, 40)],
    [
      "sends one letter of the body after the other",
      [
        "POST /test/echo HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n" +
          "content-length: 1000\r\n\r\n",
        ...drops("["),
      ],
    ],
    [
      "sends a body of pieces without an end",
      [
        "POST /test/echo HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n" +
          "transfer-encoding: chunked\r\n\r\n",
        ...drops("1\r\n[\r\n"),
      ],
    ],
  ])("whoever %s is cut off, and others are answered meanwhile", async (_, pieces) => {
    await using service = await startWire({ wire: hasty });
    const slow = Promise.all([1, 2, 3].map(() => speak(service.port, pieces)));
    await sleep(200);
    expect((await service.ask()).status).toBe(200);
    for (const { text, after_ms } of await slow) {
      expect(after_ms).toBeLessThan(3_000);
      expect(text).toMatch(/^(HTTP\/1\.1 408 .*REQUEST_TOO_SLOW.*)?$/s);
    }
  });

  test("whoever does not read an answer is cut off", async () => {
    await using service = await startWire({
      wire: hasty,
      routes: (app) =>
        app.get("/test/large", { config: anyone }, async () => "x".repeat(50_000_000)),
    });
    const socket = connect(service.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    socket.write(`${start.replace("/v1/health", "/test/large")}\r\n`);
    await sleep(200);
    expect(await connections(service.app.server)).toBe(1);
    await sleep(2_500);
    expect(await connections(service.app.server)).toBe(0);
    socket.destroy();
  });
});

describe("too much", () => {
  test.each([
    ["one header", `x-a: ${"b".repeat(17_000)}\r\n`],
    ["many headers", Array.from({ length: 1_500 }, (_, n) => `x-${n}: bbbbbb\r\n`).join("")],
    ["an address", ""],
  ])("%s of more than 16 KB", async (what, headers) => {
    await using service = await startWire();
    const path = what === "an address" ? `/${"a".repeat(17_000)}` : "/v1/health";
    const { text } = await speak(service.port, [
      `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"HEADERS_TOO_LARGE"/);
  });

  test.each([
    ["no HTTP at all", "\u0016\u0003\u0001 hello\r\n\r\n"],
    ["a line break within a header", "GET / HTTP/1.1\r\nhost: localhost\r\nx: a\rb: c\r\n\r\n"],
    [
      "two lengths, as for smuggling",
      "POST /test/echo HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\n" +
        "transfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a header folded into two lines", "GET / HTTP/1.1\r\nhost: localhost\r\nx: a\r\n b\r\n\r\n"],
  ])("%s", async (_, said) => {
    await using service = await startWire();
    const { text } = await speak(service.port, [said]);
    expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"NOT_HTTP"/);
    expect(text).not.toContain("hello");
  });

  test.each([
    ["all together", { socketsMax: 5 }],
    ["of one peer", { socketsPerPeerMax: 5 }],
  ])("more connections than there may be are not taken, %s", async (_, limits) => {
    await using service = await startWire({ wire: limited(limits) });
    const sockets: Socket[] = [];
    for (let n = 0; n < 5; n += 1) {
      const socket = connect(service.port, "127.0.0.1");
      await once(socket, "connect");
      sockets.push(socket);
    }
    const { text } = await speak(service.port);
    expect(text).toBe("");
    for (const socket of sockets) socket.destroy();
    await sleep(50);
    expect((await service.ask()).status).toBe(200);
  });
});

test("a trusted proxy opens connections for many", async () => {
  const wire = { ...limited({ socketsPerPeerMax: 1 }), trustedProxies: ["127.0.0.1"] };
  await using service = await startWire({ wire });
  const socket = connect(service.port, "127.0.0.1");
  await once(socket, "connect");
  expect((await service.ask()).status).toBe(200);
  socket.destroy();
});

const connections = (server: { getConnections(done: (error: unknown, n: number) => void): void }) =>
  new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
