// GET /v1/recalls/{id}/certificates/{number}: the bytes of a certificate that were kept with what
// became of goods; never shown by the browser as what they claim to be.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { recall } from "../../../domain/recall/recall.ts";
import { idOf, reading } from "../../access/route.ts";
import { sendKept } from "../../kept.ts";
import type { ApiParts } from "../../parts.ts";
import { sendProblem } from "../../problem.ts";
import { unknownRecall } from "./letter.ts";

const schema = {
  operationId: "getRecallCertificate",
  tags: ["recalls"],
  summary: "The certificate of what became of goods, compared with its digest",
  params: z.strictObject({ id: z.string(), number: z.string() }),
};

const config = reading("getRecallCertificate", "readRecords", {
  about: idOf("recall"),
  takes: () => true,
});

export function addRecallCertificateRoute(app: FastifyInstance, parts: ApiParts): void {
  const { handler, blobs } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const at = "/v1/recalls/:id/certificates/:number";
  typed.get(at, { config, schema }, async (request, reply) => {
    const { id, number } = request.params;
    const { state } = await handler.load(recall, id);
    if (state.status === "unknown") return unknownRecall(reply, id);
    const digest = state.goods.disposed.get(number)?.certificateDigest;
    // Throws BLOB_DAMAGED where they are not what was kept.
    const bytes = digest === undefined ? undefined : await blobs.get(digest);
    if (digest === undefined || !bytes) {
      return sendProblem(reply, {
        status: 404,
        code: "CERTIFICATE_UNKNOWN",
        title: "There is no such certificate.",
        detail: "The recall has none under this number, or its bytes are not in this vault.",
      });
    }
    return sendKept(reply, { bytes, digest, name: number, mediaType: "application/octet-stream" });
  });
}
