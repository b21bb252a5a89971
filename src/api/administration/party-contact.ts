// Whom to reach at a supplier or a customer: opened only for a purpose, which is recorded.

import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { contactsAt, eraseContactAt, recordContactAt } from "../../access/contact/party-contact.ts";
import { Reason } from "../../domain/kernel/metadata.ts";
import { early, idOf, reading } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { sendProblem } from "../problem.ts";
import { CommandId } from "../shape/command.ts";
import { Id, Purpose, purposeIn, sendOnce } from "./people.ts";

const tags = ["parties"];
const commandId = CommandId;
const contactId = z.string().min(1).max(120);
const Shown = z.string().nullable().describe("Null: not recorded, or erased.");

const record = {
  operationId: "recordPartyContact",
  tags,
  summary: "Whom to reach at a party, and for what; kept encrypted",
  params: Id,
  body: z.strictObject({
    commandId,
    contactId,
    duty: z.string().min(1).max(200),
    name: z.string().min(1).max(200),
    email: z.string().min(3).max(254).exactOptional(),
    phone: z.string().min(3).max(40).exactOptional(),
  }),
};
const open = {
  operationId: "getPartyContacts",
  tags,
  summary: "Whom to reach at a party, for a purpose that is recorded",
  params: Id,
  querystring: Purpose,
  response: {
    200: z.object({
      contacts: z.array(
        z.object({ contactId, duty: z.string(), name: Shown, email: Shown, phone: Shown }),
      ),
    }),
  },
};
const erase = {
  operationId: "erasePartyContact",
  tags,
  summary: "Make a contact at a party unreadable for ever",
  params: Id,
  body: z.strictObject({
    commandId,
    contactId,
    basis: z.string().min(1).max(4000),
    reason: Reason,
  }),
};

export function addPartyContactRoutes(app: FastifyInstance, { access }: ApiParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const recording = early("recordPartyContact", "authorMasterData");
  const at = "/v1/parties/:id";
  typed.post(
    `${at}/record-contact`,
    { config: recording, schema: record },
    async (request, reply) => {
      const { commandId: id, ...contact } = request.body;
      const by = { commandId: id, session: request.caller.session };
      return sendOnce(
        reply,
        await recordContactAt(access.parts, request.params.id, contact, by),
        {},
      );
    },
  );
  const erasing = early("erasePartyContact", "eraseData");
  typed.post(`${at}/erase-contact`, { config: erasing, schema: erase }, async (request, reply) => {
    const { commandId: id, reason, ...what } = request.body;
    const by = { commandId: id, reason, session: request.caller.session };
    return sendOnce(reply, await eraseContactAt(access.parts, request.params.id, what, by), {});
  });
  const purpose = purposeIn;
  const config = reading("getPartyContacts", "readContacts", { about: idOf("party"), purpose });
  typed.get(`${at}/contacts`, { config, schema: open }, async (request, reply) => {
    const contacts = await contactsAt(access.parts, request.params.id);
    if (contacts) return reply.send({ contacts: [...contacts] });
    return sendProblem(reply, {
      status: 404,
      code: "NOT_FOUND",
      title: "There is no such party.",
      detail: `No party has the id ${request.params.id}.`,
    });
  });
}
