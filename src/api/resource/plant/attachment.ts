// Attachments of a batch: bytes in, kept under their digest; bytes out, never shown by the browser
// as what they claim to be.

import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { DocumentAttached } from "../../../domain/batch/attachment/events.ts";
import { batch } from "../../../domain/batch/batch.ts";
import { attachDocument } from "../../../processes/attachment/attach-document.ts";
import { early, idOf, reading } from "../../access/route.ts";
import { AggregateId } from "../../command/command.ts";
import { sendKept } from "../../kept.ts";
import type { ApiParts } from "../../parts.ts";
import { refusalProblem, sendProblem } from "../../problem.ts";
import { CommandAnswer, CommandId } from "../../shape/command.ts";

export const attachmentMax_bytes = 25 * 1024 * 1024;

const { name, mediaType, deviationId } = DocumentAttached.data.shape;
const putSchema = {
  operationId: "attachDocument",
  tags: ["batches"],
  summary: "Attach a document: the bytes as application/octet-stream, 25 MB at most",
  consumes: ["application/octet-stream"],
  params: z.strictObject({ id: AggregateId, attachmentId: AggregateId }),
  querystring: z.strictObject({
    commandId: CommandId,
    name,
    mediaType,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("Of the bytes; refused where it differs."),
    isTrueCopy: z.stringbool().default(false),
    phaseId: z.string().min(1).optional().describe("The step that it belongs to."),
    deviationId: deviationId.unwrap().optional(),
  }),
  response: { 200: CommandAnswer },
};

const getSchema = {
  operationId: "getAttachment",
  tags: ["batches"],
  summary: "The bytes of an attached document, compared with their digest",
  params: z.strictObject({ id: z.string(), attachmentId: z.string() }),
};

const putting = early("attachDocument", "executeBatch");
const getting = reading("getAttachment", "readRecords", {
  about: idOf("batch"),
  takes: () => true,
});

export function addAttachmentRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { handler, blobs } = parts;
  const at = "/v1/batches/:id/attachments/:attachmentId";
  // Bytes are read by these routes and by no other.
  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/octet-stream",
      { parseAs: "buffer", bodyLimit: attachmentMax_bytes },
      (_request, body, done) => done(null, body),
    );
    const typed = scope.withTypeProvider<ZodTypeProvider>();
    const options = { config: putting, schema: putSchema, bodyLimit: attachmentMax_bytes };
    typed.put(at, options, async (request, reply) => {
      const { params, query, caller } = request;
      const { commandId, sha256: statedDigest, deviationId: of, ...said } = query;
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const digest = createHash("sha256").update(bytes).digest("hex");
      const { attachmentId } = params;
      const about = of === undefined ? {} : { deviationId: of };
      const data = { ...said, attachmentId, bytes, digest, statedDigest, ...about };
      const call = { commandId, id: params.id, data };
      const answer = await attachDocument(handler, blobs.put, call, caller.session);
      if (answer.outcome === "accepted") return reply.send(answer);
      return sendProblem(reply, refusalProblem(answer));
    });
  });
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(at, { config: getting, schema: getSchema }, async (request, reply) => {
    const { id, attachmentId } = request.params;
    const { state } = await handler.load(batch, id);
    const found = state.status === "unknown" ? undefined : state.attachments.byId.get(attachmentId);
    // Throws BLOB_DAMAGED where they are not what was attached.
    const bytes = found && (await blobs.get(found.digest));
    if (!found || !bytes) {
      return sendProblem(reply, {
        status: 404,
        code: "ATTACHMENT_UNKNOWN",
        title: "There is no such attachment.",
        detail: "The batch has none under this id, or its bytes are not in this vault.",
      });
    }
    return sendKept(reply, { bytes, ...found });
  });
}
