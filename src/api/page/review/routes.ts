// Review by exception as a page, and the reviewer's marks as forms: the command of the domain,
// given with whoever acts.
import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { rightsNow } from "../../../access/standing-rights.ts";
import { batch } from "../../../domain/batch/batch.ts";
import { refuseMarking } from "../../../domain/batch/review/commands.ts";
import { isKnown } from "../../../domain/batch/standing.ts";
import { type Refusal, refuse } from "../../../domain/kernel/refusal.ts";
import { judgeByRules } from "../../../processes/review/judge-record.ts";
import { QueryFault } from "../../../projections/query-fault.ts";
import { reviewWindow, type WindowQuery } from "../../../projections/review/window.ts";
import { allowOpening, inScope } from "../../access/opening.ts";
import { early, idOf, reading } from "../../access/route.ts";
import { visibility } from "../../command/routes.ts";
import type { ApiParts } from "../../parts.ts";
import { batchUnknown, sendProblem, statusOf } from "../../problem.ts";
import { acceptForms } from "../../wire/body.ts";
import { filled, optional } from "../form/form.ts";
import { refusalIn } from "../form/refusal.ts";
import { telling, toldBy } from "../log-in/told.ts";
import { leadTo, sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { type ReviewView, reviewPage, type Written } from "./review-page.ts";

const hide = { hide: true } as const;
const params = z.strictObject({ id: z.string() });
const page = z.coerce.number().int().min(1).max(100_000).default(1);
const Asked = z.object({
  told: z.string().optional(),
  page,
  section: z.coerce.number().int().min(1).max(35).optional(),
  sectionPage: page,
});
const MarkForm = z.object({
  eventId: z.uuid(),
  ruleKeys: z.string().max(4000),
  judgement: z.enum(["justified", "needsDeviation", "needsCorrection"]),
  text: filled(4000),
  deviationId: optional(120),
  page,
});

const opening = reading("getBatchReview", "readRecords", { about: idOf("batch") });
const marking = early("judgeException", "reviewRecord");

export async function addReviewPages(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  await acceptForms(scope);
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const asked = { config: opening, schema: { ...hide, params, querystring: Asked } };
  typed.get("/batches/:id/review", asked, async (request, reply) => {
    const { told, section, sectionPage, ...turned } = request.query;
    const shown = section === undefined ? undefined : { number: section, page: sectionPage };
    const said = { told: toldBy(told), fault: undefined, written: undefined };
    return send(parts, request, reply, { ...turned, section: shown }, said);
  });
  const judging = { config: marking, schema: { ...hide, params, body: MarkForm } };
  typed.post("/batches/:id/review/marks", judging, async (request, reply) => {
    const { id } = request.params;
    const { ruleKeys, text, deviationId, page: at, ...rest } = request.body;
    const address = `/batches/${encodeURIComponent(id)}/review`;
    const more = deviationId === undefined ? {} : { deviationId };
    const data = { ...rest, ruleKeys: ruleKeys.split(","), text: text.trim(), ...more };
    const refusal =
      data.text === ""
        ? noReason
        : await given(parts, request, { commandId: randomUUID(), id, data });
    if (!refusal) {
      return leadTo(
        reply,
        at === 1 ? telling(address, "marked") : `${address}?told=marked&page=${at}`,
      );
    }
    const written: Written = { ...rest, text, deviationId };
    const fault = { code: refusal.refused, message: `The mark was not made. ${refusal.message}` };
    // It shows the record again.
    if (request.caller.known) {
      await allowOpening(parts, request, opening.access, request.caller.known);
    }
    const again = { told: undefined, fault, written };
    return send(parts, request, reply.code(statusOf(refusal)), { page: at }, again);
  });
}

const noReason = refuse("REASON_REQUIRED", "Say why.");

/** Undefined: the mark is made, and what is shown next has it. */
async function given(
  parts: ApiParts,
  { caller }: FastifyRequest,
  call: Parameters<typeof judgeByRules>[1],
): Promise<Refusal | undefined> {
  const answer = await judgeByRules(parts.handler, call, caller.session);
  const refusal = refusalIn(answer);
  if (!refusal) await visibility(parts, answer, true);
  return refusal;
}

async function send(
  parts: ApiParts,
  request: FastifyRequest<{ Params: z.output<typeof params> }>,
  reply: FastifyReply,
  query: Pick<WindowQuery, "page" | "section">,
  said: Pick<ReviewView, "told" | "fault" | "written">,
): Promise<FastifyReply> {
  const { id } = request.params;
  const at = parts.clock.now().toISOString();
  try {
    const found = await reviewWindow(parts.database.kysely, id, { ...query, at });
    const mayNot = await whyNot(parts, request, id, at);
    const visitor = await visitorOf(parts, request);
    return sendPage(reply, reviewPage({ ...found, ...said, mayNot, visitor }));
  } catch (error) {
    const isUnknown = error instanceof QueryFault && error.code === "NOT_IN_LOG";
    if (isUnknown) return sendProblem(reply, batchUnknown(id));
    throw error;
  }
}

/** A form is offered to whom its command would be allowed, as far as that is known now. */
async function whyNot(
  parts: ApiParts,
  request: FastifyRequest,
  id: string,
  at: string,
): Promise<string | undefined> {
  const { actor, authentication, permits } = request.caller.session;
  const [may] = rightsNow(permits, at).has("reviewRecord")
    ? await inScope(parts, request, "reviewRecord", [id], () => ({ kind: "batch", id }))
    : [];
  if (may === undefined) return "you do not have the right to review records.";
  const { state } = await parts.handler.load(batch, id);
  if (!isKnown(state)) return undefined;
  return refuseMarking(state, { actor, authentication, at, occurredAt: at })?.message;
}
