// Inviting people, recovering their accounts, linking them to an identity provider, and their
// contact data. What is shown once is answered once: a link, a code.

import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { contactOf, eraseContact, recordContactOf } from "../../access/contact/person-contact.ts";
import { endCredentialOf } from "../../access/person/credential.ts";
import { invite } from "../../access/person/invitation.ts";
import { approve, askForRecovery } from "../../access/person/recovery.ts";
import { linkAccount } from "../../access/person/single-sign-on.ts";
import { Reason } from "../../domain/kernel/metadata.ts";
import type { Refusal } from "../../domain/kernel/refusal.ts";
import type { Answer, Session } from "../../eventstore/handler/handle.ts";
import { early, idOf, reading } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { refusalProblem, sendProblem, sendRefusal } from "../problem.ts";
import { CommandId } from "../shape/command.ts";

export const Id = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(120)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]*$/),
});
const commandId = CommandId;
const Given = z.strictObject({ commandId });
const Reasoned = z.strictObject({ commandId, reason: Reason });
const tags = ["people"];

type Asking = { readonly body: z.output<typeof Given>; readonly caller: { session: Session } };
const by = ({ body, caller }: Asking) => ({ commandId: body.commandId, session: caller.session });

export function addPeopleRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { parts: access } = parts.access;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const inviting = { config: early("invitePerson", "managePeople"), schema: invitation };
  typed.post("/v1/people/:id/invite", inviting, async (request, reply) => {
    const { answer, link, expiresAt } = await invite(access, request.params.id, by(request));
    return sendOnce(reply, answer, { ...(link !== undefined && { link }), expiresAt });
  });
  const recovering = { config: early("requestRecovery", "managePeople"), schema: recovery };
  typed.post("/v1/people/:id/request-recovery", recovering, async (request, reply) => {
    const { reason } = request.body;
    const { answer, link } = await askForRecovery(access, request.params.id, {
      ...by(request),
      reason,
    });
    return sendOnce(reply, answer, link === undefined ? {} : { link });
  });
  const approving = { config: early("approveRecovery", "secureAccounts"), schema: approval };
  typed.post("/v1/people/:id/approve-recovery", approving, async (request, reply) => {
    const { answer, code } = await approve(access, request.params.id, by(request));
    return sendOnce(reply, answer, code === undefined ? {} : { code });
  });
  const linking = { config: early("linkSingleSignOn", "managePeople"), schema: account };
  typed.post("/v1/people/:id/link-single-sign-on", linking, async (request, reply) => {
    const { issuer, subject } = request.body;
    const answer = await linkAccount(access, request.params.id, { issuer, subject }, by(request));
    return sendOnce(reply, answer, {});
  });
  const noting = { config: early("recordContact", "managePeople"), schema: contact };
  typed.post("/v1/people/:id/record-contact", noting, async (request, reply) => {
    const { commandId: _, ...data } = request.body;
    const answer = await recordContactOf(access, request.params.id, data, by(request));
    return sendOnce(reply, answer, {});
  });
  const erasing = { config: early("erasePersonData", "eraseData"), schema: erasure };
  typed.post("/v1/people/:id/erase-person-data", erasing, async (request, reply) => {
    const { basis, reason } = request.body;
    const given = { ...by(request), reason };
    return sendOnce(reply, await eraseContact(access, request.params.id, basis, given), {});
  });
  const ending = { config: early("endCredential", "secureAccounts"), schema: end };
  typed.post("/v1/people/:id/end-credential", ending, async (request, reply) => {
    const { credentialId, why, reason } = request.body;
    const given = { ...by(request), reason };
    const what = { credentialId, why };
    return sendOnce(reply, await endCredentialOf(access, request.params.id, what, given), {});
  });
  const opening = reading("getContact", "readContacts", {
    about: idOf("person"),
    purpose: purposeIn,
  });
  typed.get("/v1/people/:id/contact", { config: opening, schema: open }, async (request, reply) => {
    const found = await contactOf(access, request.params.id);
    if (found) return reply.send(found);
    return sendProblem(reply, {
      status: 404,
      code: "NOT_FOUND",
      title: "Nobody has this id.",
      detail: `No person has the id ${request.params.id}.`,
    });
  });
}

/** The purpose is kept with the fact that it was opened. */
export function purposeIn({ query }: { readonly query: unknown }): string | undefined {
  const asked = Purpose.safeParse(query);
  return asked.success ? asked.data.purpose : undefined;
}

export const Purpose = z.strictObject({ purpose: z.string().min(10).max(1000) });

export function sendOnce(
  reply: FastifyReply,
  answer: Answer | Refusal,
  shown: object,
): FastifyReply {
  if ("refused" in answer) return sendRefusal(reply, answer);
  if (answer.outcome === "refused") return sendProblem(reply, refusalProblem(answer));
  return reply.send({ ...answer, ...shown });
}

const invitation = {
  operationId: "invitePerson",
  tags,
  summary: "A link by which the person sets a password of their own; shown once",
  params: Id,
  body: Given,
};
const recovery = {
  operationId: "requestRecovery",
  tags,
  summary: "Recover an account: a link for the person; a second person approves and has the code",
  params: Id,
  body: Reasoned,
};
const approval = {
  operationId: "approveRecovery",
  tags,
  summary: "Approve a recovery that somebody else asked for: a code for the person; shown once",
  params: Id,
  body: Given,
};
const account = {
  operationId: "linkSingleSignOn",
  tags,
  summary: "Whom the person is at the identity provider",
  params: Id,
  body: z.strictObject({
    commandId,
    issuer: z.url({ protocol: /^https?$/ }),
    subject: z.string().min(1).max(255),
  }),
};
const contact = {
  operationId: "recordContact",
  tags,
  summary: "Contact data of a person; kept encrypted",
  params: Id,
  body: z.strictObject({
    commandId,
    email: z.string().min(3).max(254).exactOptional(),
    phone: z.string().min(3).max(40).exactOptional(),
  }),
};
const erasure = {
  operationId: "erasePersonData",
  tags,
  summary: "Make the contact data of a person unreadable for ever",
  params: Id,
  body: z.strictObject({ commandId, basis: z.string().min(1).max(4000), reason: Reason }),
};
const end = {
  operationId: "endCredential",
  tags,
  summary: "A credential of somebody counts no more: lost, or withdrawn",
  params: Id,
  body: z.strictObject({
    commandId,
    credentialId: z.string().min(1).max(120),
    why: z.enum(["lost", "withdrawn"]),
    reason: Reason,
  }),
};
const open = {
  operationId: "getContact",
  tags,
  summary: "Contact data of a person, for a purpose that is recorded",
  params: Id,
  querystring: Purpose,
  response: {
    200: z.object({
      email: z.string().nullable(),
      phone: z.string().nullable(),
      erased: z.boolean(),
    }),
  },
};
