// Unlocking, and proving again who one is, as forms.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { proveWithin } from "../../../access/session/prove-again.ts";
import { ownAlways } from "../../access/route.ts";
import { selfOf } from "../../access/self.ts";
import { fromOf } from "../../log-in/logged-in.ts";
import { whoIs } from "../../log-in/who.ts";
import type { ApiParts } from "../../parts.ts";
import { statusOf } from "../../problem.ts";
import { logInLimit } from "../../wire/rate.ts";
import { type Fault, filled, optional } from "../form/form.ts";
import { localPath } from "../local-path.ts";
import { leadTo, sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { faultOf } from "./fault.ts";
import { proofPage } from "./proof-page.ts";

const Asked = z.object({ next: z.string().optional() });
const Form = z.object({ password: filled(256), code: optional(20), next: optional(2000) });
const hide = { hide: true } as const;

export function addProof(scope: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const asked = { config: ownAlways, schema: { ...hide, querystring: Asked } };
  const config = { ...ownAlways, ...logInLimit(parts) };
  const shown = { config, schema: { ...hide, body: Form } };
  for (const { path, other, isLockedHere, leads } of pages) {
    typed.get(path, asked, async (request, reply) => {
      const next = localPath(request.query.next);
      if (isLocked(request) !== isLockedHere) return leadTo(reply, other, next);
      return send(parts, request, reply, { next });
    });
    typed.post(path, shown, async (request, reply) => {
      const { password, code } = request.body;
      const next = localPath(request.body.next);
      if (isLocked(request) !== isLockedHere) return leadTo(reply, other, next);
      const { live } = request.caller.known ?? {};
      const given = { password, ...(code !== undefined && { code: code.replaceAll(" ", "") }) };
      const refusal = await proveWithin(access.parts, live, given, fromOf(parts, request));
      if (!refusal) return leads(reply, next);
      const fault = faultOf(refusal);
      const asksCode = fault.code === "MFA_REQUIRED" || code !== undefined;
      return send(parts, request, reply.code(statusOf(refusal)), { next, fault, asksCode });
    });
  }
}

const isLocked = ({ caller }: FastifyRequest): boolean => Boolean(caller.known?.live?.locked_at);

/** Each leads to where it is right where it is not. */
const pages = [
  {
    path: "/unlock",
    other: "/logged-in",
    isLockedHere: true,
    leads: (reply: FastifyReply, next?: string) => leadTo(reply, "/logged-in", next),
  },
  {
    path: "/prove",
    other: "/unlock",
    isLockedHere: false,
    leads: (reply: FastifyReply, next?: string) => leadTo(reply, next ?? "/account"),
  },
] as const;

async function send(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: {
    readonly next: string | undefined;
    readonly fault?: Fault;
    readonly asksCode?: boolean;
  },
): Promise<FastifyReply> {
  selfOf(request.caller);
  const { actor, credentials } = await whoIs(parts, request.caller);
  const has = (kind: string) => credentials.some((one) => one.kind === kind);
  const { relyingParty, oidc } = parts.access.parts;
  const page = {
    ...shown,
    visitor: await visitorOf(parts, request),
    username: actor.kind === "person" ? actor.username : "",
    hasPassword: has("password"),
    passkeyOrigin: has("passkey") ? relyingParty?.origins[0] : undefined,
    signOnTitle: oidc && has("oidc") ? parts.signOnTitle : undefined,
  };
  return sendPage(reply, proofPage(page));
}
