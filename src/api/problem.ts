// Every "no" on the wire: RFC 9457 problem details with the stable code, and its status.
// One table, complete by type: a new refusal code does not compile until it has a row here.
import type { FastifyReply } from "fastify";
import { type Refusal, type RefusalCode, refusals } from "../domain/kernel/refusal.ts";
import type { Answer } from "../eventstore/handler/handle.ts";
import { leadOnPage } from "./page/lead-on.ts";
import { problemPage } from "./page/problem.ts";
import { sendPage } from "./page/send.ts";
import { visitorAtOnce } from "./page/visitor.ts";
import { wayIn } from "./page/way-in.ts";
import { shown } from "./wire/credential-in-url.ts";

export interface Problem {
  readonly status: number;
  /** Stable: what a program looks at. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly [member: string]: unknown;
}

/**
 * 400: cannot be read. 401: not proven who it is. 403: not by this caller. 404: not
 * there. 409: not as things stand. 422: never so.
 */
const statuses: Readonly<Record<RefusalCode, 400 | 401 | 403 | 404 | 409 | 422>> = {
  MALFORMED_COMMAND: 400,
  MALFORMED_TEXT: 400,
  REVISION_CHANGED: 409,
  UNIT_UNKNOWN: 422,
  UNIT_NOT_CONVERTIBLE: 422,
  QUANTITY_NOT_POSITIVE: 422,
  QUANTITY_OUT_OF_RANGE: 422,
  REASON_REQUIRED: 422,
  REASON_TOO_VAGUE: 422,
  IDENTIFIER_MALFORMED: 422,
  IDENTIFIER_TAKEN: 409,
  PERSON_UNKNOWN: 422,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  IDENTITY_REUSED: 409,
  BATCH_ID_EXISTS: 409,
  BATCH_NUMBER_FINAL: 409,
  UNAUTHENTICATED: 403,
  PERSON_LEFT: 403,
  NOT_AUTHORIZED: 403,
  SOD_CONFLICT: 403,
  IDENTITY_NOT_VERIFIED: 403,
  SIGNATURE_POLICY_NOT_ACCEPTED: 403,
  TRAINING_NOT_CURRENT: 403,
  SHARED_ACCOUNT_READ_ONLY: 403,
  PASSWORD_CHANGE_REQUIRED: 403,
  LOG_IN_REQUIRED: 401,
  LOG_IN_FAILED: 401,
  PROOF_REQUIRED: 401,
  SESSION_LOCKED: 401,
  ACCOUNT_DISABLED: 403,
  ACCOUNT_LOCKED: 403,
  MFA_REQUIRED: 401,
  CREDENTIAL_NOT_VALID: 401,
  CODE_REUSED: 401,
  PASSKEY_NOT_DEVICE_BOUND: 401,
  CONCURRENT_SESSION: 409,
  PASSKEY_UNAVAILABLE: 409,
  SINGLE_SIGN_ON_UNAVAILABLE: 409,
  ADMINISTRATION_LIMITED: 422,
  END_TOO_FAR: 422,
  GRANT_WITHOUT_END: 422,
  PASSWORD_UNFIT: 422,
  ADMINISTRATION_WOULD_END: 409,
  ROLE_UNKNOWN: 422,
  RECORD_CHANGED_SINCE_VIEW: 409,
  VIEW_NOT_STATED: 422,
  SECOND_PERSON_REQUIRED: 403,
  STEP_OUT_OF_ORDER: 409,
  BATCH_NOT_STARTED: 409,
  IMPLAUSIBLE_VALUE: 422,
  STEP_NOT_IN_RECIPE: 422,
  STEP_MUST_BE_RECORDED_LIVE: 422,
  OCCURRED_IN_FUTURE: 422,
  NAMED_TWICE: 422,
  FORM_NOT_OUT: 409,
  BATCH_RECORD_INCOMPLETE: 409,
  AUDIT_REVIEW_PENDING: 409,
  RULES_FAULTY: 422,
  QA_REVIEW_PENDING: 409,
  REVIEWER_NOT_INDEPENDENT: 403,
  BATCH_CLOSED: 409,
  MASTER_INCOMPLETE: 422,
  MASTER_FAULTY: 422,
  UNIT_SYSTEM_MIXED: 422,
  MASTER_NOT_SUBMITTED: 409,
  MASTER_NOT_APPROVED: 409,
  DEVIATION_REQUIRED: 409,
  REPROCESSING_NOT_APPROVED: 409,
  QP_REQUIRED: 403,
  SUPPLIER_LOT_REQUIRED: 409,
  UDI_MISSING: 409,
  ATTACHMENT_LIMIT: 409,
  DIGEST_MISMATCH: 422,
  OVERRIDE_NOT_POSSIBLE: 409,
  OVERRIDE_NOT_OPEN: 409,
  WRONG_EQUIPMENT: 409,
  IMPACT_NOT_ASSESSED: 409,
  IMPACT_NOT_ACCEPTABLE: 409,
  ISSUANCE_MISMATCH: 409,
  ORDER_OF_ANOTHER: 409,
  ADJUSTMENT_NOT_ALLOWED: 409,
  MASTER_NOT_EFFECTIVE: 409,
  EFFECTIVE_TOO_EARLY: 409,
  IMPACT_NOT_STATED: 422,
  CHANGE_CONTROL_REQUIRED: 422,
  RECIPE_IS_ANOTHER: 422,
  MATERIAL_NOT_RELEASED: 409,
  MATERIAL_SUSPENDED: 409,
  MARKET_NOT_RELEASED: 409,
  MATERIAL_REJECTED: 409,
  MATERIAL_EXPIRED: 409,
  RETEST_DUE: 409,
  DISPOSITION_REQUIRED: 409,
  SUBLOT_REQUIRED: 409,
  NOT_THE_SUPPLIER: 409,
  CONTAINER_UNKNOWN: 422,
  QUANTITY_NOT_AVAILABLE: 409,
  WRONG_MATERIAL: 422,
  LOT_ON_HOLD: 409,
  HOLD_OF_RECALL: 409,
  LOT_EMPTY: 409,
  STATUS_BLOCKS_USE: 409,
  DEVICE_NOT_QUALIFIED: 409,
  ALARM_ACK_INCOMPLETE: 422,
  LABEL_RECONCILIATION_FAILED: 409,
  SERIAL_DUPLICATE: 409,
  SERIAL_RECONCILIATION_FAILED: 409,
  WEIGHING_INCONSISTENT: 422,
  FORMULA_UNKNOWN: 422,
  QUANTITY_NOT_RECONCILED: 409,
  DISPOSITION_DECIDED: 409,
  SUPPLIER_NOT_APPROVED: 409,
  SPECIFICATION_INCOMPLETE: 422,
  SPEC_NOT_EFFECTIVE: 409,
  SAMPLING_NOT_PLANNED: 409,
  RESULT_MISSING: 409,
  OOS_NOT_ASSESSED: 409,
  SPECIFICATION_FAILED: 409,
  RETENTION_ACTIVE: 409,
  UNIT_NOT_IN_SHIPMENT: 409,
  SHIPMENT_EMPTY: 422,
  UNIT_SEALED: 409,
  CHUNK_UNEVEN: 422,
  CHUNK_TOO_LARGE: 422,
  INVESTIGATION_OPEN: 409,
  RECALL_TERMINATED: 409,
  RECALL_IS_MOCK: 409,
  SUSPECT_STANDS: 409,
  SUSPECT_UNRESOLVED: 409,
  SCOPE_NOT_TRACED: 409,
  NOT_IN_SCOPE: 409,
  NARROWING_CLOSED: 409,
  NARROWING_UNDECIDED: 409,
  RECALL_NOT_EVALUATED: 409,
  AUTHORITY_NOT_INFORMED: 409,
  HOLDS_UNSETTLED: 409,
  REMINDER_MISSING: 409,
  REPLIES_MISSING: 409,
  CHECKS_MISSING: 409,
  RECALL_NOT_EFFECTIVE: 409,
  GOODS_UNACCOUNTED: 409,
  GOODS_NOT_DISPOSED: 409,
};

const isRefusalCode = (code: string): code is RefusalCode => code in refusals;

export function refusalProblem(answer: Extract<Answer, { outcome: "refused" }>): Problem {
  const { code, message, cause, pointers, repeated, events } = answer;
  const known = isRefusalCode(code) ? code : undefined;
  return {
    status: known ? statuses[known] : 422,
    code,
    title: known ? refusals[known].means : "The command was refused.",
    detail: message,
    ...(cause !== undefined && { cause }),
    ...(pointers && {
      errors: pointers.map(({ pointer, message: detail }) => ({ pointer, detail })),
    }),
    ...(events.length > 0 && { recordedAs: events }),
    repeated,
  };
}

/** Thrown where a caller may not go on: sent as any other refusal. */
export class RefusedCaller extends Error {
  readonly problem: Problem;

