// A fault on its way out of the service: what the caller can do about it, and nothing of what is
// inside.
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { AccessFault, type AccessFaultCode } from "../access/credential/fault.ts";
import { isUnavailable } from "../database/availability.ts";
import { type Problem, RefusedCaller, sendProblem, unavailable } from "./problem.ts";
import { shown } from "./wire/credential-in-url.ts";
import { WireFault, type WireFaultCode } from "./wire/fault.ts";
import { protect } from "./wire/headers.ts";

export function addFaultHandlers(app: FastifyInstance): void {
  // Whoever guesses addresses is counted as well.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const asked = `${request.method} ${shown(request.url)}`;
    return sendProblem(reply, {
      status: 404,
      code: "NO_SUCH_RESOURCE",
      title: "There is nothing at this address.",
      detail: `${asked} is not served; GET /openapi.json lists what is.`,
    });
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { raw } = request;
    // Nobody is there any more who could be answered.
    const problem = raw.destroyed && !raw.complete ? brokenOff : problemOf(error);
    if (problem.status >= 500) {
      request.log.error(error, `${request.method} ${shown(request.url)} failed`);
    }
    return sendProblem(reply, problem);
  });
}

/** Of an address that no route can be looked for by; hooks do not run then. */
export function answerFrameworkError(
  error: FastifyError,
  _request: unknown,
  reply: FastifyReply,
): void {
  protect(reply);
  sendProblem(reply, problemOf(error));
}

const brokenOff: Problem = {
  status: 400,
  code: "BAD_REQUEST",
  title: "The request cannot be taken.",
  detail: "It broke off.",
};

function problemOf(error: FastifyError): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) return malformed(error.validation);
  if (error instanceof RefusedCaller) return error.problem;
  const passing = error instanceof AccessFault && passingFaults[error.code];
  if (passing) return { code: error.code, ...passing };
  if (isUnavailable(error)) return unavailable("The read models do not answer.");
  const { code, statusCode, message: detail } = error;
  if (error instanceof WireFault) return { code: error.code, ...refused[error.code], detail };
  const known = faults[code];
  if (known) return { code, ...known, detail };
  const request = requestFaults[code];
  if (request) return { detail, ...request };
  if (statusCode !== undefined && statusCode < 500) {
    return {
      status: statusCode,
      code: "BAD_REQUEST",
      title: "The request cannot be taken.",
      detail,
    };
  }
  return {
    status: 500,
    code: "INTERNAL_FAULT",
    title: "Something is wrong inside the service.",
    detail: "The log of the service says what.",
  };
}

type Said = Pick<Problem, "status" | "title">;

const away: Said = { status: 503, title: "A part that is needed does not answer at present." };
const notTaken: Said = { status: 503, title: "The event log could not take the command in time." };

/** Of our own parts, by their codes. What is passing is 503: the same request may be repeated. */
const faults: Readonly<Record<string, Said>> = {
  SEED_NOT_ONE: { status: 422, title: "One thing is needed, and this names several." },
  PAGE_BEYOND_END: { status: 404, title: "The list has fewer pages." },
  TWO_THINGS_NEEDED: { status: 422, title: "Two different things are needed at least." },
  LEGAL_ENTITY_NOT_STATED: {
    status: 409,
    title: "The service is not told whose letters these are.",
  },
  SEED_TOO_LARGE: { status: 422, title: "What is asked about stands for too many things at once." },
  ANSWER_TOO_LARGE: { status: 422, title: "The answer is too large to be given at once." },
  BAD_QUANTITY_UNFIT: { status: 422, title: "What is asked of has no such share." },
  NOT_IN_LOG: { status: 404, title: "Nothing of it is in the log yet." },
  AS_OF_AHEAD: { status: 409, title: "The read models do not reach that far." },
  NOT_YET_VISIBLE: { status: 503, title: "The read models do not have the event yet." },
  READ_MODEL_BEHIND: { status: 503, title: "The read models do not have all that is recorded." },
  PROJECTION_UNKNOWN: away,
  READ_MODEL_STOPPED: { status: 503, title: "A read model stopped; nothing is told from it." },
  // PostgreSQL has no such table or schema: the read model is not made yet.
  "42P01": away,
  "3F000": away,
  EVENT_STORE_UNAVAILABLE: away,
  EVENT_LOG_CLOSED: away,
  WRONG_EXPECTED_REVISION: notTaken,
  NOT_THE_PROJECTOR: { status: 503, title: "Another process keeps the read models at present." },
};

/** While somebody logs in. Why it is so, the log says; whoever is not known yet is told no more. */
const passingFaults: Partial<Readonly<Record<AccessFaultCode, Said & { detail: string }>>> = {
  TOO_BUSY: {
    status: 503,
    title: "Too many passwords are being checked at once.",
    detail: "Try again shortly.",
  },
  IDENTITY_PROVIDER_UNAVAILABLE: {
    status: 503,
    title: "The identity provider does not answer.",
    detail: "Try again shortly, or log in with your password or a passkey.",
  },
};

const refused: Readonly<Record<WireFaultCode, Said>> = {
  HOST_NOT_SERVED: { status: 421, title: "The service does not answer under this name." },
  HOST_AMBIGUOUS: { status: 400, title: "The request says twice whom it asks." },
  ORIGIN_FORBIDDEN: { status: 403, title: "Pages of other sites may not ask the service." },
  PROXY_NOT_TRUSTED: { status: 403, title: "A proxy that is not named passed it on." },
  INSECURE_TRANSPORT: { status: 403, title: "The service is asked over TLS only." },
  CREDENTIAL_IN_URL: { status: 400, title: "An address may not hold a credential." },
  CREDENTIALS_AMBIGUOUS: { status: 400, title: "The request says twice who asks." },
  COOKIE_MALFORMED: { status: 400, title: "The header Cookie cannot be read." },
  CSRF_REFUSED: { status: 403, title: "Only pages of this service may ask for this." },
  JSON_TOO_DEEP: { status: 400, title: "The body is nested too deeply, or has too many parts." },
  TOO_MANY_REQUESTS: { status: 429, title: "Too many requests came from there." },
};

const unreadable = "The body is not what it is said to be.";

const badAddress = {
  status: 400,
  code: "ADDRESS_MALFORMED",
  title: "The address cannot be read.",
  detail: "A part of it is too long, or wrongly encoded.",
};

/** Of the request itself, by the framework's codes; its words say more, unless there are others. */
const requestFaults: Readonly<Record<string, Said & { code: string; detail?: string }>> = {
  FST_ERR_BAD_URL: badAddress,
  FST_ERR_MAX_PARAM_LENGTH: badAddress,
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: "BODY_TOO_LARGE",
    title: "The body of the request is too large.",
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: "MEDIA_TYPE_UNSUPPORTED",
    title: "The body of a request is JSON: content-type: application/json.",
  },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: "MALFORMED_JSON", title: unreadable },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: "MALFORMED_JSON", title: unreadable },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: "MALFORMED_JSON", title: unreadable },
};

interface Issue {
  readonly instancePath: string;
  readonly message?: string;
}

function malformed(issues: readonly Issue[]): Problem {
  const errors = issues.map(({ instancePath, message }) => ({
    pointer: instancePath,
    detail: message ?? "is not as asked for",
  }));
  return {
    status: 400,
    code: "MALFORMED_REQUEST",
    title: "The request does not have the shape that is asked for.",
    detail: errors.map(({ pointer, detail }) => `${pointer || "/"}: ${detail}`).join("; "),
    errors,
  };
}
