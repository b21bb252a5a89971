// What the environment may say, and that every fault is told at once.
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { settingsFrom, WrongSettings } from "../../src/cli/instance/settings.ts";

test("nothing said: loopback, and a folder below the current one", () => {
  expect(settingsFrom({})).toMatchObject({
    dataDirectory: resolve("data"),
    host: "127.0.0.1",
    port: 8080,
    databaseUrl: undefined,
    eventStoreUrl: undefined,
  });
});

test("an empty variable is one that was not set", () => {
  expect(settingsFrom({ PORT: "", DATABASE_URL: "" })).toMatchObject({
    port: 8080,
    databaseUrl: undefined,
  });
});

test("every fault is told at once, each with its variable", () => {
  const wrong = {
    PORT: "eighty",
    HOST: "0.0.0.0",
    SITE_ZONE: "Mars/Olympus",
    DATABASE_URL: "mysql://localhost/x",
    EVENTSTORE_URL: "http://localhost:2113",
    PUBLIC_URL: "example",
  };
  const faults = faultsOf(wrong);
  expect(faults.map((fault) => fault.split(":")[0])).toEqual(
    expect.arrayContaining(Object.keys(wrong)),
  );
  expect(faults).toHaveLength(Object.keys(wrong).length);
});

test.each([
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "80.5"],
  ["PORT", "0x50"],
  ["HOST", "example.org"],
])("%s=%s is refused", (name, value) => {
  expect(faultsOf({ [name]: value })).toHaveLength(1);
});

test("what is not ours in the environment is left alone", () => {
  expect(settingsFrom({ HOME: "/root", LANG: "C" }).port).toBe(8080);
});

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    settingsFrom(environment);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.faults;
    throw error;
  }
}
