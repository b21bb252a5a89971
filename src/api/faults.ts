// A fault on its way out of the service: what the caller can do about it, and nothing of what is
// inside.
import type { FastifyError, FastifyInstance } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isUnavailable } from "../database/availability.ts";
import { type Problem, sendProblem, unavailable } from "./problem.ts";

export function addFaultHandlers(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, {
      status: 404,
      code: "NO_SUCH_RESOURCE",
      title: "There is nothing at this address.",
      detail: `${request.method} ${request.url} is not served; GET /openapi.json lists what is.`,
    }),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error(error, "request failed");
    return sendProblem(reply, problem);
  });
}

function problemOf(error: FastifyError): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
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
  if (isUnavailable(error) || error.code === "PROJECTION_UNKNOWN") {
    return unavailable("The read models do not answer.");
  }
  if (error.code === "EVENT_STORE_UNAVAILABLE" || error.code === "WRONG_EXPECTED_REVISION") {
    return unavailable("The event log could not take the command.");
  }
  if (error.code === "AS_OF_AHEAD") {
    const title = "The read model has not come that far yet.";
    return { status: 409, code: error.code, title, detail: error.message };
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    const title = "The request cannot be taken.";
    return { status: error.statusCode, code: error.code, title, detail: error.message };
  }
  const title = "Something is wrong inside the service.";
  return {
    status: 500,
    code: "INTERNAL_FAULT",
    title,
    detail: "The log of the service says what.",
  };
}
