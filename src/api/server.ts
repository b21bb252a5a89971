// The service: names on the wire and status codes; no rules.
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import { addCaller } from "./access/caller.ts";
import { askEachRoute, own } from "./access/route.ts";
import { addPartyContactRoutes } from "./administration/party-contact.ts";
import { addPeopleRoutes } from "./administration/people.ts";
import { addAlertRoutes, addRightsRoutes } from "./administration/rights.ts";
import { addServiceRoutes } from "./administration/services.ts";
import { addSessionsRoutes } from "./administration/sessions.ts";
import { addCommandRoutes } from "./command/routes.ts";
import { addFaultHandlers, answerFrameworkError } from "./faults.ts";
import { addOtherWays } from "./log-in/other-ways.ts";
import { addOwnRoutes } from "./log-in/own.ts";
import { addProofRoutes } from "./log-in/proof.ts";
import { addSessionRoutes } from "./log-in/session.ts";
import { addWelcomeRoutes } from "./log-in/welcome.ts";
import { openApi } from "./openapi.ts";
import { addAccountPages } from "./page/account/routes.ts";
import { addLogInPages } from "./page/log-in/routes.ts";
import { addReviewPages } from "./page/review/routes.ts";
import { addPages } from "./page/routes.ts";
import { addSecurityPages } from "./page/security/routes.ts";
import { addWelcomePages } from "./page/welcome/routes.ts";
import type { ApiParts } from "./parts.ts";
import { addAuditTrailRoutes } from "./resource/audit-trail.ts";
import { addBatchRoutes } from "./resource/batch.ts";
import { addDispensingRoutes } from "./resource/dispensing.ts";
import { addEquipmentRoutes } from "./resource/equipment.ts";
import { addHealthRoutes } from "./resource/health.ts";
import { addSampleRoutes } from "./resource/laboratory/sample.ts";
import { addSpecificationRoutes } from "./resource/laboratory/specification.ts";
import { addLotRoutes } from "./resource/lot.ts";
import { addAttachmentRoutes } from "./resource/plant/attachment.ts";
import { addBlankFormRoutes } from "./resource/plant/blank-form.ts";
import { addDispatchRoutes } from "./resource/plant/dispatch.ts";
import { addQuestionRoutes } from "./resource/question.ts";
import { addRecallCertificateRoute } from "./resource/recall/certificate.ts";
import { addRecallLetterRoutes } from "./resource/recall/letter.ts";
import { addRecallRoutes } from "./resource/recall/recall.ts";
import { addRecipeRoutes } from "./resource/recipe.ts";
import { addBackTestRoute } from "./resource/review/back-test.ts";
import { addDecisionRoutes } from "./resource/review/decided.ts";
import { addRelatedRoute } from "./resource/review/related.ts";
import { addReviewRoutes } from "./resource/review/review.ts";
import { addTraceRoutes } from "./resource/trace.ts";
import { addWhereaboutsRoutes } from "./resource/whereabouts.ts";
import { addJson } from "./wire/body.ts";
import { answerClientError } from "./wire/client-error.ts";
import { addCredentialCheck } from "./wire/credential-in-url.ts";
import { addCsrfCheck } from "./wire/csrf.ts";
import { addGuard } from "./wire/guard.ts";
import { addHeaders } from "./wire/headers.ts";
import { listenerOf } from "./wire/listener.ts";
import { addRateLimit } from "./wire/rate.ts";

const bodyMax_bytes = 1024 * 1024;

export async function createServer(
  parts: ApiParts,
  logger: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const { wire } = parts;
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: bodyMax_bytes,
    logController: new LogController({ disableRequestLogging: true }),
    // What is under way is answered while the service ends.
    forceCloseConnections: "idle",
    serverFactory: listenerOf(wire),
    trustProxy: wire.trustedProxies.length > 0 && [...wire.trustedProxies],
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError,
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  // Shapes of answers are checked by the compiler; here they only describe.
  app.setSerializerCompiler(() => JSON.stringify);
  addHeaders(app);
  addJson(app);
  // In this order: nothing is said of a request whose address holds a credential.
  addCredentialCheck(app);
  addGuard(app, wire);
  addCsrfCheck(app, wire);
  await addRateLimit(app, wire);
  askEachRoute(app);
  addCaller(app, parts);
  addFaultHandlers(app);
  await app.register(swagger, openApi(parts.version));
  await app.register(async (scope) => {
    for (const add of routes) add(scope, parts);
    // Each in a scope of its own: only there a form is taken.
    for (const add of forms) await scope.register((inner) => add(inner, parts));
    scope.get("/openapi.json", { config: own, schema: { hide: true } }, () => app.swagger());
  });
  return app;
}

const routes: readonly ((app: FastifyInstance, parts: ApiParts) => void)[] = [
  addHealthRoutes,
  addLotRoutes,
  addSampleRoutes,
  addSpecificationRoutes,
  addDispensingRoutes,
  addEquipmentRoutes,
  addBatchRoutes,
  addTraceRoutes,
  addRecallRoutes,
  addRecallCertificateRoute,
  addRecallLetterRoutes,
  addRecipeRoutes,
  addDispatchRoutes,
  addAttachmentRoutes,
  addBlankFormRoutes,
  addDecisionRoutes,
  addReviewRoutes,
  addBackTestRoute,
  addRelatedRoute,
  addWhereaboutsRoutes,
  addQuestionRoutes,
  addAuditTrailRoutes,
  addCommandRoutes,
  addSessionRoutes,
  addProofRoutes,
  addOtherWays,
  addOwnRoutes,
  addWelcomeRoutes,
  addPeopleRoutes,
  addPartyContactRoutes,
  addRightsRoutes,
  addAlertRoutes,
  addSessionsRoutes,
  addServiceRoutes,
  addPages,
];

const forms: readonly ((scope: FastifyInstance, parts: ApiParts) => Promise<void>)[] = [
  addLogInPages,
  addWelcomePages,
  addAccountPages,
  addSecurityPages,
  addReviewPages,
];
