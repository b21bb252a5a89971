// The service: names on the wire and status codes; no rules.
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import { addCommandRoutes } from "./command/routes.ts";
import { addFaultHandlers } from "./faults.ts";
import { addGuard } from "./guard.ts";
import { openApi } from "./openapi.ts";
import { CONTENT_SECURITY_POLICY } from "./page/frame.ts";
import { addPages } from "./page/routes.ts";
import type { ApiParts } from "./parts.ts";
import { addAuditTrailRoutes } from "./resource/audit-trail.ts";
import { addBatchRoutes } from "./resource/batch.ts";
import { addHealthRoutes } from "./resource/health.ts";
import { addLotRoutes } from "./resource/lot.ts";
import { addTraceRoutes } from "./resource/trace.ts";

const bodyMax_bytes = 1024 * 1024;

export async function createServer(
  parts: ApiParts,
  logger: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: bodyMax_bytes,
    logController: new LogController({ disableRequestLogging: true }),
    // What is under way is answered while the service ends.
    forceCloseConnections: "idle",
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  // Shapes of answers are checked by the compiler; here they only describe.
  app.setSerializerCompiler(() => JSON.stringify);
  addFaultHandlers(app);
  addGuard(app, parts.hosts);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("content-security-policy", CONTENT_SECURITY_POLICY);
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
    reply.header("cache-control", "no-store");
  });
  await app.register(swagger, openApi(parts.version));
  await app.register(async (scope) => {
    for (const add of routes) add(scope, parts);
    scope.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  });
  return app;
}

const routes: readonly ((app: FastifyInstance, parts: ApiParts) => void)[] = [
  addHealthRoutes,
  addLotRoutes,
  addBatchRoutes,
  addTraceRoutes,
  addAuditTrailRoutes,
  addCommandRoutes,
  addPages,
];
