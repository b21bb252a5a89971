// `batchproof batch attach`: a file of this machine, kept with the record of a batch.
import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { attachDocument as command } from "../../domain/batch/attachment/commands.ts";
import { attachDocument } from "../../processes/attachment/attach-document.ts";
import { acting, callOf } from "../administration/acting.ts";
import { kept } from "../terminal/file.ts";
import { oneBatch } from "../text/not-one.ts";

interface Options {
  readonly name?: string;
  readonly mediaType: string;
  readonly trueCopy?: true;
  readonly step?: string;
  readonly deviation?: string;
}

export const attach = acting<Options>({
  usage: "attach <batch> <file>",
  summary: "Attach a document to the record of a batch: 25 MB at most",
  example: "batchproof batch attach 171 printout.pdf --media-type application/pdf --true-copy",
  command,
  options: (line) =>
    line
      .option("--name <name>", "as the record names it (default: that of the file)")
      .option("--media-type <type>", "its kind, as you say", "application/octet-stream")
      .option("--true-copy", "it was compared with the original")
      .option("--step <phase>", "the step that it belongs to")
      .option("--deviation <id>", "the deviation that it belongs to"),
  async act({ blobs, database, handler }, by, [named = "", file = ""], options) {
    const { batchId, batchNumber } = await oneBatch(database.kysely, named);
    const { bytes, digest } = await kept(file);
    const { name = basename(file), mediaType, trueCopy = false, step, deviation } = options;
    const attachmentId = randomUUID();
    const data = {
      ...{ attachmentId, name, mediaType, isTrueCopy: trueCopy, bytes },
      ...{ digest, statedDigest: digest, phaseId: step },
      ...(deviation !== undefined && { deviationId: deviation }),
    };
    const call = { ...callOf(by, batchId), data };
    const answer = await attachDocument(handler, blobs.put, call, by.session);
    const said = `${name} is attached to ${batchNumber}: ${attachmentId}, SHA-256 ${digest}`;
    return { answer, id: batchId, said, more: { attachmentId, digest } };
  },
});
