// Attaching a document whose bytes have been kept already.
import { z } from "zod";
import { sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import { isKnown, unknownBatch } from "../standing.ts";
import { refuseBeyondLimit } from "./attachment.ts";
import { DocumentAttached } from "./events.ts";

/** Also after approval: it changes nothing of what was approved. */
export const attachDocument = command(
  "AttachDocument",
  "executeBatch",
  DocumentAttached.data.extend({
    statedDigest: z.string().describe("Of the bytes as whoever sends them has them."),
  }),
  ({ statedDigest, ...data }, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    if (statedDigest !== data.digest) {
      const message = `The bytes that came have the SHA-256 ${data.digest}. Send them again.`;
      return refuse("DIGEST_MISMATCH", message);
    }
    const former = batch.attachments.byId.get(data.attachmentId);
    if (former) {
      const other = refuse("ALREADY_EXISTS", "Another document is attached under this id.");
      return sameContent(former, data) ? [] : other;
    }
    if (data.deviationId !== undefined && !batch.deviations.linked.has(data.deviationId)) {
      return refuse("DEVIATION_REQUIRED", "There is no such deviation about this batch.");
    }
    const beyond = refuseBeyondLimit(batch.attachments, data.size_bytes);
    return beyond ?? [{ type: "DocumentAttached", data }];
  },
);
