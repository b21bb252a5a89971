// Other machines reach the event node of a service, and not that of each short command.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { settingsFrom } from "../../../src/cli/instance/settings.ts";
import { attachOrOwnStores, ownStores } from "../../../src/cli/instance/stores.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { certificateForTest } from "../../eventstore/embedded/listening/certificate-for-test.ts";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

function isReached(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.on("error", () => resolve(false)).on("connect", () => resolve(true));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

test.each([
  ["serve", ownStores, true],
  ["a short command", attachOrOwnStores, false],
] as const)("%s", async (_name, open, isOffered) => {
  const folder = mkdtempSync(join(tmpdir(), "batchproof-stores-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const certificate = certificateForTest();
  onTestFinished(() => certificate.remove());
  const port = await freePort();
  const settings = settingsFrom({
    DATA_DIR: folder,
    DATABASE_URL: "postgres://localhost/not-asked-for-here",
    EVENT_NODE_HOST: "127.0.0.1",
    EVENT_NODE_PORT: String(port),
    EVENT_NODE_TLS_CERT_FILE: certificate.certificateFile,
    EVENT_NODE_TLS_KEY_FILE: certificate.keyFile,
    EVENT_NODE_PASSWORD: "q7ynr4-q7ynr4",
  });
  const stores = await open(settings, openLog({ quiet: true, forPeople: false }));
  expect(await isReached(port)).toBe(isOffered);
  await stores.close();
});
