// Accepts connections for the gRPC server, and keeps them in bounds.
import { chmodSync, existsSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { type Endpoint, endpointText } from "../endpoint.ts";
import { EmbeddedNodeFault } from "../fault.ts";
import type { Connections } from "./connections.ts";

export interface Listener {
  /** With the port that was chosen, if any. */
  readonly endpoint: Endpoint;
  /** No new connections. */
  close(): void;
}

const sweepMs = 100;

/** Throws `EmbeddedNodeFault` ENDPOINT_IN_USE, NODE_START_FAILED. */
export async function listen(
  wanted: Endpoint,
  connections: Connections,
  take: (connection: Socket) => void,
): Promise<Listener> {
  if (wanted.kind === "socket") await removeStaleSocket(wanted.path);
  const server = createServer((socket) => {
    if (connections.admit(socket)) take(socket);
  });
  const endpoint = await bound(server, wanted);
  const sweeper = setInterval(() => connections.sweep(), sweepMs);
  return {
    endpoint,
    close() {
      clearInterval(sweeper);
      server.close();
    },
  };
}

async function bound(server: Server, wanted: Endpoint): Promise<Endpoint> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(bindFault(wanted, error)));
    if (wanted.kind === "socket") server.listen(wanted.path, resolve);
    else server.listen(wanted.port, wanted.host, resolve);
  });
  // Running out of file descriptors is told here; connections are accepted again later.
  server.on("error", () => {});
  if (wanted.kind === "socket") {
    chmodSync(wanted.path, 0o600);
    return wanted;
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("not a port");
  return { ...wanted, port: address.port };
}

function bindFault(endpoint: Endpoint, error: Error): EmbeddedNodeFault {
  const code =
    "code" in error && error.code === "EADDRINUSE" ? "ENDPOINT_IN_USE" : "NODE_START_FAILED";
  const message = `Cannot listen on ${endpointText(endpoint)}: ${error.message}`;
  return new EmbeddedNodeFault(code, message);
}

/** What kill -9 left behind is removed; what somebody listens on is not. */
async function removeStaleSocket(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const isAlive = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.on("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });
  if (isAlive) throw new EmbeddedNodeFault("ENDPOINT_IN_USE", `Somebody listens on ${path}.`);
  rmSync(path);
}
