// The service over a real event node and a real PostgreSQL, asked over HTTP.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PasswordHashing } from "../../src/access/credential/password-hash.ts";
import { createPasswordHashing } from "../../src/access/credential/password-hash.ts";
import { createServer } from "../../src/api/server.ts";
import type { Limits } from "../../src/api/wire/wire.ts";
import { apiParts } from "../../src/cli/instance/api-parts.ts";
import { type Instance, openInstance } from "../../src/cli/instance/instance.ts";
import { settingsFrom } from "../../src/cli/instance/settings.ts";
import type { Log } from "../../src/cli/terminal/log.ts";
import { openLog } from "../../src/cli/terminal/log.ts";
import type { Clock } from "../../src/eventstore/handler/handle.ts";
import { createTestDatabase } from "../database-for-test.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what came is looked at by the tests.
  readonly body: any;
}

/** `give`: a command with an id of its own; answered when the read models have it. */
export interface ServiceForTest extends AsyncDisposable, Client {
  readonly instance: Instance;
}

export interface StartOptions {
  readonly environment?: Record<string, string>;
  readonly clock?: Clock;
  readonly limits?: Partial<Limits>;
  readonly logger?: Log;
  readonly hashing?: PasswordHashing;
  readonly refusedEvery_ms?: number;
  readonly projectsApart?: boolean;
  /** One that is free, where the address must be known before. */
  readonly port?: number;
}

/** A guess at a password costs next to nothing in a test. */
const cheap = { memory_KiB: 8 * 1024, passes: 1, parallelism: 1 };

export async function startService(options: StartOptions = {}): Promise<ServiceForTest> {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-api-"));
  const database = await createTestDatabase();
  const settings = settingsFrom({
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: database.url,
    SITE_ZONE: "Europe/Ljubljana",
    ...options.environment,
  });
  const { clock, logger = quiet(), hashing = createPasswordHashing(cheap) } = options;
  const { refusedEvery_ms = 0, projectsApart = false } = options;
  const instance = await openInstance(settings, {
    logger,
    as: "server",
    hashing,
    refusedEvery_ms,
    projectsApart,
    ...(clock && { clock }),
  });
  const served = await serveInstance(instance, options);
  return {
    instance,
    ...clientOf(served.address),
    async [Symbol.asyncDispose]() {
      await served.close();
      await instance.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const quiet = (): Log => openLog({ quiet: true, forPeople: false });

/** Over an instance that is open, also beside another one. */
export async function serveInstance(
  instance: Instance,
  { limits, logger = quiet(), port = 0 }: Pick<StartOptions, "limits" | "logger" | "port"> = {},
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const parts = apiParts(instance);
  const wide = { ...parts.wire.limits, requestsMax: 100_000, logInsMax: 100_000, ...limits };
  const app = await createServer({ ...parts, wire: { ...parts.wire, limits: wide } }, logger);
  const address = await app.listen({ host: "127.0.0.1", port });
  return { address, close: () => app.close() };
}

/** Whoever asks: nobody, a person with a session's cookie, a service with its key. */
export interface Identity {
  readonly cookie?: string;
  readonly key?: string;
}

export function clientOf(address: string, { cookie, key }: Identity = {}) {
  const identified = {
    ...(cookie !== undefined && { cookie, "sec-fetch-site": "same-origin" }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const send = async (method: string, path: string, body?: unknown, headers = {}) =>
    reply(
      await fetch(address + path, {
        method,
        redirect: "manual",
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...identified,
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
  const post = (path: string, body: unknown) => send("POST", path, body);
  return {
    address,
    send,
    post,
    get: (path: string, headers: Record<string, string> = {}) =>
      send("GET", path, undefined, headers),
    give: (path: string, data: object, more: object = {}) =>
      post(`${path}?wait=true`, { commandId: randomUUID(), data, ...more }),
  };
}

export type Client = ReturnType<typeof clientOf>;

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const body = isJson && !response.headers.get("content-type")?.includes("ndjson");
  return {
    status: response.status,
    headers: response.headers,
    body: body && text !== "" ? JSON.parse(text) : text,
  };
}
