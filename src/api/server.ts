// The service: names on the wire and status codes; no rules.
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { addAuditTrailRoutes } from "./audit-trail-routes.ts";
import { addBatchRoutes } from "./batch-routes.ts";
import { addCommandRoutes } from "./command-routes.ts";
import { addFaultHandlers } from "./faults.ts";
import { addHealthRoutes } from "./health-routes.ts";
import { addLotRoutes } from "./lot-routes.ts";
import { addPages } from "./pages.ts";
import type { ApiParts } from "./parts.ts";
import { addTraceRoutes } from "./trace-routes.ts";

const bodyMax_bytes = 1024 * 1024;

export async function createServer(
  parts: ApiParts,
  logger: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: bodyMax_bytes,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addFaultHandlers(app);
  app.addHook("onSend", async (_request, reply) => {
    // Documents carry their own style; nothing else is ever loaded, from here or from elsewhere.
    reply.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
    reply.header("cache-control", "no-store");
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Batchproof", version: parts.version },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(async (scope) => {
    addHealthRoutes(scope, parts);
    addLotRoutes(scope, parts);
    addBatchRoutes(scope, parts);
    addTraceRoutes(scope, parts);
    addAuditTrailRoutes(scope, parts);
    addCommandRoutes(scope, parts);
    addPages(scope, parts);
    scope.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  });
  return app;
}
