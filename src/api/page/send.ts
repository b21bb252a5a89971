// Sending a page, and leading a browser on to another.
import type { FastifyReply } from "fastify";
import { nextParameter } from "./local-path.ts";

export const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply.type("text/html; charset=utf-8").send(page);

/** After a form was taken: the browser asks for the page anew, and a reload repeats nothing. */
export const leadTo = (reply: FastifyReply, path: string, next?: string): FastifyReply =>
  reply.redirect(path + nextParameter(next), 303);
