// Any answer in the form that was asked for: one place for the wire and for the terminal.
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type Answer, answerLines, type Form } from "../reports/answer/form.ts";
import { answerJson } from "../reports/answer/json.ts";
import { renderCsv } from "../reports/render/csv/csv.ts";
import { type Rendered, rendered } from "./document.ts";
import type { Paper } from "./paper.ts";
import { documentResponse } from "./shape/document.ts";

export const answerFormats = ["json", "ndjson", "csv", "html", "pdf", "proof"] as const;
export type AnswerFormat = (typeof answerFormats)[number];

export const Format = z
  .enum(answerFormats)
  .default("json")
  .describe("proof: JSON with what verifies offline, by `batchproof verify`.");

export const answerResponse = <Shape extends z.ZodType>(schema: Shape) => ({
  description: "The answer; a PDF is sealed, and its digest is in the header batchproof-sha256",
  content: {
    ...documentResponse.content,
    "application/json": { schema },
    "application/x-ndjson": { schema: z.string() },
    "text/csv": { schema: z.string() },
    "application/vnd.batchproof.answer+json": { schema: z.string() },
  },
});

/** All but plain JSON. Throws QueryFault NOT_IN_LOG for the proof of an answer over nothing. */
export async function answerIn<Of extends Answer>(
  paper: Paper,
  form: Form<Of>,
  answer: Of,
  format: Exclude<AnswerFormat, "json">,
): Promise<Rendered> {
  switch (format) {
    case "ndjson":
      return { type: "application/x-ndjson", pieces: toPieces(answerLines(form, answer)) };
    case "csv":
      return { type: "text/csv; charset=utf-8", pieces: renderCsv(form.table(answer)) };
    case "proof": {
      const pieces = toPieces([await paper.proven(form.kind, answer)]);
      return { type: "application/vnd.batchproof.answer+json", pieces };
    }
    default:
      return rendered(paper, await paper.answer(form, answer), format);
  }
}

async function* toPieces(texts: Iterable<string>): AsyncGenerator<string> {
  yield* texts;
}

/** `counted`: where the log was counted while the answer was made. */
export async function sendAnswer<Of extends Answer>(
  reply: FastifyReply,
  paper: Paper,
  form: Form<Of>,
  answer: Of,
  format: AnswerFormat,
  counted = paper.logSize(),
): Promise<FastifyReply> {
  const size = await counted;
  const logSize = size === undefined ? undefined : Math.max(size, answer.asOf);
  const told = logSize === undefined ? answer : { ...answer, logSize };
  reply.header("batchproof-as-of", String(answer.asOf));
  if (logSize !== undefined) reply.header("batchproof-log-size", String(logSize));
  if (format === "json") {
    return reply.type("application/json; charset=utf-8").send(answerJson(form, told));
  }
  const { type, pieces, sha256 } = await answerIn(paper, form, told, format);
  if (sha256 !== undefined) reply.header("batchproof-sha256", sha256);
  return reply.type(type).send(Readable.from(pieces));
}
