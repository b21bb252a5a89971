// Live sessions of everybody, and ending one: it counts no more in any process within a second.

import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { liveSessions, revokeSession } from "../../access/session/live.ts";
import { Reason } from "../../domain/kernel/metadata.ts";
import { early, reading } from "../access/route.ts";
import { sendDone } from "../log-in/own.ts";
import type { ApiParts } from "../parts.ts";
import { CommandId } from "../shape/command.ts";

const tags = ["people"];
const Live = z
  .object({
    sessionId: z.string(),
    personId: z.string(),
    printedName: z.string(),
    username: z.string(),
    method: z.string(),
    assurance: z.string(),
    network: z.string(),
    workstation: z.string().nullable(),
    startedAt: z.string(),
    usedAt: z.string(),
    endsAt: z.string(),
    locked: z.boolean(),
  })
  .meta({ id: "LiveSession" });

export function addSessionsRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const config = reading("listSessions", "readAccessTrail");
  typed.get("/v1/sessions", { config, schema: list }, async () => ({
    sessions: [...(await liveSessions(access.parts))],
  }));
  const ending = {
    config: early("endSession", "secureAccounts"),
    schema: end,
  } as const;
  typed.post("/v1/sessions/:id/end", ending, async (request, reply) => {
    const { reason, commandId } = request.body;
    const by = { session: request.caller.session, commandId, reason };
    sendDone(reply, await revokeSession(access.parts, request.params.id, by));
    return reply;
  });
}

const list = {
  operationId: "listSessions",
  tags,
  summary: "Who is logged in at present",
  response: { 200: z.object({ sessions: z.array(Live) }) },
};
const end = {
  operationId: "endSession",
  tags,
  summary: "End a session of somebody",
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ commandId: CommandId, reason: Reason }),
  response: { 204: z.null().describe("Done.") },
};
