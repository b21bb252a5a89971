// What the environment may say, and that every fault is told at once.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settingsFrom, WrongSettings } from "../../src/cli/instance/settings.ts";
import { told } from "../../src/cli/terminal/fault.ts";
import { makePair } from "../api/wire/wire-for-test.ts";
import { faultsOf } from "./instance/settings-for-test.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "batchproof-settings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("nothing said: loopback, and a folder below the current one", () => {
  expect(settingsFrom({})).toMatchObject({
    dataDirectory: resolve("data"),
    keysDirectory: resolve("data/keys"),
    host: "127.0.0.1",
    port: 8080,
    databaseUrl: undefined,
    eventStoreUrl: undefined,
    tls: undefined,
    trustedProxies: [],
    siteNetworks: ["127.0.0.0/8", "::1/128"],
    oidc: undefined,
  });
});

test("an empty variable is one that was not set", () => {
  expect(settingsFrom({ PORT: "", DATABASE_URL: "", TLS_KEY_FILE: "" })).toMatchObject({
    port: 8080,
    databaseUrl: undefined,
  });
});

test("every fault is told at once, each with its variable", () => {
  const wrong = {
    PORT: "eighty",
    HOST: "example.org",
    SITE_ZONE: "Mars/Olympus",
    DATABASE_URL: "mysql://localhost/x",
    EVENTSTORE_URL: "http://localhost:2113",
    PUBLIC_URL: "example",
    TRUSTED_PROXIES: "true",
    SITE_NETWORKS: "10.0.0.0/99",
    ALERT_WEBHOOK_URL: "http://example.org",
    API_KEY_FILE: join(folder, "nowhere"),
    OIDC_TITLE: "x".repeat(61),
  };
  const faults = faultsOf(wrong);
  expect(faults.map(({ variable }) => variable).sort()).toEqual(Object.keys(wrong).sort());
});

test.each([
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "80.5"],
  ["PORT", "0x50"],
  ["HOST", "0x7f.1"],
  ["TRUSTED_PROXIES", "10.0.0.1,"],
  ["TRUSTED_PROXIES", "*"],
  ["TRUSTED_PROXIES", "0.0.0.0/0"],
  ["TRUSTED_PROXIES", "::/0"],
  ["TRUSTED_PROXIES", "loopback"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["ALERT_WEBHOOK_URL", "file:///etc/passwd"],
  ["EXERCISE_AT", "2:30"],
  ["EXERCISE_AT", "24:00"],
  ["API_KEY", "two words"],
  ["GRAPH_MEMORY_MB", "1.5"],
  ["GRAPH_MEMORY_MB", "-1"],
])("%s=%s is refused", (name, value) => {
  expect(faultsOf({ [name]: value })).toMatchObject([{ variable: name }]);
});

test("networks are lists of addresses", () => {
  const settings = settingsFrom({ HOST: "::", TRUSTED_PROXIES: "10.0.0.7, 2001:db8::/32" });
  expect(settings).toMatchObject({ host: "::", trustedProxies: ["10.0.0.7", "2001:db8::/32"] });
});

test("what is not ours in the environment is left alone", () => {
  expect(settingsFrom({ HOME: "/root", LANG: "C" }).port).toBe(8080);
});

describe("a secret in a file", () => {
  const written = (content: string): string => {
    const file = join(folder, "secret");
    writeFileSync(file, content);
    return file;
  };

  test.each(["abc123", "abc123\n", "abc123\r\n"])("%j", (content) => {
    expect(settingsFrom({ API_KEY_FILE: written(content) }).apiKey).toBe("abc123");
  });

  test.each([
    ["is empty", ""],
    ["is a newline", "\n"],
    ["has two lines more", "abc123\n\n"],
  ])("which %s", (_, content) => {
    expect(faultsOf({ API_KEY_FILE: written(content) })).toHaveLength(1);
  });

  test("and in the environment as well", () => {
    const both = { API_KEY: "abc123", API_KEY_FILE: written("abc123") };
    expect(faultsOf(both)).toMatchObject([{ variable: "API_KEY_FILE" }]);
  });

  test("each that may bear one", () => {
    const file = written("postgres://me@localhost/x");
    expect(settingsFrom({ DATABASE_URL_FILE: file }).databaseUrl).toContain("me@localhost");
    const store = written("esdb://localhost:2113?tls=false");
    expect(settingsFrom({ EVENTSTORE_URL_FILE: store }).eventStoreUrl).toContain("2113");
    const alert = written("https://alerts.example/hook");
    expect(settingsFrom({ ALERT_WEBHOOK_URL_FILE: alert }).alertWebhookUrl).toContain("hook");
  });
});

