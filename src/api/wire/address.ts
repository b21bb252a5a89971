// Where a request comes from and where it went, as far as it can be believed.
import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";

/** The address of who asks: told by a trusted proxy, else that of the connection. */
export function clientAddress({ ip, socket }: FastifyRequest): string {
  const address = isIP(ip) === 0 ? (socket.remoteAddress ?? "") : ip;
  return isIP(address) === 0 ? address : ipaddr.process(address).toString();
}

/** Of a header that counts once, Node keeps the first without a word. */
export const isRepeated = ({ raw }: FastifyRequest, header: string): boolean =>
  raw.rawHeaders.filter((one, at) => at % 2 === 0 && one.toLowerCase() === header).length > 1;

/** `networks`: addresses and CIDRs. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  if (isIP(address) === 0) return false;
  const asked = ipaddr.process(address);
  return networks.some((network) => {
    const [at = "", length] = network.split("/");
    const from = ipaddr.process(at);
    if (from.kind() !== asked.kind()) return false;
    return asked.match(from, length === undefined ? from.toByteArray().length * 8 : Number(length));
  });
}

/** Of this machine alone. `host`: an address, [address], or localhost. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (address === "localhost") return true;
  return isIP(address) !== 0 && ipaddr.process(address).range() === "loopback";
}

/** Over TLS, here or at a trusted proxy. */
export const isSecure = ({ protocol }: FastifyRequest): boolean => protocol === "https";

/** Scheme, host and port under which the service was asked; undefined where Host is none. */
export function ownOrigin(request: FastifyRequest): string | undefined {
  return URL.parse(`${isSecure(request) ? "https" : "http"}://${request.host}`)?.origin;
}
