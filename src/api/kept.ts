// Bytes out of the vault, as they were put: for saving, with their digest (RFC 9530).
import type { FastifyReply } from "fastify";

export interface Kept {
  readonly bytes: Buffer;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Of the file. */
  readonly name: string;
  readonly mediaType: string;
}

export const sendKept = (
  reply: FastifyReply,
  { bytes, digest, name, mediaType }: Kept,
): FastifyReply =>
  reply
    .header("content-disposition", `attachment; filename*=UTF-8''${encoded(name)}`)
    .header("repr-digest", `sha-256=:${Buffer.from(digest, "hex").toString("base64")}:`)
    .type(mediaType)
    .send(bytes);

/** RFC 8187: what encodeURIComponent leaves is not all allowed. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
