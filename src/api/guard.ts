// Until there is log-in: only what a person at this machine asks for is answered. A page of another
// site must not reach the service through that person's browser, by a name of its own that leads
// here (DNS rebinding) or by a form.
import type { FastifyInstance } from "fastify";
import { sendProblem } from "./problem.ts";

export function addGuard(app: FastifyInstance, hosts: readonly string[]): void {
  const served = new Set(["localhost", "127.0.0.1", "[::1]", "::1", ...hosts]);
  const isServed = (hostname: string) => served.has(hostname.toLowerCase());
  app.addHook("onRequest", async (request, reply) => {
    if (!isServed(request.hostname)) {
      return sendProblem(reply, {
        status: 421,
        code: "HOST_NOT_SERVED",
        title: "The service does not answer under this name.",
        detail: `"${request.hostname}" is neither a name of this machine nor that of PUBLIC_URL.`,
      });
    }
    const { origin } = request.headers;
    if (origin !== undefined && !isServed(hostOf(origin))) {
      return sendProblem(reply, {
        status: 403,
        code: "ORIGIN_FORBIDDEN",
        title: "Pages of other sites may not ask the service.",
        detail: `The request comes from a page of ${origin}.`,
      });
    }
    return undefined;
  });
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.hostname ?? "";
}
