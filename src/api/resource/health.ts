// GET /v1/health: whether each part answers, and how far the read models are.
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { anyone } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { HealthShape } from "../shape/list.ts";

export function addHealthRoutes(app: FastifyInstance, parts: ApiParts): void {
  const schema = {
    operationId: "getHealth",
    tags: ["service"],
    summary: "Whether each part answers",
    response: { 200: HealthShape, 503: HealthShape },
  };
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/v1/health", { config: anyone, schema }, async (_request, reply) => {
      const [eventStore, isOpen, database] = await Promise.all([
        inTime(parts.log.alive()),
        inTime(parts.access.peopleExist().then((exist) => !exist)),
        inTime(parts.database.pool.query("select 1").then(() => true)),
      ]);
      const readModels = parts.projections.status();
      const faulty = readModels.some(({ fault }) => fault !== undefined);
      const isWell = eventStore && database && !faulty;
      return reply.code(isWell ? 200 : 503).send({
        status: isWell ? "ok" : "degraded",
        version: parts.version,
        authentication: isOpen ? "none" : "required",
        eventStore,
        database,
        readModels,
      });
    });
}

const patience_ms = 2_000;

/** Whoever asks for health is not kept waiting by what is ill. */
const inTime = (answering: Promise<boolean>): Promise<boolean> =>
  Promise.race([answering.catch(() => false), sleep(patience_ms, false, { ref: false })]);