  constructor({ refused: code, message }: Refusal) {
    super(message);
    this.problem = { status: statuses[code], code, title: refusals[code].means, detail: message };
  }
}

export const statusOf = ({ refused }: Refusal): number => statuses[refused];

export const sendRefusal = (reply: FastifyReply, refusal: Refusal): FastifyReply =>
  sendProblem(reply, { ...new RefusedCaller(refusal).problem, ...refusal.attempted });

/** What may pass by itself; the caller repeats the same request with the same command id. */
export const unavailable = (what: string): Problem => ({
  status: 503,
  code: "TEMPORARILY_UNAVAILABLE",
  title: "A part that is needed does not answer at present.",
  detail: `${what} Repeat the same request; nothing is done twice.`,
});

export const batchUnknown = (id: string): Problem => ({
  status: 404,
  code: "BATCH_UNKNOWN",
  title: "There is no such batch.",
  detail: `No batch has the id ${id}; GET /v1/batches lists them.`,
});

export const siteUnknown = (site: string): Problem => ({
  status: 404,
  code: "NOT_FOUND",
  title: "There is no such site.",
  detail: `Nobody has written exception rules for ${site}, and it is not the site of this service.`,
});

const retryAfter_s = 2;

/** As a page to a person who looks with a browser, as a JSON document to everybody else. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code } = problem;
  const { request } = reply;
  const url = shown(request.url);
  if (status === 503) reply.header("retry-after", String(retryAfter_s));
  reply.code(status);
  if (request.headers.accept?.includes("text/html")) return sendToPerson(reply, problem, url);
  const type = `urn:batchproof:problem:${code.toLowerCase().replaceAll("_", "-")}`;
  const body = { type, ...problem, instance: url };
  return reply.type("application/problem+json").send(JSON.stringify(body));
}

function sendToPerson(reply: FastifyReply, problem: Problem, url: string): FastifyReply {
  const way = wayIn(reply.request, problem.code);
  if (way?.kind === "redirect") return reply.redirect(way.to, 303);
  if (way) return sendPage(reply.code(200), leadOnPage(way.to));
  return sendPage(reply, problemPage(problem, url, visitorAtOnce(reply.request)));
}
