// RFC 3161 over HTTP (3.4): a time-stamping authority says when a head was there already.
import { createHash, randomBytes, X509Certificate } from "node:crypto";
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { printNote } from "../../integrity/note.ts";
import type { Anchor } from "../anchor.ts";
import { post } from "../ask.ts";
import { AnchorFault } from "../fault.ts";
import { invalid } from "./der.ts";
import { nonceFrom, printQuery } from "./query.ts";
import { tokenIn } from "./response.ts";
import { type Stamp, verifyToken } from "./token.ts";

/**
 * What is stamped: SHA-256 of the signed note, byte by byte as `batchproof checkpoint` prints it,
 * with the signature of the log and no other.
 */
export const imprintOf = ({ note }: Checkpoint): Buffer =>
  createHash("sha256").update(printNote(note)).digest();

export const timestampAnchor = (url: string, roots: readonly X509Certificate[]): Anchor => ({
  kind: "timestamp",
  of: url,
  async anchor(checkpoint, { signal }) {
    const nonce = nonceFrom(randomBytes(8));
    const imprint = imprintOf(checkpoint);
    const body = printQuery(imprint, nonce);
    const { status, type, bytes } = await post(url, {
      type: "application/timestamp-query",
      body,
      signal,
    });
    if (status !== 200 || type !== "application/timestamp-reply") {
      const code = status >= 500 ? "ANCHOR_UNREACHABLE" : "ANCHOR_ANSWER_MALFORMED";
      throw new AnchorFault(code, `${url} answers ${status}, ${type || "without a type"}.`);
    }
    const token = tokenIn(bytes);
    const stamp = verifyToken(token, imprint, roots);
    if (!stamp.nonce?.equals(nonce)) throw invalid("It is not the answer to this request.");
    return { checkpoint, token };
  },
});

/** Of a receipt, at any later time. Throws AnchorFault TIMESTAMP_INVALID. */
export const stampOf = (
  checkpoint: Checkpoint,
  token: Uint8Array,
  roots: readonly X509Certificate[],
): Stamp => verifyToken(token, imprintOf(checkpoint), roots);

/** Of a file in PEM; none where it holds none. Throws what X509Certificate does. */
export const certificatesIn = (pem: string): readonly X509Certificate[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)].map(
    ([one]) => new X509Certificate(one),
  );
