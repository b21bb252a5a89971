// TLS of its own: which versions, under which names, and a certificate that is replaced while it
// serves.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Certificate, openCertificate } from "../../src/cli/listening/certificate.ts";
import type { PairFiles } from "../../src/cli/listening/pair.ts";
import { openLog } from "../../src/cli/terminal/log.ts";
import { makePair, startWire, type WireForTest } from "../api/wire/wire-for-test.ts";

const lookEvery_ms = 25;
let folder: string;
let files: PairFiles;
let logged: string;
let certificate: Certificate;
let service: WireForTest;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "batchproof-tls-"));
  files = { certificate: join(folder, "tls.crt"), key: join(folder, "tls.key") };
  install(makePair(folder, "first", "DNS:localhost,DNS:*.plant.example,IP:10.0.0.2"));
  await start(files);
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  certificate.close();
  rmSync(folder, { recursive: true });
});

async function start(from: PairFiles): Promise<void> {
  logged = "";
  const to = new PassThrough().on("data", (line) => {
    logged += line;
  });
  certificate = openCertificate(from, openLog({ forPeople: false, to }), lookEvery_ms);
  service = await startWire({ wire: { tls: certificate } });
}

function install(pair: PairFiles): void {
  copyFileSync(pair.certificate, files.certificate);
  copyFileSync(pair.key, files.key);
}

/** The name in the certificate that a new connection is shown. */
function shownTo(more = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const options = { host: "127.0.0.1", port: service.port, rejectUnauthorized: false, ...more };
  const socket = connect(options, () => {
    resolve(String(socket.getPeerCertificate().subject.CN));
    socket.destroy();
  });
  socket.on("error", reject);
  return promise;
}

const becomes = (name: string) =>
  vi.waitFor(async () => expect(await shownTo()).toBe(name), { timeout: 3_000, interval: 25 });

test("it answers over TLS alone, from 1.2 on, and says that it stays so", async () => {
  const secure = { rejectUnauthorized: true, ca: readFileSync(files.certificate) };
  const asked = { secure: { ...secure, servername: "localhost" }, headers: { host: "localhost" } };
  const { status, headers } = await service.ask(asked);
  expect(status).toBe(200);
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
  await expect(service.ask()).rejects.toThrow();
  await expect(shownTo({ minVersion: "TLSv1", maxVersion: "TLSv1.1" })).rejects.toThrow();
  expect(await shownTo({ maxVersion: "TLSv1.2" })).toBe("first");
});

test("it answers under the names of the certificate, and no others", async () => {
  const secure = { rejectUnauthorized: false };
  const as = async (host: string) => (await service.ask({ secure, headers: { host } })).status;
  for (const host of ["line-1.plant.example:8443", "10.0.0.2", "LOCALHOST"]) {
    expect(await as(host)).toBe(200);
  }
  for (const host of ["plant.example", "a.b.plant.example", "10.0.0.3", "evil.example"]) {
    expect(await as(host)).toBe(421);
  }
});

test("replaced in place, a new one is used for new connections, with its names", async () => {
  install(makePair(folder, "second", "DNS:second.example"));
  await becomes("second");
  const headers = { host: "second.example" };
  const asked = { secure: { rejectUnauthorized: false }, headers };
  expect((await service.ask(asked)).status).toBe(200);
});

test("replaced by renaming, one file after the other", async () => {
  const next = makePair(folder, "second", "DNS:localhost");
  renameSync(next.certificate, files.certificate);
  expect(await shownTo()).toBe("first");
  renameSync(next.key, files.key);
  await becomes("second");
});

test("replaced by a link, as in Kubernetes", async () => {
  await service[Symbol.asyncDispose]();
  certificate.close();
  for (const name of ["one", "two"]) {
    mkdirSync(join(folder, name));
    const pair = makePair(folder, name, "DNS:localhost");
    renameSync(pair.certificate, join(folder, name, "tls.crt"));
    renameSync(pair.key, join(folder, name, "tls.key"));
  }
  symlinkSync("one", join(folder, "data"));
  const data = join(folder, "data");
  await start({ certificate: join(data, "tls.crt"), key: join(data, "tls.key") });
  expect(await shownTo()).toBe("one");
  symlinkSync("two", join(folder, "data-next"));
  renameSync(join(folder, "data-next"), data);
  await becomes("two");
});

test.each([
  ["a key of another", () => copyFileSync(makePair(folder, "x", "DNS:x").key, files.key)],
  ["half a file", () => writeFileSync(files.certificate, "-----BEGIN CERTIFICATE-----\nMIIB")],
  ["no file", () => rmSync(files.key)],
  ["an empty file", () => writeFileSync(files.key, "")],
])("%s is said once, and the former one is kept", async (_, spoil) => {
  spoil();
  await vi.waitFor(() => expect(logged).toContain('"level":50'), { timeout: 3_000 });
  await sleep(4 * lookEvery_ms);
  expect(logged.match(/"level":50/g)).toHaveLength(1);
  expect(logged).not.toContain("PRIVATE KEY");
  expect(await shownTo()).toBe("first");
  install(makePair(folder, "second", "DNS:localhost"));
  await becomes("second");
});
