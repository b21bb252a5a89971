// compose.yaml was not run here. What can be read off it holds: it is YAML, whatever it names is
// there, nothing in it is a secret, and nothing listens beyond this machine.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { settingsFrom } from "../../../src/cli/instance/settings.ts";

interface Service {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly network_mode?: string;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
}

// The parser of a package that is there anyway.
const near = createRequire(createRequire(import.meta.url).resolve("@fastify/swagger"));
const compose = near("yaml").parse(readFileSync("compose.yaml", "utf8"));
const services: [string, Service][] = Object.entries(compose.services);

test("every port is one of this machine, and all share the network that has it", () => {
  expect(services.flatMap(([, { ports = [] }]) => ports)).toEqual(["127.0.0.1:8080:8080"]);
  const others = services.filter(([name]) => name !== "eventstore");
  expect(others.map(([, { network_mode }]) => network_mode)).toEqual(
    others.map(() => "service:eventstore"),
  );
});

test("what is used is declared, secrets as files, images with a version", () => {
  const used = services.flatMap(([, { secrets = [] }]) => secrets);
  expect(new Set(used)).toEqual(new Set(Object.keys(compose.secrets)));
  for (const secret of Object.values(compose.secrets))
    expect(Object.keys(secret as object)).toEqual(["file"]);
  const volumes = services.flatMap(([, { volumes: all = [] }]) =>
    all.map((one) => one.split(":")[0]),
  );
  expect(new Set(volumes)).toEqual(new Set(Object.keys(compose.volumes)));
  for (const [, { image }] of services) if (image) expect(image).toMatch(/:\d+[\w.-]*$/);
  const said = JSON.stringify(services.map(([, { environment }]) => environment));
  expect(said).not.toMatch(/"\w*(?:PASSWORD|SECRET)\w*(?<!_FILE)":/);
});

test("the service takes its settings", () => {
  const {
    DATABASE_URL_FILE: _d,
    TLS_CERT_FILE: _c,
    TLS_KEY_FILE: _k,
    ...plain
  } = compose.services.batchproof.environment;
  expect(settingsFrom(plain)).toMatchObject({
    host: "0.0.0.0",
    port: 8080,
    dataDirectory: "/data/plant",
  });
});