describe("single sign-on", () => {
  const whole = {
    OIDC_ISSUER: "https://id.example",
    OIDC_CLIENT_ID: "batchproof",
    OIDC_CLIENT_SECRET: "d3rive-it",
  };

  test("is set as a whole", () => {
    const oidc = {
      issuer: "https://id.example",
      clientId: "batchproof",
      clientSecret: "d3rive-it",
    };
    expect(settingsFrom({ ...whole, OIDC_TITLE: "Our plant" }).oidc).toEqual({
      ...oidc,
      title: "Our plant",
    });
    for (const missing of Object.keys(whole)) {
      expect(faultsOf({ ...whole, [missing]: "" })).toMatchObject([{ variable: missing }]);
    }
  });

  test("is not told over a way that others listen to", () => {
    expect(faultsOf({ ...whole, OIDC_ISSUER: "http://id.example" })).toHaveLength(1);
    expect(faultsOf({ ...whole, OIDC_ISSUER: "http://localhost:9000" })).toEqual([]);
  });

  test("has a secret of its own", () => {
    const code = "DEFAULT_SECRET";
    expect(faultsOf({ ...whole, OIDC_CLIENT_SECRET: "changeme" })).toMatchObject([{ code }]);
    expect(faultsOf({ ...whole, OIDC_CLIENT_SECRET: "batchproof" })).toMatchObject([{ code }]);
  });
});

describe("a certificate and its key", () => {
  test("are taken together, and which is at fault is said", () => {
    const one = makePair(folder, "one", "DNS:localhost");
    const other = makePair(folder, "other", "DNS:localhost");
    const none = join(folder, "none");
    writeFileSync(none, "no PEM");
    const of = (TLS_CERT_FILE: string, TLS_KEY_FILE: string) => {
      return faultsOf({ TLS_CERT_FILE, TLS_KEY_FILE }).map(({ variable }) => variable);
    };
    expect(of(one.certificate, one.key)).toEqual([]);
    expect(of(one.certificate, "")).toEqual(["TLS_KEY_FILE"]);
    expect(of("", one.key)).toEqual(["TLS_CERT_FILE"]);
    expect(of(one.certificate, other.key)).toEqual(["TLS_KEY_FILE"]);
    expect(of(none, one.key)).toEqual(["TLS_CERT_FILE"]);
    expect(of(one.certificate, none)).toEqual(["TLS_KEY_FILE"]);
    expect(of(one.certificate, join(folder, "nowhere"))).toEqual(["TLS_KEY_FILE"]);
  });
});

// Put together, so that no line here looks like a secret that was left behind.
const store = (user: string, password: string, rest: string, scheme = "postgres") =>
  `${scheme}://${user}:${password}${"@"}${rest}`;

