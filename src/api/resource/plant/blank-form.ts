// Blank forms of a batch: issued with the original as the answer, once; else shown for reading, to
// whoever may read the record.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { batch } from "../../../domain/batch/batch.ts";
import { issueBlankForm } from "../../../domain/batch/blank-form/issue.ts";
import { idOf, reading, takesCopy } from "../../access/route.ts";
import { refuseStrangers } from "../../command/claimed-people.ts";
import { bodyOf, Id, visibility } from "../../command/routes.ts";
import { sendDocument } from "../../document.ts";
import type { ApiParts } from "../../parts.ts";
import { refusalProblem, sendProblem } from "../../problem.ts";
import { NotYet, refreshed, WaitFor } from "../../read.ts";
import { documentResponse } from "../../shape/document.ts";

const issueSchema = {
  operationId: "issueBlankForm",
  tags: ["batches"],
  summary: "Issue a blank form of the control recipe: the original, a sealed PDF, once",
  params: Id,
  body: bodyOf(issueBlankForm.data),
  response: {
    200: {
      description: "The form. Repeated under its command id, the same form, while it is out.",
      content: { "application/pdf": { schema: z.string().meta({ format: "binary" }) } },
    },
  },
};

const readSchema = {
  operationId: "getBlankForm",
  tags: ["batches"],
  summary: "A blank form that was issued and is out, for reading: nothing is written on it",
  params: z.strictObject({ id: z.string() }),
  querystring: z.strictObject({
    form: z.string().optional().describe("Its number; left out: the last that is out."),
    format: z.enum(["json", "html", "pdf"]).default("json"),
    ...WaitFor.shape,
  }),
  response: { 200: documentResponse },
};

const issuing = { access: { kind: "command", right: "issueBatch" } } as const;
const shown = reading("getBlankForm", "readRecords", { about: idOf("batch"), takes: takesCopy });

export function addBlankFormRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { handler, paper } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const issue = { config: issuing, schema: issueSchema };
  typed.post("/v1/batches/:id/issue-blank-form", issue, async (request, reply) => {
    const { body, params, caller } = request;
    const { copy } = issueBlankForm.data.parse(body.data);
    const permitted = () => refuseStrangers(handler, body.claims);
    const call = { ...params, ...body, permitted };
    const answer = await handler.execute(issueBlankForm, call, caller.session);
    if (answer.outcome === "refused") return sendProblem(reply, refusalProblem(answer));
    const { visible } = await visibility(parts, answer, true);
    if (!visible) throw new NotYet("The form is issued. Send the same command again for it.");
    const { state } = await handler.load(batch, params.id);
    const forms = state.status === "unknown" ? [] : [...state.blankForms.forms];
    const number = forms.find(([, form]) => form.copy === copy)?.[0];
    const document = await paper.blankForm(params.id, number, "original");
    if (!document) return sendProblem(reply, formUnknown);
    return sendDocument(reply, paper, document, "pdf");
  });
  const read = { config: shown, schema: readSchema };
  typed.get("/v1/batches/:id/blank-form", read, async (request, reply) => {
    const { format, form } = await refreshed(parts, request.query);
    const document = await paper.blankForm(request.params.id, form);
    if (!document) return sendProblem(reply, formUnknown);
    return sendDocument(reply, paper, document, format);
  });
}

const formUnknown = {
  status: 404,
  code: "FORM_UNKNOWN",
  title: "No such form is out.",
  detail: "Issue one with POST /v1/batches/{id}/issue-blank-form; what is back is not printed.",
};
