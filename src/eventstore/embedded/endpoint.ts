// Where the node listens without a log-in, which is where only the machine itself can reach it.
import { EmbeddedNodeFault } from "./fault.ts";

export type Endpoint =
  | { readonly kind: "socket"; readonly path: string }
  /** Port 0: any free one. */
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

export interface EndpointOptions {
  /** Path of a unix socket. */
  readonly socket?: string;
  readonly host?: string;
  readonly port?: number;
}

// sun_path holds 108 bytes on Linux and 104 on macOS, the final NUL among them.
const socketPathBytesMax = process.platform === "darwin" ? 103 : 107;
const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/;

export function chooseEndpoint({
  socket,
  host = "127.0.0.1",
  port = 0,
}: EndpointOptions): Endpoint {
  if (socket !== undefined) {
    const length = Buffer.byteLength(socket);
    if (length <= socketPathBytesMax) return { kind: "socket", path: socket };
    const tooLong = `${socket} has ${length} bytes, a socket path holds ${socketPathBytesMax}`;
    throw new EmbeddedNodeFault("SOCKET_PATH_TOO_LONG", `${tooLong}. Use a shorter folder.`);
  }
  if (loopback.test(host)) return { kind: "tcp", host, port };
  throw new EmbeddedNodeFault(
    "ENDPOINT_NOT_LOOPBACK",
    `Without a log-in the embedded node listens on 127.0.0.1 or ::1 only, not on ${host}.`,
  );
}

/** As the official client takes it: "unix:/path" or "host:port". */
export function endpointText(endpoint: Endpoint): string {
  if (endpoint.kind === "socket") return `unix:${endpoint.path}`;
  const host = endpoint.host.includes(":") ? `[${endpoint.host}]` : endpoint.host;
  return `${host}:${endpoint.port}`;
}