describe("databases of one's own", () => {
  const tls = "?sslmode=verify-full";
  test.each([
    ["DEFAULT_SECRET", "DATABASE_URL", store("me", "postgres", `db.example/x${tls}`)],
    ["DEFAULT_SECRET", "DATABASE_URL", store("me", "Password", `db.example/x${tls}`)],
    ["DEFAULT_SECRET", "DATABASE_URL", store("plant", "plant", `db.example/x${tls}`)],
    ["DEFAULT_SECRET", "DATABASE_URL", `postgres://me@db.example/x${tls}&password=changeme`],
    ["DEFAULT_SECRET", "DATABASE_URL", store("me", "%61dmin", `db.example/x${tls}`)],
    ["DEFAULT_SECRET", "EVENTSTORE_URL", store("admin", "changeit", "localhost:2113", "esdb")],
    ["DEFAULT_SECRET", "EVENTSTORE_URL", store("ops", "changeit", "es.example", "esdb")],
    ["INSECURE_TRANSPORT", "DATABASE_URL", "postgres://me@db.example/x"],
    ["INSECURE_TRANSPORT", "DATABASE_URL", "postgres://me@db.example/x?sslmode=prefer"],
    ["INSECURE_TRANSPORT", "DATABASE_URL", "postgres://me@db.example/x?sslmode=no-verify"],
    ["INSECURE_TRANSPORT", "DATABASE_URL", `postgres://me@db.example/x${tls}&sslmode=disable`],
    ["INSECURE_TRANSPORT", "DATABASE_URL", "postgres://me@localhost/x?host=db.example"],
    ["INSECURE_TRANSPORT", "EVENTSTORE_URL", "esdb://es.example:2113?tls=false"],
    ["INSECURE_TRANSPORT", "EVENTSTORE_URL", "esdb://es.example:2113?tls=true&T_L-S=false"],
    [
      "INSECURE_TRANSPORT",
      "EVENTSTORE_URL",
      "esdb://localhost,es.example?tls=false&nodePreference=leader",
    ],
    ["STORE_MAY_LAG", "EVENTSTORE_URL", "esdb://es1.example,es2.example:2113"],
    ["STORE_MAY_LAG", "EVENTSTORE_URL", "esdb+discover://es.example"],
    ["STORE_MAY_LAG", "EVENTSTORE_URL", "esdb+discover://es.example?nodePreference=follower"],
    ["WRONG_SETTINGS", "EVENTSTORE_URL", "esdb://localhost:2113?tsl=true"],
  ])("%s: %s=%s", (code, variable, value) => {
    expect(faultsOf({ [variable]: value })).toMatchObject([{ code, variable }]);
  });

  test.each([
    ["DATABASE_URL", store("postgres", "postgres", "localhost/x")],
    ["DATABASE_URL", "postgres://me@localhost/x?host=%2Frun%2Fpostgresql"],
    ["DATABASE_URL", store("me", "q7ynr4", "db.example/x?sslmode=require")],
    ["EVENTSTORE_URL", store("admin", "q7ynr4", "es1,es2?nodePreference=leader", "esdb")],
    ["EVENTSTORE_URL", "esdb://127.0.0.1:2113?tls=false"],
  ])("%s=%s is taken", (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([]);
  });

  test("what the address leaves out is taken from where the client takes it", () => {
    const environment = { DATABASE_URL: "postgres:///x", PGHOST: "db.example", PGPASSWORD: "test" };
    expect(faultsOf(environment).map(({ code }) => code)).toEqual([
      "DEFAULT_SECRET",
      "INSECURE_TRANSPORT",
    ]);
  });

  test("the demo takes the secrets of manuals, and no insecure way", () => {
    const environment = { DATABASE_URL: store("me", "postgres", `db.example/x${tls}`) };
    expect(settingsFrom(environment, { demo: true }).databaseUrl).toBeDefined();
    const insecure = { DATABASE_URL: "postgres://me@db.example/x" };
    expect(() => settingsFrom(insecure, { demo: true })).toThrow(WrongSettings);
  });
});

describe("on the command line", () => {
  const manner = { json: true, verbose: true };
  const of = (environment: Record<string, string>) => {
    try {
      return settingsFrom(environment);
    } catch (error) {
      const { text, exitCode } = told(error, manner);
      const { code } = JSON.parse(text.trim().split("\n").at(-1) ?? "");
      return { code, exitCode, text };
    }
  };

  test("what is malformed is wrong usage; what is refused has its own code", () => {
    expect(of({ PORT: "x" })).toMatchObject({ code: "WRONG_SETTINGS", exitCode: 2 });
    const EVENTSTORE_URL = store("admin", "changeit", "localhost", "esdb");
    expect(of({ EVENTSTORE_URL })).toMatchObject({ code: "DEFAULT_SECRET", exitCode: 1 });
    const DATABASE_URL = "postgres://db.example/x";
    expect(of({ DATABASE_URL })).toMatchObject({ code: "INSECURE_TRANSPORT", exitCode: 1 });
    const all = of({ EVENTSTORE_URL, DATABASE_URL, PORT: "x" });
    expect(all).toMatchObject({ code: "WRONG_SETTINGS", exitCode: 2 });
  });

  test("no value of a secret is told", () => {
    const secret = "S3CRET";
    const { text } = of({
      DATABASE_URL: store("me", secret, "db.example:port/x"),
      EVENTSTORE_URL: store("me", secret, "es.example?what=x", "esdb"),
      API_KEY: `${secret} ${secret}`,
      OIDC_CLIENT_SECRET: secret,
      ALERT_WEBHOOK_URL: store("me", secret, "alerts.example", "http"),
    }) as { text: string };
    expect(text).not.toContain(secret);
  });
});
