// What listens: HTTP, or HTTPS from TLS 1.2 on. Whoever sends slowly, much or never anything is cut
// off.
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Socket } from "node:net";
import { isInNetworks } from "./address.ts";
import type { Limits, Pair, Tls, Wire } from "./wire.ts";

/** The form of fastify's `serverFactory`. */
export const listenerOf =
  (wire: Wire) =>
  (handler: RequestListener): Server => {
    const { tls, limits } = wire;
    const server = tls ? secure(tls, limits, handler) : createServer(timed(limits), handler);
    server.maxConnections = limits.socketsMax;
    server.maxRequestsPerSocket = limits.requestsPerSocketMax;
    server.setTimeout(limits.idle_ms);
    server.on("connection", shared(wire));
    return server;
  };

/** Cuts off what a peer opens beyond its share. */
function shared({ limits, trustedProxies }: Wire): (socket: Socket) => void {
  const open = new Map<string, number>();
  return (socket) => {
    const { remoteAddress: peer = "" } = socket;
    if (isInNetworks(peer, trustedProxies)) return;
    const count = (open.get(peer) ?? 0) + 1;
    open.set(peer, count);
    socket.once("close", () => {
      const rest = (open.get(peer) ?? 1) - 1;
      if (rest === 0) open.delete(peer);
      else open.set(peer, rest);
    });
    if (count > limits.socketsPerPeerMax) socket.destroy();
  };
}

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
