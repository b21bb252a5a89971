// Showing the accountability statement, and accepting the one that was shown.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { acceptStatement } from "../../../access/own/credential.ts";
import { accessControlNow, personNow } from "../../../access/standing.ts";
import { own } from "../../access/route.ts";
import { provenSelf, selfOf } from "../../access/self.ts";
import type { ApiParts } from "../../parts.ts";
import { statusOf } from "../../problem.ts";
import { type Fault, optional } from "../form/form.ts";
import { refusalIn } from "../form/refusal.ts";
import { localPath } from "../local-path.ts";
import { telling } from "../log-in/told.ts";
import { leadTo, sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { statementPage } from "./statement-page.ts";

const Asked = z.object({ next: z.string().optional() });
const Form = z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/), next: optional(2000) });

export function addStatementPage(scope: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const asked = { config: own, schema: { hide: true, querystring: Asked } };
  typed.get("/statement", asked, async (request, reply) =>
    send(parts, request, reply, localPath(request.query.next)),
  );
  const accepting = { config: own, schema: { hide: true, body: Form } };
  typed.post("/statement", accepting, async (request, reply) => {
    const next = localPath(request.body.next);
    const self = provenSelf(parts, request.caller);
    const refusal = refusalIn(await acceptStatement(access.parts, self, request.body.digest));
    if (!refusal) {
      if (next !== undefined) return leadTo(reply, "/logged-in", next);
      return leadTo(reply, telling("/account", "statementAccepted"));
    }
    const fault = { message: "Another statement has come into force. Read it, and accept that." };
    return send(parts, request, reply.code(statusOf(refusal)), next, fault);
  });
}

async function send(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string | undefined,
  fault?: Fault,
): Promise<FastifyReply> {
  const { handler } = parts;
  const { statement } = await accessControlNow(handler);
  const one = await personNow(handler, selfOf(request.caller).id);
  const isAccepted = statement !== undefined && one?.acceptedDigest === statement.digest;
  const visitor = await visitorOf(parts, request);
  return sendPage(reply, statementPage({ visitor, statement, isAccepted, next, fault }));
}
