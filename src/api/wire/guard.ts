// Which requests are looked at: those that ask for the service by a name of its own, over a way
// that nobody listens in to. A page of another site must not reach it through a person's browser,
// by a name of its own that leads here (DNS rebinding) or by a form.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { clientAddress, isInNetworks, isLoopback, isRepeated, isSecure } from "./address.ts";
import { WireFault } from "./fault.ts";
import type { Wire } from "./wire.ts";

export function addGuard(
  app: FastifyInstance,
  { hosts, publicUrl, tls, trustedProxies }: Wire,
): void {
  const published = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  const named = ["localhost", "127.0.0.1", "::1", ...hosts, ...published].map(bare);
  const served = new Set(named);
  const isServed = (host: string): boolean => {
    const name = bare(host);
    return served.has(name) || (name !== "" && (tls?.answersTo(name) ?? false));
  };
  app.addHook("onRequest", async (request) => {
    // RFC 9112, 3.2: who stands between may have believed the other one.
    if (isRepeated(request, "host")) throw new WireFault("HOST_AMBIGUOUS", "It has two Hosts.");
    if (!isServed(request.hostname)) {
      const names = "a name of this machine, of its certificate or of PUBLIC_URL";
      const message = `"${request.hostname}" is not ${names}.`;
      throw new WireFault("HOST_NOT_SERVED", message);
    }
    refuseForeignPage(request, isServed);
    refuseUnknownProxy(request, trustedProxies);
    // Where it listens beyond loopback without TLS, only a proxy is meant to reach it.
    if (!isSecure(request) && !isLoopback(clientAddress(request))) {
      const message = "Ask over https. A trusted proxy says so in X-Forwarded-Proto.";
      throw new WireFault("INSECURE_TRANSPORT", message);
    }
  });
}

/**
 * Behind a proxy that nobody named everyone would seem to ask from this machine: before people
 * exist they would be let in, and afterwards asked for no second factor.
 */
function refuseUnknownProxy(request: FastifyRequest, trusted: readonly string[]): void {
  const isForwarded = forwarding.some((name) => request.headers[name] !== undefined);
  if (!isForwarded || isInNetworks(request.socket.remoteAddress ?? "", trusted)) return;
  const message = "A proxy passed the request on that TRUSTED_PROXIES does not name.";
  throw new WireFault("PROXY_NOT_TRUSTED", message);
}

const forwarding = [
  ...["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"],
  ...["via", "x-real-ip"],
];

function refuseForeignPage({ headers }: FastifyRequest, isServed: (host: string) => boolean): void {
  const { origin } = headers;
  if (origin === undefined) return;
  if (isServed(URL.parse(origin)?.hostname ?? "")) return;
  // Browsers withhold the origin of some of our own forms, and say here that it is ours.
  if (origin === "null" && headers["sec-fetch-site"] === "same-origin") return;
  const message = "The request comes from a page of another site.";
  throw new WireFault("ORIGIN_FORBIDDEN", message);
}

/** Without the brackets of IPv6 and the dot of the root. */
const bare = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
