// Who is asking: told from the session's cookie or the key of a service, before anything else is
// looked at; and whether they may.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuseNobodyYet } from "../../access/nobody-yet.ts";
import { type Known, lock } from "../../access/session/authenticate.ts";
import { administers } from "../../domain/kernel/access/right.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { isOfTwoFactors } from "../../domain/person/log-in/commands.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import { fromOf } from "../log-in/logged-in.ts";
import type { ApiParts } from "../parts.ts";
import { RefusedCaller } from "../problem.ts";
import { sessionCookie } from "../wire/cookie.ts";
import { allowOpening } from "./opening.ts";
import type { RouteAccess } from "./route.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller;
  }
}

export interface Caller {
  /** As commands are told. */
  readonly session: Session;
  /** Undefined: nobody who is known; only before people exist. */
  readonly known: Known | undefined;
}

export function addCaller(app: FastifyInstance, parts: ApiParts): void {
  const nobody: Caller = { session: parts.nobody, known: undefined };
  app.decorateRequest("caller", { getter: () => nobody });
  const limit = app.rateLimit();
  app.addHook("onRequest", async (request, reply) => {
    const { access } = request.routeOptions.config;
    // Nothing is at this address; that is all that anybody is told.
    if (!access) return;
    // No store keeps it, so nothing has it in its name.
    if (/%00/.test(request.url)) throw new RefusedCaller(malformed);
    const known = await knownFrom(parts, request);
    if (known && !isRefusal(known)) {
      await lockOutside(parts, request, known.live);
      give(request, { session: known.session, known });
    }
    if (access.kind === "anyone") return;
    if (!(await parts.access.peopleExist())) {
      // Nobody prepares an account, a role or a key that counts once they do.
      if (access.kind === "command" && administers(access.right)) {
        throw new RefusedCaller(await refuseNobodyYet(parts.access.parts));
      }
      return;
    }
    if (!known || isRefusal(known)) {
      // Routes count their requests after this.
      await limit.call(app, request, reply);
      throw new RefusedCaller(known ?? nobodyKnown);
    }
    const mayBeLocked = access.kind === "own" && access.locked;
    if (known.live?.locked_at && !mayBeLocked) throw new RefusedCaller(locked);
  });
  // What was changed counts at once here, and within half a second elsewhere.
  app.addHook("onSend", async ({ method, routeOptions }) => {
    const { access } = routeOptions.config;
    if (method !== "GET" && access && concernsPeople(access)) parts.access.authenticator.forget();
  });
  app.addHook("preHandler", async (request) => {
    const { access } = request.routeOptions.config;
    const { known } = request.caller;
    if (!known) return;
    if (access?.kind === "read") await allowOpening(parts, request, access, known);
  });
  // Before the body is read: of whoever may not, nothing is taken in.
  app.addHook("preParsing", async (request) => {
    const { access } = request.routeOptions.config;
    const { known } = request.caller;
    if (!known || access?.kind !== "command" || access.early === undefined) return;
    const refusal = await parts.access.trail.may(known.session, access.right, access.early);
    if (refusal) throw new RefusedCaller(refusal);
  });
}

/** Who they are, whether they are logged in, or what they may. */
const concernsPeople = (access: RouteAccess): boolean =>
  access.kind === "own" ||
  access.kind === "anyone" ||
  (access.kind === "command" && administers(access.right));

const nobodyKnown = refuse("LOG_IN_REQUIRED", "Log in, or bring the key of a service.");
const malformed = refuse("MALFORMED_TEXT", "The address holds U+0000.");
const locked = refuse("SESSION_LOCKED", "The session is locked.");

const give = (request: FastifyRequest, caller: Caller): void =>
  void Object.defineProperty(request, "caller", { value: caller, configurable: true });

/** One factor, shown within the site's networks, proves nothing outside (draft Annex 11, 11.6). */
async function lockOutside(
  parts: ApiParts,
  request: FastifyRequest,
  live: Known["live"],
): Promise<void> {
  if (!live || live.locked_at !== null) return;
  if (live.network === "outside" || isOfTwoFactors(live.assurance)) return;
  if (fromOf(parts, request).network === "outside") {
    await lock(parts.access.parts, live, "outside");
  }
}

async function knownFrom(
  { access }: ApiParts,
  request: FastifyRequest,
): Promise<Known | Refusal | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];
    return key === undefined ? nobodyKnown : access.authenticator.byKey(key);
  }
  const token = sessionCookie.of(request);
  return token === undefined ? undefined : access.authenticator.byToken(token);
}
