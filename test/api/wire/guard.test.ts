// Under which names the service answers, and to whose pages.
import { afterAll, beforeAll, expect, test } from "vitest";
import { speak, startWire, type WireForTest } from "./wire-for-test.ts";

let service: WireForTest;
beforeAll(async () => {
  service = await startWire({
    wire: { publicUrl: "https://plant.example/start", hosts: ["10.1.2.3"] },
  });
});
afterAll(() => service[Symbol.asyncDispose]());

test.each([
  "localhost",
  "LOCALHOST:80",
  "127.0.0.1:8080",
  "[::1]:8080",
  "plant.example",
  "plant.example.",
  "10.1.2.3",
])("asked as %s, it answers", async (host) => {
  expect(await service.ask({ headers: { host } })).toMatchObject({ status: 200 });
});

test.each([
  "evil.example",
  "plant.example.evil.example",
  "xplant.example",
  "localhost.evil.example",
  "10.1.2.4",
  "[::2]",
  "evil.example@localhost",
])("asked as %s, as after DNS rebinding, it does not", async (host) => {
  const { status, code } = await service.ask({ headers: { host } });
  expect({ status, code }).toEqual({ status: 421, code: "HOST_NOT_SERVED" });
});

test.each([
  "https://evil.example",
  "http://localhost.evil.example",
  "null",
  "file://",
  "not an origin",
])("a page of %s is refused", async (origin) => {
  const { status, code } = await service.ask({ headers: { origin } });
  expect({ status, code }).toEqual({ status: 403, code: "ORIGIN_FORBIDDEN" });
});

test("a page of its own is not, also where the browser withholds the origin", async () => {
  const own = await service.ask({ headers: { origin: "https://plant.example" } });
  const withheld = { origin: "null", "sec-fetch-site": "same-origin" };
  expect([own.status, (await service.ask({ headers: withheld })).status]).toEqual([200, 200]);
});

test.each([
  ["no Host", "", 400],
  ["an empty one", "host:\r\n", 421],
  ["two", "host: localhost\r\nhost: localhost\r\n", 400],
])("%s is no request for it", async (_, host, status) => {
  const { text } = await speak(service.port, [
    `GET /v1/health HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
  ]);
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});
