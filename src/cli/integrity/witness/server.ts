// The witness over HTTP: one route, small bodies, and nobody who is slow keeps it.
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { isIPv6 } from "node:net";
import { sizeType } from "../../../anchors/witness/add-checkpoint.ts";
import type { Witness } from "../../../anchors/witness/witness.ts";
import { isInNetworks, isLoopback } from "../../../api/wire/address.ts";
import type { Tls } from "../../../api/wire/wire.ts";
import { CliFault } from "../../terminal/fault.ts";
import type { Log } from "../../terminal/log.ts";

interface Listening {
  readonly witness: Witness;
  readonly host: string;
  readonly port: number;
  readonly certificate: Tls | undefined;
  /** Who may ask without TLS, besides this machine. */
  readonly trustedProxies: readonly string[];
  readonly logger: Log;
}

export interface WitnessServing extends AsyncDisposable {
  /** http://127.0.0.1:8081 */
  readonly address: string;
}

const bodyMax = 64 * 1024;
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 };

/** Throws PORT_IN_USE. */
export async function listenAsWitness(listening: Listening): Promise<WitnessServing> {
  const { host, port, certificate, trustedProxies } = listening;
  const server = serverOf(answering(listening), certificate);
  server.maxConnections = 500;
  if (!certificate) {
    server.on("connection", (socket) => {
      const from = socket.remoteAddress ?? "";
      if (!isLoopback(from) && !isInNetworks(from, trustedProxies)) socket.destroy();
    });
  }
  server.listen(port, host);
  await once(server, "listening").catch((cause) => {
    if (cause.code !== "EADDRINUSE") throw cause;
    throw new CliFault("PORT_IN_USE", `Port ${port} of ${host} is in use.`, { cause, host, port });
  });
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  const named = isIPv6(host) ? `[${host}]` : host;
  return {
    address: `${certificate ? "https" : "http"}://${named}:${taken}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      const deadline = setTimeout(() => server.closeAllConnections(), 2_000);
      server.closeIdleConnections();
      await closed;
      clearTimeout(deadline);
    },
  };
}

function serverOf(listener: RequestListener, certificate: Tls | undefined): Server {
  if (!certificate) return createServer(limits, listener);
  const server = createTlsServer(
    { ...limits, ...certificate.pair, minVersion: "TLSv1.2" },
    listener,
  );
  certificate.onRenewed((pair) => server.setSecureContext(pair));
  return server;
}

const answering =
  ({ witness, logger }: Listening): RequestListener =>
  async (request, response) => {
    const answer = (status: number, body: string, type = "text/plain; charset=utf-8") => {
      response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" });
      response.end(body);
    };
    try {
      if (request.url !== "/add-checkpoint") return answer(404, "Not found.\n");
      if (request.method !== "POST") return answer(405, "POST alone.\n");
      const body = await bodyOf(request);
      if (typeof body !== "string") return answer(body.status, "Too large, or no UTF-8.\n");
      const said = await witness.addCheckpoint(body);
      if (said.status === 200) return answer(200, said.cosignature);
      if (said.status === 409) logger.warn({ size: said.size }, said.why);
      if (said.status === 422) logger.warn({}, said.why);
      return said.status === 409
        ? answer(409, `${said.size}\n`, sizeType)
        : answer(said.status, `${said.why}\n`);
    } catch (err) {
      logger.error({ err }, "A head could not be witnessed.");
      if (!response.headersSent) answer(500, "It could not be kept.\n");
    }
  };

async function bodyOf(request: IncomingMessage): Promise<string | { readonly status: 400 | 413 }> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > bodyMax) return { status: 413 };
    pieces.push(piece);
  }
  const text = Buffer.concat(pieces).toString("utf8");
  return Buffer.from(text).equals(Buffer.concat(pieces)) ? text : { status: 400 };
}
