// Beyond this machine only with TLS and with people who log in.
import { expect, test } from "vitest";
import { settingsFrom } from "../../src/cli/instance/settings.ts";
import { transportFault } from "../../src/cli/listening/transport.ts";

const proxy = { TRUSTED_PROXIES: "10.0.0.1" };
const faultOf = (environment: Record<string, string>, peopleExist: boolean) =>
  transportFault(settingsFrom(environment), { peopleExist });

test.each([
  ["nothing said", {}],
  ["localhost", { HOST: "localhost" }],
  ["IPv6", { HOST: "::1" }],
  ["another address of loopback", { HOST: "127.0.0.2" }],
  ["a name of this machine in public", { PUBLIC_URL: "http://localhost:3000" }],
])("on this machine nothing is needed: %s", (_, environment) => {
  expect(faultOf(environment, false)).toBeUndefined();
});

test.each([
  ["everywhere", { HOST: "0.0.0.0" }],
  ["everywhere, IPv6", { HOST: "::" }],
  ["IPv4 within IPv6", { HOST: "::ffff:10.0.0.2" }],
  ["one address", { HOST: "10.0.0.2" }],
  ["a public name through a proxy of this machine", { PUBLIC_URL: "https://plant.example" }],
])("beyond it people and TLS are: %s", (_, environment) => {
  const fault = { code: "INSECURE_TRANSPORT" };
  expect(faultOf(environment, false)).toMatchObject(fault);
  expect(faultOf(environment, true)).toMatchObject(fault);
  expect(faultOf({ ...environment, ...proxy }, false)).toMatchObject(fault);
  expect(faultOf({ ...environment, ...proxy }, true)).toBeUndefined();
});

test("what is public is https", () => {
  const environment = { HOST: "0.0.0.0", PUBLIC_URL: "http://plant.example", ...proxy };
  expect(faultOf(environment, true)).toMatchObject({ details: { missing: [expect.anything()] } });
});

test("TLS of its own does as well", () => {
  const settings = settingsFrom({ HOST: "0.0.0.0" });
  const tls = { certificate: "/tls.crt", key: "/tls.key" };
  expect(transportFault({ ...settings, tls }, { peopleExist: true })).toBeUndefined();
  expect(transportFault({ ...settings, tls }, { peopleExist: false })).toBeDefined();
});
