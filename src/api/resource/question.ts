// GET /v1/traces/between, /common, /circumstances and /shares: what else the genealogy answers.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { Quantity } from "../../domain/kernel/quantity.ts";
import {
  circumstances,
  usualShifts,
} from "../../projections/genealogy/circumstance/circumstances.ts";
import type { Answered } from "../../projections/genealogy/question/asking.ts";
import { type Between, between } from "../../projections/genealogy/question/between.ts";
import { common, commonMax } from "../../projections/genealogy/question/common.ts";
import { mixings, shares } from "../../projections/genealogy/question/shares.ts";
import type { Thing } from "../../projections/genealogy/question/thing.ts";
import type { Answer, Form } from "../../reports/answer/form.ts";
import {
  betweenForm,
  circumstancesForm,
  commonForm,
  sharesForm,
} from "../../reports/answer/forms.ts";
import { refuseBeyondScope } from "../access/opening.ts";
import { reading, takesCopy } from "../access/route.ts";
import { type AnswerFormat, answerResponse, Format, sendAnswer } from "../answer.ts";
import type { ApiParts } from "../parts.ts";
import { AsOf, refreshed } from "../read.ts";
import { BetweenShape, CircumstancesShape, CommonShape, SharesShape } from "../shape/question.ts";
import { aboutOf, refuseNaming, SeedName, sendNotOne } from "./trace.ts";

const Question = z.strictObject({
  happenedBy: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("Only what had happened by then."),
  format: Format,
  ...AsOf.shape,
});

const betweenSchema = {
  operationId: "getBetween",
  tags: ["traces"],
  summary: "Whether one thing reached another, and by which ways",
  querystring: z.strictObject({ from: SeedName, to: SeedName, ...Question.shape }),
  response: { 200: answerResponse(BetweenShape) },
};

const Several = {
  of: z.array(SeedName).min(2).max(commonMax).describe("Once for each thing."),
  limit: z.coerce.number().int().min(1).max(1_000).default(20),
};

const commonSchema = {
  operationId: "getCommon",
  tags: ["traces"],
  summary: "What several things have in common, the likeliest cause first",
  querystring: z.strictObject({ ...Several, ...Question.shape }),
  response: { 200: answerResponse(CommonShape) },
};

const circumstancesSchema = {
  operationId: "getCircumstances",
  tags: ["traces"],
  summary: "Equipment, people, shifts and readings that several things share",
  querystring: z.strictObject({
    ...Several,
    shift: z
      .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/))
      .min(1)
      .max(24)
      .default([...usualShifts])
      .describe("Once for each shift: when it begins, in the time of the site."),
    ...Question.shape,
  }),
  response: { 200: answerResponse(CircumstancesShape) },
};

const sharesSchema = {
  operationId: "getShares",
  tags: ["traces"],
  summary: "How much of a bad lot is in what it reached",
  querystring: z
    .strictObject({
      from: SeedName,
      mixing: z.enum(mixings).default("wellMixed"),
      bad: Quantity.shape.value.optional().describe("How much of it is bad; absent: all of it."),
      unitOfMeasure: Quantity.shape.unitOfMeasure.optional().describe("UCUM; with `bad`."),
      ...Question.shape,
    })
    .refine(({ bad, unitOfMeasure }) => (bad === undefined) === (unitOfMeasure === undefined), {
      message: "Say bad and unitOfMeasure, or neither.",
      path: ["unitOfMeasure"],
    }),
  response: { 200: answerResponse(SharesShape) },
};

const access = (what: string) =>
  reading(what, "readRecords", { leavesOut: true, takes: takesCopy });

export function addQuestionRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const { graph } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    "/v1/traces/between",
    { config: access("getBetween"), schema: betweenSchema },
    async (request, reply) => {
      const { from, to, ...bounds } = await refreshed(parts, request.query);
      const found = await between(kysely, { from, to, ...bounded(bounds) }, graph);
      return answered(parts, request, reply, found, thingsOf, betweenForm, bounds.format);
    },
  );
  typed.get(
    "/v1/traces/common",
    { config: access("getCommon"), schema: commonSchema },
    async (request, reply) => {
      const { of, limit, ...bounds } = await refreshed(parts, request.query);
      const found = await common(kysely, { of, limit, ...bounded(bounds) }, graph);
      return answered(
        parts,
        request,
        reply,
        found,
        ({ causes }) => causes,
        commonForm,
        bounds.format,
      );
    },
  );
  typed.get(
    "/v1/traces/circumstances",
    { config: access("getCircumstances"), schema: circumstancesSchema },
    async (request, reply) => {
      const { of, limit, shift: shifts, ...bounds } = await refreshed(parts, request.query);
      const query = { of, limit, shifts, ...bounded(bounds) };
      const found = await circumstances(kysely, query, graph);
      return answered(
        parts,
        request,
        reply,
        found,
        ({ behind }) => behind,
        circumstancesForm,
        bounds.format,
      );
    },
  );
  typed.get(
    "/v1/traces/shares",
    { config: access("getShares"), schema: sharesSchema },
    async (request, reply) => {
      const { from, mixing, bad, unitOfMeasure, ...bounds } = await refreshed(parts, request.query);
      const amount = bad && unitOfMeasure ? { bad: { value: bad, unitOfMeasure } } : {};
      const query = { from, mixing, ...amount, ...bounded(bounds) };
      const found = await shares(kysely, query, graph);
      return answered(
        parts,
        request,
        reply,
        found,
        (answer) => answer.shares,
        sharesForm,
        bounds.format,
      );
    },
  );
}

interface Bounds {
  readonly happenedBy?: string | undefined;
  readonly asOf?: number | undefined;
}

const bounded = ({ happenedBy, asOf }: Bounds) => ({
  ...(happenedBy !== undefined && { happenedBy }),
  ...(asOf !== undefined && { asOf }),
});

/** Everything that the answer names. */
export const thingsOf = ({ edges }: Between): readonly Thing[] =>
  edges.flatMap(({ from, to }) => [from, to]);

async function answered<Of extends Answer>(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Answered<Of>,
  things: (answer: Of) => readonly Thing[],
  form: Form<Of>,
  format: AnswerFormat,
): Promise<FastifyReply> {
  if (found.found !== "one") {
    await refuseNaming(parts, request, found);
    return sendNotOne(reply, found.asked, found);
  }
  const { answer, about } = found;
  const named = () => aboutOf([...about, ...things(answer)]);
  await refuseBeyondScope(parts, request, "readRecords", named);
  return sendAnswer(reply, parts.paper, form, answer, format);
}
