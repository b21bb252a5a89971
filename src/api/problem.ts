// Every "no" on the wire: RFC 9457 problem details with the stable code, and its status. One table,
// complete by type.
import type { FastifyReply } from "fastify";
import { type RefusalCode, refusals } from "../domain/kernel/refusal.ts";
import type { Answer } from "../eventstore/handler/handle.ts";

export interface Problem {
  readonly status: number;
  /** Stable: what a program looks at. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly [member: string]: unknown;
}

/**
 * Conflicts with what is there: 409. Everything else that may not be done: 422, unless the row says
 * otherwise.
 */
const statuses: Partial<Record<RefusalCode, number>> = {
  MALFORMED_COMMAND: 400,
  MALFORMED_TEXT: 400,
  NOT_FOUND: 404,
  REVISION_CHANGED: 409,
  ALREADY_EXISTS: 409,
  IDENTIFIER_TAKEN: 409,
  IDENTITY_REUSED: 409,
  BATCH_ID_EXISTS: 409,
  IMPORT_CONFLICT: 409,
  UNAUTHENTICATED: 403,
};

const isRefusalCode = (code: string): code is RefusalCode => code in refusals;

export function refusalProblem(answer: Extract<Answer, { outcome: "refused" }>): Problem {
  const { code, message, pointers, repeated, events } = answer;
  const known = isRefusalCode(code) ? code : undefined;
  return {
    status: (known && statuses[known]) ?? 422,
    code,
    title: known ? refusals[known].means : "The command was refused.",
    detail: message,
    ...(pointers && {
      errors: pointers.map(({ pointer, message: detail }) => ({ pointer, detail })),
    }),
    ...(events.length > 0 && { recordedAs: events }),
    repeated,
  };
}

/** What may pass by itself; the caller repeats the same request with the same command id. */
export const unavailable = (what: string): Problem => ({
  status: 503,
  code: "TEMPORARILY_UNAVAILABLE",
  title: "A part that is needed does not answer at present.",
  detail: `${what} Repeat the same request; nothing is done twice.`,
});

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code } = problem;
  if (status === 503) reply.header("retry-after", "2");
  const type = `urn:batchproof:problem:${code.toLowerCase().replaceAll("_", "-")}`;
  const { instance } = { instance: reply.request.url };
  return reply
    .code(status)
    .type("application/problem+json")
    .send(JSON.stringify({ type, ...problem, instance }));
}
