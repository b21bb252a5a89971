// Looking after accounts, as forms: the commands of the domain, given with whoever acts.
import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { personCalled } from "../../../access/person/find.ts";
import { revokeSession } from "../../../access/session/live.ts";
import { accessControlId } from "../../../domain/access-control/access-control.ts";
import { acknowledgeAlert } from "../../../domain/access-control/commands.ts";
import { type Refusal, type RefusalCode, refuse } from "../../../domain/kernel/refusal.ts";
import { unlockAccount } from "../../../domain/person/log-in/commands.ts";
import type { Answer } from "../../../eventstore/handler/handle.ts";
import { early, reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { acceptForms } from "../../wire/body.ts";
import { type Fault, filled, optional } from "../form/form.ts";
import { isRefusalCode, refusalIn } from "../form/refusal.ts";
import { type Told, telling, toldBy } from "../log-in/told.ts";
import { leadTo, sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { securityPage } from "./security-page.ts";
import { securityView } from "./view.ts";

const hide = { hide: true } as const;
const Asked = z.object({ told: z.string().optional(), refused: z.string().optional() });
const AcknowledgeForm = z.object({ alertEventId: z.uuid(), comment: filled(4000) });
const UnlockForm = z.object({
  personId: optional(120),
  username: optional(80),
  reason: filled(1000),
});
const EndForm = z.object({ sessionId: z.uuid(), reason: filled(1000) });

const opening = reading("getSecurity", "secureAccounts");
const command = early("lookAfterAccounts", "secureAccounts");

export async function addSecurityPages(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  await acceptForms(scope);
  const { handler, access } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const asked = { config: opening, schema: { ...hide, querystring: Asked } };
  typed.get("/security", asked, async (request, reply) => {
    const { told, refused } = request.query;
    const visitor = await visitorOf(parts, request);
    const { sessionId } = request.caller.known ?? {};
    const shown = { visitor, sessionId, told: toldBy(told), fault: faultOf(refused) };
    return sendPage(reply, securityPage(await securityView(parts, shown)));
  });
  const acknowledging = { config: command, schema: { ...hide, body: AcknowledgeForm } };
  typed.post("/security/acknowledge", acknowledging, async (request, reply) => {
    const { alertEventId, comment } = request.body;
    if (comment.trim() === "") return lead(reply, "alertAcknowledged", reasonMissing);
    const data = { alertEventId, comment: comment.trim() };
    const call = { commandId: randomUUID(), id: accessControlId, data };
    const answer = await handler.execute(acknowledgeAlert, call, request.caller.session);
    return lead(reply, "alertAcknowledged", answer);
  });
  const unlocking = { config: command, schema: { ...hide, body: UnlockForm } };
  typed.post("/security/unlock", unlocking, async (request, reply) => {
    const { personId, username, reason } = request.body;
    if (reason.trim() === "") return lead(reply, "accountUnlocked", reasonMissing);
    const id = personId ?? (await personCalled(handler, username?.trim() ?? ""))?.id;
    if (id === undefined) return lead(reply, "accountUnlocked", nobody);
    const call = { commandId: randomUUID(), id, data: {}, claims: { reason: reasonOf(reason) } };
    const answer = await handler.execute(unlockAccount, call, request.caller.session);
    return lead(reply, "accountUnlocked", answer);
  });
  const ending = { config: command, schema: { ...hide, body: EndForm } };
  typed.post("/security/sessions/end", ending, async (request, reply) => {
    const { sessionId, reason } = request.body;
    if (reason.trim() === "") return lead(reply, "sessionEnded", reasonMissing);
    const answer = await revokeSession(access.parts, sessionId, by(request, reason));
    return lead(reply, "sessionEnded", answer);
  });
}

const reasonMissing = refuse("REASON_REQUIRED", "Say why.");
const nobody = refuse("NOT_FOUND", "Nobody has this username.");
const reasonOf = (text: string) => ({ code: "security", text: text.trim() });
const by = ({ caller }: FastifyRequest, reason: string) => ({
  session: caller.session,
  commandId: randomUUID(),
  reason: reasonOf(reason),
});

/** The page is opened anew, so that what it shows is in the access trail. */
function lead(reply: FastifyReply, told: Told, answer: Answer | Refusal): FastifyReply {
  const refusal = refusalIn(answer);
  if (!refusal) return leadTo(reply, telling("/security", told));
  return leadTo(reply, `/security?refused=${refusal.refused}`);
}

function faultOf(code: string | undefined): Fault | undefined {
  if (code === undefined || !isRefusalCode(code)) return undefined;
  return { code, message: more[code] ?? "Nothing was changed." };
}

const more: Partial<Readonly<Record<RefusalCode, string>>> = {
  REASON_REQUIRED: "Say why, or what you found.",
  SOD_CONFLICT: "This is about yourself: somebody else looks at it.",
  NOT_FOUND: "Nobody has this username, or the session has ended already.",
};
