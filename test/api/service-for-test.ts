// The service over a real event node and a real PostgreSQL, asked over HTTP.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "../../src/api/server.ts";
import { apiParts } from "../../src/cli/instance/api-parts.ts";
import { type Instance, openInstance } from "../../src/cli/instance/instance.ts";
import { settingsFrom } from "../../src/cli/instance/settings.ts";
import { openLog } from "../../src/cli/terminal/log.ts";
import { createTestDatabase } from "../database-for-test.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what came is looked at by the tests.
  readonly body: any;
}

export interface ServiceForTest extends AsyncDisposable {
  readonly address: string;
  readonly instance: Instance;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: unknown): Promise<Reply>;
  /** A command with an id of its own; answered when the read models have it. */
  give(path: string, data: object, more?: object): Promise<Reply>;
}

export async function startService(): Promise<ServiceForTest> {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-api-"));
  const database = await createTestDatabase();
  const settings = settingsFrom({
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: database.url,
    SITE_ZONE: "Europe/Ljubljana",
  });
  const logger = openLog({ quiet: true, forPeople: false });
  const instance = await openInstance(settings, { logger, as: "server" });
  const app = await createServer(apiParts(instance), logger);
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    instance,
    ...clientOf(address),
    async [Symbol.asyncDispose]() {
      await app.close();
      await instance.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function clientOf(address: string) {
  const post = async (path: string, body: unknown) =>
    reply(
      await fetch(address + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
  return {
    address,
    post,
    get: async (path: string, headers: Record<string, string> = {}) =>
      reply(await fetch(address + path, { headers, redirect: "manual" })),
    give: (path: string, data: object, more: object = {}) =>
      post(`${path}?wait=true`, { commandId: randomUUID(), data, ...more }),
  };
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const body = isJson && !response.headers.get("content-type")?.includes("ndjson");
  return {
    status: response.status,
    headers: response.headers,
    body: body ? JSON.parse(text) : text,
  };
}
