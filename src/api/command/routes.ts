// POST /v1/<things>/{id}/<command>: one route for each command of the catalogue.

import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { BusinessTime } from "../../domain/kernel/instant.ts";
import { Claims } from "../../domain/kernel/metadata.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import type { ApiParts } from "../parts.ts";
import { refusalProblem, sendProblem } from "../problem.ts";
import { CommandAnswer, CommandId } from "../shape/command.ts";
import { refuseStrangers } from "./claimed-people.ts";
import { AggregateId, type Exposed } from "./command.ts";
import { exposed } from "./exposed.ts";

export const Id = z.strictObject({
  id: AggregateId.describe("The aggregate's id; chosen by the caller for a new one."),
});
const Options = z.strictObject({
  wait: z.stringbool().default(false).describe("Answer when the read models have it."),
});

const ClaimsOfCaller = z
  .strictObject({ ...Claims.shape, occurredAt: BusinessTime.exactOptional() })
  .describe(
    "What the caller claims: when it happened, why, at which workstation; by their ids, for whom " +
      "and by whom it was allowed.",
  )
  .meta({ id: "Claims" });

export const bodyOf = (data: z.ZodType) =>
  z.strictObject({
    commandId: CommandId,
    data,
    claims: ClaimsOfCaller.exactOptional(),
    ifRevision: z
      .int()
      .min(-1)
      .exactOptional()
      .describe("Refuse unless the stream stands exactly here; -1: it does not exist."),
  });

const wait_ms = 5_000;

export function addCommandRoutes(app: FastifyInstance, parts: ApiParts): void {
  for (const command of exposed) addRoute(app, parts, command);
}

function addRoute(app: FastifyInstance, parts: ApiParts, command: Exposed): void {
  const { name, right, collection } = command;
  const config = { access: { kind: "command", right } } as const;
  const schema = {
    operationId: name.charAt(0).toLowerCase() + name.slice(1),
    tags: [collection],
    summary: spaced(name),
    params: Id,
    querystring: Options,
    body: bodyOf(command.data),
    response: { 200: CommandAnswer },
  };
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(`/v1/${collection}/:id/${kebab(name)}`, { config, schema }, async (request, reply) => {
      const { body, params, caller } = request;
      const permitted = () => refuseStrangers(parts.handler, body.claims);
      const call = { id: params.id, ...body, permitted };
      const { handler, answering } = parts;
      const answer = await command.execute(handler, call, caller.session, answering);
      const seen = await visibility(parts, answer, request.query.wait);
      if (answer.outcome === "accepted") return reply.send({ ...answer, ...seen });
      return sendProblem(reply, { ...refusalProblem(answer), ...seen });
    });
}

/** Of what was recorded, which a refusal may be too. */
export async function visibility(parts: ApiParts, { events }: Answer, wait: boolean) {
  const last = events.at(-1);
  if (!wait) return {};
  if (!last) return { visible: true };
  const logIndex = await parts.indexOf(last.id, wait_ms);
  if (logIndex === undefined) return { visible: false };
  const visible = await parts.projections.waitFor(logIndex, { timeout_ms: wait_ms });
  return { logIndex, visible };
}

const words = (name: string): readonly string[] => name.split(/(?=[A-Z])/);
const kebab = (name: string): string => words(name).join("-").toLowerCase();
const spaced = (name: string): string => {
  const text = words(name).join(" ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};
