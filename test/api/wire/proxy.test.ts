// X-Forwarded-*: believed from those on the list, and from nobody else.
import { describe, expect, test } from "vitest";
import { isInNetworks, isLoopback } from "../../../src/api/wire/address.ts";
import { startWire } from "./wire-for-test.ts";

const forwarded = {
  "x-forwarded-for": "10.1.1.1",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "plant.example",
};
const publicUrl = "https://plant.example";

test("from a proxy on the list: address, name and scheme are those of who asked it", async () => {
  await using service = await startWire({ wire: { publicUrl, trustedProxies: ["127.0.0.0/8"] } });
  const { text, headers } = await service.ask({ path: "/test/seen", headers: forwarded });
  expect(JSON.parse(text)).toEqual({ ip: "10.1.1.1", host: "plant.example", protocol: "https" });
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
});

test.each([
  ["where nobody is trusted", []],
  ["where others are", ["10.9.9.9", "192.168.0.0/16"]],
])("from anybody else the request is refused, %s", async (_, trustedProxies) => {
  await using service = await startWire({ wire: { publicUrl, trustedProxies } });
  for (const [name, value] of Object.entries({ ...forwarded, forwarded: "for=10.1.1.1" })) {
    const answer = await service.ask({ path: "/test/seen", headers: { [name]: value } });
    expect([name, answer]).toMatchObject([name, { status: 403, code: "PROXY_NOT_TRUSTED" }]);
  }
});

test("of a chain only what proxies of the list have added is believed", async () => {
  await using service = await startWire({ wire: { publicUrl, trustedProxies: ["127.0.0.1"] } });
  const chain = { ...forwarded, "x-forwarded-for": "127.0.0.1, 10.1.1.1, 10.2.2.2" };
  const { text } = await service.ask({ path: "/test/seen", headers: chain });
  expect(JSON.parse(text)).toMatchObject({ ip: "10.2.2.2" });
});

test("a name told by a proxy is looked at like any other", async () => {
  await using service = await startWire({ wire: { publicUrl, trustedProxies: ["127.0.0.1"] } });
  const headers = { ...forwarded, "x-forwarded-host": "evil.example" };
  expect(await service.ask({ headers })).toMatchObject({ status: 421, code: "HOST_NOT_SERVED" });
});

test.each([
  ["http", { "x-forwarded-proto": "http" }],
  ["nothing", { "x-forwarded-proto": "" }],
  ["another word", { "x-forwarded-proto": "HTTPSX" }],
])("what came to the proxy over %s is refused", async (_, more) => {
  await using service = await startWire({ wire: { publicUrl, trustedProxies: ["127.0.0.1"] } });
  const answer = await service.ask({ headers: { ...forwarded, ...more } });
  expect(answer).toMatchObject({ status: 403, code: "INSECURE_TRANSPORT" });
});

describe("addresses", () => {
  test.each([
    ["127.8.9.1", true],
    ["::1", true],
    ["[::1]", true],
    ["::ffff:127.0.0.1", true],
    ["localhost", true],
    ["10.0.0.1", false],
    ["0.0.0.0", false],
    ["::", false],
    ["localhost.example", false],
    ["127.1", false],
    ["", false],
  ])("%s is of this machine: %s", (host, is) => expect(isLoopback(host)).toBe(is));

  test.each([
    ["10.1.2.3", ["10.0.0.0/8"], true],
    ["::ffff:10.1.2.3", ["10.0.0.0/8"], true],
    ["10.1.2.3", ["10.1.2.3"], true],
    ["11.1.2.3", ["10.0.0.0/8", "2001:db8::/32"], false],
    ["2001:db8:1::5", ["10.0.0.0/8", "2001:db8::/32"], true],
    ["unknown", ["10.0.0.0/8"], false],
  ])("%s in %j: %s", (address, networks, is) => {
    expect(isInNetworks(address, networks)).toBe(is);
  });
});
