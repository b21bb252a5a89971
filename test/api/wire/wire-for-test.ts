// The service on a port of its own, without databases: what is tested is the way to it.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { anyone } from "../../../src/api/access/route.ts";
import type { ApiParts } from "../../../src/api/parts.ts";
import { createServer } from "../../../src/api/server.ts";
import { usualLimits, type Wire } from "../../../src/api/wire/wire.ts";
import type { PairFiles } from "../../../src/cli/listening/pair.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { refuse } from "../../../src/domain/kernel/refusal.ts";

export interface WireForTest extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly port: number;
  ask(asked?: Asked): Promise<Answered>;
}

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** Of TLS. */
  readonly secure?: RequestOptions;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly code: unknown;
}

export interface Started {
  readonly wire?: Partial<Wire>;
  readonly parts?: Partial<ApiParts>;
  readonly routes?: (app: FastifyInstance, wire: Wire) => void;
  readonly logger?: FastifyBaseLogger;
}

export async function startWire(started: Started = {}): Promise<WireForTest> {
  const wire: Wire = {
    tls: undefined,
    publicUrl: undefined,
    hosts: [],
    trustedProxies: [],
    limits: usualLimits,
    ...started.wire,
  };
  const logger = started.logger ?? openLog({ quiet: true, forPeople: false });
  const app = await createServer({ ...noDatabases, ...started.parts, wire }, logger);
  app.post("/test/echo", { config: anyone }, async (request) => ({ body: request.body }));
  app.get("/test/seen", { config: anyone }, async ({ ip, host, protocol }) => ({
    ip,
    host,
    protocol,
  }));
  started.routes?.(app, wire);
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    app,
    port,
    ask: (asked = {}) => ask(port, asked),
    async [Symbol.asyncDispose]() {
      const closed = app.close();
      app.server.closeAllConnections();
      await closed;
    },
  };
}

const unknown = async () => refuse("LOG_IN_REQUIRED", "Nobody is known here.");

export const noDatabases = {
  database: { kysely: {}, pool: { query: async () => ({}) } },
  log: { alive: async () => true },
  projections: { status: () => [] },
  nobody: { authentication: { method: "none" } },
  access: {
    peopleExist: async () => false,
    authenticator: { byToken: unknown, byKey: unknown, forget: () => {} },
  },
  clock: { kind: "real", now: () => new Date() },
  paper: { batchRecord: async () => undefined },
  version: "0.0.0",
} as unknown as ApiParts;

async function ask(port: number, asked: Asked): Promise<Answered> {
  const { method = "GET", path = "/v1/health", body, secure } = asked;
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  const headers = { ...length, ...asked.headers };
  const options = { host: "127.0.0.1", port, path, method, headers, agent: false as const };
  const asking = secure ? httpsRequest({ ...options, ...secure }) : httpRequest(options);
  asking.end(body);
  const [response] = (await once(asking, "response")) as [IncomingMessage];
  const said = await text(response);
  const isJson = response.headers["content-type"]?.includes("json") ?? false;
  const code = isJson ? JSON.parse(said).code : undefined;
  return { status: response.statusCode ?? 0, headers: response.headers, text: said, code };
}

export interface Heard {
  readonly text: string;
  readonly after_ms: number;
}

/** Says it on a bare connection, one piece after the other; what is heard until it is closed. */
export async function speak(
  port: number,
  pieces: readonly string[] = [],
  every_ms = 100,
): Promise<Heard> {
  const from = performance.now();
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.on("data", (piece) => {
    heard += piece;
  });
  socket.on("error", () => {});
  const rest = [...pieces];
  const talking = setInterval(() => {
    const piece = rest.shift();
    if (piece !== undefined && socket.writable) socket.write(piece);
  }, every_ms);
  await once(socket, "close");
  clearInterval(talking);
  return { text: heard, after_ms: performance.now() - from };
}

export const json = { "content-type": "application/json" } as const;

/** A certificate by itself for these names, as a manual of TLS makes one. */
export function makePair(folder: string, name: string, alternatives: string): PairFiles {
  const files = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const what = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=${alternatives}`, "-days", "30"];
  const where = ["-out", files.certificate, "-keyout", files.key];
  execFileSync("openssl", ["req", ...kind, ...what, ...where], { stdio: "pipe" });
  return files;
}
