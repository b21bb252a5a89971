// Papers, pictures and files that belong to the record: the bytes are kept under their digest
// (21 CFR 11.10(b), 211.180(d); WHO TRS 1033, Annex 4).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { PhasePath, pathText } from "../../kernel/shape/phase.ts";
import { Digest, Id } from "../../kernel/shape/reference.ts";

/** Of a file, and never of a way to one. */
export const FileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\\p{Cc}]*[^/\\.\s\p{Cc}][^/\\\p{Cc}]*$/u);

export const MediaType = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*$/);

export const DocumentAttached = eventType("DocumentAttached", {
  data: z.strictObject({
    attachmentId: Id,
    name: FileName,
    mediaType: MediaType.describe("As whoever attached it says."),
    size_bytes: z.int().min(1),
    digest: Digest.describe("SHA-256 of the bytes."),
    isTrueCopy: z.boolean().describe("Compared with the original by whoever attached it."),
    path: PhasePath.exactOptional().describe("The step that it belongs to."),
    deviationId: Id.exactOptional().describe("The deviation that it belongs to."),
  }),
  action: "create",
  criticality: "major",
  labels: {
    attachmentId: "Attachment",
    name: "Name",
    mediaType: "Kind of file",
    size_bytes: "Size in bytes",
    digest: "SHA-256",
    isTrueCopy: "True copy",
    path: "Step",
    deviationId: "Deviation",
  },
  subjects: ({ deviationId }) => (deviationId ? [{ deviation: deviationId }] : []),
  sentence: ({ name, mediaType, isTrueCopy, path, digest }) => {
    const copy = isTrueCopy ? ", a true copy" : "";
    const to = path ? ` to ${pathText(path)}` : "";
    return `${name} (${mediaType}${copy}) attached${to}, SHA-256 ${digest}`;
  },
  entry: "Other",
});

export const attachmentEvents = [DocumentAttached] as const;
