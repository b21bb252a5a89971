// What listens: HTTP, or HTTPS from TLS 1.2 on. Whoever sends slowly, much or never anything is cut
// off.
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Limits, Pair, Tls, Wire } from "./wire.ts";

/** The form of fastify's `serverFactory`. */
export const listenerOf =
  ({ tls, limits }: Wire) =>
  (handler: RequestListener): Server => {
    const server = tls ? secure(tls, limits, handler) : createServer(timed(limits), handler);
    server.maxConnections = limits.socketsMax;
    server.maxRequestsPerSocket = limits.requestsPerSocketMax;
    server.setTimeout(limits.idle_ms);
    return server;
  };

function secure(tls: Tls, limits: Limits, handler: RequestListener): Server {
  const handshakeTimeout = limits.headers_ms;
  const options = { ...timed(limits), ...contextOf(tls.pair), handshakeTimeout };
  const server = createSecureServer(options, handler);
  // Connections that are open keep the former one.
  tls.onRenewed((pair) => server.setSecureContext(contextOf(pair)));
  return server;
}

const contextOf = ({ cert, key }: Pair) => ({ cert, key, minVersion: "TLSv1.2" }) as const;

const timed = (limits: Limits) => ({
  maxHeaderSize: limits.headers_bytes,
  headersTimeout: limits.headers_ms,
  requestTimeout: limits.request_ms,
  keepAliveTimeout: limits.keepAlive_ms,
  connectionsCheckingInterval: limits.lookEvery_ms,
});
