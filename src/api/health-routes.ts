// GET /v1/health: whether each part answers, and how far the read models are.
import type { FastifyInstance } from "fastify";
import type { ApiParts } from "./parts.ts";

export function addHealthRoutes(app: FastifyInstance, parts: ApiParts): void {
  const schema = { tags: ["service"], summary: "Whether each part answers" };
  app.get("/v1/health", { schema }, async (_request, reply) => {
    const [eventStore, database] = await Promise.all([
      parts.log.alive().catch(() => false),
      answers(parts),
    ]);
    const readModels = parts.projections.status();
    const faulty = readModels.some(({ fault }) => fault !== undefined);
    const well = eventStore && database && !faulty;
    return reply.code(well ? 200 : 503).send({
      status: well ? "ok" : "degraded",
      version: parts.version,
      authentication: parts.session.authentication.method,
      eventStore,
      database,
      readModels,
    });
  });
}

async function answers({ database }: ApiParts): Promise<boolean> {
  try {
    await database.pool.query("select 1");
    return true;
  } catch {
    return false;
  }
}
