// Issuing the key of a service. Registering, revoking and retiring are commands like any other.

import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { issueKey } from "../../access/service/api-key.ts";
import { GrantScope } from "../../domain/kernel/access/standing.ts";
import { ApiKeyIssued } from "../../domain/service/events.ts";
import { early } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { refusalProblem, sendProblem } from "../problem.ts";
import { CommandId } from "../shape/command.ts";

const { label, role, actsFor, expiresAt } = ApiKeyIssued.data.shape;

const schema = {
  operationId: "issueApiKey",
  tags: ["services"],
  summary: "A key for a service, in one role, for a part of the plant, until a day; shown once",
  description: "It only reads until somebody else approves it: `approve-api-key`.",
  params: z.strictObject({ id: z.string().min(1).max(120) }),
  body: z.strictObject({
    commandId: CommandId,
    label,
    role,
    scope: GrantScope,
    actsFor,
    expiresAt,
  }),
};

const config = early("issueApiKey", "manageServices");

export function addServiceRoutes(app: FastifyInstance, { access }: ApiParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post("/v1/services/:id/issue-api-key", { config, schema }, async (request, reply) => {
    const { commandId, ...wanted } = request.body;
    const by = { commandId, session: request.caller.session };
    const { answer, keyId, key } = await issueKey(access.parts, request.params.id, wanted, by);
    if (answer.outcome === "refused") return sendProblem(reply, refusalProblem(answer));
    return reply.send({ ...answer, keyId, ...(key !== undefined && { key }) });
  });
}
