// The page to log in, for whoever asks for it.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiParts } from "../../parts.ts";
import { localPath } from "../local-path.ts";
import { sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { type LogInPage, logInPage } from "./log-in-page.ts";

/** `next` is as it came: whether it may be led to is seen here. */
type Shown = Omit<
  LogInPage,
  "visitor" | "isDemonstration" | "passkeyOrigin" | "signOnTitle" | "next"
> & {
  readonly next?: string | undefined;
};

export async function sendLogIn(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { next, ...shown }: Shown,
): Promise<FastifyReply> {
  const { relyingParty, isDemonstration } = parts.access.parts;
  const page = {
    ...shown,
    next: localPath(next),
    visitor: await visitorOf(parts, request),
    isDemonstration: await isDemonstration(),
    passkeyOrigin: relyingParty?.origins[0],
    signOnTitle: parts.signOnTitle,
  };
  return sendPage(reply, logInPage(page));
}
