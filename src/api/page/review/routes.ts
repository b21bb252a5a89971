// Review by exception as a page, and the reviewer's marks as forms: the command of the domain,
// given with whoever acts.
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { judgeByRules } from "../../../processes/review/judge-record.ts";
import { QueryFault } from "../../../projections/query-fault.ts";
import { batchExceptions } from "../../../projections/review/exceptions.ts";
import { early, idOf, reading } from "../../access/route.ts";
import { visibility } from "../../command/routes.ts";
import type { ApiParts } from "../../parts.ts";
import { batchUnknown, sendProblem } from "../../problem.ts";
import { acceptForms } from "../../wire/body.ts";
import { type Fault, filled, optional } from "../form/form.ts";
import { isRefusalCode, refusalIn } from "../form/refusal.ts";
import { telling, toldBy } from "../log-in/told.ts";
import { leadTo, sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { reviewPage } from "./review-page.ts";

const hide = { hide: true } as const;
const params = z.strictObject({ id: z.string() });
const Asked = z.object({
  told: z.string().optional(),
  refused: z.string().optional(),
});
const MarkForm = z.object({
  eventId: z.uuid(),
  ruleKeys: z.string().max(4000),
  judgement: z.enum(["justified", "needsDeviation", "needsCorrection"]),
  text: filled(4000),
  deviationId: optional(120),
});

const opening = reading("getBatchReview", "readRecords", { about: idOf("batch") });
const marking = early("judgeException", "reviewRecord");

export async function addReviewPages(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  await acceptForms(scope);
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const asked = { config: opening, schema: { ...hide, params, querystring: Asked } };
  typed.get("/batches/:id/review", asked, async (request, reply) => {
    const { id } = request.params;
    const { told, refused } = request.query;
    const query = { at: parts.clock.now().toISOString(), unflagged: true };
    try {
      const found = await batchExceptions(parts.database.kysely, id, query);
      const visitor = await visitorOf(parts, request);
      const said = { told: toldBy(told), fault: faultOf(refused) };
      return sendPage(reply, reviewPage({ ...found, ...said, visitor }));
    } catch (error) {
      const isUnknown = error instanceof QueryFault && error.code === "NOT_IN_LOG";
      if (isUnknown) return sendProblem(reply, batchUnknown(id));
      throw error;
    }
  });
  const judging = { config: marking, schema: { ...hide, params, body: MarkForm } };
  typed.post("/batches/:id/review/marks", judging, async (request, reply) => {
    const { id } = request.params;
    const { ruleKeys, text, deviationId, ...rest } = request.body;
    const at = `/batches/${encodeURIComponent(id)}/review`;
    if (text.trim() === "") return leadTo(reply, `${at}?refused=REASON_REQUIRED`);
    const more = deviationId === undefined ? {} : { deviationId };
    const data = { ...rest, ruleKeys: ruleKeys.split(","), text: text.trim(), ...more };
    const call = { commandId: randomUUID(), id, data };
    const answer = await judgeByRules(parts.handler, call, request.caller.session);
    const refusal = refusalIn(answer);
    // What is shown next has it.
    await visibility(parts, answer, true);
    return leadTo(reply, refusal ? `${at}?refused=${refusal.refused}` : telling(at, "marked"));
  });
}

const faultOf = (code: string | undefined): Fault | undefined =>
  code !== undefined && isRefusalCode(code)
    ? { code, message: "The mark was not made." }
    : undefined;
