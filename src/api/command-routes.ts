// POST /v1/<things>/{id}/<command>: one route for each command of the catalogue, from its
// definition.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { BusinessTime } from "../domain/kernel/instant.ts";
import { Claims } from "../domain/kernel/metadata.ts";
import type { Answer, Call } from "../eventstore/handler/handle.ts";
import { type Exposed, exposed } from "./exposed.ts";
import type { ApiParts } from "./parts.ts";
import { refusalProblem, sendProblem } from "./problem.ts";

const Id = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(120)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]*$/)
    .describe("The aggregate's id; chosen by the caller for a new one."),
});
const Options = z.strictObject({
  wait: z.stringbool().default(false).describe("Answer when the read models have it."),
});

const body = (data: z.ZodType) =>
  z.strictObject({
    commandId: z
      .uuid()
      .describe("uuidv7 of the caller. The same id is the same command, however often it is sent."),
    data,
    claims: z
      .strictObject({ ...Claims.shape, occurredAt: BusinessTime.exactOptional() })
      .exactOptional(),
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
  const { collection } = command;
  const schema = {
    tags: [collection],
    summary: spaced(command.name),
    params: Id,
    querystring: Options,
    body: body(command.data),
  };
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(`/v1/${collection}/:id/${kebab(command.name)}`, { schema }, async (request, reply) => {
      const { id } = request.params;
      const call: Call = { id, ...request.body };
      const answer = await command.execute(parts.handler, call, parts.session);
      if (answer.outcome === "refused") return sendProblem(reply, refusalProblem(answer));
      return accepted(parts, reply, answer, request.query.wait);
    });
}

async function accepted(
  parts: ApiParts,
  reply: FastifyReply,
  answer: Extract<Answer, { outcome: "accepted" }>,
  wait: boolean,
): Promise<FastifyReply> {
  const last = answer.events.at(-1);
  const logIndex = wait && last ? await parts.indexOf(last.id, wait_ms) : undefined;
  const visible =
    logIndex !== undefined && (await parts.projections.waitFor(logIndex, { timeout_ms: wait_ms }));
  return reply.send({ ...answer, ...(wait && { logIndex: logIndex ?? null, visible }) });
}

const words = (name: string): readonly string[] => name.split(/(?=[A-Z])/);
const kebab = (name: string): string => words(name).join("-").toLowerCase();
const spaced = (name: string): string => {
  const text = words(name).join(" ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};
