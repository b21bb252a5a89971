// The event node is offered to other machines as a whole: with TLS, and a log-in that is a secret.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settingsFrom } from "../../../../src/cli/instance/settings.ts";
import { makePair } from "../../../api/wire/wire-for-test.ts";
import { faultsOf } from "../settings-for-test.ts";

let folder: string;
afterAll(() => rmSync(folder, { recursive: true }));
const password = "q7ynr4-q7ynr4";
let set: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "batchproof-settings-"));
  const { certificate, key } = makePair(folder, "node", "DNS:localhost");
  set = {
    EVENT_NODE_HOST: "0.0.0.0",
    EVENT_NODE_TLS_CERT_FILE: certificate,
    EVENT_NODE_TLS_KEY_FILE: key,
    EVENT_NODE_PASSWORD: password,
  };
});

test("is set as a whole", () => {
  expect(settingsFrom(set).eventNode).toEqual({
    host: "0.0.0.0",
    port: 2113,
    certificateFile: set.EVENT_NODE_TLS_CERT_FILE,
    keyFile: set.EVENT_NODE_TLS_KEY_FILE,
    logIn: { user: "admin", password },
  });
  const more = { EVENT_NODE_PORT: "0", EVENT_NODE_USER: "plant" };
  const { port, logIn } = settingsFrom({ ...set, ...more }).eventNode ?? {};
  expect([port, logIn?.user]).toEqual([0, "plant"]);
  expect(settingsFrom({}).eventNode).toBeUndefined();
});

const none = { EVENT_NODE_HOST: "", EVENT_NODE_TLS_CERT_FILE: "", EVENT_NODE_TLS_KEY_FILE: "" };
const file = "package.json";
test.each<[string, string, Record<string, string>]>([
  ["WRONG_SETTINGS", "EVENT_NODE_HOST", { EVENT_NODE_HOST: "" }],
  ["WRONG_SETTINGS", "EVENT_NODE_HOST", { EVENT_NODE_HOST: "plant.example" }],
  ["WRONG_SETTINGS", "EVENT_NODE_HOST", { EVENTSTORE_URL: "esdb://127.0.0.1:1?tls=false" }],
  ["WRONG_SETTINGS", "EVENT_NODE_HOST", { ...none, EVENT_NODE_PASSWORD: "", EVENT_NODE_PORT: "1" }],
  ["WRONG_SETTINGS", "EVENT_NODE_HOST", { ...none, EVENT_NODE_PASSWORD: "", EVENT_NODE_USER: "x" }],
  ["WRONG_SETTINGS", "EVENT_NODE_TLS_CERT_FILE", { EVENT_NODE_TLS_CERT_FILE: "" }],
  ["WRONG_SETTINGS", "EVENT_NODE_TLS_CERT_FILE", { EVENT_NODE_TLS_CERT_FILE: "/nowhere" }],
  ["WRONG_SETTINGS", "EVENT_NODE_TLS_CERT_FILE", { EVENT_NODE_TLS_CERT_FILE: file }],
  ["WRONG_SETTINGS", "EVENT_NODE_TLS_KEY_FILE", { EVENT_NODE_TLS_KEY_FILE: "" }],
  ["WRONG_SETTINGS", "EVENT_NODE_TLS_KEY_FILE", { EVENT_NODE_TLS_KEY_FILE: "/nowhere" }],
  ["WRONG_SETTINGS", "EVENT_NODE_TLS_KEY_FILE", { EVENT_NODE_TLS_KEY_FILE: file }],
  ["WRONG_SETTINGS", "EVENT_NODE_PORT", { EVENT_NODE_PORT: "65536" }],
  ["WRONG_SETTINGS", "EVENT_NODE_PORT", { EVENT_NODE_PORT: "0x50" }],
  ["WRONG_SETTINGS", "EVENT_NODE_USER", { EVENT_NODE_USER: "a:b" }],
  ["WRONG_SETTINGS", "EVENT_NODE_USER", { EVENT_NODE_USER: "a\nb" }],
  ["WRONG_SETTINGS", "EVENT_NODE_PASSWORD", { EVENT_NODE_PASSWORD: "" }],
  ["WRONG_SETTINGS", "EVENT_NODE_PASSWORD", { EVENT_NODE_PASSWORD: "q7ynr4-q7yn" }],
  ["DEFAULT_SECRET", "EVENT_NODE_PASSWORD", { EVENT_NODE_USER: password }],
])("%s: %s, %j", (code, variable, change) => {
  expect(faultsOf({ ...set, ...change })).toMatchObject([{ code, variable }]);
});

test("a password of manuals is called one, as any other secret is", () => {
  const codes = faultsOf({ ...set, EVENT_NODE_PASSWORD: "changeit" }).map(({ code }) => code);
  expect(codes.sort()).toEqual(["DEFAULT_SECRET", "WRONG_SETTINGS"]);
});

test("a key of another certificate is not taken", () => {
  const other = makePair(folder, "other-node", "DNS:localhost");
  const change = { EVENT_NODE_TLS_KEY_FILE: other.key };
  expect(faultsOf({ ...set, ...change })).toMatchObject([
    { code: "WRONG_SETTINGS", variable: "EVENT_NODE_TLS_KEY_FILE" },
  ]);
});
