// GET /v1/recalls/{id}/consignees, their letters, and the template that letters are made of.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { reachable } from "../../../access/contact/party-contact.ts";
import { draftOf, letterInUse, recallLetter } from "../../../domain/recall/letter/recall-letter.ts";
import { recallTypes } from "../../../domain/recall/opening/events.ts";
import { type Recall, recall, scopedIn } from "../../../domain/recall/recall.ts";
import { ConsigneeNumber } from "../../../domain/recall/scope/events.ts";
import { namedConsignees } from "../../../processes/recall/consignees.ts";
import { letterFor } from "../../../processes/recall/letter-to.ts";
import { ofSuspects, unknownOf } from "../../../projections/recall/unknown.ts";
import { type ConsigneeList, consigneesExport } from "../../../reports/recall/consignees.ts";
import { renderCsv } from "../../../reports/render/csv/csv.ts";
import { idOf, reading, takesCopy, textIn } from "../../access/route.ts";
import { Purpose } from "../../administration/people.ts";
import { sendDocument } from "../../document.ts";
import type { ApiParts } from "../../parts.ts";
import { sendProblem } from "../../problem.ts";
import { documentResponse } from "../../shape/document.ts";
import { ConsigneeListShape, LetterTemplateShape } from "../../shape/recall.ts";

const tags = ["recalls"];

const listSchema = {
  operationId: "getRecallConsignees",
  tags,
  summary: "Consignees with what each got, answers and how it was checked; CSV and JSON",
  params: z.strictObject({ id: z.string() }),
  querystring: z.strictObject({
    purpose: Purpose.shape.purpose
      .optional()
      .describe("With it: whom to reach there; asks for the right readContacts, and is kept."),
    format: z.enum(["json", "csv"]).default("json"),
  }),
  response: {
    200: {
      description: "The consignees",
      content: {
        "application/json": { schema: ConsigneeListShape },
        "text/csv": { schema: z.string() },
      },
    },
  },
};

const letterSchema = {
  operationId: "getRecallLetter",
  tags,
  summary: "The letter to a consignee; the PDF is kept under its digest, for NotifyConsignee",
  params: z.strictObject({ id: z.string(), number: ConsigneeNumber }),
  querystring: z.strictObject({ format: z.enum(["json", "html", "pdf"]).default("json") }),
  response: { 200: documentResponse },
};

const templateSchema = {
  operationId: "getRecallLetterTemplate",
  tags,
  summary: "What letters of a type of recall say now",
  params: z.strictObject({ id: z.enum(recallTypes) }),
  response: { 200: LetterTemplateShape },
};

const about = idOf("recall");
const purposeIn = ({ query }: { readonly query: unknown }) => textIn(query, "purpose");
const list = reading("getRecallConsignees", "readRecords", {
  about,
  takes: takesCopy,
  purpose: purposeIn,
  rights: (request) =>
    purposeIn(request) === undefined ? ["readRecords"] : ["readRecords", "readContacts"],
});
const letter = reading("getRecallLetter", "readRecords", { about, takes: takesCopy });
const template = reading("getRecallLetterTemplate", "readRecords", { about: idOf("recallLetter") });

export function addRecallLetterRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { handler, access, paper, clock, database } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    "/v1/recalls/:id/consignees",
    { config: list, schema: listSchema },
    async (request, reply) => {
      const { purpose, format } = request.query;
      const of = await known(parts, request.params.id);
      if (!of) return unknownRecall(reply, request.params.id);
      const contacts = reachable(access.parts);
      const lines = await namedConsignees(
        handler,
        of,
        purpose === undefined ? undefined : contacts,
      );
      const at = clock.now().toISOString();
      const all = await unknownOf(database.kysely, scopedIn(of), at, parts.graph);
      const list = { number: of.opened.number, unknown: ofSuspects(all), consignees: lines };
      return format === "csv" ? sendCsv(reply, list) : reply.send(list);
    },
  );
  typed.get(
    "/v1/recalls/:id/consignees/:number/letter",
    { config: letter, schema: letterSchema },
    async (request, reply) => {
      const { id, number } = request.params;
      const of = await known(parts, id);
      if (!of) return unknownRecall(reply, id);
      const consignee = of.consignees.get(number);
      if (!consignee) return unknownConsignee(reply, of, number);
      const text = await letterFor(handler, of, consignee, clock.now().toISOString());
      return sendDocument(reply, paper, await paper.recallLetter(text), request.query.format);
    },
  );
  typed.get(
    "/v1/recall-letters/:id",
    { config: template, schema: templateSchema },
    async (request) => {
      const { id } = request.params;
      const { state } = await handler.load(recallLetter, id);
      const draft = state.draft && { draft: draftOf(state.draft) };
      return { type: id, ...letterInUse(state), ...draft };
    },
  );
}

const sendCsv = (reply: FastifyReply, list: ConsigneeList): FastifyReply =>
  reply.type("text/csv; charset=utf-8").send(Readable.from(renderCsv(consigneesExport(list))));

async function known({ handler }: ApiParts, id: string): Promise<Recall | undefined> {
  const { state } = await handler.load(recall, id);
  return state.status === "unknown" ? undefined : state;
}

export const unknownRecall = (reply: FastifyReply, id: string): FastifyReply =>
  sendProblem(reply, {
    status: 404,
    code: "RECALL_UNKNOWN",
    title: "There is no such recall.",
    detail: `No recall has the id ${id}; GET /v1/recalls lists them.`,
  });

const unknownConsignee = (reply: FastifyReply, { opened }: Recall, number: string) =>
  sendProblem(reply, {
    status: 404,
    code: "CONSIGNEE_UNKNOWN",
    title: "The recall has no such consignee.",
    detail: `${opened.number} has no ${number}; GET /v1/recalls/{id}/consignees lists them.`,
  });
